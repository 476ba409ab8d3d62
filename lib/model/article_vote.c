#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/article_line.h"
#include "model/index_queue.h"

enum { SLOTS = 8, REASON_CHARACTERS = 1000, ANONYMOUS_DAYS = 30 };

/* New votes on one article that one network has a day: an office's readers share its address, and
 * whoever says again and again to be another browser has it, too. */
enum { NETWORK_VOTES = 5 };

static const struct db_statement STAT_ADD = {
    .name = "article_stat_add",
    .sql = "INSERT INTO article_stat (article_id, slot, views, helped, failed)"
	   " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE views = views + VALUES(views),"
	   " helped = helped + VALUES(helped), failed = failed + VALUES(failed)",
    .in = "iiiii",
};

/* Many at once: as "[[12,3],[14,1]]". In order, so that two programs don't wait for each other. */
static const struct db_statement VIEWED = {
    .name = "articles_viewed",
    .sql = "INSERT INTO article_stat (article_id, slot, views, helped, failed)"
	   " SELECT j.id, ?, j.times, 0, 0 FROM JSON_TABLE(?, '$[*]' COLUMNS"
	   " (id BIGINT PATH '$[0]', times BIGINT PATH '$[1]')) j ORDER BY j.id"
	   " ON DUPLICATE KEY UPDATE article_stat.views = article_stat.views + VALUES(views)",
    .in = "is",
};

static const struct db_statement COUNTED = {
    .name = "article_counted",
    .sql = "SELECT CAST(COALESCE(SUM(views), 0) AS SIGNED),"
	   " CAST(COALESCE(SUM(helped), 0) AS SIGNED), CAST(COALESCE(SUM(failed), 0) AS SIGNED)"
	   " FROM article_stat WHERE article_id = ?",
    .in = "i",
    .out = "iii",
};

static const struct db_statement READABLE = {
    .name = "article_vote_readable",
    .sql = "SELECT a.id FROM article a WHERE a.id = ? AND " ARTICLE_READABLE,
    .in = "i" ARTICLE_READABLE_IN,
    .out = "i",
};

static const struct db_statement VOTE_FIND = {
    .name = "article_vote_find",
    .sql = "SELECT helped FROM article_vote WHERE article_id = ? AND reader_hash = ? FOR UPDATE",
    .in = "ib",
    .out = "i",
};

static const struct db_statement VOTE_ADD = {
    .name = "article_vote_add",
    .sql = "INSERT INTO article_vote (article_id, reader_hash, network_hash, helped, reason,"
	   " created_at) VALUES (?, ?, ?, ?, ?, ?)",
    .in = "ibbist",
};

static const struct db_statement OF_NETWORK = {
    .name = "article_votes_of_network",
    .sql = "SELECT COUNT(*) FROM article_vote WHERE article_id = ? AND network_hash = ?",
    .in = "ib",
    .out = "i",
};

static const struct db_statement SCORE_WRITE = {
    .name = "article_score_write",
    .sql = "INSERT INTO article_score (article_id, helped, failed, score)"
	   " SELECT s.article_id, s.helped, s.failed, IF(s.helped > 0, " WILSON("s.helped",
	       "s.failed") ", 0) FROM (SELECT article_id, SUM(helped) AS helped,"
			   " SUM(failed) AS failed FROM article_stat WHERE article_id = ?"
			   " GROUP BY article_id) s WHERE s.helped + s.failed > 0"
			   " ON DUPLICATE KEY UPDATE helped = VALUES(helped),"
			   " failed = VALUES(failed), score = VALUES(score)",
    .in = "i",
};

/* An answer without words takes none away: the plain buttons carry none. */
static const struct db_statement VOTE_CHANGE = {
    .name = "article_vote_change",
    .sql = "UPDATE article_vote SET reason = IF(? = '' AND helped = ?, reason, ?), helped = ?"
	   " WHERE article_id = ? AND reader_hash = ?",
    .in = "sisiib",
};

static const struct db_statement OPINIONS = {
    .name = "article_opinions",
    .sql = "SELECT helped, reason, created_at FROM article_vote"
	   " WHERE article_id = ? AND reason <> '' ORDER BY created_at DESC LIMIT 50",
    .in = "i",
    .out = "ist",
};

static const struct db_statement VOTE_SWEEP = {
    .name = "article_vote_sweep",
    .sql = "UPDATE article_vote SET reader_hash = RANDOM_BYTES(32), network_hash = NULL,"
	   " is_anonymous = TRUE WHERE NOT is_anonymous AND created_at < ? LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(article_vote, &STAT_ADD, &COUNTED, &READABLE, &VOTE_FIND, &VOTE_ADD, &VOTE_CHANGE,
    &OPINIONS, &VOTE_SWEEP, &OF_NETWORK, &SCORE_WRITE, &VIEWED);

static enum err count(struct db *db, int64_t id, int64_t views, int64_t helped, int64_t failed)
{
	unsigned char chance;

