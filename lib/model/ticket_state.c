#include "model/ticket_state.h"

#include <string.h>

#include "model/event.h"
#include "model/index_queue.h"
#include "model/notify.h"
#include "model/visibility.h"

static const struct db_statement STATE_LOCK = {
    .name = "ticket_state_lock",
    .sql = "SELECT t.version, t.type_id, t.status_id, t.priority, t.category_id, t.team_id,"
	   " t.responsible_id, t.organisation_id, t.contact_id, t.accepted_at, t.started_at,"
	   " t.answered_at, t.due_at, t.solved_at, t.closed_at, t.archived_at, t.rated_at,"
	   " t.updated_at, t.solution_id, t.rating, t.file_count, t.audience + 0, t.rating_comment"
	   " FROM ticket t WHERE t.id = ? AND " TICKET_VISIBLE " FOR UPDATE",
    .in = "i" TICKET_VISIBLE_IN,
    .out = "iiiiiiiiitttttttttiiiis",
};

static const struct db_statement STATE_WRITE = {
    .name = "ticket_state_write",
    .sql = "UPDATE ticket SET version = ?, type_id = ?, status_id = ?, is_open = ?, priority = ?,"
	   " category_id = ?, team_id = ?, responsible_id = ?, accepted_at = ?, started_at = ?,"
	   " answered_at = ?, due_at = ?, solved_at = ?, closed_at = ?, archived_at = ?,"
	   " rated_at = ?, updated_at = ?, solution_id = ?, rating = ?, file_count = ?,"
	   " audience = ?, rating_comment = ?, contact_id = ?, organisation_id = ? WHERE id = ?",
    .in = "iiiiiiiitttttttttiiiisiii",
};

static const struct db_statement ACCOUNT_NAME = {
    .name = "ticket_state_account",
    .sql = "SELECT name FROM account WHERE id = ?",
    .in = "i",
    .out = "s",
};

static const struct db_statement TEAM_NAME = {
    .name = "ticket_state_team",
    .sql = "SELECT name FROM team WHERE id = ?",
    .in = "i",
    .out = "s",
};

static const struct db_statement CATEGORY_NAME = {
    .name = "ticket_state_category",
    .sql = "SELECT name FROM category WHERE id = ?",
    .in = "i",
    .out = "s",
};

static const struct db_statement STATE_REOPENED = {
    .name = "ticket_state_reopened",
    .sql = "UPDATE ticket SET reopen_count = reopen_count + 1 WHERE id = ?",
    .in = "i",
};

DB_STATEMENTS(ticket_state, &STATE_LOCK, &STATE_WRITE, &STATE_REOPENED, &ACCOUNT_NAME, &TEAM_NAME,
    &CATEGORY_NAME);

static struct ticket_state state_from_row(const struct db_rows *rows, int64_t id)
{
	return (struct ticket_state){
	    .id = id,
	    .version = db_int_at(rows, 0, 0),
	    .type_id = db_int_at(rows, 0, 1),
	    .status_id = db_int_at(rows, 0, 2),
	    .priority = db_int_at(rows, 0, 3),
	    .category_id = db_int_at(rows, 0, 4),
	    .team_id = db_int_at(rows, 0, 5),
	    .responsible_id = db_int_at(rows, 0, 6),
	    .organisation_id = db_int_at(rows, 0, 7),
	    .contact_id = db_int_at(rows, 0, 8),
	    .accepted_at = db_time_at(rows, 0, 9),
	    .started_at = db_time_at(rows, 0, 10),
	    .answered_at = db_time_at(rows, 0, 11),
	    .due_at = db_time_at(rows, 0, 12),
	    .solved_at = db_time_at(rows, 0, 13),
	    .closed_at = db_time_at(rows, 0, 14),
	    .archived_at = db_time_at(rows, 0, 15),
	    .rated_at = db_time_at(rows, 0, 16),
	    .updated_at = db_time_at(rows, 0, 17),
	    .solution_id = db_int_at(rows, 0, 18),
	    .rating = db_int_at(rows, 0, 19),
	    .file_count = db_int_at(rows, 0, 20),
	    .audience = (enum audience)db_int_at(rows, 0, 21),
	    .rating_comment = db_null_at(rows, 0, 22) ? NULL : db_text_at(rows, 0, 22),
	};
}

