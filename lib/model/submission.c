#include "model/submission.h"

#include <string.h>

static const struct db_statement SUBMISSION_FIND = {
    .name = "submission_find",
    .sql = "SELECT ticket_id FROM submission WHERE key_hash = ?",
    .in = "b",
    .out = "i",
};

static const struct db_statement SUBMISSION_ADD = {
    .name = "submission_add",
    .sql = "INSERT INTO submission (key_hash, ticket_id, created_at) VALUES (?, ?, ?)",
    .in = "bit",
};

static const struct db_statement SUBMISSION_SWEEP = {
    .name = "submission_sweep",
    .sql = "DELETE FROM submission WHERE created_at < ? LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(submission, &SUBMISSION_FIND, &SUBMISSION_ADD, &SUBMISSION_SWEEP);

/* Each part with the NUL at its end: none runs into the next. */
static enum err add_parts(struct sha256 *digest, const struct submission *s)
{
	const char *text = s->text ? s->text : "";
	unsigned char key[8];

	for (unsigned i = 0; i < sizeof key; i++)
		key[i] = (unsigned char)((uint64_t)s->account_id >> (8 * i));
	TRY(sha256_update(digest, key, sizeof key));
	TRY(sha256_update(digest, s->once, strlen(s->once) + 1));
	TRY(sha256_update(digest, s->fields, strlen(s->fields) + 1));
	return sha256_update(digest, text, strlen(text) + 1);
}

enum err submission_hash(
    const struct submission *submission, unsigned char hash[static SHA256_SIZE])
{
	struct sha256 *digest;
	enum err err;

	TRY(sha256_start(&digest));
	err = add_parts(digest, submission);
	if (err == OK)
		err = sha256_finish(digest, hash);
	sha256_free(digest);
	return err;
}

enum err submission_find(
    struct db *db, struct arena *arena, const unsigned char *hash, int64_t *ticket_id)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &SUBMISSION_FIND, DB_VALUES(db_bytes(hash, SHA256_SIZE)), &rows));
	*ticket_id = db_int_at(&rows, 0, 0);
	return OK;
}

enum err submission_add(struct db *db, const unsigned char *hash, int64_t ticket_id)
{
	return db_execute(db, &SUBMISSION_ADD,
	    DB_VALUES(db_bytes(hash, SHA256_SIZE), db_int(ticket_id), db_time(timestamp_now())),
	    NULL);
}

enum err submission_sweep(struct db *db)
{
	return db_execute(
	    db, &SUBMISSION_SWEEP, DB_VALUES(db_time(timestamp_now() - 7 * TIMESTAMP_DAY)), NULL);
}
