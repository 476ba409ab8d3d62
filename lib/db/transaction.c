#include "db/connection.h"

#include <time.h>

#include "base/crypto.h"

enum {
	TRIES = 5,
	FIRST_PAUSE = 4000, /* µs; each next one is up to twice as long */
};

#define COMMAND(db, sql) db_command((db), (sql), sizeof(sql) - 1)

static enum err begin(struct db *db, bool snapshot)
{
	if (!snapshot)
		return COMMAND(db, "START TRANSACTION");
	TRY(COMMAND(db, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
	return COMMAND(db, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
}

static enum err once(
    struct db *db, enum err (*work)(struct db *, void *), void *context, bool snapshot)
{
	enum err err;

	TRY(begin(db, snapshot));
	db->in_transaction = true;
	db->in_snapshot = snapshot;
	db->doomed = OK;
	err = work(db, context);
	if (err == OK && db->doomed != OK) {
		err = db->doomed;
		if (err != ERR_RETRY && err != ERR_UNAVAILABLE)
			err = ERROR(ERR_INTERNAL, "work went on after a part of it failed: %s",
			    err_name(db->doomed));
	}
	if (err == OK)
		err = COMMAND(db, "COMMIT");
	if (err != OK)
		db_roll_back(db);
	db->in_transaction = db->in_snapshot = false;
	db->doomed = OK;
	return err;
}

static void pause_before(int attempt)
{
	uint32_t random = 0;
	uint32_t longest = (uint32_t)FIRST_PAUSE << attempt;
	struct timespec pause;

	/* Without random bytes all wait equally long, which is bad luck and no error. */
	(void)random_bytes((unsigned char *)&random, sizeof random);
	pause.tv_sec = 0;
	pause.tv_nsec = (long)(longest / 4 + random % longest) * 1000;
	(void)nanosleep(&pause, NULL);
}

static enum err run(
    struct db *db, enum err (*work)(struct db *, void *), void *context, bool snapshot)
{
	enum err err;

	if (db->in_transaction) {
		if (snapshot && !db->in_snapshot)
			return ERROR(ERR_INTERNAL, "a snapshot can't begin inside a transaction");
		err = work(db, context);
		/* Half of the inner work may be done, and nothing undoes it alone. */
		if (err != OK && db->doomed == OK)
			db->doomed = err;
		return err;
	}
	for (int attempt = 1;; attempt++) {
		err = once(db, work, context, snapshot);
		if (err != ERR_RETRY || attempt == TRIES)
			return err;
		pause_before(attempt);
	}
}

enum err db_transaction(
    struct db *db, enum err (*work)(struct db *db, void *context), void *context)
{
	return run(db, work, context, false);
}

enum err db_snapshot(struct db *db, enum err (*work)(struct db *db, void *context), void *context)
{
	return run(db, work, context, true);
}
