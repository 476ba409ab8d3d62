#include "model/component.h"

#include <string.h>

#define COLUMNS                                                                                    \
	"SELECT c.id, COALESCE(c.group_id, 0), c.sort, COALESCE(g.name, ''), c.name,"              \
	" c.description, c.audience + 0, c.organisation_id, c.category_id, c.check_kind + 0,"      \
	" c.check_target, c.counts_checks, c.created_at, CAST(COALESCE(k.failures, 0) AS SIGNED)," \
	" COALESCE(k.error, ''), k.checked_at"
#define COLUMNS_OUT "iiisssiiiisitist"
#define TABLES                                                                                     \
	" FROM component c LEFT JOIN component_group g ON g.id = c.group_id"                       \
	" LEFT JOIN component_check k ON k.component_id = c.id"
#define ORDER " ORDER BY g.id IS NULL, g.sort, g.name, g.id, c.sort, c.name, c.id LIMIT 500"

static const struct db_statement LIST = {
    .name = "component_list",
    .sql = COLUMNS
    ", COALESCE((SELECT MAX(o.state + 0) FROM component_outage o"
    " JOIN incident i ON i.id = o.incident_id"
    " WHERE o.component_id = c.id AND o.ends_at IS NULL AND i.is_open AND " STATUS_VISIBLE(
	"i") "), 1)" TABLES " WHERE c.is_active AND " STATUS_VISIBLE("c") ORDER,
    .in = STATUS_VISIBLE_IN STATUS_VISIBLE_IN,
    .out = COLUMNS_OUT "i",
};

static const struct db_statement GROUPS = {
    .name = "component_groups",
    .sql = "SELECT id, sort, name FROM component_group ORDER BY sort, name LIMIT 100",
    .out = "iis",
};

static const struct db_statement CHECKS = {
    .name = "component_checks",
    .sql = COLUMNS ", 1" TABLES " WHERE c.is_active AND c.check_kind <> 'none'" ORDER,
    .out = COLUMNS_OUT "i",
};

static const struct db_statement CHECK_WRITE = {
    .name = "component_check_write",
    .sql = "INSERT INTO component_check (component_id, failures, took_ms, error, checked_at)"
	   " VALUES (?, ?, ?, LEFT(?, 250), ?) ON DUPLICATE KEY UPDATE"
	   " failures = IF(VALUES(failures) = 0, 0, failures + 1), took_ms = VALUES(took_ms),"
	   " error = VALUES(error), checked_at = VALUES(checked_at)",
    .in = "iiist",
};

static const struct db_statement CHECK_COUNT = {
    .name = "component_check_count",
    .sql = "INSERT INTO component_check_day (component_id, day, checks, failed)"
	   " VALUES (?, DATE(?), 1, ?) ON DUPLICATE KEY UPDATE checks = checks + 1,"
	   " failed = failed + VALUES(failed)",
    .in = "iti",
};

DB_STATEMENTS(component, &LIST, &GROUPS, &CHECKS, &CHECK_WRITE, &CHECK_COUNT);

static const char *const STATES[COMPONENT_STATES] = {
    "", "operational", "maintenance", "degraded", "partial_outage", "major_outage"};
static const char *const KINDS[] = {"", "none", "url", "tcp"};

const char *component_state_code(enum component_state state)
{
	return STATES[state];
}

enum component_state component_state_named(const char *code)
{
	for (int i = COMPONENT_OPERATIONAL; code && i < COMPONENT_STATES; i++)
		if (!strcmp(code, STATES[i]))
			return (enum component_state)i;
	return 0;
}

const char *check_kind_code(enum check_kind kind)
{
	return KINDS[kind];
}

enum check_kind check_kind_named(const char *code)
{
	for (int i = CHECK_NONE; code && i <= CHECK_TCP; i++)
		if (!strcmp(code, KINDS[i]))
			return (enum check_kind)i;
	return 0;
}

static void read_row(const struct db_rows *rows, size_t i, struct component *c)
{
	*c = (struct component){
	    .id = db_int_at(rows, i, 0),
	    .group_id = db_int_at(rows, i, 1),
	    .sort = db_int_at(rows, i, 2),
	    .group = db_text_at(rows, i, 3),
	    .name = db_text_at(rows, i, 4),
	    .description = db_text_at(rows, i, 5),
	    .audience = (enum article_audience)db_int_at(rows, i, 6),
	    .organisation_id = db_int_at(rows, i, 7),
	    .category_id = db_int_at(rows, i, 8),
	    .check_kind = (enum check_kind)db_int_at(rows, i, 9),
	    .check_target = db_text_at(rows, i, 10),
	    .counts_checks = db_int_at(rows, i, 11),
	    .created_at = db_time_at(rows, i, 12),
	    .check_failures = db_int_at(rows, i, 13),
	    .check_error = db_text_at(rows, i, 14),
	    .checked_at = db_time_at(rows, i, 15),
	    .state = (enum component_state)db_int_at(rows, i, 16),
	};
	if (c->counts_checks && c->check_kind != CHECK_NONE &&
	    c->check_failures >= CHECK_FAILURES && c->state != COMPONENT_MAINTENANCE)
		c->state = COMPONENT_MAJOR;
}

static enum err read_all(
    struct arena *arena, const struct db_rows *rows, struct component **components, size_t *count)
{
	*count = rows->count;
	*components = ARENA_ARRAY(arena, struct component, rows->count);
	if (!*components)
		return ERROR(ERR_MEMORY, "no memory for %zu components", rows->count);
	for (size_t i = 0; i < rows->count; i++)
		read_row(rows, i, &(*components)[i]);
	return OK;
}

enum err component_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct component **components, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &LIST, DB_VALUES(STATUS_VALUES(viewer), STATUS_VALUES(viewer)), &rows));
	return read_all(arena, &rows, components, count);
}

enum err component_checks(
    struct db *db, struct arena *arena, struct component **components, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &CHECKS, DB_NONE, &rows));
	return read_all(arena, &rows, components, count);
}

const struct component *component_at(const struct component *components, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (components[i].id == id)
			return &components[i];
	return NULL;
}

enum err component_groups(
    struct db *db, struct arena *arena, struct component_group **groups, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &GROUPS, DB_NONE, &rows));
	*count = rows.count;
	*groups = ARENA_ARRAY(arena, struct component_group, rows.count);
	if (!*groups)
		return ERROR(ERR_MEMORY, "no memory for %zu groups", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*groups)[i] = (struct component_group){
		    db_int_at(&rows, i, 0), db_int_at(&rows, i, 1), db_text_at(&rows, i, 2)};
	return OK;
}

struct checked {
	int64_t id, took_ms;
	const char *error;
	timestamp at;
};

static enum err write_check(struct db *db, void *context)
{
	const struct checked *c = context;
	const struct db_value failed = db_int(*c->error != '\0');

	TRY(db_execute(db, &CHECK_WRITE,
	    DB_VALUES(db_int(c->id), failed, db_int(c->took_ms), db_text(c->error), db_time(c->at)),
	    NULL));
	return db_execute(db, &CHECK_COUNT, DB_VALUES(db_int(c->id), db_time(c->at), failed), NULL);
}

enum err component_checked(
    struct db *db, int64_t id, int64_t took_ms, const char *error, timestamp at)
{
	struct checked c = {id, took_ms, error, at};

	return db_transaction(db, write_check, &c);
}
