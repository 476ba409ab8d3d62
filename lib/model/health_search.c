#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/settings.h"
#include "model/document.h"
#include "model/health.h"
#include "model/reindex.h"

/* What is on its way meanwhile is looked at again after a moment. */
enum { LOOKS = 3, PAUSE_SECONDS = 1, WAITING_MINUTES = 5 };

static const struct db_statement HEALTH_QUEUED = {
    .name = "health_queued",
    .sql = "SELECT kind + 0, document_id FROM index_queue ORDER BY kind, document_id",
    .out = "ii",
};

DB_STATEMENTS(health_search, &HEALTH_QUEUED);

/* A document: its kind, key and stamp. */
struct mark {
	enum search_kind kind;
	int64_t id, stamp;
};

/* Many of them: outside any arena, as there may be millions. */
struct marks {
	struct mark *at;
	size_t count, room;
};

struct comparison {
	struct db *db;
	struct marks index, queued, database;
	int64_t missing, stale, surplus;
};

static enum err add(struct marks *marks, enum search_kind kind, int64_t id, int64_t stamp)
{
	if (marks->count == marks->room) {
		size_t room = marks->room ? 2 * marks->room : 4096;
		struct mark *more = realloc(marks->at, room * sizeof *more);

		if (!more)
			return ERROR(ERR_MEMORY, "no memory for %zu documents", room);
		marks->at = more;
		marks->room = room;
	}
	marks->at[marks->count++] = (struct mark){kind, id, stamp};
	return OK;
}

static int compare(const void *one, const void *other)
{
	const struct mark *a = one, *b = other;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static bool is_queued(const struct comparison *c, const struct mark *mark)
{
	return c->queued.count &&
	       bsearch(mark, c->queued.at, c->queued.count, sizeof *mark, compare);
}

static enum err of_index(void *context, enum search_kind kind, int64_t id, int64_t stamp)
{
	return add(&((struct comparison *)context)->index, kind, id, stamp);
}

static enum err of_database(void *context, enum search_kind kind, int64_t id, int64_t version)
{
	return add(&((struct comparison *)context)->database, kind, id, version);
}

static enum err of_queue(void *context, const struct db_value *row)
{
	struct comparison *c = context;

	return add(
	    &c->queued, row[0].i == DOCUMENT_ARTICLE ? SEARCH_ARTICLE : SEARCH_TICKET, row[1].i, 0);
}

/* At one moment: what is not in the queue should be in the index as it is here. */
static enum err read_database(struct db *db, void *context)
{
	struct comparison *c = context;

	c->queued.count = c->database.count = 0;
	TRY(db_each(db, &HEALTH_QUEUED, DB_NONE, of_queue, c));
	return document_each(db, of_database, c);
}

/* Walks both, in order, side by side. */
static void count_differences(struct comparison *c)
{
	const struct mark *a = c->index.at, *b = c->database.at;
	const struct mark *a_end = a + c->index.count, *b_end = b + c->database.count;

	c->missing = c->stale = c->surplus = 0;
	while (a < a_end || b < b_end) {
		int order = a == a_end ? 1 : b == b_end ? -1 : compare(a, b);
		const struct mark *mark = order <= 0 ? a : b;

		if (!is_queued(c, mark)) {
			c->surplus += order < 0;
			c->missing += order > 0;
			c->stale += order == 0 && a->stamp != b->stamp;
		}
		a += order <= 0;
		b += order >= 0;
	}
}

static enum err look(struct comparison *c, struct search *search)
{
	c->index.count = 0;
	TRY(db_snapshot(c->db, read_database, c));
	TRY(search_each(search, of_index, c));
	if (c->index.count)
		qsort(c->index.at, c->index.count, sizeof *c->index.at, compare);
	if (c->database.count)
		qsort(c->database.at, c->database.count, sizeof *c->database.at, compare);
	count_differences(c);
	return OK;
}

static void tell_differences(const struct health_report *report, const struct comparison *c)
{
	if (!c->missing && !c->stale && !c->surplus)
		health_tell(report, HEALTH_OK, "", "the search index has all %zu documents",
		    c->database.count);
	else
		health_tell(report, HEALTH_FAIL, "docketctl reindex",
		    "the search index differs from the database: %" PRId64
		    " documents are missing, "
		    "%" PRId64 " are old, %" PRId64 " should not be in it",
		    c->missing, c->stale, c->surplus);
}

static void check_index(struct db *db, const struct health_report *report, struct search *search)
{
	struct comparison c = {.db = db};
	enum err err = OK;

	for (int i = 0; i < LOOKS && err == OK; i++) {
		if (i && !c.missing && !c.stale && !c.surplus)
			break;
		if (i)
			(void)nanosleep(&(struct timespec){.tv_sec = PAUSE_SECONDS}, NULL);
		err = look(&c, search);
	}
	if (err == OK)
		tell_differences(report, &c);
	else
		health_tell(report, HEALTH_FAIL, "docketctl reindex, or start the indexer",
		    "the search index can't be read: %s", err_message());
	free(c.index.at);
	free(c.queued.at);
	free(c.database.at);
}

static void check_queue(struct db *db, struct arena *arena, const struct health_report *report)
{
	int64_t waiting, failed;
	timestamp oldest;

	if (index_queue_state(db, arena, &waiting, &failed, &oldest) != OK)
		return;
	if (failed)
		health_tell(report, HEALTH_WARN, "see the table index_queue and the indexer's log",
		    "%" PRId64 " documents can't be brought into the search index", failed);
	if (waiting > failed && oldest < timestamp_now() - WAITING_MINUTES * TIMESTAMP_MINUTE)
		health_tell(report, HEALTH_WARN, "start the indexer (docket-indexer.service)",
		    "%" PRId64 " documents have waited for the search index for over %d minutes",
		    waiting, WAITING_MINUTES);
}

void health_search(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report)
{
	const char *folder = search_folder(settings);
	struct search_state state;
	struct search *search;

	if (!folder || db_ready(db) != OK || search_open(folder, &search) != OK)
		return; /* told by the other checks */
	if (search_check(search, &state) != OK)
		health_tell(report, HEALTH_FAIL, "docketctl reindex, or start the indexer",
		    "the search index can't be read: plain search serves");
	else if (state.outdated)
		health_tell(report, HEALTH_FAIL, "docketctl reindex, or start the indexer",
		    "the search index was made by another release: plain search serves");
	else
		check_index(db, report, search);
	check_queue(db, arena, report);
	search_close(search);
}
