/*
 * mail_intake.h: from a stored message to what becomes of it.
 *
 * The message is read in a process without rights, its files are stored, and then one transaction
 * decides (mail_decide.h), changes the ticket, and notes both in mail_in: whatever is killed in
 * between, it happens once. Staff's decisions go the same way: they give an order and have the
 * message received once more, so that no page ever reads a raw message.
 */
#ifndef DOCKET_MODEL_MAIL_INTAKE_H
#define DOCKET_MODEL_MAIL_INTAKE_H

#include "db/db.h"
#include "model/mail_in.h"
#include "model/viewer.h"

struct settings;
struct mail_reader;

struct mail_intake {
	struct db *db;
	struct arena *arena; /* of one message: reset by the caller */
	const struct settings *settings;
	struct mail_reader *reader; /* mail/reader.h; NULL: this process holds no secrets */
};

/* Decides on a received message; one that is decided on already is left alone. What can't be read
 * goes into quarantine, which is OK. */
enum err mail_intake_deliver(struct mail_intake *intake, int64_t id);

/* --- Staff's decisions on what waits in triage or quarantine. ERR_CONFLICT: it doesn't wait any
 * more. */

/* It becomes a ticket, of this organisation (0: of its sender's), or joins a ticket. */
enum err mail_order_ticket(
    struct db *db, const struct viewer *viewer, int64_t id, int64_t organisation_id);
enum err mail_order_join(struct db *db, const struct viewer *viewer, int64_t id, int64_t ticket_id);

/* It is looked at as if it had just come. */
enum err mail_order_replay(struct db *db, const struct viewer *viewer, int64_t id);

/* It is spam (why is WHY_SPAM) or none of ours (WHY_MISTAKE): discarded. */
enum err mail_order_discard(
    struct db *db, const struct viewer *viewer, int64_t id, const char *why);

#endif
