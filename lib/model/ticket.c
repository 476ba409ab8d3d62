#include "model/ticket.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "base/settings.h"
#include "base/text.h"
#include "model/form.h"
#include "model/names.h"
#include "model/visibility.h"

/* Names come from model/names.h: each join would cost as much as ten columns. */
#define TICKET_SELECT                                                                              \
	"SELECT t.id, t.version, t.type_id, t.status_id, t.priority, t.form_id,"                   \
	" t.organisation_id, t.contact_id, t.team_id, t.responsible_id, t.category_id,"            \
	" t.subject, t.language, t.source + 0,"                                                    \
	" t.created_at, t.updated_at, t.accepted_at, t.started_at, t.answered_at, t.due_at,"       \
	" t.solved_at, t.closed_at, t.archived_at, t.rated_at, t.solution_id, t.audience + 0,"     \
	" t.rating, t.rating_comment, t.file_count"                                                \
	" FROM ticket t WHERE t.id = ?"
#define TICKET_OUT                                                                                 \
	"iiiiiiiiiiiss"                                                                            \
	"i"                                                                                        \
	"tttttttttt"                                                                               \
	"iiisi"

static const struct db_statement TICKET_LOAD = {
    .name = "ticket_load",
    .sql = TICKET_SELECT " AND " TICKET_VISIBLE,
    .in = "i" TICKET_VISIBLE_IN,
    .out = TICKET_OUT,
};

static const struct db_statement TICKET_LOAD_STATUS = {
    .name = "ticket_load_status",
    .sql = TICKET_SELECT,
    .in = "i",
    .out = TICKET_OUT,
};

static const struct db_statement TICKET_FIELDS = {
    .name = "ticket_fields",
    .sql = "SELECT field_id, value FROM ticket_field WHERE ticket_id = ?",
    .in = "i",
    .out = "is",
};

DB_STATEMENTS(ticket, &TICKET_LOAD, &TICKET_LOAD_STATUS, &TICKET_FIELDS);

static const char *const AUDIENCES[] = {"", "participants", "staff", "clients", "public"};
static const char *const PRIORITIES[] = {"", "low", "normal", "high", "urgent"};

const char *audience_code(enum audience audience)
{
	return AUDIENCES[audience];
}

enum audience audience_named(const char *code)
{
	for (enum audience a = AUDIENCE_PARTICIPANTS; code && a <= AUDIENCE_PUBLIC; a++)
		if (!strcmp(code, AUDIENCES[a]))
			return a;
	return AUDIENCE_NONE;
}

const char *priority_code(int64_t priority)
{
	return priority >= PRIORITY_LOW && priority <= PRIORITY_URGENT ? PRIORITIES[priority] : "";
}

int64_t priority_named(const char *code)
{
	for (int64_t p = PRIORITY_LOW; code && p <= PRIORITY_URGENT; p++)
		if (!strcmp(code, PRIORITIES[p]))
			return p;
	return 0;
}

int64_t signature_parse(const char *text, const char *prefix)
{
	size_t length = strlen(prefix);
	int64_t id = 0;

	if (!text)
		return 0;
	if (!strncasecmp(text, prefix, length))
		text += length;
	if (!isdigit((unsigned char)*text) || *text == '0')
		return 0;
	return text_to_int(text, 1, INT64_MAX, &id) ? id : 0;
}

static struct ticket ticket_from_row(const struct db_rows *rows)
{
	return (struct ticket){
	    .id = db_int_at(rows, 0, 0),
	    .version = db_int_at(rows, 0, 1),
	    .type_id = db_int_at(rows, 0, 2),
	    .status_id = db_int_at(rows, 0, 3),
	    .priority = db_int_at(rows, 0, 4),
	    .form_id = db_int_at(rows, 0, 5),
	    .organisation_id = db_int_at(rows, 0, 6),
	    .contact_id = db_int_at(rows, 0, 7),
	    .team_id = db_int_at(rows, 0, 8),
	    .responsible_id = db_int_at(rows, 0, 9),
	    .category_id = db_int_at(rows, 0, 10),
	    .subject = db_text_at(rows, 0, 11),
	    .language = db_text_at(rows, 0, 12),
	    .source = (enum ticket_source)db_int_at(rows, 0, 13),
	    .created_at = db_time_at(rows, 0, 14),
	    .updated_at = db_time_at(rows, 0, 15),
	    .accepted_at = db_time_at(rows, 0, 16),
	    .started_at = db_time_at(rows, 0, 17),
	    .answered_at = db_time_at(rows, 0, 18),
	    .due_at = db_time_at(rows, 0, 19),
	    .solved_at = db_time_at(rows, 0, 20),
	    .closed_at = db_time_at(rows, 0, 21),
	    .archived_at = db_time_at(rows, 0, 22),
	    .rated_at = db_time_at(rows, 0, 23),
	    .solution_id = db_int_at(rows, 0, 24),
	    .audience = (enum audience)db_int_at(rows, 0, 25),
	    .rating = db_int_at(rows, 0, 26),
	    .rating_comment = db_text_at(rows, 0, 27),
	    .file_count = db_int_at(rows, 0, 28),
	};
}

