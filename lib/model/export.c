#include "model/export.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/catalogue.h"
#include "model/export_rows.h"
#include "model/export_shape.h"
#include "model/ticket.h"
#include "model/visibility.h"

static const struct db_statement VIEWER = {
    .name = "export_viewer",
    .sql = "SELECT a.role + 0, COALESCE(o.id, 0), COALESCE(o.client_scope + 0, 1), a.is_manager"
	   " FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " WHERE a.id = ? AND a.is_active AND COALESCE(o.is_active, TRUE)",
    .in = "i",
    .out = "iiii",
};

DB_STATEMENTS(export, &VIEWER);

enum {
	ARENA_CAP = 8 * 1024 * 1024, /* of one page with what belongs to it */
	PROGRESS_PAGES = 5,
};

/* Transactions that began before the snapshot and were committed behind it are in the next export:
 * none takes that long. */
#define NEXT_SINCE_MARGIN (5 * TIMESTAMP_MINUTE)

/* Rows of the present page that belong to tickets, and how far they were looked through. */
struct belongings {
	struct db_rows rows;
	size_t at;
};

struct export
{
	struct db *db;
	struct arena *arena;
	const struct viewer *viewer;
	const struct export_filter *filter;
	const struct export_sink *sink;
	struct records *records;
	const char *prefix, *staff;
	timestamp taken;
	bool started;
	int64_t tickets;
	/* The present page: its tickets in the order of their numbers. */
	struct db_rows rows;
	size_t order[EXPORT_PAGE], at;
	struct belongings tags, fields, files;
	bool begun; /* the ticket at `at` */
};

enum err export_allow(const struct viewer *viewer, struct export_filter *filter)
{
	if (viewer_is_staff(viewer))
		return OK;
	if (!viewer->is_manager || !viewer->organisation_id)
		return ERROR(
		    ERR_NOT_FOUND, "account %lld may not export", (long long)viewer->account_id);
	if (filter->organisation_id && filter->organisation_id != viewer->organisation_id)
		return ERROR(ERR_NOT_FOUND, "another organisation's tickets");
	filter->organisation_id = viewer->organisation_id;
	filter->team_id = 0;
	return OK;
}

enum err export_viewer(
    struct db *db, struct arena *arena, int64_t account_id, struct viewer *viewer)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &VIEWER, DB_VALUES(db_int(account_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "account %lld may not sign in", (long long)account_id);
	*viewer = (struct viewer){
	    .role = (enum role)db_int_at(&rows, 0, 0),
	    .account_id = account_id,
	    .organisation_id = db_int_at(&rows, 0, 1),
	    .scope = (enum client_scope)db_int_at(&rows, 0, 2),
	    .is_manager = db_int_at(&rows, 0, 3) != 0,
	    .name = "",
	    .email = "",
	    .organisation = "",
	    .language = "",
	};
	viewer_raise_manager(viewer);
	return OK;
}

/* --- Cells as values. */

static struct record_value text_value(const char *text)
{
	if (!text)
		return (struct record_value){.given = false};
	return (struct record_value){.given = true, .text = text, .length = strlen(text)};
}

static struct record_value number_value(int64_t number)
{
	return (struct record_value){.given = true, .number = number};
}

static struct record_value cell_value(const struct db_value *cell)
{
	struct record_value value = {.given = cell->type != DB_NULL, .number = cell->i};

	if (cell->type == DB_TEXT) {
		value.text = cell->p;
		value.length = cell->length;
	}
	return value;
}

/* Seconds from one moment to the other, where both were. */
static struct record_value seconds_value(const struct db_value *from, const struct db_value *to)
{
	if (from->type == DB_NULL || to->type == DB_NULL)
		return (struct record_value){.given = false};
	return number_value(to->i > from->i ? (to->i - from->i) / TIMESTAMP_SECOND : 0);
}

/* Was the promise kept? "met", "missed", and for what is open "pending" or "overdue". */
static const char *due_result(const struct export *e, const struct db_value *row, bool is_open)
{
	const struct db_value *due = &row[ROW_DUE], *done = &row[ROW_SOLVED];

	if (due->type == DB_NULL)
		return NULL;
	if (done->type == DB_NULL && !is_open)
		done = &row[ROW_CLOSED];
	if (done->type != DB_NULL)
		return done->i <= due->i ? "met" : "missed";
	return e->taken <= due->i ? "pending" : "overdue";
}

