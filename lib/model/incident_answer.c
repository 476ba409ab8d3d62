/*
 * incident_answer.c: one update answers all tickets tied to its incident, each in a transaction of
 * its own, so that one that can't be answered keeps nobody waiting.
 *
 * The answer's one-time key names update and ticket: however often it is tried, by whichever
 * program, a ticket gets it once.
 */
#include "base/log.h"
#include "model/account.h"
#include "model/incident_ticket.h"
#include "model/ticket_change.h"

enum { TRIES_MOST = 10 };

static const struct db_statement DUE = {
    .name = "incident_answer_due",
    .sql = "SELECT n.update_id, n.ticket_id, n.solves, n.attempts, u.body, u.author_id"
	   " FROM incident_answer n JOIN incident_update u ON u.id = n.update_id"
	   " WHERE n.due_at <= ? AND (? = 0 OR n.update_id = ?)"
	   " ORDER BY n.due_at, n.update_id, n.ticket_id LIMIT ?",
    .in = "tiii",
    .out = "iiiisi",
};

static const struct db_statement DONE = {
    .name = "incident_answer_done",
    .sql = "UPDATE incident_answer SET due_at = NULL, done_at = ?, error = ''"
	   " WHERE update_id = ? AND ticket_id = ?",
    .in = "tii",
};

static const struct db_statement FAILED = {
    .name = "incident_answer_failed",
    .sql = "UPDATE incident_answer SET attempts = attempts + 1, error = LEFT(?, 250), due_at = ?"
	   " WHERE update_id = ? AND ticket_id = ? AND done_at IS NULL",
    .in = "stii",
};

DB_STATEMENTS(incident_answer, &DUE, &DONE, &FAILED);

static enum err author_of(
    struct db *db, struct arena *arena, int64_t account_id, struct viewer *viewer)
{
	struct account account;

	TRY(account_by_id(db, arena, account_id, &account));
	*viewer = (struct viewer){.role = account.role,
	    .account_id = account.id,
	    .organisation_id = account.organisation_id,
	    .scope = SCOPE_OWN,
	    .name = account.name,
	    .email = account.email,
	    .organisation = account.organisation,
	    .language = account.language};
	return OK;
}

static enum err answer(
    struct db *db, struct arena *arena, const struct db_rows *rows, size_t i, const char *site)
{
	struct ticket_edit edit = TICKET_EDIT(db_int_at(rows, i, 1), 0);
	struct viewer viewer;

	TRY(author_of(db, arena, db_int_at(rows, i, 5), &viewer));
	edit.kind = db_int_at(rows, i, 2) ? MESSAGE_SOLUTION : MESSAGE_PUBLIC;
	edit.writing = (struct writing){
	    .body = db_text_at(rows, i, 4),
	    .once = arena_format(arena, "incident update %lld %lld",
		(long long)db_int_at(rows, i, 0), (long long)edit.id),
	    .site = site,
	};
	if (!edit.writing.once)
		return ERROR(ERR_MEMORY, "no memory for a key");
	return ticket_edit(db, arena, &viewer, &edit);
}

/* A minute, then twice as long each time; after the last try staff see why it failed. */
static enum err note_failure(struct db *db, const struct db_rows *rows, size_t i, enum err why)
{
	int64_t tries = db_int_at(rows, i, 3) + 1;
	bool again =
	    tries < TRIES_MOST && why != ERR_INPUT && why != ERR_NOT_FOUND && why != ERR_DENIED;
	timestamp due = again ? timestamp_now() + (INT64_C(1) << (tries - 1)) * TIMESTAMP_MINUTE
			      : TIMESTAMP_NONE;

	log_warn("answer to ticket %lld: %s", (long long)db_int_at(rows, i, 1), err_message());
	return db_execute(db, &FAILED,
	    DB_VALUES(db_text(err_message()), db_time(due), db_int(db_int_at(rows, i, 0)),
		db_int(db_int_at(rows, i, 1))),
	    NULL);
}

enum err incident_answer_due(struct db *db, struct arena *arena, int64_t update_id, size_t most,
    const char *site, int64_t *given)
{
	struct db_rows rows;

	*given = 0;
	/* Who has just posted an update gives its answers at once; the clock, what is left of them.
	 */
	TRY(db_query(db, arena, &DUE,
	    DB_VALUES(db_time(timestamp_now() + (update_id ? TIMESTAMP_DAY : 0)), db_int(update_id),
		db_int(update_id), db_int((int64_t)most)),
	    &rows));
	for (size_t i = 0; i < rows.count; i++) {
		enum err err = answer(db, arena, &rows, i, site);

		if (err == ERR_UNAVAILABLE)
			return err;
		if (err != OK) {
			TRY(note_failure(db, &rows, i, err));
			continue;
		}
		TRY(db_execute(db, &DONE,
		    DB_VALUES(db_time(timestamp_now()), db_int(db_int_at(&rows, i, 0)),
			db_int(db_int_at(&rows, i, 1))),
		    NULL));
		++*given;
	}
	return OK;
}
