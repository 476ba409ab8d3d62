#include "model/health.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/settings.h"

enum {
	MIB = 1024 * 1024,
	SPACE_FAIL = 64,   /* MiB */
	SPACE_WARN = 1024, /* MiB */
};

static const char *const PROGRAMS[] = {
    "portal", "kb", "status", "auth", "desk", "admin", "file", "export", "feed"};
enum { PROGRAM_COUNT = sizeof PROGRAMS / sizeof PROGRAMS[0] };

/* Where the workers' sockets are when systemd makes them. */
static const char SYSTEM_RUN[] = "/run/docket";

struct patient {
	struct arena *arena;
	const struct health_report *report;
	const char *home;
};

#define OKAY(p, ...)	     health_tell((p)->report, HEALTH_OK, "", __VA_ARGS__)
#define WARN(p, advice, ...) health_tell((p)->report, HEALTH_WARN, advice, __VA_ARGS__)
#define FAIL(p, advice, ...) health_tell((p)->report, HEALTH_FAIL, advice, __VA_ARGS__)

/* Root may write everywhere, so for root the folder must be one that somebody else may write into:
 * the programs don't run as root. */
static void check_folder(const struct patient *p, const char *name)
{
	const char *path = arena_format(p->arena, "%s/%s", p->home, name);
	struct stat about;

	if (!path)
		return;
	if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
		FAIL(p, "make it, and give it to the user of the programs", "there is no folder %s",
		    path);
	else if (access(path, R_OK | W_OK | X_OK) != 0)
		FAIL(p, "give it to the user of the programs", "%s: %s", path, strerror(errno));
	else if (about.st_mode & S_IWOTH)
		FAIL(p, "chmod o-w", "everybody may write into %s", path);
	else if (geteuid() == 0 && about.st_uid == 0)
		WARN(p, "give it to the user of the programs", "%s belongs to root", path);
	else
		OKAY(p, "folder %s", path);
}

/* A file that holds a secret: nobody else may read it. */
static void check_secret(const struct patient *p, const char *name)
{
	const char *path = arena_format(p->arena, "%s/%s", p->home, name);
	struct stat about;

	if (!path)
		return;
	if (stat(path, &about) != 0)
		FAIL(p, "bring it back from a backup", "%s: %s", path, strerror(errno));
	else if (about.st_mode & S_IRWXO)
		FAIL(p, "chmod o=", "everybody may read %s", path);
	else if (about.st_mode & S_IWGRP)
		WARN(p, "chmod g-w", "a group may change %s", path);
	else
		OKAY(p, "%s is kept from others", path);
}

static void check_space(const struct patient *p)
{
	struct statvfs about;
	uint64_t free, part;

	if (statvfs(p->home, &about) != 0 || !about.f_blocks) {
		WARN(p, "", "disk space of %s: %s", p->home, strerror(errno));
		return;
	}
	free = (uint64_t)about.f_bavail * about.f_frsize / MIB;
	part = (uint64_t)about.f_bavail * 100 / about.f_blocks;
	if (free < SPACE_FAIL)
		FAIL(p, "make room", "the disk of %s is full: %" PRIu64 " MiB are free", p->home,
		    free);
	else if (free < SPACE_WARN || part < 5)
		WARN(p, "make room soon",
		    "%" PRIu64 " MiB (%" PRIu64 " %%) are free on the disk of %s", free, part,
		    p->home);
	else
		OKAY(p, "%" PRIu64 " MiB are free on the disk of %s", free, p->home);
}

/* Connects and hangs up: a worker that waits takes no harm from it. */
static int try_socket(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int failed = 0, fd;

	if (strlen(path) >= sizeof address.sun_path)
		return ENAMETOOLONG;
	memcpy(address.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return errno;
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
		failed = errno;
	(void)close(fd);
	return failed;
}

static const char *socket_path(const struct patient *p, bool of_system, const char *program)
{
	return of_system ? arena_format(p->arena, "%s/%s.sock", SYSTEM_RUN, program)
			 : arena_format(p->arena, "%s/run/%s.sock", p->home, program);
}

static bool has_sockets(const struct patient *p, bool of_system)
{
	for (size_t i = 0; i < PROGRAM_COUNT; i++) {
		const char *path = socket_path(p, of_system, PROGRAMS[i]);

		if (path && access(path, F_OK) == 0)
			return true;
	}
	return false;
}

static void check_programs(const struct patient *p)
{
	bool of_system = !has_sockets(p, false);
	size_t answering = 0;

	if (of_system && !has_sockets(p, true)) {
		WARN(p, "./start, or systemctl start docket.target", "no program runs");
		return;
	}
	for (size_t i = 0; i < PROGRAM_COUNT; i++) {
		const char *path = socket_path(p, of_system, PROGRAMS[i]);
		int failed = path ? try_socket(path) : ENOMEM;

		if (!failed)
			answering++;
		else if (failed == EAGAIN)
			WARN(p, "give it more workers", "%s is busy: its queue is full",
			    PROGRAMS[i]);
		else
			FAIL(p, "see its log, and start it", "%s doesn't answer: %s: %s",
			    PROGRAMS[i], path ? path : "", strerror(failed));
	}
	if (answering == PROGRAM_COUNT)
		OKAY(p, "all %zu programs answer", answering);
}

void health_files(
    struct arena *arena, const struct settings *settings, const struct health_report *report)
{
	const struct patient patient = {arena, report, settings_home(settings)};

	check_folder(&patient, "cache");
	check_folder(&patient, "spool");
	check_folder(&patient, "mail");
	check_secret(&patient, "secret.key");
	check_secret(&patient, "docket.conf");
	check_space(&patient);
	check_programs(&patient);
}
