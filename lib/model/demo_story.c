#include <stdio.h>
#include <string.h>

#include "model/demo_data.h"
#include "model/form.h"
#include "model/organisation.h"
#include "model/ticket_change.h"

static const struct db_statement DEMO_KNOWN = {
    .name = "demo_known",
    .sql = "SELECT id FROM ticket WHERE ref = ?",
    .in = "s",
    .out = "i",
};

static const struct db_statement DEMO_NAME = {
    .name = "demo_name",
    .sql = "UPDATE ticket SET ref = ? WHERE id = ?",
    .in = "si",
};

/* The moment of the last change: everything it wrote carries it. */
static const struct db_statement DEMO_LAST = {
    .name = "demo_last",
    .sql = "SELECT MAX(created_at) FROM event WHERE about = 'ticket' AND about_id = ?",
    .in = "i",
    .out = "t",
};

#define SET_BACK(column) #column " = IF(" #column " = v.was, v.becomes, " #column ")"
static const struct db_statement DEMO_BACK_TICKET = {
    .name = "demo_back_ticket",
    .sql = "UPDATE ticket t JOIN (SELECT ? AS was, ? AS becomes) v SET " SET_BACK(t.created_at) "," SET_BACK(t.updated_at) "," SET_BACK(t.accepted_at) "," SET_BACK(
	t.started_at) "," SET_BACK(t.answered_at) "," SET_BACK(t.solved_at) "," SET_BACK(t.closed_at) "," SET_BACK(t.archived_at) "," SET_BACK(t.rated_at) " WHERE t.id = ?",
    .in = "tti",
};

static const struct db_statement DEMO_BACK_MESSAGE = {
    .name = "demo_back_message",
    .sql = "UPDATE message SET created_at = ? WHERE ticket_id = ? AND created_at = ?",
    .in = "tit",
};

static const struct db_statement DEMO_BACK_EVENT = {
    .name = "demo_back_event",
    .sql = "UPDATE event SET created_at = ?"
	   " WHERE about = 'ticket' AND about_id = ? AND created_at = ?",
    .in = "tit",
};

DB_STATEMENTS(demo_story, &DEMO_KNOWN, &DEMO_NAME, &DEMO_LAST, &DEMO_BACK_TICKET,
    &DEMO_BACK_MESSAGE, &DEMO_BACK_EVENT);

struct story {
	struct arena *arena;
	const struct viewer *people;
	const struct demo_ticket *ticket;
	timestamp now; /* from which all is counted back */
	int64_t id, category;
};

/* When that is. What is older than a day is brought into office hours, in its order: the minutes of
 * a day are laid out between 17 and 8 o'clock. */
static timestamp moment(timestamp now, int ago)
{
	timestamp midnight = now - now % TIMESTAMP_DAY;

	if (ago < DEMO_DAYS(1, 0))
		return now - ago * TIMESTAMP_MINUTE;
	return midnight + 17 * TIMESTAMP_HOUR - ago / 1440 * TIMESTAMP_DAY -
	       ago % 1440 * TIMESTAMP_MINUTE * 9 / 24;
}

/* Sets what was written last to so many minutes before now. */
static enum err set_back(struct db *db, const struct story *s, int ago)
{
	struct db_value becomes = db_time(moment(s->now, ago)), was, id = db_int(s->id);
	struct db_rows rows;

	TRY(db_query(db, s->arena, &DEMO_LAST, DB_VALUES(id), &rows));
	was = db_time(db_time_at(&rows, 0, 0));
	TRY(db_execute(db, &DEMO_BACK_TICKET, DB_VALUES(was, becomes, id), NULL));
	TRY(db_execute(db, &DEMO_BACK_MESSAGE, DB_VALUES(becomes, id, was), NULL));
	return db_execute(db, &DEMO_BACK_EVENT, DB_VALUES(becomes, id, was), NULL);
}

static enum err find_field(const struct form *form, const char *code, int64_t *id)
{
	for (size_t i = 0; i < form->field_count; i++) {
		if (!strcmp(form->fields[i].code, code)) {
			*id = form->fields[i].id;
			return OK;
		}
	}
	return ERROR(ERR_INTERNAL, "the form %s has no field %s", form->code, code);
}

