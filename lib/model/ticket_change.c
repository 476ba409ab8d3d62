#include "model/ticket_change.h"

#include <string.h>

#include "base/text.h"
#include "model/account.h"
#include "model/article_list.h"
#include "model/attachment.h"
#include "model/mail_message.h"
#include "model/submission.h"
#include "model/ticket_link.h"
#include "model/ticket_state.h"

enum { RATING_DAYS = 7, RATING_COMMENT = 2000 };

static bool is_written(const struct writing *w)
{
	return !text_is_blank(w->body) || w->upload_count > 0;
}

/* The status of work going on: the last of the class open ("accepted" comes before it). */
static const struct status *status_working(void)
{
	const struct status *statuses, *working = NULL;
	size_t count = catalogue_statuses(&statuses);

	for (size_t i = 0; i < count; i++)
		if (statuses[i].class == CLASS_OPEN)
			working = &statuses[i];
	return working;
}

/* Adds message and attachments of a change; *id is the message's key. */
static enum err write_message(struct ticket_transaction *t, const struct viewer *viewer,
    const struct writing *w, enum message_kind kind, int64_t *id)
{
	static const char *const EVENTS[] = {
	    [MESSAGE_PUBLIC] = "message", [MESSAGE_NOTE] = "note", [MESSAGE_SOLUTION] = "solution"};
	bool staff = viewer_is_staff(viewer);
	int64_t attached;

	if (w->body && strlen(w->body) > MESSAGE_LENGTH)
		return ERROR(ERR_LIMIT, "message over %d bytes", MESSAGE_LENGTH);
	TRY(message_add(t->db, t->arena,
	    &(struct message_new){.ticket_id = t->before.id,
		.kind = kind,
		.side = staff ? SIDE_STAFF : SIDE_CLIENT,
		.author_id = viewer->account_id,
		.source = SOURCE_FORM,
		.format = staff ? MARKUP_MARKDOWN : MARKUP_TEXT,
		.body = w->body ? w->body : "",
		.at = t->now},
	    id));
	TRY(upload_attach(t->db, t->arena, viewer->account_id, w->uploads, w->upload_count,
	    t->before.id, *id, &attached));
	t->after.file_count += attached;
	if (staff && kind != MESSAGE_NOTE)
		TRY(article_tie_links(t->db, t->before.id, viewer->account_id, w->site, w->body));
	if (kind != MESSAGE_NOTE) /* what a note says, not even the order of results may tell */
		TRY(ticket_link_note(t->db, t->before.id, w->body, t->now));
	return ticket_state_message(t, *id, EVENTS[kind]);
}

/* One change of any kind: what is asked, and room for what the transaction needs. */
struct change {
	struct arena *arena;
	const struct viewer *viewer; /* NULL: the program */
	int64_t id, version;
	const unsigned char *once;
	enum err (*alter)(struct ticket_transaction *t, const struct change *change);
	const void *what;
};

static enum err run(struct db *db, void *context)
{
	const struct change *c = context;
	struct ticket_transaction t;

	TRY(ticket_state_begin(&t, db, c->arena, c->viewer, c->id));
	if (c->version && c->version != t.before.version)
		return ERROR(ERR_CONFLICT, "ticket %lld is at version %lld, not %lld",
		    (long long)c->id, (long long)t.before.version, (long long)c->version);
	if (c->once)
		TRY(submission_add(db, c->once, c->id));
	TRY(c->alter(&t, c));
	return ticket_state_finish(&t);
}

/* Runs the change, once for each one-time key and what is said with it. `fields`: all of that but
 * the text; NULL when there was no memory for it. `w` is NULL for what may come twice. */
static enum err change_ticket(
    struct db *db, struct change *change, const struct writing *w, const char *fields)
{
	unsigned char hash[SHA256_SIZE];
	int64_t earlier = 0;
	enum err err;

