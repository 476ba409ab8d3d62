#include "model/counter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

enum { SLOTS = 8 };

/* Every count there is, counted from the tickets themselves. */
#define COUNTED                                                                                    \
	"SELECT 'open' AS name, COUNT(*) AS value FROM ticket WHERE is_open = 1"                   \
	" UNION ALL SELECT 'unassigned', COUNT(*) FROM ticket"                                     \
	"  WHERE is_open = 1 AND responsible_id IS NULL"                                           \
	" UNION ALL SELECT CONCAT('person:', responsible_id), COUNT(*) FROM ticket"                \
	"  WHERE is_open = 1 AND responsible_id IS NOT NULL GROUP BY responsible_id"               \
	" UNION ALL SELECT CONCAT('team:', team_id), COUNT(*) FROM ticket"                         \
	"  WHERE is_open = 1 AND team_id IS NOT NULL GROUP BY team_id"                             \
	" UNION ALL SELECT CONCAT('status:', status_id), COUNT(*) FROM ticket GROUP BY status_id"  \
	" UNION ALL SELECT CONCAT('archive:', audience), COUNT(*) FROM ticket"                     \
	"  WHERE audience IS NOT NULL GROUP BY audience"                                           \
	" UNION ALL SELECT CONCAT('archive:', audience, ':', category_id), COUNT(*) FROM ticket"   \
	"  WHERE audience IS NOT NULL AND category_id IS NOT NULL GROUP BY audience, category_id"

static const struct db_statement COUNTER_ADD = {
    .name = "counter_add",
    .sql = "INSERT INTO counter (name, slot, value) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE value = value + VALUES(value)",
    .in = "sii",
};

static const struct db_statement COUNTER_LIST = {
    .name = "counter_list",
    .sql = "SELECT name, CAST(SUM(value) AS SIGNED) FROM counter"
	   " WHERE name = ? OR (name >= CONCAT(?, ':') AND name < CONCAT(?, ';'))"
	   " GROUP BY name",
    .in = "sss",
    .out = "si",
};

static const struct db_statement COUNTER_QUEUES = {
    .name = "counter_queues",
    .sql = "SELECT name, CAST(SUM(value) AS SIGNED) FROM counter"
	   " WHERE name IN ('open', 'unassigned', ?) OR (name > 'status:' AND name < 'status;')"
	   " OR (name > 'team:' AND name < 'team;') GROUP BY name",
    .in = "s",
    .out = "si",
};

static const struct db_statement COUNTER_CLEAR = {
    .name = "counter_clear",
    .sql = "DELETE FROM counter",
};

static const struct db_statement COUNTER_FILL = {
    .name = "counter_fill",
    .sql =
	"INSERT INTO counter (name, slot, value) SELECT name, 0, value FROM (" COUNTED ") counted",
};

static const struct db_statement COUNTER_CHECK = {
    .name = "counter_check",
    .sql = "SELECT COUNT(*) FROM (SELECT name FROM (" COUNTED
	   " UNION ALL SELECT name, -value FROM counter) both_sides"
	   " GROUP BY name HAVING SUM(value) <> 0) differing",
    .out = "i",
};

DB_STATEMENTS(counter, &COUNTER_ADD, &COUNTER_LIST, &COUNTER_QUEUES, &COUNTER_CLEAR, &COUNTER_FILL,
    &COUNTER_CHECK);

void counter_note(struct counter_changes *changes, int64_t by, const char *format, ...)
{
	char name[COUNTER_NAME];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(name, sizeof name, format, args);
	va_end(args);
	if (length < 0 || (size_t)length >= sizeof name) {
		changes->failed = ERROR(ERR_INTERNAL, "counter name too long: %s", format);
		return;
	}
	for (size_t i = 0; i < changes->count; i++) {
		if (!strcmp(changes->at[i].name, name)) {
			changes->at[i].by += by;
			return;
		}
	}
	if (changes->count == COUNTER_CHANGES) {
		changes->failed = ERROR(ERR_INTERNAL, "more than %d counters", COUNTER_CHANGES);
		return;
	}
	memcpy(changes->at[changes->count].name, name, sizeof name);
	changes->at[changes->count++].by = by;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct counter_change *)a)->name, ((const struct counter_change *)b)->name);
}

enum err counter_apply(struct db *db, struct counter_changes *changes)
{
	unsigned char chance;

	TRY(changes->failed);
	TRY(random_bytes(&chance, 1));
	qsort(changes->at, changes->count, sizeof changes->at[0], by_name);
	for (size_t i = 0; i < changes->count; i++) {
		const struct counter_change *change = &changes->at[i];

		if (change->by)
			TRY(db_execute(db, &COUNTER_ADD,
			    DB_VALUES(
				db_text(change->name), db_int(chance % SLOTS), db_int(change->by)),
			    NULL));
	}
	changes->count = 0;
	return OK;
}

static enum err read_counters(struct db *db, struct arena *arena,
    const struct db_statement *statement, struct db_values values, struct counter **counters,
    size_t *count)
{
	struct db_rows rows;
	struct counter *list;

	TRY(db_query(db, arena, statement, values, &rows));
	list = ARENA_ARRAY(arena, struct counter, rows.count);
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu counters", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		list[i] = (struct counter){db_text_at(&rows, i, 0), db_int_at(&rows, i, 1)};
	*counters = list;
	*count = rows.count;
	return OK;
}

enum err counter_list(struct db *db, struct arena *arena, const char *prefix,
    struct counter **counters, size_t *count)
{
	struct db_value name = db_text(prefix);

	return read_counters(
	    db, arena, &COUNTER_LIST, DB_VALUES(name, name, name), counters, count);
}

enum err counter_queues(struct db *db, struct arena *arena, int64_t account_id,
    struct counter **counters, size_t *count)
{
	char person[COUNTER_NAME];

	(void)snprintf(person, sizeof person, "person:%lld", (long long)account_id);
	return read_counters(
	    db, arena, &COUNTER_QUEUES, DB_VALUES(db_text(person)), counters, count);
}

int64_t counter_value(const struct counter *counters, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(counters[i].name, name))
			return counters[i].value;
	return 0;
}

static enum err rebuild(struct db *db, void *context)
{
	(void)context;
	TRY(db_execute(db, &COUNTER_CLEAR, DB_NONE, NULL));
	return db_execute(db, &COUNTER_FILL, DB_NONE, NULL);
}

enum err counter_rebuild(struct db *db)
{
	return db_transaction(db, rebuild, NULL);
}

enum err counter_check(struct db *db, struct arena *arena, int64_t *differing)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &COUNTER_CHECK, DB_NONE, &rows));
	*differing = db_int_at(&rows, 0, 0);
	return OK;
}