static enum err open_ticket(struct db *db, struct story *s)
{
	const struct demo_ticket *t = s->ticket;
	struct form_answer answers[DEMO_ANSWERS];
	struct ticket_new new = {.subject = t->subject,
	    .body = t->body,
	    .language = t->language ? t->language : "en",
	    .answers = answers};
	struct form form;

	TRY(form_load(s->arena, t->form, &form));
	new.form = &form;
	for (; new.answer_count < DEMO_ANSWERS && t->answers[new.answer_count].field;
	     new.answer_count++) {
		struct form_answer *answer = &answers[new.answer_count];

		TRY(find_field(&form, t->answers[new.answer_count].field, &answer->field_id));
		answer->value = t->answers[new.answer_count].value;
	}
	TRY(ticket_open(db, s->arena, &s->people[t->client], &new, &s->id));
	return set_back(db, s, t->ago);
}

/* What staff does goes through ticket_edit. */
static enum err edit(struct db *db, struct story *s, const struct demo_step *step)
{
	struct ticket_edit edit = TICKET_EDIT(s->id, 0);
	const struct status *status;

	edit.category_id = s->category;
	switch (step->act) {
	case ACT_SOLVE:
		edit.kind = MESSAGE_SOLUTION;
		edit.audience = (enum audience)step->number;
		edit.writing.body = step->text;
		break;
	case ACT_NOTE:
		edit.kind = MESSAGE_NOTE;
		edit.writing.body = step->text;
		break;
	case ACT_STATUS:
		status = status_by_code(step->text);
		if (!status)
			return ERROR(ERR_INTERNAL, "no status %s", step->text);
		edit.status_id = status->id;
		break;
	case ACT_ASSIGN:
		edit.responsible_id = s->people[step->number].account_id;
		break;
	case ACT_TEAM:
		TRY(team_ensure(db, s->arena, step->text, &edit.team_id));
		break;
	case ACT_URGENCY:
		edit.priority = step->number;
		break;
	case ACT_DUE:
		edit.due_at = moment(s->now, step->ago) + step->number * TIMESTAMP_HOUR;
		break;
	default:
		edit.writing.body = step->text;
	}
	return ticket_edit(db, s->arena, &s->people[step->who], &edit);
}

static enum err take_step(struct db *db, struct story *s, const struct demo_step *step)
{
	const struct viewer *who = &s->people[step->who];
	struct writing writing = {.body = step->text};

	if (viewer_is_staff(who))
		return edit(db, s, step);
	switch (step->act) {
	case ACT_REPLY:
		return ticket_reply(db, s->arena, who, s->id, &writing);
	case ACT_CONTEST:
		return ticket_contest(db, s->arena, who, s->id, &writing);
	case ACT_CONFIRM:
		return ticket_confirm(db, s->arena, who, s->id);
	case ACT_RATE:
		return ticket_rate(db, s->arena, who, s->id, step->number, step->text);
	default:
		return ERROR(ERR_INTERNAL, "%s: a client can't do that", s->ticket->ref);
	}
}

/* A whole story in one transaction, so that none is left half told. */
static enum err tell(struct db *db, void *context)
{
	struct story *s = context;

	TRY(category_ensure(db, s->arena, s->ticket->category, &s->category));
	TRY(open_ticket(db, s));
	for (int i = 0; i < DEMO_STEPS && s->ticket->steps[i].act != ACT_END; i++) {
		TRY(take_step(db, s, &s->ticket->steps[i]));
		TRY(set_back(db, s, s->ticket->steps[i].ago));
	}
	return db_execute(db, &DEMO_NAME, DB_VALUES(db_text(s->ticket->ref), db_int(s->id)), NULL);
}

enum err demo_story(struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE],
    const struct demo_ticket *ticket, int *added)
{
	struct story story = {
	    .arena = arena, .people = people, .ticket = ticket, .now = timestamp_now()};
	struct db_rows rows;

	TRY(db_query(db, arena, &DEMO_KNOWN, DB_VALUES(db_text(ticket->ref)), &rows));
	if (rows.count)
		return OK;
	TRY(db_transaction(db, tell, &story));
	*added += 1;
	return OK;
}