/* Columns that are cells as they stand. */
static const struct {
	unsigned char column, row;
} COPIED[] = {
    {T_ID, ROW_ID},
    {T_SOURCE, ROW_SOURCE},
    {T_LANGUAGE, ROW_LANGUAGE},
    {T_SUBJECT, ROW_SUBJECT},
    {T_FORM, ROW_FORM},
    {T_CATEGORY, ROW_CATEGORY},
    {T_CATEGORY_NAME, ROW_CATEGORY_NAME},
    {T_ORGANISATION_ID, ROW_ORGANISATION_ID},
    {T_ORGANISATION, ROW_ORGANISATION},
    {T_CONTACT_ID, ROW_CONTACT_ID},
    {T_CONTACT, ROW_CONTACT},
    {T_CONTACT_EMAIL, ROW_CONTACT_EMAIL},
    {T_TEAM, ROW_TEAM},
    {T_RESPONSIBLE, ROW_RESPONSIBLE},
    {T_CREATED, ROW_CREATED},
    {T_UPDATED, ROW_UPDATED},
    {T_CHANGED, ROW_CHANGED},
    {T_ACCEPTED, ROW_ACCEPTED},
    {T_STARTED, ROW_STARTED},
    {T_FIRST_RESPONSE, ROW_ANSWERED},
    {T_DUE, ROW_DUE},
    {T_SOLVED, ROW_SOLVED},
    {T_CLOSED, ROW_CLOSED},
    {T_REOPENED, ROW_REOPENED},
    {T_RATING, ROW_RATING},
    {T_RATING_COMMENT, ROW_RATING_COMMENT},
    {T_RATED, ROW_RATED},
    {T_AUDIENCE, ROW_AUDIENCE},
    {T_VERSION, ROW_VERSION},
    {T_REF, ROW_REF},
};

/* What clients do not see. */
static const unsigned char STAFF_ONLY[] = {
    T_TEAM, T_CHANGED, T_AUDIENCE, T_VERSION, T_REF, T_TAGS, T_ACCEPTED};

/* The rows of that ticket as items: LIST (text) or MAP (code, label, text). */
static enum err take_items(const struct export *e, struct belongings *b, int64_t id, bool is_map,
    struct record_value *value)
{
	struct record_item *items;
	size_t first;

	while (b->at < b->rows.count && db_int_at(&b->rows, b->at, 0) < id)
		b->at++;
	first = b->at;
	while (b->at < b->rows.count && db_int_at(&b->rows, b->at, 0) == id)
		b->at++;
	*value = (struct record_value){.given = true, .count = b->at - first};
	if (!value->count)
		return OK;
	items = ARENA_ARRAY(e->arena, struct record_item, value->count);
	if (!items)
		return ERROR(ERR_MEMORY, "no memory for what belongs to a ticket");
	for (size_t i = 0; i < value->count; i++) {
		const struct db_value *text = db_cell(&b->rows, first + i, is_map ? 3 : 1);

		items[i] = (struct record_item){.text = text->p, .length = text->length};
		if (is_map) {
			items[i].code = db_text_at(&b->rows, first + i, 1);
			items[i].label = db_text_at(&b->rows, first + i, 2);
		}
	}
	value->items = items;
	return OK;
}

/* What clients do not see is taken out; staff stand under the name that clients know. */
static void narrow(const struct export *e, struct record_value *values)
{
	if (viewer_is_staff(e->viewer))
		return;
	for (size_t i = 0; i < sizeof STAFF_ONLY; i++)
		values[STAFF_ONLY[i]].given = false;
	if (values[T_RESPONSIBLE].given && *e->staff)
		values[T_RESPONSIBLE] = text_value(e->staff);
}

static enum err write_ticket(struct export *e, const struct db_value *row)
{
	struct record_value values[T_COLUMNS] = {{0}};
	const struct ticket_type *type = ticket_type_by_id(row[ROW_TYPE].i);
	const struct status *status = status_by_id(row[ROW_STATUS].i);
	static const char *const CLASSES[] = {[CLASS_NEW] = "new",
	    [CLASS_OPEN] = "open",
	    [CLASS_WAITING_CLIENT] = "waiting_client",
	    [CLASS_WAITING_OTHER] = "waiting_other",
	    [CLASS_SOLVED] = "solved",
	    [CLASS_CLOSED] = "closed",
	    [CLASS_REJECTED] = "rejected"};
	char number[64];

