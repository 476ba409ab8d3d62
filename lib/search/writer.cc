#include "search/writer.h"

#include <cerrno>
#include <cstring>

#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include "search/border.hh"
#include "search/document.hh"
#include "search/generation.hh"

using namespace docket;

struct search_writer {
	std::string folder, generation;
	bool rebuild = false, compacted = false, published = false;
	file_lock rebuilding;
	Xapian::WritableDatabase database;
	stemmers stems;
	std::vector<change> changes; /* not yet committed */
	size_t missed_from = 0;	     /* bytes of the list of changes that were handed out */

	std::string path(const char *name) const
	{
		return folder + "/" + name;
	}
};

/* Commits in steps keep the memory of a long rebuild bounded. */
static constexpr size_t REBUILD_STEP = 5000;

/* Xapian commits by itself when many changes are pending or when a database is closed; what is
 * inside a transaction waits for us. */
static void begin(search_writer &writer)
{
	if (!writer.rebuild)
		writer.database.begin_transaction();
}

static void open_live(search_writer &writer)
{
	file_lock lock;

	lock.wait_for(writer.path("lock"));
	writer.generation = live_generation(writer.folder);
	if (writer.generation.empty()) {
		writer.generation = next_generation(writer.folder);
		writer.database = Xapian::WritableDatabase(
		    writer.path(writer.generation.c_str()), Xapian::DB_CREATE);
		writer.database.set_metadata(ANALYSIS_KEY, analysis_version());
		writer.database.commit();
		set_live(writer.folder, writer.generation);
		begin(writer);
		return;
	}
	writer.database =
	    Xapian::WritableDatabase(writer.path(writer.generation.c_str()), Xapian::DB_OPEN);
	if (writer.database.get_metadata(ANALYSIS_KEY) != analysis_version())
		throw failure{ERROR(ERR_UNAVAILABLE, "search: the index is of another release")};
	begin(writer);
}

static void open_rebuild(search_writer &writer)
{
	file_lock lock;

	lock.wait_for(writer.path("lock"));
	if (!writer.rebuilding.try_for(writer.path("rebuild")))
		throw failure{ERROR(ERR_CONFLICT, "search: somebody rebuilds the index already")};
	std::string live = live_generation(writer.folder);
	remove_others(writer.folder, live); /* what a killed rebuild has left */
	writer.generation = next_generation(writer.folder);
	writer.database = Xapian::WritableDatabase(
	    writer.path(writer.generation.c_str()), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
	writer.database.set_metadata(ANALYSIS_KEY, analysis_version());
	start_changes(writer.path("changes"));
}

enum err search_writer_open(
    const char *folder, enum search_writing writing, struct search_writer **out)
{
	*out = nullptr;
	return guarded(ERR_UNAVAILABLE, [&] {
		auto writer = std::make_unique<search_writer>();

		writer->folder = folder;
		writer->rebuild = writing == SEARCH_REBUILD;
		if (mkdir(folder, 0755) != 0 && errno != EEXIST)
			return ERROR(ERR_IO, "search: %s: %s", folder, strerror(errno));
		if (writer->rebuild)
			open_rebuild(*writer);
		else
			open_live(*writer);
		*out = writer.release();
		return OK;
	});
}

void search_writer_close(struct search_writer *writer)
{
	if (!writer)
		return;
	guarded(ERR_IO, [&] {
		if (!writer->rebuild)
			writer->database.cancel_transaction();
		if (!writer->published)
			writer->database.close();
		if (writer->rebuild && !writer->published) {
			file_lock lock;

			lock.wait_for(writer->path("lock"));
			remove_generation(writer->folder, writer->generation);
			unlink(writer->path("changes").c_str());
		}
		return OK;
	});
	delete writer;
}

enum err search_writer_put(struct search_writer *writer, const struct search_document *document)
{
	return guarded(ERR_IO, [&] {
		writer->changes.push_back({document->kind, document->id});
		writer->database.replace_document(unique_term(document->kind, document->id),
		    make_document(*document, writer->stems));
		if (writer->rebuild && writer->changes.size() >= REBUILD_STEP) {
			writer->database.commit();
			writer->changes.clear();
		}
		return OK;
	});
}

enum err search_writer_delete(struct search_writer *writer, enum search_kind kind, int64_t id)
{
	return guarded(ERR_IO, [&] {
		writer->changes.push_back({kind, id});
		writer->database.delete_document(unique_term(kind, id));
		return OK;
	});
}

/* Tells the one who rebuilds, if there is one, what will be committed. What is noted without being
 * committed costs one document more. */
static void note(search_writer &writer)
{
	file_lock rebuilding;
	std::string list = writer.path("changes");

	if (writer.changes.empty() || !exists(list))
		return;
	if (rebuilding.try_for(writer.path("rebuild")))
		unlink(list.c_str());
	else
		note_changes(list, writer.changes);
}

enum err search_writer_commit(struct search_writer *writer)
{
	return guarded(ERR_IO, [&] {
		file_lock lock;

		if (writer->rebuild) {
			writer->database.commit();
			return OK;
		}
		lock.wait_for(writer->path("lock"));
		if (live_generation(writer->folder) != writer->generation)
			return ERROR(ERR_CONFLICT, "search: the index has been rebuilt");
		note(*writer);
		writer->database.commit_transaction();
		writer->changes.clear();
		begin(*writer);
		return OK;
	});
}

/* Into a generation of its own: bulk building leaves a third of each block empty. The lock is not
 * held, as this takes a while. */
static void compact(search_writer &writer)
{
	std::string fuller = next_generation(writer.folder), old = writer.generation;

	writer.database.close();
	Xapian::Database(writer.path(old.c_str()))
	    .compact(writer.path(fuller.c_str()), Xapian::DBCOMPACT_NO_RENUMBER);
	writer.generation = fuller;
	writer.database = Xapian::WritableDatabase(
	    writer.path(fuller.c_str()), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
	writer.compacted = true;
	remove_generation(writer.folder, old);
}

enum err search_writer_publish(struct search_writer *writer)
{
	return guarded(ERR_IO, [&] {
		file_lock lock;
		size_t offset = writer->missed_from;

		if (!writer->rebuild || writer->published)
			return ERROR(ERR_INTERNAL, "search: nothing to publish");
		writer->database.commit(); /* most of the work, before others have to wait */
		if (!writer->compacted)
			compact(*writer);
		lock.wait_for(writer->path("lock"));
		if (!changes_since(writer->path("changes"), offset).empty())
			return ERR_RETRY;
		writer->database.close();
		sync_generation(writer->folder, writer->generation);
		set_live(writer->folder, writer->generation);
		writer->published = true;
		unlink(writer->path("changes").c_str());
		remove_others(writer->folder, writer->generation);
		return OK;
	});
}

enum err search_writer_missed(struct search_writer *writer,
    enum err (*each)(void *context, enum search_kind kind, int64_t id), void *context)
{
	return guarded(ERR_IO, [&] {
		if (!writer->rebuild || writer->published)
			return OK;
		for (const change &c : changes_since(writer->path("changes"), writer->missed_from))
			TRY(each(context, c.kind, c.id));
		return OK;
	});
}
