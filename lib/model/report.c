#include "model/report.h"

#include <stdlib.h>
#include <string.h>

#include "model/catalogue.h"
#include "model/export.h"
#include "model/report_count.h"
#include "model/visibility.h"

#define RECEIVED_COLUMNS                                                                           \
	"SELECT t.created_at, t.type_id, COALESCE(t.category_id, 0), COALESCE(t.organisation_id, " \
	"0), COALESCE(t.team_id, 0), t.answered_at, t.solved_at IS NOT NULL, t.reopen_count"       \
	" FROM ticket t "
#define SOLVED_COLUMNS                                                                             \
	"SELECT t.solved_at, t.type_id, COALESCE(t.category_id, 0), COALESCE(t.organisation_id, "  \
	"0), COALESCE(t.team_id, 0), t.created_at, t.due_at, t.rating FROM ticket t "

static const struct db_statement RECEIVED = {
    .name = "report_received",
    .sql = RECEIVED_COLUMNS "WHERE t.created_at >= ? AND t.created_at < ?"
			    " AND " TICKET_VISIBLE,
    .in = "tt" TICKET_VISIBLE_IN,
    .out = "tiiiitii",
};

/* What was received in the span was changed then or later. */
static const struct db_statement RECEIVED_OF_ORGANISATION = {
    .name = "report_received_organisation",
    .sql = RECEIVED_COLUMNS "FORCE INDEX (ticket_organisation_all) WHERE t.organisation_id = ?"
			    " AND t.updated_at >= ? AND t.created_at >= ? AND t.created_at < ?"
			    " AND " TICKET_VISIBLE,
    .in = "ittt" TICKET_VISIBLE_IN,
    .out = "tiiiitii",
};

static const struct db_statement SOLVED = {
    .name = "report_solved",
    .sql = SOLVED_COLUMNS "WHERE t.solved_at >= ? AND t.solved_at < ?"
			  " AND " TICKET_VISIBLE,
    .in = "tt" TICKET_VISIBLE_IN,
    .out = "tiiiitti",
};

static const struct db_statement SOLVED_OF_ORGANISATION = {
    .name = "report_solved_organisation",
    .sql = SOLVED_COLUMNS "FORCE INDEX (ticket_organisation_all) WHERE t.organisation_id = ?"
			  " AND t.updated_at >= ? AND t.solved_at >= ? AND t.solved_at < ?"
			  " AND " TICKET_VISIBLE,
    .in = "ittt" TICKET_VISIBLE_IN,
    .out = "tiiiitti",
};

static const struct db_statement NAMES_OF_CATEGORIES = {
    .name = "report_categories",
    .sql = "SELECT id, code, name FROM category",
    .out = "iss",
};

static const struct db_statement NAMES_OF_TEAMS = {
    .name = "report_teams",
    .sql = "SELECT id, NULL, name FROM team",
    .out = "iss",
};

static const struct db_statement NAMES_OF_ORGANISATIONS = {
    .name = "report_organisations",
    .sql = "SELECT id, NULL, name FROM organisation",
    .out = "iss",
};

static const struct db_statement NAME_OF_ORGANISATION = {
    .name = "report_organisation",
    .sql = "SELECT name FROM organisation WHERE id = ?",
    .in = "i",
    .out = "s",
};

static const struct db_statement KNOWLEDGE = {
    .name = "report_knowledge",
    .sql = "SELECT (SELECT COUNT(*) FROM article WHERE published_at >= ? AND published_at < ?),"
	   " (SELECT COUNT(*) FROM article_ticket WHERE kind = 'answer' AND created_at >= ?"
	   "  AND created_at < ?),"
	   " (SELECT COUNT(*) FROM article_ticket WHERE kind = 'deflected' AND created_at >= ?"
	   "  AND created_at < ?) + (SELECT COUNT(*) FROM ticket_helped WHERE created_at >= ?"
	   "  AND created_at < ?),"
	   " (SELECT COUNT(*) FROM article_vote WHERE helped AND created_at >= ? AND created_at < "
	   "?),"
	   " (SELECT COUNT(*) FROM article_vote WHERE NOT helped AND created_at >= ?"
	   "  AND created_at < ?),"
	   " (SELECT COUNT(*) FROM search_miss WHERE searched_at >= ? AND searched_at < ?)",
    .in = "tttttttttttttt",
    .out = "iiiiii",
};

DB_STATEMENTS(report, &RECEIVED, &RECEIVED_OF_ORGANISATION, &SOLVED, &SOLVED_OF_ORGANISATION,
    &NAMES_OF_CATEGORIES, &NAMES_OF_TEAMS, &NAMES_OF_ORGANISATIONS, &NAME_OF_ORGANISATION,
    &KNOWLEDGE);

enum { BY_TYPE, BY_CATEGORY, BY_ORGANISATION, BY_TEAM, TABLES };

