#include <string.h>

#include "model/account.h"
#include "model/catalogue.h"
#include "model/event.h"
#include "model/import.h"
#include "model/index_queue.h"
#include "model/organisation.h"
#include "model/ticket_link.h"
#include "model/ticket_state.h"

static const struct db_statement IMPORT_KNOWN = {
    .name = "import_known",
    .sql = "SELECT id FROM ticket WHERE ref = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement IMPORT_KNOWN_MESSAGES = {
    .name = "import_known_messages",
    .sql = "SELECT ref FROM message WHERE ticket_id = ? AND ref IS NOT NULL",
    .in = "i",
    .out = "s",
};

static const struct db_statement IMPORT_TICKET = {
    .name = "import_ticket",
    .sql = "INSERT INTO ticket (ref, type_id, category_id, source, language, organisation_id,"
	   " contact_id, status_id, is_open, subject, created_at, updated_at, accepted_at,"
	   " answered_at, solved_at, closed_at, audience, archived_at)"
	   " VALUES (?, ?, ?, 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "siisiiiisttttttit",
};

static const struct db_statement IMPORT_TAG = {
    .name = "import_tag",
    .sql = "INSERT IGNORE INTO ticket_tag (ticket_id, tag) VALUES (?, ?)",
    .in = "is",
};

static const struct db_statement IMPORT_SOLUTION = {
    .name = "import_solution",
    .sql = "UPDATE ticket SET solution_id = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement IMPORT_LOCK = {
    .name = "import_lock",
    .sql = "SELECT version FROM ticket WHERE id = ? FOR UPDATE",
    .in = "i",
    .out = "i",
};

static const struct db_statement IMPORT_LONGER = {
    .name = "import_longer",
    .sql = "UPDATE ticket SET version = ?, updated_at = GREATEST(updated_at, ?),"
	   " solution_id = IF(audience IS NULL, NULL, COALESCE(solution_id, ?)),"
	   " archived_at = IF(archived_at IS NULL, NULL, GREATEST(archived_at, ?)) WHERE id = ?",
    .in = "ititi",
};

/* Two people of one name are one person only within an organisation. */
static const struct db_statement IMPORT_PERSON = {
    .name = "import_person",
    .sql = "SELECT id FROM account"
	   " WHERE organisation_id = ? AND name = ? AND email IS NULL ORDER BY id LIMIT 1",
    .in = "is",
    .out = "i",
};

DB_STATEMENTS(import, &IMPORT_KNOWN, &IMPORT_KNOWN_MESSAGES, &IMPORT_TICKET, &IMPORT_TAG,
    &IMPORT_SOLUTION, &IMPORT_LOCK, &IMPORT_LONGER, &IMPORT_PERSON);

/* A batch on its way into the database. */
struct storing {
	struct arena *arena;
	const struct import_batch *batch;
	size_t from, count; /* the part of the batch that is stored now */
	enum audience audience;
	struct import_result added; /* by this try */
	struct counter_changes counters;
};

/* What a ticket's dates are taken from. */
struct course {
	timestamp last, answered, solved;
};

static struct course course_of(const struct import_ticket *ticket)
{
	struct course c = {ticket->at, TIMESTAMP_NONE, TIMESTAMP_NONE};

	for (size_t i = 0; i < ticket->message_count; i++) {
		const struct import_message *m = &ticket->messages[i];

		if (m->at > c.last)
			c.last = m->at;
		if (m->side == SIDE_STAFF && (c.answered == TIMESTAMP_NONE || m->at < c.answered))
			c.answered = m->at;
		if (m->is_solution)
			c.solved = m->at;
	}
	if (c.solved == TIMESTAMP_NONE)
		c.solved = c.last;
	return c;
}

static const struct status *status_of(const struct import_ticket *ticket, const struct course *c)
{
	if (ticket->state == IMPORT_SOLVED)
		return status_of_class(CLASS_SOLVED);
	if (ticket->state == IMPORT_CLOSED)
		return status_of_class(CLASS_CLOSED);
	return status_of_class(c->answered == TIMESTAMP_NONE ? CLASS_NEW : CLASS_OPEN);
}

static enum err ensure_organisation(
    struct db *db, struct arena *arena, const char *name, int64_t *id)
{
	enum err err;

	*id = 0;
	if (!name)
		return OK;
	err = organisation_by_name(db, arena, name, id);
	if (err != ERR_NOT_FOUND)
		return err;
	return organisation_add(
	    db, arena, &(struct organisation_new){.name = name, .scope = SCOPE_OWN}, 0, id);
}

static enum err add_contact(struct db *db, struct arena *arena, const struct import_ticket *ticket,
    int64_t organisation, struct account *contact)
{
	int64_t id;

	TRY(account_add(db, arena,
	    &(struct account){.email = ticket->contact_email,
		.name = ticket->contact_name ? ticket->contact_name : ticket->contact_email,
		.role = ROLE_CLIENT,
		.organisation_id = organisation},
	    NULL, 0, &id));
	return account_by_id(db, arena, id, contact);
}