	if (!type || !status)
		return ERROR(ERR_INTERNAL, "a ticket of an unknown type or status");
	(void)snprintf(number, sizeof number, "%.40s%" PRId64, e->prefix, row[ROW_ID].i);
	for (size_t i = 0; i < sizeof COPIED / sizeof *COPIED; i++)
		values[COPIED[i].column] = cell_value(&row[COPIED[i].row]);
	values[T_NUMBER] = text_value(number);
	values[T_TYPE] = text_value(type->code);
	values[T_STATUS] = text_value(status->code);
	values[T_STATUS_CLASS] = text_value(CLASSES[status->class]);
	values[T_PRIORITY] = text_value(priority_code(row[ROW_PRIORITY].i));
	values[T_DUE_RESULT] = text_value(due_result(e, row, class_is_open(status->class)));
	values[T_FIRST_RESPONSE_SECONDS] = seconds_value(&row[ROW_CREATED], &row[ROW_ANSWERED]);
	values[T_SOLUTION_SECONDS] = seconds_value(&row[ROW_CREATED], &row[ROW_SOLVED]);
	TRY(take_items(e, &e->tags, row[ROW_ID].i, false, &values[T_TAGS]));
	TRY(take_items(e, &e->fields, row[ROW_ID].i, true, &values[T_FIELDS]));
	TRY(take_items(e, &e->files, row[ROW_ID].i, false, &values[T_FILES]));
	narrow(e, values);
	return records_begin(e->records, values);
}

/* --- A page: its tickets in the order of their numbers, so that what belongs to them goes along.
 */

static const struct db_value *row_at(const struct export *e, size_t at)
{
	return e->rows.cells + e->order[at] * e->rows.columns;
}

/* Ends the tickets before that number, and begins it. INT64_MAX: ends them all. */
static enum err move_to(struct export *e, int64_t id)
{
	while (e->at < e->rows.count && row_at(e, e->at)[ROW_ID].i <= id) {
		const struct db_value *row = row_at(e, e->at);

		if (!e->begun)
			TRY(write_ticket(e, row));
		e->begun = row[ROW_ID].i == id;
		if (e->begun)
			return OK;
		TRY(records_end(e->records));
		e->at++;
	}
	return OK;
}

static struct record_value author_value(const struct export *e, const struct db_value *row)
{
	bool by_staff = !strcmp(row[MESSAGE_SIDE].p, "staff");

	if (viewer_is_staff(e->viewer))
		return cell_value(&row[MESSAGE_AUTHOR]);
	if (by_staff && *e->staff)
		return text_value(e->staff);
	if (!by_staff && visibility_hides_contact(e->viewer, row[MESSAGE_AUTHOR_ORGANISATION].i,
			     row[MESSAGE_AUTHOR_ID].i))
		return (struct record_value){.given = false};
	return cell_value(&row[MESSAGE_AUTHOR]);
}

static enum err write_message(void *context, const struct db_value *row)
{
	struct export *e = context;
	struct record_value values[M_COLUMNS] = {
	    [M_ID] = cell_value(&row[MESSAGE_ID]),
	    [M_KIND] = cell_value(&row[MESSAGE_KIND]),
	    [M_BY] = cell_value(&row[MESSAGE_SIDE]),
	    [M_AUTHOR] = author_value(e, row),
	    [M_SOURCE] = cell_value(&row[MESSAGE_SOURCE]),
	    [M_CREATED] = cell_value(&row[MESSAGE_CREATED]),
	    [M_FORMAT] = cell_value(&row[MESSAGE_FORMAT]),
	    [M_BODY] = cell_value(&row[MESSAGE_BODY]),
	};