	if (!w || !w->once)
		return db_transaction(db, run, change);
	if (!fields)
		return ERROR(ERR_MEMORY, "no memory for the fields of a form");
	TRY(submission_hash(
	    &(struct submission){change->viewer->account_id, w->once, fields, w->body}, hash));
	TRY(submission_find(db, change->arena, hash, &earlier));
	if (earlier)
		return earlier == change->id ? OK
					     : ERROR(ERR_INPUT, "key of another ticket's form");
	change->once = hash;
	err = db_transaction(db, run, change);
	if (err != ERR_CONFLICT)
		return err;
	TRY(submission_find(db, change->arena, hash, &earlier));
	return earlier == change->id ? OK : err;
}

static void keep_or_set(int64_t *value, int64_t asked)
{
	if (asked != TICKET_KEEP)
		*value = asked;
}

/* Somebody has it now: a new ticket counts as accepted. */
static enum err make_responsible(struct ticket_transaction *t, int64_t account_id)
{
	t->after.responsible_id = account_id;
	if (account_id && status_by_id(t->after.status_id)->class == CLASS_NEW)
		return ticket_state_status(t, status_of_class(CLASS_OPEN));
	return OK;
}

static enum err edit_writing(
    struct ticket_transaction *t, const struct change *c, const struct ticket_edit *edit)
{
	int64_t message_id;

	if (edit->kind == MESSAGE_SOLUTION && text_is_blank(edit->writing.body))
		return ERROR(ERR_INPUT, "a solution needs a text");
	if (!is_written(&edit->writing))
		return OK;
	TRY(write_message(t, c->viewer, &edit->writing, edit->kind, &message_id));
	if (edit->kind == MESSAGE_NOTE)
		return OK;
	if (t->after.answered_at == TIMESTAMP_NONE)
		t->after.answered_at = t->now;
	if (!t->after.responsible_id)
		TRY(make_responsible(t, c->viewer->account_id));
	if (edit->kind != MESSAGE_SOLUTION)
		return OK;
	TRY(ticket_state_status(t, status_of_class(CLASS_SOLVED)));
	t->after.solution_id = message_id;
	if (edit->audience)
		t->after.audience = edit->audience;
	return OK;
}

/* The ticket is this person's from now on, and their organisation's. */
static enum err link_contact(struct ticket_transaction *t, int64_t contact_id)
{
	struct account account;
	enum err err = account_by_id(t->db, t->arena, contact_id, &account);

	if (err == ERR_NOT_FOUND || (err == OK && !account.is_active))
		return ERROR(ERR_INPUT, "nobody who could be its client");
	TRY(err);
	t->after.contact_id = contact_id;
	t->after.organisation_id = account.organisation_id;
	return OK;
}

static enum err alter_edit(struct ticket_transaction *t, const struct change *c)
{
	const struct ticket_edit *edit = c->what;
	struct ticket_state *a = &t->after;

	if (!viewer_is_staff(c->viewer))
		return ERROR(ERR_DENIED, "only staff edits tickets");
	if (edit->type_id != TICKET_KEEP && !ticket_type_by_id(edit->type_id))
		return ERROR(ERR_INPUT, "no type %lld", (long long)edit->type_id);
	if (edit->priority != TICKET_KEEP && !*priority_code(edit->priority))
		return ERROR(ERR_INPUT, "no priority %lld", (long long)edit->priority);
	keep_or_set(&a->type_id, edit->type_id);
	keep_or_set(&a->priority, edit->priority);
	keep_or_set(&a->category_id, edit->category_id);
	keep_or_set(&a->team_id, edit->team_id);
	keep_or_set(&a->due_at, edit->due_at);
	if (edit->responsible_id != TICKET_KEEP && edit->responsible_id != a->responsible_id)
		TRY(make_responsible(t, edit->responsible_id));
	if (edit->contact_id != TICKET_KEEP && edit->contact_id != a->contact_id)
		TRY(link_contact(t, edit->contact_id));
	TRY(edit_writing(t, c, edit));
	if (edit->status_id != TICKET_KEEP && edit->status_id != a->status_id) {
		const struct status *status = status_by_id(edit->status_id);

		if (status && status->class == CLASS_SOLVED && !a->solution_id)
			return ERROR(ERR_INPUT, "solved only with a solution");
		TRY(ticket_state_status(t, status));
	}
	return OK;
}