enum err ticket_state_begin(struct ticket_transaction *t, struct db *db, struct arena *arena,
    const struct viewer *viewer, int64_t id)
{
	static const struct viewer PROGRAM = {.role = ROLE_ADMIN};
	const struct viewer *who = viewer ? viewer : &PROGRAM;
	struct db_rows rows;

	if (!viewer_is_known(who))
		return ERROR(ERR_NOT_FOUND, "nobody takes part in tickets");
	TRY(db_query(db, arena, &STATE_LOCK, DB_VALUES(db_int(id), VISIBILITY_VALUES(who)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no ticket %lld for this viewer", (long long)id);
	*t = (struct ticket_transaction){
	    .db = db,
	    .arena = arena,
	    .actor_id = who->account_id,
	    .now = timestamp_now(),
	    .before = state_from_row(&rows, id),
	};
	t->after = t->before;
	t->after.version++;
	return OK;
}

/* A ticket goes on: what its end had set is taken back. */
static void reopen(struct ticket_state *state)
{
	state->solved_at = TIMESTAMP_NONE;
	state->closed_at = TIMESTAMP_NONE;
	state->archived_at = TIMESTAMP_NONE;
	state->audience = AUDIENCE_NONE;
	state->solution_id = 0;
}

static void archive(struct ticket_transaction *t)
{
	struct ticket_state *state = &t->after;

	if (state->solved_at == TIMESTAMP_NONE)
		state->solved_at = t->now;
	if (state->archived_at == TIMESTAMP_NONE)
		state->archived_at = state->solved_at;
	if (state->audience == AUDIENCE_NONE)
		state->audience = AUDIENCE_PARTICIPANTS;
}

enum err ticket_state_status(struct ticket_transaction *t, const struct status *status)
{
	struct ticket_state *state = &t->after;

	if (!status || !status_allowed(state->type_id, state->status_id, status->id))
		return ERROR(ERR_INPUT, "status %lld may not follow %lld",
		    (long long)(status ? status->id : 0), (long long)state->status_id);
	if (status->id == state->status_id)
		return OK;
	state->status_id = status->id;
	if (class_is_open(status->class))
		reopen(state);
	if (status->class != CLASS_NEW && state->accepted_at == TIMESTAMP_NONE)
		state->accepted_at = t->now;
	if (status->class == CLASS_OPEN && status != status_of_class(CLASS_OPEN) &&
	    state->started_at == TIMESTAMP_NONE)
		state->started_at = t->now;
	if (class_is_archived(status->class))
		archive(t);
	if (status->class == CLASS_CLOSED || status->class == CLASS_REJECTED)
		state->closed_at = t->now;
	return OK;
}

static enum err add_event(struct ticket_transaction *t, const char *kind, int64_t message_id,
    const char *before, const char *after)
{
	return event_add(t->db, &(struct event){.about = ABOUT_TICKET,
				    .about_id = t->before.id,
				    .version = t->after.version,
				    .kind = kind,
				    .actor_id = t->actor_id,
				    .message_id = message_id,
				    .before = before,
				    .after = after,
				    .at = t->now});
}

enum err ticket_state_message(struct ticket_transaction *t, int64_t message_id, const char *kind)
{
	if (!strcmp(kind, "note")) {
		t->has_note = true;
	} else {
		t->has_message = true;
		t->after.updated_at = t->now;
	}
	return add_event(t, kind, message_id, NULL, NULL);
}

/* *name of a row, or NULL for none. ERR_INPUT when there is no such row. */
static enum err name_of(struct ticket_transaction *t, const struct db_statement *statement,
    int64_t id, const char **name)
{
	struct db_rows rows;

	*name = NULL;
	if (!id)
		return OK;
	TRY(db_query(t->db, t->arena, statement, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_INPUT, "%s: no row %lld", statement->name, (long long)id);
	*name = db_text_at(&rows, 0, 0);
	return OK;
}

static enum err name_event(struct ticket_transaction *t, const char *kind,
    const struct db_statement *statement, int64_t before, int64_t after)
{
	const char *was, *is;

	if (before == after)
		return OK;
	TRY(name_of(t, statement, before, &was));
	TRY(name_of(t, statement, after, &is));
	return add_event(t, kind, 0, was, is);
}

static enum err due_event(struct ticket_transaction *t)
{
	char was[TIMESTAMP_TEXT] = "", is[TIMESTAMP_TEXT] = "";

	if (t->before.due_at == t->after.due_at)
		return OK;
	if (t->before.due_at != TIMESTAMP_NONE)
		timestamp_format(t->before.due_at, was);
	if (t->after.due_at != TIMESTAMP_NONE)
		timestamp_format(t->after.due_at, is);
	return add_event(t, "due", 0, *was ? was : NULL, *is ? is : NULL);
}

static enum err rating_event(struct ticket_transaction *t)
{
	const struct ticket_state *b = &t->before, *a = &t->after;
	const char *said = a->rating_comment ? a->rating_comment : "";
	const char *had = b->rating_comment ? b->rating_comment : "";

	if (b->rating == a->rating && !strcmp(had, said))
		return OK;
	return add_event(t, "rating", 0,
	    b->rating ? arena_format(t->arena, "%lld %s", (long long)b->rating, had) : NULL,
	    arena_format(t->arena, "%lld %s", (long long)a->rating, said));
}

static enum err write_events(struct ticket_transaction *t)
{
	const struct ticket_state *b = &t->before, *a = &t->after;

	if (b->status_id != a->status_id)
		TRY(add_event(t, "status", 0, status_by_id(b->status_id)->code,
		    status_by_id(a->status_id)->code));
	if (b->type_id != a->type_id)
		TRY(add_event(t, "type", 0, ticket_type_by_id(b->type_id)->code,
		    ticket_type_by_id(a->type_id)->code));
	if (b->priority != a->priority)
		TRY(add_event(
		    t, "priority", 0, priority_code(b->priority), priority_code(a->priority)));
	if (b->audience != a->audience)
		TRY(add_event(t, "audience", 0, b->audience ? audience_code(b->audience) : NULL,
		    a->audience ? audience_code(a->audience) : NULL));
	TRY(name_event(t, "responsible", &ACCOUNT_NAME, b->responsible_id, a->responsible_id));
	TRY(name_event(t, "contact", &ACCOUNT_NAME, b->contact_id, a->contact_id));
	TRY(name_event(t, "team", &TEAM_NAME, b->team_id, a->team_id));
	TRY(name_event(t, "category", &CATEGORY_NAME, b->category_id, a->category_id));
	TRY(due_event(t));
	return rating_event(t);
}

void ticket_state_count(struct counter_changes *changes, const struct ticket_state *state, int sign)
{
	if (class_is_open(status_by_id(state->status_id)->class)) {
		counter_note(changes, sign, "open");
		if (state->responsible_id)
			counter_note(
			    changes, sign, "person:%lld", (long long)state->responsible_id);
		else
			counter_note(changes, sign, "unassigned");
		if (state->team_id)
			counter_note(changes, sign, "team:%lld", (long long)state->team_id);
	}
	counter_note(changes, sign, "status:%lld", (long long)state->status_id);
	if (state->audience == AUDIENCE_NONE)
		return;
	counter_note(changes, sign, "archive:%s", audience_code(state->audience));
	if (state->category_id)
		counter_note(changes, sign, "archive:%s:%lld", audience_code(state->audience),
		    (long long)state->category_id);
}

static bool client_sees_change(const struct ticket_state *b, const struct ticket_state *a)
{
	return b->status_id != a->status_id || b->type_id != a->type_id ||
	       b->responsible_id != a->responsible_id || b->due_at != a->due_at ||
	       b->rating != a->rating;
}

/* What of it clients are told by mail; see tells_clients in lib/letter. */
static bool is_news_for_clients(const struct ticket_transaction *t)
{
	const struct ticket_state *b = &t->before, *a = &t->after;

	return t->has_message || b->status_id != a->status_id || b->type_id != a->type_id ||
	       b->priority != a->priority || b->responsible_id != a->responsible_id ||
	       b->due_at != a->due_at || b->contact_id != a->contact_id;
}

static bool is_news(const struct ticket_transaction *t)
{
	return is_news_for_clients(t) || client_sees_change(&t->before, &t->after) || t->has_note ||
	       t->before.team_id != t->after.team_id ||
	       t->before.category_id != t->after.category_id ||
	       t->before.audience != t->after.audience;
}

static enum err notify(struct ticket_transaction *t)
{
	const struct ticket_state *b = &t->before, *a = &t->after;
	bool is_closed = class_is_open(status_by_id(b->status_id)->class) &&
			 !class_is_open(status_by_id(a->status_id)->class);

	if (t->is_silent || !is_news(t))
		return OK;
	return notify_change(
	    t->db, &(struct notify_change){
		       .ticket_id = a->id,
		       .version = a->version,
		       .actor_id = t->actor_id,
		       .moment = is_closed ? MOMENT_CLOSED : MOMENT_CHANGED,
		       .contact_id = a->contact_id,
		       .organisation_id = a->organisation_id,
		       .team_id = a->team_id,
		       .responsible_id = a->responsible_id,
		       .responsible_before =
			   b->responsible_id == a->responsible_id ? 0 : b->responsible_id,
		       .linked_contact_id = b->contact_id == a->contact_id ? 0 : a->contact_id,
		       .for_clients = is_news_for_clients(t),
		       .is_message = t->has_message || is_closed,
		   });
}

enum err ticket_state_finish(struct ticket_transaction *t)
{
	struct ticket_state *a = &t->after;
	struct counter_changes counters = {.count = 0};

	if (client_sees_change(&t->before, a))
		a->updated_at = t->now;
	TRY(db_execute(t->db, &STATE_WRITE,
	    DB_VALUES(db_int(a->version), db_int(a->type_id), db_int(a->status_id),
		db_int(class_is_open(status_by_id(a->status_id)->class)), db_int(a->priority),
		db_id(a->category_id), db_id(a->team_id), db_id(a->responsible_id),
		db_time(a->accepted_at), db_time(a->started_at), db_time(a->answered_at),
		db_time(a->due_at), db_time(a->solved_at), db_time(a->closed_at),
		db_time(a->archived_at), db_time(a->rated_at), db_time(a->updated_at),
		db_id(a->solution_id), db_id(a->rating), db_int(a->file_count), db_id(a->audience),
		db_text(a->rating_comment), db_id(a->contact_id), db_id(a->organisation_id),
		db_int(a->id)),
	    NULL));
	if (!class_is_open(status_by_id(t->before.status_id)->class) &&
	    class_is_open(status_by_id(a->status_id)->class))
		TRY(db_execute(t->db, &STATE_REOPENED, DB_VALUES(db_int(a->id)), NULL));
	TRY(write_events(t));
	/* What stands in the archive, or stood there until now, is read anew by the search index.
	 */
	if (t->before.audience || a->audience)
		TRY(index_queue_add(t->db, DOCUMENT_TICKET, a->id));
	TRY(notify(t));
	ticket_state_count(&counters, &t->before, -1);
	ticket_state_count(&counters, a, +1);
	return counter_apply(t->db, &counters);
}
