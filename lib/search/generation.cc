#include "search/generation.hh"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "search/border.hh"

namespace docket
{

namespace fs = std::filesystem;

namespace
{

constexpr size_t CHANGE_BYTES = 9;

[[noreturn]] void fail(const std::string &path)
{
	throw failure{ERROR(ERR_IO, "search: %s: %s", path.c_str(), strerror(errno))};
}

/* The 7 of "g-7"; -1 for other names. */
long number_of(const std::string &name)
{
	char *end = nullptr;

	if (name.compare(0, 2, "g-") != 0)
		return -1;
	long number = strtol(name.c_str() + 2, &end, 10);
	return *end || number <= 0 ? -1 : number;
}

void sync(const std::string &path)
{
	int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		fail(path);
	int result = fsync(descriptor);
	close(descriptor);
	if (result != 0)
		fail(path);
}

} // namespace

bool exists(const std::string &path)
{
	return access(path.c_str(), F_OK) == 0;
}

std::string live_generation(const std::string &folder)
{
	char target[NAME_MAX + 1];
	ssize_t length = readlink((folder + "/live").c_str(), target, sizeof target);

	if (length <= 0 || static_cast<size_t>(length) == sizeof target)
		return "";
	std::string name(target, static_cast<size_t>(length));
	return number_of(name) > 0 ? name : "";
}

void set_live(const std::string &folder, const std::string &generation)
{
	std::string link = folder + "/live", fresh = folder + "/live.new";

	unlink(fresh.c_str());
	if (symlink(generation.c_str(), fresh.c_str()) != 0)
		fail(fresh);
	sync(folder);
	if (rename(fresh.c_str(), link.c_str()) != 0)
		fail(link);
	sync(folder);
}

void sync_generation(const std::string &folder, const std::string &generation)
{
	std::string path = folder + "/" + generation;

	for (const auto &entry : fs::directory_iterator(path))
		sync(entry.path().string());
	sync(path);
}

std::string next_generation(const std::string &folder)
{
	long highest = 0;
	std::error_code error;

	for (const auto &entry : fs::directory_iterator(folder, error))
		highest = std::max(highest, number_of(entry.path().filename().string()));
	return "g-" + std::to_string(highest + 1);
}

void remove_generation(const std::string &folder, const std::string &generation)
{
	std::error_code error;

	if (number_of(generation) > 0)
		fs::remove_all(folder + "/" + generation, error);
}

void remove_others(const std::string &folder, const std::string &keep)
{
	std::error_code error;
	std::vector<std::string> old;

	for (const auto &entry : fs::directory_iterator(folder, error)) {
		std::string name = entry.path().filename().string();
		if (number_of(name) > 0 && name != keep)
			old.push_back(name);
	}
	for (const std::string &name : old)
		remove_generation(folder, name);
}

file_lock::~file_lock()
{
	release();
}

void file_lock::release()
{
	if (descriptor >= 0)
		close(descriptor);
	descriptor = -1;
}

bool file_lock::take(const std::string &path, int how)
{
	release();
	descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (descriptor < 0)
		fail(path);
	while (flock(descriptor, how) != 0) {
		if (errno == EINTR)
			continue;
		if (errno == EWOULDBLOCK) {
			release();
			return false;
		}
		fail(path);
	}
	return true;
}

void file_lock::wait_for(const std::string &path)
{
	take(path, LOCK_EX);
}

bool file_lock::try_for(const std::string &path)
{
	return take(path, LOCK_EX | LOCK_NB);
}

void start_changes(const std::string &path)
{
	int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (descriptor < 0)
		fail(path);
	close(descriptor);
}

void note_changes(const std::string &path, const std::vector<change> &changes)
{
	std::string bytes;

	for (const change &c : changes) {
		bytes.push_back(static_cast<char>(c.kind));
		bytes.append(reinterpret_cast<const char *>(&c.id), sizeof c.id);
	}
	int descriptor = open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
	if (descriptor < 0)
		fail(path);
	bool written =
	    write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
	    fdatasync(descriptor) == 0;
	close(descriptor);
	if (!written)
		fail(path);
}

std::vector<change> changes_since(const std::string &path, size_t &offset)
{
	std::vector<change> changes;
	char bytes[CHANGE_BYTES * 512];
	ssize_t length;
	int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		fail(path);
	while ((length = pread(descriptor, bytes, sizeof bytes, static_cast<off_t>(offset))) >=
	       static_cast<ssize_t>(CHANGE_BYTES)) {
		size_t whole = static_cast<size_t>(length) / CHANGE_BYTES;

		for (size_t i = 0; i < whole; i++) {
			change c{};
			c.kind = static_cast<search_kind>(bytes[i * CHANGE_BYTES]);
			memcpy(&c.id, bytes + i * CHANGE_BYTES + 1, sizeof c.id);
			changes.push_back(c);
		}
		offset += whole * CHANGE_BYTES;
	}
	close(descriptor);
	if (length < 0)
		fail(path);
	return changes;
}

} // namespace docket
