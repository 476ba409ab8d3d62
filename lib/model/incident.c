#include "model/incident.h"

#include <string.h>

#define COLUMNS                                                                                    \
	"SELECT i.id, i.version, i.kind + 0, i.impact + 0, i.state + 0, i.is_open,"                \
	" i.audience + 0, i.organisation_id, i.title, COALESCE(o.name, ''), i.begins_at,"          \
	" i.ends_at, i.created_at, i.updated_at,"                                                  \
	" (SELECT COUNT(*) FROM incident_affected f WHERE f.incident_id = i.id),"                  \
	" (SELECT COUNT(*) FROM incident_ticket x WHERE x.incident_id = i.id)"
#define COLUMNS_OUT "iiiiiiiissttttii"
#define TABLES	    " FROM incident i LEFT JOIN organisation o ON o.id = i.organisation_id"

static const struct db_statement OPEN = {
    .name = "incident_list_open",
    .sql = COLUMNS TABLES " WHERE i.is_open AND " STATUS_VISIBLE(
	"i") " ORDER BY i.kind, i.begins_at DESC, i.id DESC LIMIT 50",
    .in = STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement PLANNED = {
    .name = "incident_list_planned",
    .sql = COLUMNS TABLES
    " WHERE i.state = 'scheduled' AND " STATUS_VISIBLE("i") " ORDER BY i.begins_at, i.id LIMIT 50",
    .in = STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement BETWEEN = {
    .name = "incident_list_between",
    .sql = COLUMNS TABLES
    " WHERE i.begins_at >= ? AND i.begins_at < ? AND i.state <> 'scheduled' AND " STATUS_VISIBLE(
	"i") " ORDER BY i.begins_at DESC, i.id DESC LIMIT 200",
    .in = "tt" STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement CHANGED = {
    .name = "incident_list_changed",
    .sql = COLUMNS TABLES
    " WHERE i.updated_at <= ? AND (i.updated_at < ? OR i.id < ?) AND " STATUS_VISIBLE(
	"i") " AND (? = 0 OR EXISTS (SELECT 1 FROM incident_component y"
	     " WHERE y.incident_id = i.id AND y.component_id = ?))"
	     " ORDER BY i.updated_at DESC, i.id DESC LIMIT ?",
    .in = "tti" STATUS_VISIBLE_IN "iii",
    .out = COLUMNS_OUT,
};

static const struct db_statement CALENDAR = {
    .name = "incident_list_calendar",
    .sql = COLUMNS TABLES
    " WHERE i.kind = 'maintenance' AND i.begins_at >= ? AND i.begins_at < ? AND " STATUS_VISIBLE(
	"i") " ORDER BY i.begins_at, i.id LIMIT 500",
    .in = "tt" STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement BY_ID = {
    .name = "incident_by_id",
    .sql = COLUMNS TABLES " WHERE i.id = ? AND " STATUS_VISIBLE("i"),
    .in = "i" STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement BANNER = {
    .name = "incident_banner",
    .sql = COLUMNS ", COUNT(*) OVER ()" TABLES " WHERE i.is_open AND " STATUS_VISIBLE(
	"i") " ORDER BY i.kind, i.impact DESC, i.begins_at DESC LIMIT 1",
    .in = STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT "i",
};

/* Of the incidents whose keys come as a JSON list: "[3,1]". */
#define OF_THOSE " JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) w ON w.id = "

static const struct db_statement UPDATES = {
    .name = "incident_updates",
    .sql = "SELECT u.incident_id, u.id, u.state + 0, u.body, u.html, COALESCE(a.name, ''),"
	   " u.created_at FROM incident_update u" OF_THOSE "u.incident_id"
	   " LEFT JOIN account a ON a.id = u.author_id ORDER BY u.incident_id, u.id DESC",
    .in = "s",
    .out = "iiissst",
};

static const struct db_statement PARTS = {
    .name = "incident_parts",
    .sql = "SELECT y.incident_id, c.id, c.name, y.state + 0 FROM incident_component y" OF_THOSE
	   "y.incident_id JOIN component c ON c.id = y.component_id AND " STATUS_VISIBLE(
	       "c") " LEFT JOIN component_group g ON g.id = c.group_id"
		    " ORDER BY y.incident_id, g.id IS NULL, g.sort, g.name, c.sort, c.name, c.id",
    .in = "s" STATUS_VISIBLE_IN,
    .out = "iisi",
};

DB_STATEMENTS(
    incident, &OPEN, &PLANNED, &BETWEEN, &CHANGED, &CALENDAR, &BY_ID, &BANNER, &UPDATES, &PARTS);

/* --- Words. */

static const char *const KINDS[] = {"", "incident", "maintenance"};
static const char *const IMPACTS[] = {"", "none", "minor", "major", "critical"};
static const char *const STATES[] = {"", "scheduled", "in_progress", "completed", "cancelled",
    "investigating", "identified", "monitoring", "resolved"};

static int place(const char *const *words, int last, const char *code)
{
	for (int i = 1; code && i <= last; i++)
		if (!strcmp(code, words[i]))
			return i;
	return 0;
}

const char *incident_kind_code(enum incident_kind kind)
{
	return KINDS[kind];
}

enum incident_kind incident_kind_named(const char *code)
{
	return (enum incident_kind)place(KINDS, INCIDENT_MAINTENANCE, code);
}

const char *incident_impact_code(enum incident_impact impact)
{
	return IMPACTS[impact];
}

enum incident_impact incident_impact_named(const char *code)
{
	return (enum incident_impact)place(IMPACTS, IMPACT_CRITICAL, code);
}

const char *incident_state_code(enum incident_state state)
{
	return STATES[state];
}

enum incident_state incident_state_named(const char *code)
{
	return (enum incident_state)place(STATES, INCIDENT_RESOLVED, code);
}

bool incident_state_is_open(enum incident_state state)
{
	return state == INCIDENT_IN_PROGRESS || state == INCIDENT_INVESTIGATING ||
	       state == INCIDENT_IDENTIFIED || state == INCIDENT_MONITORING;
}

bool incident_state_allowed(enum incident_state from, enum incident_state to)
{
	switch (from) {
	case INCIDENT_SCHEDULED:
		return to == INCIDENT_SCHEDULED || to == INCIDENT_IN_PROGRESS ||
		       to == INCIDENT_CANCELLED;
	case INCIDENT_IN_PROGRESS:
		return to == INCIDENT_IN_PROGRESS || to == INCIDENT_COMPLETED;
	case INCIDENT_COMPLETED:
	case INCIDENT_CANCELLED:
		return to == from;
	default:
		return to >= INCIDENT_INVESTIGATING;
	}
}

/* --- Reading. */

static void read_row(const struct db_rows *rows, size_t i, struct incident *incident)
{
	*incident = (struct incident){
	    .id = db_int_at(rows, i, 0),
	    .version = db_int_at(rows, i, 1),
	    .kind = (enum incident_kind)db_int_at(rows, i, 2),
	    .impact = (enum incident_impact)db_int_at(rows, i, 3),
	    .state = (enum incident_state)db_int_at(rows, i, 4),
	    .is_open = db_int_at(rows, i, 5),
	    .audience = (enum article_audience)db_int_at(rows, i, 6),
	    .organisation_id = db_int_at(rows, i, 7),
	    .title = db_text_at(rows, i, 8),
	    .organisation = db_text_at(rows, i, 9),
	    .begins_at = db_time_at(rows, i, 10),
	    .ends_at = db_time_at(rows, i, 11),
	    .created_at = db_time_at(rows, i, 12),
	    .updated_at = db_time_at(rows, i, 13),
	    .affected = db_int_at(rows, i, 14),
	    .tickets = db_int_at(rows, i, 15),
	};
}

/* "[3,1]" */
static const char *keys(struct arena *arena, const struct incident *list, size_t count)
{
	enum { KEY = 21 };
	char *text = arena_bytes(arena, count * KEY + 3), *at = text;

	if (!text)
		return NULL;
	*at++ = '[';
	for (size_t i = 0; i < count; i++) {
		const char *key =
		    arena_format(arena, "%s%lld", i ? "," : "", (long long)list[i].id);

		if (!key)
			return NULL;
		memcpy(at, key, strlen(key));
		at += strlen(key);
	}
	memcpy(at, "]", 2);
	return text;
}

/* Rows come in the order of incidents: those of one lie together. */
static size_t run_of(const struct db_rows *rows, int64_t id, size_t *from)
{
	size_t end;

	*from = 0;
	while (*from < rows->count && db_int_at(rows, *from, 0) != id)
		++*from;
	end = *from;
	while (end < rows->count && db_int_at(rows, end, 0) == id)
		end++;
	return end - *from;
}

static enum err read_updates(
    struct arena *arena, const struct db_rows *rows, struct incident *incident)
{
	size_t from;

	incident->update_count = run_of(rows, incident->id, &from);
	incident->updates = ARENA_ARRAY(arena, struct incident_update, incident->update_count);
	if (!incident->updates)
		return ERROR(ERR_MEMORY, "no memory for updates");
	for (size_t i = 0; i < incident->update_count; i++, from++)
		incident->updates[i] = (struct incident_update){
		    .id = db_int_at(rows, from, 1),
		    .state = (enum incident_state)db_int_at(rows, from, 2),
		    .body = db_text_at(rows, from, 3),
		    .html = db_text_at(rows, from, 4),
		    .author = db_text_at(rows, from, 5),
		    .at = db_time_at(rows, from, 6),
		};
	return OK;
}

static enum err read_parts(
    struct arena *arena, const struct db_rows *rows, struct incident *incident)
{
	size_t from;

	incident->part_count = run_of(rows, incident->id, &from);
	incident->parts = ARENA_ARRAY(arena, struct incident_part, incident->part_count);
	if (!incident->parts)
		return ERROR(ERR_MEMORY, "no memory for components");
	for (size_t i = 0; i < incident->part_count; i++, from++)
		incident->parts[i] = (struct incident_part){
		    .component_id = db_int_at(rows, from, 1),
		    .name = db_text_at(rows, from, 2),
		    .state = (enum component_state)db_int_at(rows, from, 3),
		};
	return OK;
}

static enum err read_all(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct db_rows *rows, struct incident **incidents, size_t *count)
{
	struct db_rows updates, parts;
	struct incident *list = ARENA_ARRAY(arena, struct incident, rows->count);
	const char *those;

	*incidents = list;
	*count = rows->count;
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu incidents", rows->count);
	if (!rows->count)
		return OK;
	for (size_t i = 0; i < rows->count; i++)
		read_row(rows, i, &list[i]);
	those = keys(arena, list, rows->count);
	if (!those)
		return ERROR(ERR_MEMORY, "no memory for keys");
	TRY(db_query(db, arena, &UPDATES, DB_VALUES(db_text(those)), &updates));
	TRY(db_query(db, arena, &PARTS, DB_VALUES(db_text(those), STATUS_VALUES(viewer)), &parts));
	for (size_t i = 0; i < rows->count; i++) {
		TRY(read_updates(arena, &updates, &list[i]));
		TRY(read_parts(arena, &parts, &list[i]));
	}
	return OK;
}

enum err incident_list_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident **incidents, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &OPEN, DB_VALUES(STATUS_VALUES(viewer)), &rows));
	return read_all(db, arena, viewer, &rows, incidents, count);
}

enum err incident_list_planned(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident **incidents, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &PLANNED, DB_VALUES(STATUS_VALUES(viewer)), &rows));
	return read_all(db, arena, viewer, &rows, incidents, count);
}