struct making {
	struct db *db;
	struct arena *arena;
	const struct viewer *viewer;
	struct report *report;
	struct report_table tables[TABLES];
	struct report_durations *first_response, *solution;
};

/* --- The span. */

static timestamp day_begin(timestamp at, int more)
{
	struct civil_time day = timestamp_local(at);

	day.day += more;
	day.hour = day.minute = day.second = day.microsecond = 0;
	return timestamp_from_local(&day);
}

enum err report_span(struct report_filter *filter)
{
	filter->from = day_begin(filter->from, 0);
	if (day_begin(filter->before, 0) != filter->before)
		filter->before = day_begin(filter->before, 1);
	if (filter->before <= filter->from ||
	    (filter->before - filter->from) / TIMESTAMP_DAY > REPORT_DAYS_MOST)
		return ERROR(ERR_INPUT, "a report's span is of 1 to %d days", REPORT_DAYS_MOST);
	return OK;
}

static enum err make_days(struct report *report, struct arena *arena)
{
	timestamp at = report->filter.from;

	report->days = ARENA_ARRAY(arena, struct report_day, REPORT_DAYS_MOST + 2);
	if (!report->days)
		return ERROR(ERR_MEMORY, "no memory for days");
	while (at < report->filter.before && report->day_count <= REPORT_DAYS_MOST + 1) {
		report->days[report->day_count++] = (struct report_day){.at = at};
		/* Noon is within the day, whatever the clocks do. */
		at = day_begin(at + TIMESTAMP_DAY / 2, 1);
	}
	return OK;
}