/* The contact's account, made where it is missing: it can't sign in until it gets a password.
 * *contact is empty when the file names nobody. */
static enum err ensure_contact(struct db *db, struct arena *arena,
    const struct import_ticket *ticket, int64_t organisation, struct account *contact)
{
	struct db_rows rows;
	enum err err;

	*contact = (struct account){.id = 0};
	if (ticket->contact_email) {
		err = account_by_email(db, arena, ticket->contact_email, contact);
		return err == ERR_NOT_FOUND ? add_contact(db, arena, ticket, organisation, contact)
					    : err;
	}
	if (!ticket->contact_name)
		return OK;
	if (organisation) {
		TRY(db_query(db, arena, &IMPORT_PERSON,
		    DB_VALUES(db_int(organisation), db_text(ticket->contact_name)), &rows));
		if (rows.count)
			return account_by_id(db, arena, db_int_at(&rows, 0, 0), contact);
	}
	return add_contact(db, arena, ticket, organisation, contact);
}

static enum err add_message(struct db *db, struct storing *s, int64_t ticket_id,
    const struct import_message *message, int64_t client_id, int64_t *id)
{
	return message_add(db, s->arena,
	    &(struct message_new){.ref = message->ref,
		.ticket_id = ticket_id,
		.kind = message->is_solution ? MESSAGE_SOLUTION : MESSAGE_PUBLIC,
		.side = message->side,
		.author_id = message->side == SIDE_CLIENT ? client_id : 0,
		.source = SOURCE_IMPORT,
		.format = message->format,
		.body = message->body,
		.at = message->at},
	    id);
}

static enum err add_event(
    struct db *db, int64_t ticket_id, int64_t version, int64_t message_id, const char *after)
{
	return event_add(db, &(struct event){.about = ABOUT_TICKET,
				 .about_id = ticket_id,
				 .version = version,
				 .kind = "imported",
				 .message_id = message_id,
				 .after = after,
				 .at = timestamp_now()});
}

static enum err insert_ticket(struct db *db, struct storing *s, const struct import_ticket *ticket,
    const struct course *c, const struct account *contact, int64_t organisation, int64_t *id)
{
	const struct status *status = status_of(ticket, c);
	struct db_result result;
	bool done;

	if (!status)
		return ERROR(ERR_INTERNAL, "a class has no status");
	done = class_is_archived(status->class);
	TRY(db_execute(db, &IMPORT_TICKET,
	    DB_VALUES(db_text(ticket->ref), db_int(ticket->type_id), db_id(ticket->category_id),
		db_text(ticket->language), db_id(organisation), db_id(contact->id),
		db_int(status->id), db_int(!done), db_text(ticket->subject), db_time(ticket->at),
		db_time(c->last), db_time(c->answered), db_time(c->answered),
		db_time(done ? c->solved : TIMESTAMP_NONE),
		db_time(status->class == CLASS_CLOSED ? c->last : TIMESTAMP_NONE),
		db_id(done ? s->audience : AUDIENCE_NONE),
		db_time(done ? c->last : TIMESTAMP_NONE)),
	    &result));
	*id = result.inserted_id;
	ticket_state_count(&s->counters,
	    &(struct ticket_state){.status_id = status->id,
		.category_id = ticket->category_id,
		.audience = done ? s->audience : AUDIENCE_NONE},
	    +1);
	return OK;
}

/* Which other tickets are pointed to in it. */
static enum err note_links(
    struct db *db, struct storing *s, const struct import_ticket *ticket, int64_t id)
{
	TRY(ticket_link_import(db, s->arena, id, ticket->ref, ticket->body, ticket->at));
	for (size_t i = 0; i < ticket->message_count; i++)
		TRY(ticket_link_import(db, s->arena, id, ticket->ref, ticket->messages[i].body,
		    ticket->messages[i].at));
	return OK;
}

static enum err add_ticket(struct db *db, struct storing *s, const struct import_ticket *ticket)
{
	struct course course = course_of(ticket);
	struct account contact;
	int64_t organisation, id = 0, first, message, solution = 0;

