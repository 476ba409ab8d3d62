/*
 * mail_in.h: messages as they reached us, and what became of each.
 *
 * A message is stored as it came before anything looks at it. It is "received" until the intake
 * (mail_intake.h) has decided: then it is done (a ticket's message, or a report of ours that came
 * back), waits in triage or quarantine for staff, or is discarded with its reason.
 */
#ifndef DOCKET_MODEL_MAIL_IN_H
#define DOCKET_MODEL_MAIL_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

/* The order is that of the ENUM in the table. */
enum mail_in_state { MAIL_RECEIVED = 1, MAIL_DONE, MAIL_TRIAGE, MAIL_QUARANTINED, MAIL_DISCARDED };

/* "received", "done", "triage", "quarantined", "discarded" and back; 0 for any other word. */
const char *mail_in_state_code(enum mail_in_state state);
enum mail_in_state mail_in_state_named(const char *code);

/* What came; mailbox_id and uid are 0 when it came by pipe. */
struct mail_in_new {
	int64_t mailbox_id, uid_validity, uid;
	const void *raw;
	size_t length;
};

/* Stores it, unless the same came the same way before: then *known. A message that came by pipe is
 * left to whoever stored it for a minute. Joins an open transaction. */
enum err mail_in_store(
    struct db *db, struct arena *arena, const struct mail_in_new *new, int64_t *id, bool *known);

/* The message as it came, in the arena. ERR_NOT_FOUND: none, or not kept any more. */
enum err mail_in_raw(
    struct db *db, struct arena *arena, int64_t id, const unsigned char **raw, size_t *length);

/* --- Received ones, for the daemon. */

enum { MAIL_IN_BATCH = 50 };

/* Up to MAIL_IN_BATCH that are due, for `lease` microseconds; one that has ended its reader several
 * times comes alone. */
enum err mail_in_claim(
    struct db *db, struct arena *arena, timestamp lease, int64_t *ids, size_t *count);

/* At the start: what was claimed before is due again, and those that may have been the reason for
 * the end a little later each time. */
enum err mail_in_release(struct db *db);

/* It could not be decided on: later again, or quarantine after many times. */
enum err mail_in_failed(struct db *db, struct arena *arena, int64_t id, const char *why);

/* --- As staff see them. */

struct mail_in {
	int64_t id, mailbox_id, size, account_id, ticket_id, message_id, attempts, trust;
	enum mail_in_state state;
	const char *reason, *why, *why_data;
	const char *sender, *sender_name, *subject, *excerpt, *automatic, *authentication, *mailbox;
	timestamp received_at, decided_at;
};

/* ERR_NOT_FOUND. */
enum err mail_in_load(struct db *db, struct arena *arena, int64_t id, struct mail_in *mail);

/* Those of a state, the newest first, with keys below `before` (0: from the newest). */
enum err mail_in_list(struct db *db, struct arena *arena, enum mail_in_state state, int64_t before,
    int64_t limit, struct mail_in **mails, size_t *count);

/* How many wait in triage and in quarantine, capped at 1,000, and how many were received over ten
 * minutes ago and are not decided on, with the oldest of them. */
struct mail_in_counts {
	int64_t triage, quarantined, late;
	timestamp oldest;
};
enum err mail_in_count(struct db *db, struct arena *arena, struct mail_in_counts *counts);

/* Forgets messages as they came that were done or discarded before then, at most 500. */
enum err mail_in_sweep(struct db *db, timestamp before, int64_t *deleted);

#endif
