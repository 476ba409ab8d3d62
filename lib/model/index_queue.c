#include "model/index_queue.h"

static const struct db_statement INDEX_QUEUE_ADD = {
    .name = "index_queue_add",
    .sql = "INSERT INTO index_queue (kind, document_id, available_at) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE version = version + 1, attempts = 0, error = NULL,"
	   " available_at = VALUES(available_at)",
    .in = "iit",
};

/* One that waits already is not put off. */
static const struct db_statement INDEX_QUEUE_ADD_LATER = {
    .name = "index_queue_add_later",
    .sql = "INSERT INTO index_queue (kind, document_id, available_at) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE version = version + 1",
    .in = "iit",
};

static const struct db_statement INDEX_QUEUE_DUE = {
    .name = "index_queue_due",
    .sql = "SELECT kind + 0, document_id, version FROM index_queue"
	   " WHERE available_at <= ? AND attempts < ? ORDER BY available_at LIMIT ?"
	   " FOR UPDATE SKIP LOCKED",
    .in = "tii",
    .out = "iii",
};

static const struct db_statement INDEX_QUEUE_LEASE = {
    .name = "index_queue_lease",
    .sql = "UPDATE index_queue SET available_at = ? WHERE kind = ? AND document_id = ?",
    .in = "tii",
};

static const struct db_statement INDEX_QUEUE_RELEASE = {
    .name = "index_queue_release",
    .sql = "UPDATE index_queue SET available_at = ? WHERE available_at > ? AND attempts = 0",
    .in = "tt",
};

static const struct db_statement INDEX_QUEUE_DONE = {
    .name = "index_queue_done",
    .sql = "DELETE FROM index_queue WHERE kind = ? AND document_id = ? AND version = ?",
    .in = "iii",
};

static const struct db_statement INDEX_QUEUE_FAILED = {
    .name = "index_queue_failed",
    .sql = "UPDATE index_queue SET attempts = attempts + 1, error = LEFT(?, 500),"
	   " available_at = ? + INTERVAL LEAST(3600, POW(2, attempts)) SECOND"
	   " WHERE kind = ? AND document_id = ? AND version = ?",
    .in = "stiii",
};

static const struct db_statement INDEX_QUEUE_STATE = {
    .name = "index_queue_state",
    .sql = "SELECT COUNT(*), CAST(COALESCE(SUM(attempts >= ?), 0) AS SIGNED), MIN(available_at)"
	   " FROM index_queue",
    .in = "i",
    .out = "iit",
};

DB_STATEMENTS(index_queue, &INDEX_QUEUE_ADD, &INDEX_QUEUE_ADD_LATER, &INDEX_QUEUE_DUE,
    &INDEX_QUEUE_LEASE, &INDEX_QUEUE_RELEASE, &INDEX_QUEUE_DONE, &INDEX_QUEUE_FAILED,
    &INDEX_QUEUE_STATE);

enum err index_queue_add(struct db *db, enum document_kind kind, int64_t id)
{
	return db_execute(db, &INDEX_QUEUE_ADD,
	    DB_VALUES(db_int(kind), db_int(id), db_time(timestamp_now())), NULL);
}

enum err index_queue_add_later(struct db *db, enum document_kind kind, int64_t id)
{
	return db_execute(db, &INDEX_QUEUE_ADD_LATER,
	    DB_VALUES(db_int(kind), db_int(id),
		db_time(timestamp_now() + INDEX_LATER_MINUTES * TIMESTAMP_MINUTE)),
	    NULL);
}

struct claim {
	struct arena *arena;
	size_t most, count;
	int64_t lease;
	struct index_entry *entries;
};

static enum err claim(struct db *db, void *context)
{
	struct claim *c = context;
	timestamp now = timestamp_now();
	struct db_rows rows;

	TRY(db_query(db, c->arena, &INDEX_QUEUE_DUE,
	    DB_VALUES(db_time(now), db_int(INDEX_ATTEMPTS), db_int((int64_t)c->most)), &rows));
	c->count = rows.count;
	c->entries = ARENA_ARRAY(c->arena, struct index_entry, rows.count);
	if (!c->entries)
		return ERROR(ERR_MEMORY, "no memory for %zu entries", rows.count);
	for (size_t i = 0; i < rows.count; i++) {
		struct index_entry *entry = &c->entries[i];

		*entry = (struct index_entry){(enum document_kind)db_int_at(&rows, i, 0),
		    db_int_at(&rows, i, 1), db_int_at(&rows, i, 2)};
		TRY(db_execute(db, &INDEX_QUEUE_LEASE,
		    DB_VALUES(db_time(now + c->lease), db_int(entry->kind), db_int(entry->id)),
		    NULL));
	}
	return OK;
}

enum err index_queue_claim(struct db *db, struct arena *arena, size_t most, int64_t lease,
    struct index_entry **entries, size_t *count)
{
	struct claim c = {.arena = arena, .most = most, .lease = lease};

	TRY(db_transaction(db, claim, &c));
	*entries = c.entries;
	*count = c.count;
	return OK;
}

enum err index_queue_release(struct db *db)
{
	timestamp now = timestamp_now();

	return db_execute(db, &INDEX_QUEUE_RELEASE, DB_VALUES(db_time(now), db_time(now)), NULL);
}

enum err index_queue_done(struct db *db, const struct index_entry *entry)
{
	return db_execute(db, &INDEX_QUEUE_DONE,
	    DB_VALUES(db_int(entry->kind), db_int(entry->id), db_int(entry->version)), NULL);
}

enum err index_queue_failed(struct db *db, const struct index_entry *entry, const char *why)
{
	return db_execute(db, &INDEX_QUEUE_FAILED,
	    DB_VALUES(db_text(why), db_time(timestamp_now()), db_int(entry->kind),
		db_int(entry->id), db_int(entry->version)),
	    NULL);
}

enum err index_queue_state(
    struct db *db, struct arena *arena, int64_t *waiting, int64_t *failed, timestamp *oldest)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &INDEX_QUEUE_STATE, DB_VALUES(db_int(INDEX_ATTEMPTS)), &rows));
	*waiting = db_int_at(&rows, 0, 0);
	*failed = db_int_at(&rows, 0, 1);
	*oldest = db_time_at(&rows, 0, 2);
	return OK;
}
