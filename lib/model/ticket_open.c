#include "model/attachment.h"
#include "model/consent.h"
#include "model/event.h"
#include "model/form.h"
#include "model/mail_message.h"
#include "model/notify.h"
#include "model/submission.h"
#include "model/ticket_change.h"
#include "model/ticket_link.h"
#include "model/ticket_state.h"

static const struct db_statement TICKET_OPEN = {
    .name = "ticket_open",
    .sql = "INSERT INTO ticket (type_id, form_id, source, language, organisation_id, contact_id,"
	   " team_id, status_id, is_open, priority, subject, file_count, created_at, updated_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
    .in = "iiisiiiiisitt",
};

static const struct db_statement FIELD_ADD = {
    .name = "ticket_field_add",
    .sql = "INSERT INTO ticket_field (ticket_id, field_id, value) VALUES (?, ?, ?)",
    .in = "iis",
};

static const struct db_statement FILE_COUNT = {
    .name = "ticket_file_count",
    .sql = "UPDATE ticket SET file_count = ? WHERE id = ?",
    .in = "ii",
};

DB_STATEMENTS(ticket_open, &TICKET_OPEN, &FIELD_ADD, &FILE_COUNT);

struct opening {
	struct arena *arena;
	const struct viewer *viewer;
	const struct ticket_new *new;
	const unsigned char *once; /* hash of the one-time key, or NULL */
	timestamp now;
	int64_t id;
};

static int64_t contact_of(const struct opening *o)
{
	return o->new->mail ? o->new->contact_id : o->viewer->account_id;
}

static enum err insert_ticket(struct db *db, struct opening *o)
{
	const struct ticket_new *new = o->new;
	const struct status *status = status_of_class(CLASS_NEW);
	struct db_result result;

	if (!status)
		return ERROR(ERR_INTERNAL, "no status of the class new");
	TRY(db_execute(db, &TICKET_OPEN,
	    DB_VALUES(db_int(new->form ? new->form->type_id : new->type_id),
		db_id(new->form ? new->form->id : 0),
		db_int(new->mail ? SOURCE_EMAIL : SOURCE_FORM), db_text(new->language),
		db_id(new->mail ? new->organisation_id : o->viewer->organisation_id),
		db_id(contact_of(o)), db_id(new->team_id), db_int(status->id),
		db_int(new->priority ? new->priority : PRIORITY_NORMAL), db_text(new->subject),
		db_int(0), db_time(o->now), db_time(o->now)),
	    &result));
	o->id = result.inserted_id;
	for (size_t i = 0; i < new->answer_count; i++)
		TRY(db_execute(db, &FIELD_ADD,
		    DB_VALUES(db_int(o->id), db_int(new->answers[i].field_id),
			db_text(new->answers[i].value)),
		    NULL));
	return OK;
}

static enum err insert_message(struct db *db, struct opening *o)
{
	const struct ticket_new *new = o->new;
	int64_t message_id, attached = 0;

	const struct message_new message = {.ticket_id = o->id,
	    .kind = MESSAGE_PUBLIC,
	    .side = viewer_is_staff(o->viewer) && !new->mail ? SIDE_STAFF : SIDE_CLIENT,
	    .author_id = contact_of(o),
	    .source = new->mail ? SOURCE_EMAIL : SOURCE_FORM,
	    .format = MARKUP_TEXT,
	    .body = new->body,
	    .at = o->now};

	if (new->mail)
		TRY(mail_message_add(db, o->arena, &message, new->mail, &message_id, &attached));
	else
		TRY(message_add(db, o->arena, &message, &message_id));
	if (new->upload_count)
		TRY(upload_attach(db, o->arena, o->viewer->account_id, new->uploads,
		    new->upload_count, o->id, message_id, &attached));
	if (attached)
		TRY(db_execute(db, &FILE_COUNT, DB_VALUES(db_int(attached), db_int(o->id)), NULL));
	TRY(ticket_link_note(db, o->id, new->body, o->now));
	return event_add(db, &(struct event){.about = ABOUT_TICKET,
				 .about_id = o->id,
				 .version = 1,
				 .kind = "created",
				 .actor_id = o->viewer->account_id,
				 .message_id = message_id,
				 .after = new->subject,
				 .at = o->now});
}

/* Who asks for help asks for an answer: they, too, are told, unless they ever said no. An address
 * that was never heard of before is told no more than that something came from it. */
static enum err tell(struct db *db, const struct opening *o)
{
	const struct ticket_new *new = o->new;
	bool is_automatic = new->mail &&new->mail->is_automatic;
	int64_t contact_id = contact_of(o);

	if (contact_id && !is_automatic && (new->mail || o->viewer->never_asked))
		TRY(consent_by_request(db, contact_id));
	if (new->stranger && !is_automatic)
		TRY(notify_stranger(db, new->stranger, "", o->id, 0));
	return notify_change(db,
	    &(struct notify_change){.ticket_id = o->id,
		.version = 1,
		.actor_id = o->viewer->account_id,
		.moment = MOMENT_CREATED,
		.contact_id = new->stranger || is_automatic ? 0 : contact_id,
		.organisation_id = new->mail ? new->organisation_id : o->viewer->organisation_id,
		.team_id = new->team_id,
		.for_clients = true,
		.is_message = true});
}

static enum err open_ticket(struct db *db, void *context)
{
	struct opening *o = context;
	struct counter_changes counters = {.count = 0};

	o->now = timestamp_now();
	TRY(insert_ticket(db, o));
	if (o->once)
		TRY(submission_add(db, o->once, o->id));
	TRY(insert_message(db, o));
	TRY(tell(db, o));
	ticket_state_count(&counters,
	    &(struct ticket_state){.id = o->id,
		.status_id = status_of_class(CLASS_NEW)->id,
		.team_id = o->new->team_id},
	    +1);
	return counter_apply(db, &counters);
}

/* What the form says but for the description; NULL: no memory. */
static const char *fields_of(struct arena *arena, const struct ticket_new *new)
{
	const char *fields = arena_format(
	    arena, "open %zu %d %s", new->upload_count, (int)new->priority, new->subject);

	for (size_t i = 0; fields && i < new->answer_count; i++)
		fields = arena_format(arena, "%s\n%lld %s", fields,
		    (long long)new->answers[i].field_id, new->answers[i].value);
	return fields;
}

enum err ticket_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_new *new, int64_t *id)
{
	unsigned char hash[SHA256_SIZE];
	struct opening o = {.arena = arena, .viewer = viewer, .new = new};
	enum err err;

	if (!viewer_is_known(viewer))
		return ERROR(ERR_DENIED, "nobody can't open a ticket");
	if (new->once) {
		const char *fields = fields_of(arena, new);

		if (!fields)
			return ERROR(ERR_MEMORY, "no memory for the fields of a form");
		TRY(submission_hash(
		    &(struct submission){viewer->account_id, new->once, fields, new->body}, hash));
		TRY(submission_find(db, arena, hash, id));
		if (*id)
			return OK;
		o.once = hash;
	}
	err = db_transaction(db, open_ticket, &o);
	/* The same form came twice at once and the other was quicker: its ticket is the answer. */
	if (err == ERR_CONFLICT && new->once) {
		TRY(submission_find(db, arena, hash, id));
		return *id ? OK : err;
	}
	*id = o.id;
	return err;
}
