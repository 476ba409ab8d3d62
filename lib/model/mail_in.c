#include "model/mail_in.h"

#include <string.h>

#include "base/crypto.h"
#include "base/text.h"

enum {
	CHUNK = 1024 * 1024,
	SUSPECT = 3,	 /* attempts from which on a message comes alone */
	HOPELESS = 12,	 /* failed attempts after which people have to look */
	PIPE_LEASE = 60, /* seconds */
};

static const struct db_statement MAIL_IN_KNOWN = {
    .name = "mail_in_known",
    .sql = "SELECT id FROM mail_in WHERE raw_hash = ? AND mailbox_id <=> ? LIMIT 1",
    .in = "bi",
    .out = "i",
};

static const struct db_statement MAIL_IN_MOVED = {
    .name = "mail_in_moved",
    .sql = "UPDATE IGNORE mail_in SET uid_validity = ?, uid = ?, is_marked = FALSE WHERE id = ?",
    .in = "iii",
};

static const struct db_statement MAIL_IN_ADD = {
    .name = "mail_in_add",
    .sql = "INSERT INTO mail_in (mailbox_id, uid_validity, uid, is_marked, raw_hash, size, due_at,"
	   " received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "iiiibitt",
};

static const struct db_statement MAIL_IN_CHUNK_ADD = {
    .name = "mail_in_chunk_add",
    .sql = "INSERT INTO mail_in_chunk (mail_in_id, position, content) VALUES (?, ?, ?)",
    .in = "iib",
};

static const struct db_statement MAIL_IN_CHUNKS = {
    .name = "mail_in_chunks",
    .sql = "SELECT content FROM mail_in_chunk WHERE mail_in_id = ? ORDER BY position",
    .in = "i",
    .out = "b",
};

static const struct db_statement MAIL_IN_SIZE = {
    .name = "mail_in_size",
    .sql = "SELECT size FROM mail_in WHERE id = ?",
    .in = "i",
    .out = "i",
};

static const struct db_statement MAIL_IN_DUE = {
    .name = "mail_in_due",
    .sql = "SELECT id, attempts FROM mail_in WHERE state = 'received' AND due_at <= ?"
	   " ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
    .in = "ti",
    .out = "ii",
};

static const struct db_statement MAIL_IN_LEASE = {
    .name = "mail_in_lease",
    .sql = "UPDATE mail_in SET due_at = ? WHERE id = ?",
    .in = "ti",
};

static const struct db_statement MAIL_IN_RELEASE = {
    .name = "mail_in_release",
    .sql = "UPDATE mail_in SET due_at = ? + INTERVAL IF(attempts < ?, 0, attempts) SECOND,"
	   " attempts = attempts + 1"
	   " WHERE state = 'received' AND due_at > ? AND reason IS NULL AND mailbox_id IS NOT NULL",
    .in = "tit",
};

static const struct db_statement MAIL_IN_FAILED = {
    .name = "mail_in_failed",
    .sql = "UPDATE mail_in SET attempts = attempts + 1, reason = LEFT(?, 500),"
	   " due_at = ? + INTERVAL LEAST(3600, POW(2, attempts)) SECOND,"
	   " state = IF(attempts > ?, 'quarantined', state), decided_at = ?"
	   " WHERE id = ? AND state = 'received'",
    .in = "stiti",
};

#define MAIL_IN_COLUMNS                                                                            \
	"i.id, i.mailbox_id, i.size, i.account_id, i.ticket_id, i.message_id, i.attempts,"         \
	" i.trust + 0, i.state + 0, i.reason, i.why, i.why_data, i.sender, i.sender_name,"         \
	" i.subject, i.excerpt, i.automatic, i.authentication, b.name, i.received_at,"             \
	" i.decided_at FROM mail_in i LEFT JOIN mailbox b ON b.id = i.mailbox_id"
#define MAIL_IN_OUT "iiiiiiiiisssssssssstt"

static const struct db_statement MAIL_IN_LOAD = {
    .name = "mail_in_load",
    .sql = "SELECT " MAIL_IN_COLUMNS " WHERE i.id = ?",
    .in = "i",
    .out = MAIL_IN_OUT,
};

static const struct db_statement MAIL_IN_LIST = {
    .name = "mail_in_list",
    .sql = "SELECT " MAIL_IN_COLUMNS " WHERE i.state = ? AND i.id < ? ORDER BY i.id DESC LIMIT ?",
    .in = "iii",
    .out = MAIL_IN_OUT,
};

static const struct db_statement MAIL_IN_COUNT = {
    .name = "mail_in_count",
    .sql =
	"SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM mail_in WHERE state = 'triage' LIMIT 1000) a),"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM mail_in WHERE state = 'quarantined' LIMIT 1000) b),"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM mail_in WHERE state = 'received'"
	" AND received_at < UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE LIMIT 1000) c),"
	" (SELECT MIN(received_at) FROM mail_in WHERE state = 'received')",
    .out = "iiit",
};

