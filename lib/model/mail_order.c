/* What staff decide on a message; the daemon carries it out. */
#include "model/event.h"
#include "model/mail_intake.h"

static const struct db_statement MAIL_ORDER = {
    .name = "mail_order",
    .sql = "UPDATE mail_in SET state = 'received', due_at = ?, attempts = 0, reason = NULL,"
	   " fingerprint = NULL, order_by = ?, order_ticket_id = ?, order_organisation_id = ?"
	   " WHERE id = ? AND state IN ('triage', 'quarantined', 'discarded')",
    .in = "tiiii",
};

static const struct db_statement MAIL_ORDER_DISCARD = {
    .name = "mail_order_discard",
    .sql = "UPDATE mail_in SET state = 'discarded', why = ?, why_data = '', order_by = ?,"
	   " decided_at = ? WHERE id = ? AND state IN ('triage', 'quarantined')",
    .in = "siti",
};

DB_STATEMENTS(mail_order, &MAIL_ORDER, &MAIL_ORDER_DISCARD);

struct order {
	const struct viewer *viewer;
	int64_t id, by, ticket_id, organisation_id;
	const char *kind, *why;
};

static enum err note(struct db *db, const struct order *o, timestamp now)
{
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .about_id = o->id,
				 .kind = o->kind,
				 .actor_id = o->viewer->account_id,
				 .after = o->why,
				 .at = now});
}

static enum err give(struct db *db, void *context)
{
	const struct order *o = context;
	timestamp now = timestamp_now();
	struct db_result result;

	if (!viewer_is_staff(o->viewer))
		return ERROR(ERR_DENIED, "only staff decide on mail");
	if (o->why)
		TRY(db_execute(db, &MAIL_ORDER_DISCARD,
		    DB_VALUES(db_text(o->why), db_int(o->viewer->account_id), db_time(now),
			db_int(o->id)),
		    &result));
	else
		TRY(db_execute(db, &MAIL_ORDER,
		    DB_VALUES(db_time(now), db_id(o->by), db_id(o->ticket_id),
			db_id(o->organisation_id), db_int(o->id)),
		    &result));
	if (!result.affected)
		return ERROR(ERR_CONFLICT, "message %lld does not wait any more", (long long)o->id);
	return note(db, o, now);
}

enum err mail_order_ticket(
    struct db *db, const struct viewer *viewer, int64_t id, int64_t organisation_id)
{
	return db_transaction(db, give,
	    &(struct order){.viewer = viewer,
		.id = id,
		.by = viewer->account_id,
		.organisation_id = organisation_id,
		.kind = "mail_taken"});
}

enum err mail_order_join(struct db *db, const struct viewer *viewer, int64_t id, int64_t ticket_id)
{
	return db_transaction(db, give,
	    &(struct order){.viewer = viewer,
		.id = id,
		.by = viewer->account_id,
		.ticket_id = ticket_id,
		.kind = "mail_taken"});
}

enum err mail_order_replay(struct db *db, const struct viewer *viewer, int64_t id)
{
	return db_transaction(
	    db, give, &(struct order){.viewer = viewer, .id = id, .kind = "mail_replayed"});
}

enum err mail_order_discard(struct db *db, const struct viewer *viewer, int64_t id, const char *why)
{
	return db_transaction(db, give,
	    &(struct order){.viewer = viewer, .id = id, .why = why, .kind = "mail_discarded"});
}