	TRY(random_bytes(&chance, 1));
	return db_execute(db, &STAT_ADD,
	    DB_VALUES(
		db_int(id), db_int(chance % SLOTS), db_int(views), db_int(helped), db_int(failed)),
	    NULL);
}

enum err article_viewed(struct db *db, int64_t id, int64_t times)
{
	return count(db, id, times, 0, 0);
}

enum err articles_viewed(struct db *db, const char *list)
{
	unsigned char chance;

	TRY(random_bytes(&chance, 1));
	return db_execute(db, &VIEWED, DB_VALUES(db_int(chance % SLOTS), db_text(list)), NULL);
}

enum err article_score_renew(struct db *db, int64_t id)
{
	return db_execute(db, &SCORE_WRITE, DB_VALUES(db_int(id)), NULL);
}

enum err article_counted(struct db *db, struct arena *arena, int64_t id, int64_t *views,
    int64_t *helped, int64_t *failed)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &COUNTED, DB_VALUES(db_int(id)), &rows));
	*views = db_int_at(&rows, 0, 0);
	*helped = db_int_at(&rows, 0, 1);
	*failed = db_int_at(&rows, 0, 2);
	return OK;
}

struct voting {
	struct arena *arena;
	const struct viewer *viewer;
	int64_t id;
	struct db_value reader, network;
	bool helped;
	const char *reason;
};

/* One that is beyond what a network has a day is not counted. */
static enum err check_network(struct db *db, const struct voting *v)
{
	struct db_rows rows;

	if (viewer_is_known(v->viewer))
		return OK;
	TRY(db_query(db, v->arena, &OF_NETWORK, DB_VALUES(db_int(v->id), v->network), &rows));
	if (db_int_at(&rows, 0, 0) >= NETWORK_VOTES)
		return ERROR(
		    ERR_LIMIT, "enough votes on article %lld from one network", (long long)v->id);
	return OK;
}

static enum err add(struct db *db, const struct voting *v)
{
	enum err err;

	TRY(check_network(db, v));
	err = db_execute(db, &VOTE_ADD,
	    DB_VALUES(db_int(v->id), v->reader, v->network, db_int(v->helped), db_text(v->reason),
		db_time(timestamp_now())),
	    NULL);

	/* The same reader's other click was quicker: look again. */
	if (err == ERR_CONFLICT)
		return ERROR(ERR_RETRY, "answered twice at once");
	TRY(err);
	return count(db, v->id, 0, v->helped, !v->helped);
}

static enum err vote(struct db *db, void *context)
{
	const struct voting *v = context;
	struct db_rows rows;

	TRY(db_query(
	    db, v->arena, &READABLE, DB_VALUES(db_int(v->id), ARTICLE_VALUES(v->viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no article %lld for this reader", (long long)v->id);
	TRY(db_query(db, v->arena, &VOTE_FIND, DB_VALUES(db_int(v->id), v->reader), &rows));
	if (!rows.count) {
		TRY(add(db, v));
	} else {
		bool was = db_int_at(&rows, 0, 0) != 0;

		TRY(db_execute(db, &VOTE_CHANGE,
		    DB_VALUES(db_text(v->reason), db_int(v->helped), db_text(v->reason),
			db_int(v->helped), db_int(v->id), v->reader),
		    NULL));
		if (was == v->helped)
			return OK;
		TRY(count(db, v->id, 0, v->helped ? 1 : -1, v->helped ? -1 : 1));
	}
	TRY(article_score_renew(db, v->id));
	/* Helpful ones are found first. */
	return index_queue_add_later(db, DOCUMENT_ARTICLE, v->id);
}

enum err article_vote(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const unsigned char reader_hash[static 32], const unsigned char *network_hash, bool helped,
    const char *reason)
{
	struct voting v = {.arena = arena,
	    .viewer = viewer,
	    .id = id,
	    .reader = db_bytes(reader_hash, 32),
	    .network = viewer_is_known(viewer) ? db_null() : db_bytes(network_hash, 32),
	    .helped = helped,
	    .reason = reason ? reason : ""};

	if (text_characters(v.reason) > REASON_CHARACTERS)
		return ERROR(ERR_INPUT, "a reason over %d characters", REASON_CHARACTERS);
	return db_transaction(db, vote, &v);
}

enum err article_opinions(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct article_opinion **opinions, size_t *count_)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "what readers wrote is for staff");
	TRY(db_query(db, arena, &OPINIONS, DB_VALUES(db_int(id)), &rows));
	*opinions = ARENA_ARRAY(arena, struct article_opinion, rows.count);
	if (!*opinions)
		return ERROR(ERR_MEMORY, "no memory for %zu opinions", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*opinions)[i] = (struct article_opinion){
		    db_int_at(&rows, i, 0) != 0, db_text_at(&rows, i, 1), db_time_at(&rows, i, 2)};
	*count_ = rows.count;
	return OK;
}

enum err article_vote_sweep(struct db *db)
{
	return db_execute(db, &VOTE_SWEEP,
	    DB_VALUES(db_time(timestamp_now() - ANONYMOUS_DAYS * TIMESTAMP_DAY)), NULL);
}