static enum err load(struct db *db, struct arena *arena, const struct db_statement *statement,
    struct db_values values, struct ticket *ticket)
{
	struct person_name contact;
	struct db_rows rows;

	TRY(db_query(db, arena, statement, values, &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no such ticket for this viewer");
	*ticket = ticket_from_row(&rows);
	TRY(name_of_person(db, arena, ticket->contact_id, &contact));
	ticket->contact = contact.name;
	ticket->contact_email = contact.email;
	TRY(name_of(db, arena, NAMED_ORGANISATION, ticket->organisation_id, &ticket->organisation));
	TRY(name_of(db, arena, NAMED_TEAM, ticket->team_id, &ticket->team));
	TRY(name_of(db, arena, NAMED_CATEGORY, ticket->category_id, &ticket->category));
	return name_of(db, arena, NAMED_ACCOUNT, ticket->responsible_id, &ticket->responsible);
}

enum err ticket_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct ticket *ticket)
{
	if (!viewer_is_known(viewer))
		return ERROR(ERR_NOT_FOUND, "nobody takes part in tickets");
	return load(
	    db, arena, &TICKET_LOAD, DB_VALUES(db_int(id), VISIBILITY_VALUES(viewer)), ticket);
}

enum err ticket_load_status(struct db *db, struct arena *arena, int64_t id, struct ticket *ticket)
{
	return load(db, arena, &TICKET_LOAD_STATUS, DB_VALUES(db_int(id)), ticket);
}

static int by_place(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct ticket_field *)a)->field;
	uintptr_t right = (uintptr_t)((const struct ticket_field *)b)->field;

	return (left > right) - (left < right);
}

/* The field is NULL for a moment only, when another worker has taken an answer to a new one. */
static struct ticket_field answer_from_row(const struct db_rows *rows, size_t row)
{
	const struct form_field *field = form_field_by_id(db_int_at(rows, row, 0));
	struct ticket_field answer = {
	    .field = field, .label = field ? field->label : "", .value = db_text_at(rows, row, 1)};

	for (size_t i = 0; field && i < field->choice_count; i++) {
		if (!strcmp(field->choices[i].code, answer.value)) {
			answer.value = field->choices[i].label;
			answer.is_choice = true;
			break;
		}
	}
	return answer;
}

enum err ticket_fields(
    struct db *db, struct arena *arena, int64_t id, struct ticket_field **fields, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &TICKET_FIELDS, DB_VALUES(db_int(id)), &rows));
	*fields = ARENA_ARRAY(arena, struct ticket_field, rows.count);
	if (!*fields)
		return ERROR(ERR_MEMORY, "no memory for %zu fields", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*fields)[i] = answer_from_row(&rows, i);
	qsort(*fields, rows.count, sizeof **fields, by_place);
	*count = rows.count;
	return OK;
}

enum err status_token(const unsigned char *secret, int64_t id, char token[static STATUS_TOKEN_SIZE])
{
	unsigned char mac[SHA256_SIZE];
	char number[24];

	(void)snprintf(number, sizeof number, "%lld", (long long)id);
	TRY(hmac_sha256(secret, SECRET_SIZE, "status link", number, strlen(number), mac));
	text_hex(mac, (STATUS_TOKEN_SIZE - 1) / 2, token);
	return OK;
}

bool status_token_fits(const unsigned char *secret, int64_t id, const char *token)
{
	char right[STATUS_TOKEN_SIZE];

	return strlen(token) == STATUS_TOKEN_SIZE - 1 && status_token(secret, id, right) == OK &&
	       equal_bytes(right, token, STATUS_TOKEN_SIZE - 1);
}