	TRY(move_to(e, row[MESSAGE_TICKET].i));
	return records_detail(e->records, values);
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Sorts the rows, and gives their keys; those that are not there are 0, which no ticket has. */
static void sort_page(struct export *e, int64_t ids[static EXPORT_PAGE])
{
	int64_t pairs[EXPORT_PAGE][2];

	for (size_t i = 0; i < e->rows.count; i++) {
		pairs[i][0] = db_int_at(&e->rows, i, ROW_ID);
		pairs[i][1] = (int64_t)i;
	}
	qsort(pairs, e->rows.count, sizeof *pairs, by_number);
	for (size_t i = 0; i < EXPORT_PAGE; i++) {
		ids[i] = i < e->rows.count ? pairs[i][0] : 0;
		if (i < e->rows.count)
			e->order[i] = (size_t)pairs[i][1];
	}
	e->at = 0;
	e->begun = false;
}

static enum err write_page(struct export *e)
{
	int64_t ids[EXPORT_PAGE];
	bool has_files = false, has_forms = false;

	sort_page(e, ids);
	for (size_t i = 0; i < e->rows.count; i++) {
		has_files |= db_int_at(&e->rows, i, ROW_FILES) != 0;
		has_forms |= !db_null_at(&e->rows, i, ROW_FORM);
	}
	e->tags = e->fields = e->files = (struct belongings){.at = 0};
	TRY(export_tags(e->db, e->arena, ids, &e->tags.rows));
	if (has_forms)
		TRY(export_fields(e->db, e->arena, ids, &e->fields.rows));
	if (has_files)
		TRY(export_files(e->db, e->arena, e->viewer, ids, &e->files.rows));
	if (e->filter->messages)
		TRY(export_messages(e->db, e->viewer, ids, write_message, e));
	TRY(move_to(e, INT64_MAX));
	e->tickets += (int64_t)e->rows.count;
	return OK;
}

static enum err write_head(struct export *e)
{
	char text[TIMESTAMP_TEXT];

	TRY(records_attribute(e->records, "version", "1"));
	timestamp_format(e->taken, text);
	TRY(records_attribute(e->records, "taken", text));
	timestamp_format(e->taken - NEXT_SINCE_MARGIN, text);
	TRY(records_attribute(e->records, "next_since", text));
	return records_attribute(
	    e->records, "for", viewer_is_staff(e->viewer) ? "staff" : "organisation");
}

static enum err write_all(struct db *db, void *context)
{
	struct export *e = context;
	struct export_place place = {0, 0};
	int pages = 0;

	/* Half of it may be out already: to begin again is the caller's decision. */
	if (e->started)
		return ERROR(ERR_UNAVAILABLE, "the snapshot was lost");
	e->started = true;
	TRY(catalogue_ready(db));
	TRY(write_head(e));
	do {
		TRY(export_rows_next(db, e->arena, e->viewer, e->filter, &place, &e->rows));
		if (e->rows.count)
			TRY(write_page(e));
		if (e->sink->progress && ++pages % PROGRESS_PAGES == 0)
			TRY(e->sink->progress(e->sink->context, e->tickets));
		arena_reset(e->arena);
	} while (e->rows.count == EXPORT_PAGE);
	return records_finish(e->records);
}

enum err export_tickets(struct db *db, const struct settings *settings, const struct viewer *viewer,
    struct export_filter filter, struct export_options options, const struct export_sink *sink,
    int64_t *tickets)
{
	const struct records_plan plan = {
	    .format = options.format,
	    .mark = options.mark,
	    .root = "tickets",
	    .namespace = "urn:docket:tickets:1",
	    .record = &EXPORT_TICKET,
	    .detail = filter.messages ? &EXPORT_MESSAGE : NULL,
	    .details = "messages",
	};
	struct export e = {
	    .db = db,
	    .viewer = viewer,
	    .filter = &filter,
	    .sink = sink,
	    .prefix = settings_text(settings, "ticket.prefix", "H"),
	    .staff = settings_text(settings, "ticket.staff_name", ""),
	    .taken = timestamp_now(),
	};
	enum err err;

	TRY(export_allow(viewer, &filter));
	e.arena = arena_new(ARENA_CAP);
	if (!e.arena)
		return ERROR(ERR_MEMORY, "no memory for an export");
	err = records_open(&plan, sink->write, sink->context, &e.records);
	if (err == OK)
		err = db_snapshot(db, write_all, &e);
	records_free(e.records);
	arena_free(e.arena);
	if (tickets)
		*tickets = e.tickets;
	return err;
}