static const struct db_statement MAIL_IN_SWEEP = {
    .name = "mail_in_sweep",
    .sql = "DELETE FROM mail_in_chunk WHERE mail_in_id IN (SELECT id FROM (SELECT i.id"
	   " FROM mail_in i JOIN mail_in_chunk c ON c.mail_in_id = i.id AND c.position = 0"
	   " WHERE i.state IN ('done', 'discarded') AND i.decided_at < ? LIMIT 500) old)",
    .in = "t",
};

DB_STATEMENTS(mail_in, &MAIL_IN_KNOWN, &MAIL_IN_MOVED, &MAIL_IN_ADD, &MAIL_IN_CHUNK_ADD,
    &MAIL_IN_CHUNKS, &MAIL_IN_SIZE, &MAIL_IN_DUE, &MAIL_IN_LEASE, &MAIL_IN_RELEASE, &MAIL_IN_FAILED,
    &MAIL_IN_LOAD, &MAIL_IN_LIST, &MAIL_IN_COUNT, &MAIL_IN_SWEEP);

static const char *const STATES[] = {"", "received", "done", "triage", "quarantined", "discarded"};

const char *mail_in_state_code(enum mail_in_state state)
{
	return STATES[state];
}

enum mail_in_state mail_in_state_named(const char *code)
{
	for (int i = MAIL_RECEIVED; i <= MAIL_DISCARDED; i++)
		if (!strcmp(STATES[i], code))
			return (enum mail_in_state)i;
	return 0;
}

/* --- Storing. */

struct storing {
	struct arena *arena;
	const struct mail_in_new *new;
	const unsigned char *hash;
	int64_t id;
	bool known;
};

static enum err store_chunks(struct db *db, const struct storing *s)
{
	const char *raw = s->new->raw;
	size_t done = 0;

	/* An empty message is one chunk, too: it was kept. */
	for (int64_t position = 0; done < s->new->length || !position; position++) {
		size_t left = s->new->length - done, size = left < CHUNK ? left : CHUNK;

		TRY(db_execute(db, &MAIL_IN_CHUNK_ADD,
		    DB_VALUES(
			db_int(s->id), db_int(position), db_bytes(size ? raw + done : "", size)),
		    NULL));
		done += size;
	}
	return OK;
}

static enum err store(struct db *db, void *context)
{
	struct storing *s = context;
	const struct mail_in_new *new = s->new;
	timestamp now = timestamp_now();
	struct db_result result;
	struct db_rows rows;

	TRY(db_query(db, s->arena, &MAIL_IN_KNOWN,
	    DB_VALUES(db_bytes(s->hash, SHA256_SIZE), db_id(new->mailbox_id)), &rows));
	s->known = rows.count > 0;
	if (s->known) {
		/* The server has numbered its messages anew, or has it twice. */
		s->id = db_int_at(&rows, 0, 0);
		return new->uid ? db_execute(db, &MAIL_IN_MOVED,
				      DB_VALUES(db_int(new->uid_validity), db_int(new->uid),
					  db_int(s->id)),
				      NULL)
				: OK;
	}
	TRY(db_execute(db, &MAIL_IN_ADD,
	    DB_VALUES(db_id(new->mailbox_id), db_int(new->uid_validity), db_id(new->uid),
		db_int(!new->uid), db_bytes(s->hash, SHA256_SIZE), db_int((int64_t) new->length),
		db_time(new->uid ? now : now + PIPE_LEASE *TIMESTAMP_SECOND), db_time(now)),
	    &result));
	s->id = result.inserted_id;
	return store_chunks(db, s);
}

enum err mail_in_store(
    struct db *db, struct arena *arena, const struct mail_in_new *new, int64_t *id, bool *known)
{
	unsigned char hash[SHA256_SIZE];
	struct storing s = {.arena = arena, .new = new, .hash = hash};

	TRY(sha256(new->raw, new->length, hash));
	TRY(db_transaction(db, store, &s));
	*id = s.id;
	*known = s.known;
	return OK;
}

struct collecting {
	unsigned char *at;
	size_t room;
};

static enum err collect(void *context, const struct db_value *row)
{
	struct collecting *c = context;

	if (row[0].length > c->room)
		return ERROR(ERR_INTERNAL, "a stored message is longer than it says");
	memcpy(c->at, row[0].p, row[0].length);
	c->at += row[0].length;
	c->room -= row[0].length;
	return OK;
}

enum err mail_in_raw(
    struct db *db, struct arena *arena, int64_t id, const unsigned char **raw, size_t *length)
{
	struct collecting c;
	struct db_rows rows;
	unsigned char *all;

