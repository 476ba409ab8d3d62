#include "model/ticket_list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/names.h"
#include "model/visibility.h"

#define LINE_SELECT(names)                                                                         \
	"SELECT t.id, t.type_id, t.status_id, t.priority, t.contact_id, t.organisation_id,"        \
	" t.responsible_id, t.subject, " names ","                                                 \
	" t.created_at, t.updated_at, t.due_at, t.solved_at, t.rating, t.solution_id"
/* The index is named: each list has one in its order, and to choose it at each execution costs. */
#define LINE_FROM(index) " FROM ticket t FORCE INDEX (" index ")"
#define CONTACT_JOIN	 " LEFT JOIN account c ON c.id = t.contact_id"
#define LINE_OUT	 "iiiiiiisssttttii"

/* After the cursor, newest first. Only the first condition bounds the index; of the second the
 * optimizer should make nothing, which an OR would invite it to. */
#define AFTER_CURSOR                                                                               \
	" AND t.updated_at <= ? AND IF(t.updated_at = ?, t.id < ?, TRUE)"                          \
	" ORDER BY t.updated_at DESC, t.id DESC LIMIT ?"
#define AFTER_IN "ttii"

#define TYPE_FILTER " AND (? = 0 OR t.type_id = ?) AND "

#define OWN_LIST(index, where)                                                                     \
	LINE_SELECT("NULL, NULL")                                                                  \
	LINE_FROM(index) " WHERE " where TYPE_FILTER TICKET_VISIBLE AFTER_CURSOR
#define CLIENT_LIST(index, where)                                                                  \
	LINE_SELECT("c.name, NULL")                                                                \
	LINE_FROM(index) CONTACT_JOIN " WHERE " where TYPE_FILTER TICKET_VISIBLE AFTER_CURSOR
#define CLIENT_IN "ii" TICKET_VISIBLE_IN AFTER_IN

static const struct db_statement CLIENT_OWN = {
    .name = "ticket_list_own",
    .sql = OWN_LIST("ticket_contact_all", "t.contact_id = ?"),
    .in = "i" CLIENT_IN,
    .out = LINE_OUT,
};
static const struct db_statement CLIENT_OWN_STATE = {
    .name = "ticket_list_own_state",
    .sql = OWN_LIST("ticket_contact", "t.contact_id = ? AND t.is_open = ?"),
    .in = "ii" CLIENT_IN,
    .out = LINE_OUT,
};
static const struct db_statement CLIENT_ORGANISATION = {
    .name = "ticket_list_organisation",
    .sql = CLIENT_LIST("ticket_organisation_all", "t.organisation_id = ?"),
    .in = "i" CLIENT_IN,
    .out = LINE_OUT,
};
static const struct db_statement CLIENT_ORGANISATION_STATE = {
    .name = "ticket_list_organisation_state",
    .sql = CLIENT_LIST("ticket_organisation", "t.organisation_id = ? AND t.is_open = ?"),
    .in = "ii" CLIENT_IN,
    .out = LINE_OUT,
};
/* For the scope "all": every organisation's, whatever the first parameter. */
static const struct db_statement CLIENT_ALL_STATE = {
    .name = "ticket_list_all_state",
    .sql = CLIENT_LIST("ticket_queue_open", "? IS NOT NULL AND t.is_open = ?"),
    .in = "ii" CLIENT_IN,
    .out = LINE_OUT,
};
static const struct db_statement CLIENT_ALL = {
    .name = "ticket_list_all",
    .sql = CLIENT_LIST("ticket_changed", "? IS NOT NULL"),
    .in = "i" CLIENT_IN,
    .out = LINE_OUT,
};

#define QUEUE_LIST(index, where)                                                                   \
	LINE_SELECT("c.name, o.name")                                                              \
	LINE_FROM(index)                                                                           \
	CONTACT_JOIN                                                                               \
	" LEFT JOIN organisation o ON o.id = t.organisation_id WHERE " where AFTER_CURSOR

