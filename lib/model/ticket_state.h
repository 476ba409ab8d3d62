/*
 * ticket_state.h: the inside of a change to a ticket; only for lib/model.
 *
 * begin locks the row and reads it into `before` and `after`; the caller alters `after` (status by
 * ticket_state_status, so that its dates follow); finish writes the differences.
 */
#ifndef DOCKET_MODEL_TICKET_STATE_H
#define DOCKET_MODEL_TICKET_STATE_H

#include "db/db.h"
#include "model/counter.h"
#include "model/ticket.h"

struct ticket_state {
	int64_t id, version, type_id, status_id, priority, category_id, team_id, responsible_id;
	int64_t organisation_id, contact_id;
	timestamp accepted_at, started_at, answered_at, due_at, solved_at, closed_at, archived_at;
	timestamp rated_at, updated_at;
	int64_t solution_id, rating, file_count;
	enum audience audience;
	const char *rating_comment; /* NULL: none */
};

struct ticket_transaction {
	struct db *db;
	struct arena *arena;
	int64_t actor_id; /* 0: the program */
	timestamp now;
	struct ticket_state before, after;
	bool is_silent;		    /* nobody is told by mail: a program of somebody's wrote it */
	bool has_message, has_note; /* something was said in it: in public, among staff */
};

/* ERR_NOT_FOUND when the viewer may not see it. `viewer` NULL is the program itself. */
enum err ticket_state_begin(struct ticket_transaction *t, struct db *db, struct arena *arena,
    const struct viewer *viewer, int64_t id);

/* Sets the status and what follows from it. ERR_INPUT where the workflow doesn't allow it. */
enum err ticket_state_status(struct ticket_transaction *t, const struct status *status);

/* Notes the event of a message that was added. */
enum err ticket_state_message(struct ticket_transaction *t, int64_t message_id, const char *kind);

/* Writes row, events and counters. Nothing but the version changes when nothing differs. */
enum err ticket_state_finish(struct ticket_transaction *t);

/* Adds `sign` to each counter that a ticket in this state stands in. */
void ticket_state_count(
    struct counter_changes *changes, const struct ticket_state *state, int sign);

#endif