	TRY(ensure_organisation(db, s->arena, ticket->organisation, &organisation));
	TRY(ensure_contact(db, s->arena, ticket, organisation, &contact));
	if (!organisation)
		organisation = contact.organisation_id;
	TRY(insert_ticket(db, s, ticket, &course, &contact, organisation, &id));
	TRY(add_message(db, s, id,
	    &(struct import_message){.side = SIDE_CLIENT,
		.at = ticket->at,
		.format = ticket->format,
		.body = ticket->body},
	    contact.id, &first));
	for (size_t i = 0; i < ticket->message_count; i++) {
		TRY(add_message(db, s, id, &ticket->messages[i], contact.id, &message));
		if (ticket->messages[i].is_solution)
			solution = message;
	}
	for (size_t i = 0; i < ticket->tag_count; i++)
		TRY(db_execute(
		    db, &IMPORT_TAG, DB_VALUES(db_int(id), db_text(ticket->tags[i])), NULL));
	if (solution && ticket->state != IMPORT_OPEN)
		TRY(db_execute(
		    db, &IMPORT_SOLUTION, DB_VALUES(db_int(solution), db_int(id)), NULL));
	s->added.tickets++;
	s->added.messages += (int64_t)ticket->message_count;
	TRY(note_links(db, s, ticket, id));
	TRY(ticket_link_arrived(db, s->arena, id, ticket->ref));
	if (ticket->state != IMPORT_OPEN)
		TRY(index_queue_add(db, DOCUMENT_TICKET, id));
	return add_event(db, id, 1, first, ticket->subject);
}

static bool is_in(const struct db_rows *refs, const char *ref)
{
	for (size_t i = 0; i < refs->count; i++)
		if (!strcmp(db_text_at(refs, i, 0), ref))
			return true;
	return false;
}

/* Adds the messages that a known ticket hasn't yet. */
static enum err lengthen_ticket(
    struct db *db, struct storing *s, const struct import_ticket *ticket, int64_t id)
{
	struct course course = course_of(ticket);
	struct db_rows refs, locked;
	struct account contact = {.id = 0};
	int64_t first = 0, message, solution = 0, version;

	TRY(db_query(db, s->arena, &IMPORT_KNOWN_MESSAGES, DB_VALUES(db_int(id)), &refs));
	for (size_t i = 0; i < ticket->message_count; i++) {
		const struct import_message *m = &ticket->messages[i];

		if (is_in(&refs, m->ref))
			continue;
		if (!first && ticket->contact_email)
			TRY(ensure_contact(db, s->arena, ticket, 0, &contact));
		TRY(add_message(db, s, id, m, contact.id, &message));
		first = first ? first : message;
		solution = m->is_solution ? message : solution;
		s->added.messages++;
	}
	if (!first) {
		s->added.unchanged++;
		return OK;
	}
	TRY(db_query(db, s->arena, &IMPORT_LOCK, DB_VALUES(db_int(id)), &locked));
	version = db_int_at(&locked, 0, 0) + 1;
	TRY(db_execute(db, &IMPORT_LONGER,
	    DB_VALUES(db_int(version), db_time(course.last), db_id(solution), db_time(course.last),
		db_int(id)),
	    NULL));
	TRY(note_links(db, s, ticket, id));
	TRY(index_queue_add(db, DOCUMENT_TICKET, id));
	return add_event(db, id, version, first, NULL);
}

static enum err store(struct db *db, void *context)
{
	struct storing *s = context;

	s->added = (struct import_result){0};
	s->counters = (struct counter_changes){.count = 0};
	for (size_t i = s->from; i < s->from + s->count; i++) {
		const struct import_ticket *ticket = &s->batch->tickets[i];
		struct db_rows rows;

		TRY(db_query(db, s->arena, &IMPORT_KNOWN, DB_VALUES(db_text(ticket->ref)), &rows));
		if (rows.count)
			TRY(lengthen_ticket(db, s, ticket, db_int_at(&rows, 0, 0)));
		else
			TRY(add_ticket(db, s, ticket));
	}
	return counter_apply(db, &s->counters);
}

/* Is it the fault of what should be stored, and not of the server or the connection? */
static bool is_of_data(enum err err)
{
	return err == ERR_INPUT || err == ERR_CONFLICT || err == ERR_LIMIT || err == ERR_MEMORY;
}

static void add_up(struct import_result *sum, const struct import_result *added)
{
	sum->tickets += added->tickets;
	sum->messages += added->messages;
	sum->unchanged += added->unchanged;
}

static enum err store_part(
    struct db *db, struct storing *s, size_t from, size_t count, struct import_result *result)
{
	enum err err;

	s->from = from;
	s->count = count;
	err = db_transaction(db, store, s);
	if (err == OK)
		add_up(result, &s->added);
	return err;
}

enum err import_store(struct db *db, struct arena *arena, struct import_batch *batch,
    const struct import_options *options, struct import_result *result)
{
	struct storing s = {.arena = arena, .batch = batch, .audience = options->audience};
	enum err err = batch->count ? store_part(db, &s, 0, batch->count, result) : OK;

	if (is_of_data(err)) {
		err = OK;
		for (size_t i = 0; i < batch->count && err == OK; i++) {
			err = store_part(db, &s, i, 1, result);
			if (err == ERR_CONFLICT)
				err = ERROR(err, "a ref in it belongs to something else already");
			if (is_of_data(err)) {
				options->broken(options->context, batch->lines[i]);
				result->broken++;
				err = OK;
			}
		}
	}
	batch->count = 0;
	batch->bytes = 0;
	batch->category_count = 0;
	return err;
}
