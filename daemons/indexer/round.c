#include "indexer.h"

#include "base/log.h"
#include "model/article_alike.h"
#include "model/document.h"
#include "model/reindex.h"

/* So long nobody else gets what was claimed. One process writes the index, so this only matters
 * when it is killed, and then the next one lets go of all leases at once. */
enum { LEASE_SECONDS = 60 };

void indexer_close(struct indexer *indexer)
{
	if (indexer->writer)
		search_writer_close(indexer->writer);
	indexer->writer = NULL;
	if (indexer->search)
		search_close(indexer->search);
	indexer->search = NULL;
}

static bool go_on(void *context, int64_t done, int64_t total)
{
	const struct indexer *indexer = context;

	(void)done;
	(void)total;
	return !indexer->stop();
}

static enum err rebuild(struct indexer *indexer, const char *why)
{
	struct reindex work = {.db = indexer->db,
	    .arena = indexer->arena,
	    .folder = indexer->folder,
	    .progress = go_on,
	    .context = indexer};

	log_info("building the index anew: %s", why);
	TRY(reindex(&work));
	log_info("built the index: %lld documents", (long long)work.documents);
	return OK;
}

/* Does an index without documents stand before a database that has some, and not in the queue? */
static enum err is_behind(struct indexer *indexer, bool *behind)
{
	struct search *search = NULL;
	struct search_state state = {.documents = 0};
	int64_t there, waiting, failed;
	timestamp oldest;
	enum err err;

	*behind = false;
	TRY(search_open(indexer->folder, &search));
	err = search_check(search, &state);
	search_close(search);
	if (err != OK && err != ERR_UNAVAILABLE)
		return err;
	if (state.documents)
		return OK;
	TRY(document_count(indexer->db, indexer->arena, &there));
	TRY(index_queue_state(indexer->db, indexer->arena, &waiting, &failed, &oldest));
	*behind = there > waiting;
	return OK;
}

static enum err replace(struct indexer *indexer, const char *why)
{
	indexer_close(indexer);
	TRY(rebuild(indexer, why));
	indexer->suspect = false;
	return search_writer_open(indexer->folder, SEARCH_LIVE, &indexer->writer);
}

/* Opens the live index for writing, making or remaking it first where needed. */
static enum err open_index(struct indexer *indexer)
{
	enum err err = search_writer_open(indexer->folder, SEARCH_LIVE, &indexer->writer);
	bool behind, sound = true;

	if (err == ERR_UNAVAILABLE)
		err = replace(indexer, err_message());
	TRY(err);
	if (indexer->suspect)
		TRY(indexer_check(indexer, &sound));
	if (!sound)
		TRY(replace(indexer, err_message()));
	indexer->suspect = false;
	TRY(is_behind(indexer, &behind));
	if (behind)
		TRY(replace(indexer, "it is empty"));
	/* Whoever wrote before this process did not finish what it had claimed. */
	return index_queue_release(indexer->db);
}

/* One document into the index, or out of it. What can't be read comes again later. *done: it is as
 * the index should have it, once that is committed. */
static enum err take(struct indexer *indexer, const struct index_entry *entry, bool *done)
{
	struct search_document document;
	enum err err =
	    document_read(indexer->db, indexer->arena, entry->kind, entry->id, &document);

	*done = true;
	if (err == OK)
		return search_writer_put(indexer->writer, &document);
	if (err == ERR_NOT_FOUND)
		return search_writer_delete(
		    indexer->writer, document_search_kind(entry->kind), entry->id);
	if (err != ERR_MEMORY && err != ERR_INPUT)
		return err;
	*done = false;
	log_warn("%s %lld: %s", entry->kind == DOCUMENT_ARTICLE ? "article" : "ticket",
	    (long long)entry->id, err_message());
	return index_queue_failed(indexer->db, entry, err_message());
}

struct finished {
	const struct index_entry *entries;
	const bool *done;
	size_t count;
};

static enum err finish(struct db *db, void *context)
{
	const struct finished *f = context;

	for (size_t i = 0; i < f->count; i++) {
		if (!f->done[i])
			continue;
		TRY(index_queue_done(db, &f->entries[i]));
		if (f->entries[i].kind == DOCUMENT_ARTICLE)
			TRY(article_alike_add(db, f->entries[i].id));
	}
	return OK;
}

/* What was claimed is marked as done only behind the commit: whoever is killed between the two
 * does it twice, which changes nothing. */
static enum err follow(struct indexer *indexer, size_t *count)
{
	static struct index_entry entries[INDEXER_BATCH];
	static bool done[INDEXER_BATCH];
	struct index_entry *claimed;

	TRY(index_queue_claim(indexer->db, indexer->arena, INDEXER_BATCH,
	    LEASE_SECONDS * TIMESTAMP_SECOND, &claimed, count));
	for (size_t i = 0; i < *count; i++)
		entries[i] = claimed[i];
	for (size_t i = 0; i < *count; i++) {
		TRY(take(indexer, &entries[i], &done[i]));
		arena_reset(indexer->arena);
	}
	if (!*count)
		return OK;
	TRY(search_writer_commit(indexer->writer));
	return db_transaction(indexer->db, finish, &(struct finished){entries, done, *count});
}

/* When nothing waits to be found: what is like what? */
static enum err look_around(struct indexer *indexer, size_t *count)
{
	if (!indexer->search)
		TRY(search_open(indexer->folder, &indexer->search));
	return article_alike_renew(indexer->db, indexer->arena, indexer->search, count);
}

enum err indexer_round(struct indexer *indexer, size_t *count)
{
	enum err err;

	*count = 0;
	err = db_ready(indexer->db);
	if (err == OK && !indexer->writer)
		err = open_index(indexer);
	if (err == OK)
		err = follow(indexer, count);
	if (err == OK && !*count)
		err = look_around(indexer, count);
	arena_reset(indexer->arena);
	/* A writer that met anything is of no use: what it holds was claimed, not done. Opening
	 * anew releases that. */
	if (err != OK)
		indexer_close(indexer);
	if (err == ERR_INTERNAL || err == ERR_IO)
		indexer->suspect = true;
	return err;
}