enum err ticket_edit(
    struct db *db, struct arena *arena, const struct viewer *viewer, const struct ticket_edit *edit)
{
	return change_ticket(db,
	    &(struct change){.arena = arena,
		.viewer = viewer,
		.id = edit->id,
		.version = edit->version,
		.alter = alter_edit,
		.what = edit},
	    &edit->writing,
	    arena_format(arena, "edit %d %d %zu %lld %lld %lld %lld %lld %lld %lld %lld",
		(int)edit->kind, (int)edit->audience, edit->writing.upload_count,
		(long long)edit->type_id, (long long)edit->priority, (long long)edit->category_id,
		(long long)edit->team_id, (long long)edit->responsible_id,
		(long long)edit->status_id, (long long)edit->due_at, (long long)edit->contact_id));
}

/* Messages from a mail: who says it is told by the mail, and not by who acts. */
static enum err write_mail(struct ticket_transaction *t, const struct ticket_mail *m, int64_t *id)
{
	int64_t attached;

	TRY(mail_message_add(t->db, t->arena,
	    &(struct message_new){.ticket_id = t->before.id,
		.kind = m->kind,
		.side = m->mail->side,
		.author_id = m->mail->author_id,
		.source = SOURCE_EMAIL,
		.format = MARKUP_TEXT,
		.body = m->body,
		.at = t->now},
	    m->mail, id, &attached));
	t->after.file_count += attached;
	if (m->kind == MESSAGE_NOTE)
		return ticket_state_message(t, *id, "note");
	TRY(ticket_link_note(t->db, t->before.id, m->body, t->now));
	return ticket_state_message(t, *id, "message");
}

static enum err alter_mail(struct ticket_transaction *t, const struct change *c)
{
	const struct ticket_mail *m = c->what;
	enum status_class class = status_by_id(t->after.status_id)->class;
	int64_t message_id;

	t->actor_id = c->viewer ? c->viewer->account_id : m->mail->author_id;
	t->is_silent = m->mail->is_automatic;
	TRY(write_mail(t, m, &message_id));
	if (m->kind == MESSAGE_NOTE || m->mail->is_automatic)
		return OK;
	if (m->mail->side == SIDE_STAFF) {
		if (t->after.answered_at == TIMESTAMP_NONE)
			t->after.answered_at = t->now;
		if (!t->after.responsible_id)
			TRY(make_responsible(t, m->mail->author_id));
		return OK;
	}
	if (class == CLASS_WAITING_CLIENT || (m->reopen && !class_is_open(class)))
		return ticket_state_status(t, status_working());
	return OK;
}

static enum err run_mail(struct db *db, void *context)
{
	const struct change *c = context;
	struct ticket_transaction t;

	TRY(ticket_state_begin(&t, db, c->arena, NULL, c->id));
	TRY(alter_mail(&t, c));
	return ticket_state_finish(&t);
}

enum err ticket_mail(
    struct db *db, struct arena *arena, const struct viewer *viewer, const struct ticket_mail *mail)
{
	return db_transaction(db, run_mail,
	    &(struct change){.arena = arena, .viewer = viewer, .id = mail->id, .what = mail});
}

static enum err alter_reply(struct ticket_transaction *t, const struct change *c)
{
	const struct writing *w = c->what;
	int64_t message_id;

	if (!is_written(w))
		return ERROR(ERR_INPUT, "an empty message");
	TRY(write_message(t, c->viewer, w, MESSAGE_PUBLIC, &message_id));
	if (viewer_is_staff(c->viewer)) {
		if (t->after.answered_at == TIMESTAMP_NONE)
			t->after.answered_at = t->now;
		return OK;
	}
	if (status_by_id(t->after.status_id)->class == CLASS_WAITING_CLIENT)
		return ticket_state_status(t, status_working());
	return OK;
}

enum err ticket_reply(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const struct writing *writing)
{
	return change_ticket(db,
	    &(struct change){
		.arena = arena, .viewer = viewer, .id = id, .alter = alter_reply, .what = writing},
	    writing, arena_format(arena, "reply %zu", writing->upload_count));
}

static enum err alter_contest(struct ticket_transaction *t, const struct change *c)
{
	const struct writing *w = c->what;
	int64_t message_id;