static const struct db_statement QUEUE_OF_PERSON = {
    .name = "queue_person",
    .sql = QUEUE_LIST("ticket_queue_person", "t.is_open = 1 AND t.responsible_id = ?"),
    .in = "i" AFTER_IN,
    .out = LINE_OUT,
};
static const struct db_statement QUEUE_OF_NOBODY = {
    .name = "queue_unassigned",
    .sql = QUEUE_LIST("ticket_queue_person", "t.is_open = 1 AND t.responsible_id IS NULL"),
    .in = AFTER_IN,
    .out = LINE_OUT,
};
static const struct db_statement QUEUE_OF_ALL = {
    .name = "queue_open",
    .sql = QUEUE_LIST("ticket_queue_open", "t.is_open = 1"),
    .in = AFTER_IN,
    .out = LINE_OUT,
};
static const struct db_statement QUEUE_OF_STATUS = {
    .name = "queue_status",
    .sql = QUEUE_LIST("ticket_queue_status", "t.status_id = ?"),
    .in = "i" AFTER_IN,
    .out = LINE_OUT,
};
static const struct db_statement QUEUE_OF_TEAM = {
    .name = "queue_team",
    .sql = QUEUE_LIST("ticket_queue_team", "t.is_open = 1 AND t.team_id = ?"),
    .in = "i" AFTER_IN,
    .out = LINE_OUT,
};

DB_STATEMENTS(ticket_list, &CLIENT_OWN, &CLIENT_OWN_STATE, &CLIENT_ORGANISATION,
    &CLIENT_ORGANISATION_STATE, &CLIENT_ALL, &CLIENT_ALL_STATE, &QUEUE_OF_PERSON, &QUEUE_OF_NOBODY,
    &QUEUE_OF_ALL, &QUEUE_OF_STATUS, &QUEUE_OF_TEAM);

void cursor_text(struct cursor cursor, char out[static CURSOR_TEXT])
{
	(void)snprintf(out, CURSOR_TEXT, "%" PRId64 "-%" PRId64, cursor.at, cursor.id);
}

bool cursor_parse(const char *text, struct cursor *cursor)
{
	char copy[CURSOR_TEXT];
	char *dash;
	struct cursor read;

	*cursor = (struct cursor){0, 0};
	if (!text || !*text)
		return true;
	if (strlen(text) >= sizeof copy)
		return false;
	memcpy(copy, text, strlen(text) + 1);
	dash = strchr(copy, '-');
	if (!dash)
		return false;
	*dash = '\0';
	if (!text_to_int(copy, 1, INT64_C(253402300799999999), &read.at) ||
	    !text_to_int(dash + 1, 1, INT64_MAX, &read.id))
		return false;
	*cursor = read;
	return true;
}

static enum err line_from_row(struct db *db, struct arena *arena, const struct db_rows *rows,
    size_t row, struct ticket_line *line)
{
	*line = (struct ticket_line){
	    .id = db_int_at(rows, row, 0),
	    .type_id = db_int_at(rows, row, 1),
	    .status_id = db_int_at(rows, row, 2),
	    .priority = db_int_at(rows, row, 3),
	    .contact_id = db_int_at(rows, row, 4),
	    .organisation_id = db_int_at(rows, row, 5),
	    .responsible_id = db_int_at(rows, row, 6),
	    .subject = db_text_at(rows, row, 7),
	    .contact = db_text_at(rows, row, 8),
	    .organisation = db_text_at(rows, row, 9),
	    .created_at = db_time_at(rows, row, 10),
	    .updated_at = db_time_at(rows, row, 11),
	    .due_at = db_time_at(rows, row, 12),
	    .solved_at = db_time_at(rows, row, 13),
	    .rating = db_int_at(rows, row, 14),
	    .solution_id = db_int_at(rows, row, 15),
	};
	return name_of(db, arena, NAMED_ACCOUNT, line->responsible_id, &line->responsible);
}

/* The query asked for one row more than the page holds: that one tells whether there are more. */
static enum err page_from_rows(struct db *db, struct arena *arena, const struct db_rows *rows,
    size_t limit, struct ticket_page *page)
{
	size_t count = rows->count > limit ? limit : rows->count;

	*page = (struct ticket_page){.count = count, .has_more = rows->count > limit};
	page->lines = ARENA_ARRAY(arena, struct ticket_line, count);
	if (!page->lines)
		return ERROR(ERR_MEMORY, "no memory for %zu lines", count);
	for (size_t i = 0; i < count; i++)
		TRY(line_from_row(db, arena, rows, i, &page->lines[i]));
	if (page->has_more)
		page->next =
		    (struct cursor){page->lines[count - 1].updated_at, page->lines[count - 1].id};
	return OK;
}