	TRY(db_query(db, arena, &MAIL_IN_SIZE, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "there is no message %lld", (long long)id);
	*length = (size_t)db_int_at(&rows, 0, 0);
	all = arena_bytes(arena, *length + 1);
	if (!all)
		return ERROR(ERR_MEMORY, "no memory for a message of %zu bytes", *length);
	c = (struct collecting){all, *length};
	TRY(db_each(db, &MAIL_IN_CHUNKS, DB_VALUES(db_int(id)), collect, &c));
	if (c.room)
		return ERROR(
		    ERR_NOT_FOUND, "message %lld is not kept as it came any more", (long long)id);
	all[*length] = '\0';
	*raw = all;
	return OK;
}

/* --- Claiming. */

struct claim {
	struct arena *arena;
	timestamp lease;
	int64_t *ids;
	size_t count;
};

static enum err claim(struct db *db, void *context)
{
	struct claim *c = context;
	timestamp now = timestamp_now();
	struct db_rows rows;

	c->count = 0;
	TRY(db_query(
	    db, c->arena, &MAIL_IN_DUE, DB_VALUES(db_time(now), db_int(MAIL_IN_BATCH)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		bool suspect = db_int_at(&rows, i, 1) >= SUSPECT;

		if (suspect && c->count)
			continue;
		c->ids[c->count++] = db_int_at(&rows, i, 0);
		TRY(db_execute(db, &MAIL_IN_LEASE,
		    DB_VALUES(db_time(now + c->lease), db_int(db_int_at(&rows, i, 0))), NULL));
		if (suspect)
			break;
	}
	return OK;
}

enum err mail_in_claim(
    struct db *db, struct arena *arena, timestamp lease, int64_t *ids, size_t *count)
{
	struct claim c = {.arena = arena, .lease = lease, .ids = ids};

	TRY(db_transaction(db, claim, &c));
	*count = c.count;
	return OK;
}

enum err mail_in_release(struct db *db)
{
	timestamp now = timestamp_now();

	return db_execute(
	    db, &MAIL_IN_RELEASE, DB_VALUES(db_time(now), db_int(SUSPECT), db_time(now)), NULL);
}

enum err mail_in_failed(struct db *db, struct arena *arena, int64_t id, const char *why)
{
	timestamp now = timestamp_now();
	char *text = text_repair(arena, why, strlen(why));

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a reason");
	return db_execute(db, &MAIL_IN_FAILED,
	    DB_VALUES(db_text(text), db_time(now), db_int(HOPELESS), db_time(now), db_int(id)),
	    NULL);
}

/* --- For staff. */

static struct mail_in mail_from_row(const struct db_rows *rows, size_t row)
{
	return (struct mail_in){
	    .id = db_int_at(rows, row, 0),
	    .mailbox_id = db_int_at(rows, row, 1),
	    .size = db_int_at(rows, row, 2),
	    .account_id = db_int_at(rows, row, 3),
	    .ticket_id = db_int_at(rows, row, 4),
	    .message_id = db_int_at(rows, row, 5),
	    .attempts = db_int_at(rows, row, 6),
	    .trust = db_int_at(rows, row, 7),
	    .state = (enum mail_in_state)db_int_at(rows, row, 8),
	    .reason = db_text_at(rows, row, 9),
	    .why = db_text_at(rows, row, 10),
	    .why_data = db_text_at(rows, row, 11),
	    .sender = db_text_at(rows, row, 12),
	    .sender_name = db_text_at(rows, row, 13),
	    .subject = db_text_at(rows, row, 14),
	    .excerpt = db_text_at(rows, row, 15),
	    .automatic = db_text_at(rows, row, 16),
	    .authentication = db_text_at(rows, row, 17),
	    .mailbox = db_text_at(rows, row, 18),
	    .received_at = db_time_at(rows, row, 19),
	    .decided_at = db_time_at(rows, row, 20),
	};
}

enum err mail_in_load(struct db *db, struct arena *arena, int64_t id, struct mail_in *mail)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_IN_LOAD, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "there is no message %lld", (long long)id);
	*mail = mail_from_row(&rows, 0);
	return OK;
}

enum err mail_in_list(struct db *db, struct arena *arena, enum mail_in_state state, int64_t before,
    int64_t limit, struct mail_in **mails, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_IN_LIST,
	    DB_VALUES(db_int(state), db_int(before ? before : INT64_MAX), db_int(limit)), &rows));
	*mails = ARENA_ARRAY(arena, struct mail_in, rows.count + 1);
	if (!*mails)
		return ERROR(ERR_MEMORY, "no memory for %zu mails", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*mails)[i] = mail_from_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err mail_in_count(struct db *db, struct arena *arena, struct mail_in_counts *counts)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_IN_COUNT, DB_NONE, &rows));
	*counts = (struct mail_in_counts){.triage = db_int_at(&rows, 0, 0),
	    .quarantined = db_int_at(&rows, 0, 1),
	    .late = db_int_at(&rows, 0, 2),
	    .oldest = db_time_at(&rows, 0, 3)};
	return OK;
}

enum err mail_in_sweep(struct db *db, timestamp before, int64_t *deleted)
{
	struct db_result result;

	TRY(db_execute(db, &MAIL_IN_SWEEP, DB_VALUES(db_time(before)), &result));
	*deleted = result.affected;
	return OK;
}