enum err incident_list_between(struct db *db, struct arena *arena, const struct viewer *viewer,
    timestamp from, timestamp before, struct incident **incidents, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &BETWEEN,
	    DB_VALUES(db_time(from), db_time(before), STATUS_VALUES(viewer)), &rows));
	return read_all(db, arena, viewer, &rows, incidents, count);
}

enum err incident_list_changed(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t component_id, struct cursor after, size_t limit, struct incident **incidents,
    size_t *count)
{
	enum { LIMIT = 100 };
	const struct db_value at =
	    db_time(after.at ? after.at : timestamp_now() + 366 * TIMESTAMP_DAY);
	struct db_rows rows;

	TRY(db_query(db, arena, &CHANGED,
	    DB_VALUES(at, at, db_int(after.id), STATUS_VALUES(viewer), db_int(component_id),
		db_int(component_id), db_int(limit > LIMIT ? LIMIT : (int64_t)limit)),
	    &rows));
	return read_all(db, arena, viewer, &rows, incidents, count);
}

enum err incident_list_calendar(struct db *db, struct arena *arena, const struct viewer *viewer,
    timestamp from, timestamp before, struct incident **incidents, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &CALENDAR,
	    DB_VALUES(db_time(from), db_time(before), STATUS_VALUES(viewer)), &rows));
	return read_all(db, arena, viewer, &rows, incidents, count);
}

enum err incident_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct incident *incident)
{
	struct incident *list;
	struct db_rows rows;
	size_t count;

	TRY(db_query(db, arena, &BY_ID, DB_VALUES(db_int(id), STATUS_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no incident %lld", (long long)id);
	TRY(read_all(db, arena, viewer, &rows, &list, &count));
	*incident = list[0];
	return OK;
}

enum err incident_banner(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident *first, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &BANNER, DB_VALUES(STATUS_VALUES(viewer)), &rows));
	*count = 0;
	if (rows.count) {
		read_row(&rows, 0, first);
		*count = (size_t)db_int_at(&rows, 0, 16);
	}
	return OK;
}