static timestamp cursor_time(struct cursor cursor)
{
	return cursor.at ? cursor.at : INT64_C(253402300799999999); /* the end of the year 9999 */
}

static const struct db_statement *client_statement(
    const struct viewer *viewer, const struct client_filter *filter)
{
	bool all = filter->state == LIST_ALL;

	if (!filter->whole_organisation || viewer->scope < SCOPE_ORGANISATION)
		return all ? &CLIENT_OWN : &CLIENT_OWN_STATE;
	if (viewer->scope == SCOPE_ALL)
		return all ? &CLIENT_ALL : &CLIENT_ALL_STATE;
	return all ? &CLIENT_ORGANISATION : &CLIENT_ORGANISATION_STATE;
}

enum err ticket_list_client(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct client_filter *filter, struct ticket_page *page)
{
	const struct db_statement *statement = client_statement(viewer, filter);
	bool own = statement == &CLIENT_OWN || statement == &CLIENT_OWN_STATE;
	struct db_value key = db_int(own ? viewer->account_id : viewer->organisation_id);
	struct db_value at = db_time(cursor_time(filter->after));
	size_t limit = filter->limit > 100 ? 100 : filter->limit;
	struct db_rows rows;

	if (!viewer_is_known(viewer))
		return ERROR(ERR_DENIED, "nobody has no tickets");
	if (filter->state == LIST_ALL)
		TRY(db_query(db, arena, statement,
		    DB_VALUES(key, db_int(filter->type_id), db_int(filter->type_id),
			VISIBILITY_VALUES(viewer), at, at, db_int(filter->after.id),
			db_int((int64_t)limit + 1)),
		    &rows));
	else
		TRY(db_query(db, arena, statement,
		    DB_VALUES(key, db_int(filter->state == LIST_OPEN), db_int(filter->type_id),
			db_int(filter->type_id), VISIBILITY_VALUES(viewer), at, at,
			db_int(filter->after.id), db_int((int64_t)limit + 1)),
		    &rows));
	TRY(page_from_rows(db, arena, &rows, limit, page));
	for (size_t i = 0; own && i < page->count; i++)
		page->lines[i].contact = viewer->name;
	return OK;
}

bool queue_parse(const char *name, struct queue_filter *filter)
{
	const struct status *status;

	filter->key = 0;
	if (!strcmp(name, "mine"))
		filter->queue = QUEUE_MINE;
	else if (!strcmp(name, "unassigned"))
		filter->queue = QUEUE_UNASSIGNED;
	else if (!strcmp(name, "open"))
		filter->queue = QUEUE_OPEN;
	else if (text_starts(name, "status-") && (status = status_by_code(name + 7))) {
		filter->queue = QUEUE_STATUS;
		filter->key = status->id;
	} else if (text_starts(name, "team-") && text_to_int(name + 5, 1, INT64_MAX, &filter->key))
		filter->queue = QUEUE_TEAM;
	else
		return false;
	return true;
}

enum err ticket_list_queue(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct queue_filter *filter, struct ticket_page *page)
{
	static const struct db_statement *const STATEMENTS[] = {
	    [QUEUE_MINE] = &QUEUE_OF_PERSON,
	    [QUEUE_UNASSIGNED] = &QUEUE_OF_NOBODY,
	    [QUEUE_OPEN] = &QUEUE_OF_ALL,
	    [QUEUE_STATUS] = &QUEUE_OF_STATUS,
	    [QUEUE_TEAM] = &QUEUE_OF_TEAM,
	};
	const struct db_statement *statement = STATEMENTS[filter->queue];
	int64_t key = filter->queue == QUEUE_MINE ? viewer->account_id : filter->key;
	struct db_value at = db_time(cursor_time(filter->after));
	size_t limit = filter->limit > 100 ? 100 : filter->limit;
	struct db_value after = db_int(filter->after.id), most = db_int((int64_t)limit + 1);
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "queues are for staff");
	if (filter->queue == QUEUE_UNASSIGNED || filter->queue == QUEUE_OPEN)
		TRY(db_query(db, arena, statement, DB_VALUES(at, at, after, most), &rows));
	else
		TRY(db_query(
		    db, arena, statement, DB_VALUES(db_int(key), at, at, after, most), &rows));
	return page_from_rows(db, arena, &rows, limit, page);
}