	if (!class_is_archived(status_by_id(t->after.status_id)->class))
		return ERROR(ERR_INPUT, "only a solution can be contested");
	if (text_is_blank(w->body))
		return ERROR(ERR_INPUT, "a contested solution needs a reason");
	TRY(write_message(t, c->viewer, w, MESSAGE_PUBLIC, &message_id));
	return ticket_state_status(t, status_working());
}

enum err ticket_contest(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const struct writing *writing)
{
	return change_ticket(db,
	    &(struct change){.arena = arena,
		.viewer = viewer,
		.id = id,
		.alter = alter_contest,
		.what = writing},
	    writing, arena_format(arena, "contest %zu", writing->upload_count));
}

static enum err alter_close(struct ticket_transaction *t, const struct change *c)
{
	enum status_class class = status_by_id(t->after.status_id)->class;

	(void)c;
	if (class == CLASS_CLOSED)
		return OK;
	if (class != CLASS_SOLVED)
		return ERROR(ERR_CONFLICT, "only a solved ticket can be confirmed");
	return ticket_state_status(t, status_of_class(CLASS_CLOSED));
}

enum err ticket_confirm(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id)
{
	return change_ticket(db,
	    &(struct change){.arena = arena, .viewer = viewer, .id = id, .alter = alter_close},
	    NULL, NULL);
}

enum err ticket_close_solved(struct db *db, struct arena *arena, int64_t id)
{
	return change_ticket(
	    db, &(struct change){.arena = arena, .id = id, .alter = alter_close}, NULL, NULL);
}

static bool may_rate(const struct viewer *viewer, int64_t contact_id, int64_t status_id,
    timestamp rated_at, timestamp now)
{
	return viewer->account_id && viewer->account_id == contact_id &&
	       class_is_archived(status_by_id(status_id)->class) &&
	       (rated_at == TIMESTAMP_NONE || now - rated_at < RATING_DAYS * TIMESTAMP_DAY);
}

bool ticket_may_rate(const struct viewer *viewer, const struct ticket *ticket, timestamp now)
{
	return may_rate(viewer, ticket->contact_id, ticket->status_id, ticket->rated_at, now);
}

struct rating {
	int64_t rating;
	const char *comment;
};

static enum err alter_rating(struct ticket_transaction *t, const struct change *c)
{
	const struct rating *r = c->what;
	struct ticket_state *a = &t->after;

	if (r->rating < 1 || r->rating > 5)
		return ERROR(ERR_INPUT, "a rating is 1 to 5");
	if (r->comment && text_characters(r->comment) > RATING_COMMENT)
		return ERROR(
		    ERR_INPUT, "a rating's comment has at most %d characters", RATING_COMMENT);
	if (!may_rate(c->viewer, a->contact_id, a->status_id, a->rated_at, t->now))
		return ERROR(ERR_DENIED, "not theirs to rate, or not any more");
	if (a->rated_at == TIMESTAMP_NONE)
		a->rated_at = t->now;
	a->rating = r->rating;
	a->rating_comment = text_is_blank(r->comment) ? NULL : r->comment;
	return OK;
}

enum err ticket_rate(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t rating, const char *comment)
{
	return change_ticket(db,
	    &(struct change){.arena = arena,
		.viewer = viewer,
		.id = id,
		.alter = alter_rating,
		.what = &(struct rating){rating, comment}},
	    NULL, NULL);
}

static enum err alter_audience(struct ticket_transaction *t, const struct change *c)
{
	const enum audience *audience = c->what;

	if (!viewer_is_staff(c->viewer))
		return ERROR(ERR_DENIED, "only staff sets the archive audience");
	if (t->after.audience == AUDIENCE_NONE || *audience == AUDIENCE_NONE)
		return ERROR(ERR_INPUT, "only an archived ticket has an audience");
	t->after.audience = *audience;
	return OK;
}

enum err ticket_set_audience(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, enum audience audience)
{
	return change_ticket(db,
	    &(struct change){.arena = arena,
		.viewer = viewer,
		.id = id,
		.version = version,
		.alter = alter_audience,
		.what = &audience},
	    NULL, NULL);
}