static struct report_day *day_of(const struct report *report, timestamp at)
{
	size_t low = 0, high = report->day_count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (report->days[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return &report->days[low];
}

/* --- Tickets, row by row. */

static enum err note_groups(
    struct making *making, const struct db_value *row, int64_t received, int64_t solved)
{
	for (size_t i = 0; i < TABLES; i++)
		TRY(report_table_note(&making->tables[i], row[1 + i].i, received, solved));
	return OK;
}

static enum err note_received(void *context, const struct db_value *row)
{
	struct making *making = context;
	struct report *report = making->report;
	bool reopened = row[7].i > 0;

	report->received++;
	day_of(report, row[0].i)->received++;
	if (row[5].type != DB_NULL)
		report_durations_note(making->first_response, row[0].i, row[5].i);
	report->solved_once += row[6].i || reopened;
	report->reopened += reopened;
	return note_groups(making, row, 1, 0);
}

static enum err note_solved(void *context, const struct db_value *row)
{
	struct making *making = context;
	struct report *report = making->report;

	report->solved++;
	day_of(report, row[0].i)->solved++;
	report_durations_note(making->solution, row[5].i, row[0].i);
	if (row[6].type != DB_NULL && row[0].i <= row[6].i)
		report->due_met++;
	else if (row[6].type != DB_NULL)
		report->due_missed++;
	if (row[7].i >= 1 && row[7].i <= RATING_MOST) {
		report->ratings[row[7].i]++;
		report->rating_count++;
		report->rating_sum += row[7].i;
	}
	return note_groups(making, row, 0, 1);
}

static enum err read_tickets(struct making *making)
{
	const struct report_filter *f = &making->report->filter;
	struct db_value from = db_time(f->from), before = db_time(f->before);
	const struct viewer *viewer = making->viewer;

	if (f->organisation_id) {
		const struct db_values values = DB_VALUES(
		    db_int(f->organisation_id), from, from, before, VISIBILITY_VALUES(viewer));

		TRY(db_each(making->db, &RECEIVED_OF_ORGANISATION, values, note_received, making));
		return db_each(making->db, &SOLVED_OF_ORGANISATION, values, note_solved, making);
	}
	TRY(db_each(making->db, &RECEIVED, DB_VALUES(from, before, VISIBILITY_VALUES(viewer)),
	    note_received, making));
	return db_each(making->db, &SOLVED, DB_VALUES(from, before, VISIBILITY_VALUES(viewer)),
	    note_solved, making);
}

/* --- Groups with names, those with most first. */

struct naming {
	struct arena *arena;
	struct report_groups *groups;
	struct report_group **by_key;
	enum err err;
};

static int by_key(const void *a, const void *b)
{
	const struct report_group *const *x = a, *const *y = b;

	return (*x)->key < (*y)->key ? -1 : (*x)->key > (*y)->key;
}

static int most_first(const void *a, const void *b)
{
	const struct report_group *x = a, *y = b;

	if (x->received != y->received)
		return x->received > y->received ? -1 : 1;
	if (x->solved != y->solved)
		return x->solved > y->solved ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static enum err name_group(void *context, const struct db_value *row)
{
	struct naming *naming = context;
	struct report_group wanted = {.key = row[0].i}, *wanted_at = &wanted, **found;

	found = bsearch(
	    &wanted_at, naming->by_key, naming->groups->count, sizeof *naming->by_key, by_key);
	if (!found)
		return OK;
	(*found)->code = arena_text(naming->arena, row[1].p);
	(*found)->name = arena_text(naming->arena, row[2].p);
	return (*found)->name ? OK : ERROR(ERR_MEMORY, "no memory for a name");
}

static enum err take_groups(struct making *making, size_t table, struct report_groups *groups,
    const struct db_statement *names)
{
	struct naming naming = {making->arena, groups, NULL, OK};

	groups->count = making->tables[table].count;
	groups->at = ARENA_ARRAY(making->arena, struct report_group, groups->count + 1);
	naming.by_key = ARENA_ARRAY(making->arena, struct report_group *, groups->count + 1);
	if (!groups->at || !naming.by_key)
		return ERROR(ERR_MEMORY, "no memory for %zu groups", groups->count);
	if (groups->count)
		memcpy(groups->at, making->tables[table].at, groups->count * sizeof *groups->at);
	qsort(groups->at, groups->count, sizeof *groups->at, most_first);
	for (size_t i = 0; i < groups->count; i++)
		naming.by_key[i] = &groups->at[i];
	qsort(naming.by_key, groups->count, sizeof *naming.by_key, by_key);
	return names ? db_each(making->db, names, DB_NONE, name_group, &naming) : OK;
}

static enum err take_all(struct making *making)
{
	struct report *report = making->report;

	report_durations_read(making->first_response, &report->first_response);
	report_durations_read(making->solution, &report->solution);
	TRY(take_groups(making, BY_TYPE, &report->types, NULL));
	for (size_t i = 0; i < report->types.count; i++) {
		const struct ticket_type *type = ticket_type_by_id(report->types.at[i].key);

		report->types.at[i].code = type ? arena_text(making->arena, type->code) : NULL;
		report->types.at[i].name = type ? arena_text(making->arena, type->name) : NULL;
	}
	TRY(take_groups(making, BY_CATEGORY, &report->categories, &NAMES_OF_CATEGORIES));
	if (!report->for_staff)
		return OK;
	TRY(take_groups(making, BY_ORGANISATION, &report->organisations, &NAMES_OF_ORGANISATIONS));
	return take_groups(making, BY_TEAM, &report->teams, &NAMES_OF_TEAMS);
}

/* --- The knowledge base. */

static enum err read_knowledge(struct making *making)
{
	struct report *report = making->report;
	struct db_value f = db_time(report->filter.from), b = db_time(report->filter.before);
	struct db_rows rows;

	report->has_knowledge = report->for_staff && !report->filter.organisation_id;
	if (!report->has_knowledge)
		return OK;
	TRY(db_query(making->db, making->arena, &KNOWLEDGE,
	    DB_VALUES(f, b, f, b, f, b, f, b, f, b, f, b, f, b), &rows));
	report->published = db_int_at(&rows, 0, 0);
	report->answers = db_int_at(&rows, 0, 1);
	report->deflected = db_int_at(&rows, 0, 2);
	report->helped = db_int_at(&rows, 0, 3);
	report->failed = db_int_at(&rows, 0, 4);
	report->misses = db_int_at(&rows, 0, 5);
	return OK;
}

static enum err read_organisation(struct making *making)
{
	struct report *report = making->report;
	struct db_rows rows;

	report->organisation = "";
	if (!report->filter.organisation_id)
		return OK;
	TRY(db_query(making->db, making->arena, &NAME_OF_ORGANISATION,
	    DB_VALUES(db_int(report->filter.organisation_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no such organisation");
	report->organisation = db_text_at(&rows, 0, 0);
	return OK;
}

/* Begins anew when the snapshot is tried again. */
static enum err make(struct db *db, void *context)
{
	struct making *making = context;
	struct report *report = making->report;
	struct report_filter filter = report->filter;
	enum err err;

	*report = (struct report){.filter = filter,
	    .taken = timestamp_now(),
	    .for_staff = viewer_is_staff(making->viewer)};
	making->first_response = report_durations_new();
	making->solution = report_durations_new();
	err = making->first_response && making->solution
		  ? catalogue_ready(db)
		  : ERROR(ERR_MEMORY, "no memory for a report");
	if (err == OK)
		err = make_days(report, making->arena);
	if (err == OK)
		err = read_organisation(making);
	if (err == OK)
		err = read_tickets(making);
	if (err == OK)
		err = take_all(making);
	if (err == OK)
		err = read_knowledge(making);
	for (size_t i = 0; i < TABLES; i++)
		report_table_free(&making->tables[i]);
	report_durations_free(making->first_response);
	report_durations_free(making->solution);
	return err;
}

enum err report_make(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct report_filter filter, struct report *report)
{
	struct export_filter allowed = EXPORT_ALL;
	struct making making = {.db = db, .arena = arena, .viewer = viewer, .report = report};

	allowed.organisation_id = filter.organisation_id;
	TRY(export_allow(viewer, &allowed));
	filter.organisation_id = allowed.organisation_id;
	report->filter = filter;
	return db_snapshot(db, make, &making);
}
