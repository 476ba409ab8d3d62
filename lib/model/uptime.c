#include "model/uptime.h"

#include <stdlib.h>
#include <string.h>

static const struct db_statement SPANS = {
    .name = "uptime_spans",
    .sql =
	"SELECT o.component_id, o.state + 0, o.begins_at, o.ends_at FROM component_outage o"
	" JOIN incident i ON i.id = o.incident_id JOIN component c ON c.id = o.component_id"
	" WHERE c.is_active AND " STATUS_VISIBLE("c") " AND " STATUS_VISIBLE(
	    "i") " AND (o.ends_at IS NULL OR o.ends_at > ?) ORDER BY o.component_id, o.begins_at",
    .in = STATUS_VISIBLE_IN STATUS_VISIBLE_IN "t",
    .out = "iitt",
};

static const struct db_statement DAYS = {
    .name = "uptime_days",
    .sql =
	"SELECT d.component_id, DATEDIFF(d.day, ?), d.checks, d.failed"
	" FROM component c JOIN component_check_day d ON d.component_id = c.id"
	" WHERE c.is_active AND c.counts_checks AND " STATUS_VISIBLE("c") " AND d.day >= DATE(?)",
    .in = "t" STATUS_VISIBLE_IN "t",
    .out = "iiii",
};

DB_STATEMENTS(uptime, &SPANS, &DAYS);

/* --- Arithmetic. */

/* One end of a span. */
struct edge {
	timestamp at;
	enum component_state state;
	int step; /* 1: begins, -1: ends */
};

static int by_time(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static void add_stretch(
    struct uptime *uptime, timestamp from, timestamp to, enum component_state state)
{
	while (from < to) {
		int64_t day = (from - uptime->first) / TIMESTAMP_DAY;
		timestamp end = uptime->first + (day + 1) * TIMESTAMP_DAY;
		int64_t span = (to < end ? to : end) - from;

		if (day >= UPTIME_DAYS)
			return;
		uptime->days[day].in[state] += span;
		if (state > uptime->days[day].worst)
			uptime->days[day].worst = state;
		from += span;
	}
}

static timestamp later(timestamp a, timestamp b)
{
	return a > b ? a : b;
}

static timestamp earlier(timestamp a, timestamp b)
{
	return a < b ? a : b;
}

/* Goes along the edges; between two of them the worst of the open spans counts. */
static enum err sweep(struct arena *arena, const struct outage *spans, size_t count, timestamp from,
    timestamp now, struct uptime *uptime)
{
	struct edge *edges = ARENA_ARRAY(arena, struct edge, 2 * count + 1);
	int open[COMPONENT_STATES] = {0};
	size_t used = 0;

	if (!edges)
		return ERROR(ERR_MEMORY, "no memory for %zu outages", count);
	for (size_t i = 0; i < count; i++) {
		timestamp begins = later(spans[i].begins_at, from);
		timestamp ends =
		    spans[i].ends_at == TIMESTAMP_NONE ? now : earlier(spans[i].ends_at, now);

		if (begins >= ends)
			continue;
		edges[used++] = (struct edge){begins, spans[i].state, 1};
		edges[used++] = (struct edge){ends, spans[i].state, -1};
	}
	qsort(edges, used, sizeof *edges, by_time);
	for (size_t i = 0; i + 1 < used; i++) {
		int worst = COMPONENT_MAJOR;

		open[edges[i].state] += edges[i].step;
		while (worst > COMPONENT_OPERATIONAL && !open[worst])
			worst--;
		if (worst > COMPONENT_OPERATIONAL)
			add_stretch(
			    uptime, edges[i].at, edges[i + 1].at, (enum component_state)worst);
	}
	return OK;
}

/* Of a day's length: exact enough in millionths, and never beyond 64 bits. */
static int64_t checks_down(const struct uptime_day *day)
{
	return day->checks > 0 ? day->watched / 1000000 * (day->failed * 1000000 / day->checks) : 0;
}

enum err uptime_count(struct arena *arena, struct outage *spans, size_t count, timestamp since,
    timestamp now, struct uptime *uptime)
{
	timestamp today = now - now % TIMESTAMP_DAY;
	timestamp from;

	uptime->first = today - (UPTIME_DAYS - 1) * TIMESTAMP_DAY;
	uptime->watched = uptime->down = 0;
	/* What was entered for the time before counts: then it was watched. */
	for (size_t i = 0; i < count; i++)
		since = earlier(since, spans[i].begins_at);
	from = later(since, uptime->first);
	for (size_t i = 0; i < UPTIME_DAYS; i++) {
		struct uptime_day *day = &uptime->days[i];
		timestamp begins = uptime->first + (timestamp)i * TIMESTAMP_DAY;

		day->watched = later(0, earlier(begins + TIMESTAMP_DAY, now) - later(begins, from));
		day->worst = COMPONENT_OPERATIONAL;
		memset(day->in, 0, sizeof day->in);
	}
	TRY(sweep(arena, spans, count, from, now, uptime));
	for (size_t i = 0; i < UPTIME_DAYS; i++) {
		struct uptime_day *day = &uptime->days[i];
		int64_t checked = checks_down(day);

		day->down = day->in[COMPONENT_MAJOR] + day->in[COMPONENT_PARTIAL] * 3 / 10;
		if (checked > day->down) {
			day->down = checked;
			/* A failed check alone may be chance. */
			if (day->failed >= CHECK_FAILURES && day->worst < COMPONENT_PARTIAL)
				day->worst = COMPONENT_PARTIAL;
		}
		uptime->watched += day->watched;
		uptime->down += day->down;
	}
	return OK;
}

int64_t uptime_share(int64_t watched, int64_t down)
{
	int64_t share;

	if (watched <= 0)
		return -1;
	/* In milliseconds, so that 90 days times 10,000 fit. */
	share = 10000 - (down / 1000 * 10000 + watched / 1000 - 1) / (watched / 1000 + 1);
	if (down > 0 && share == 10000)
		share = 9999;
	return share < 0 ? 0 : share;
}

/* --- Loading. */

static void take_days(const struct db_rows *rows, int64_t component_id, struct uptime *uptime)
{
	for (size_t i = 0; i < rows->count; i++) {
		int64_t day = db_int_at(rows, i, 1);

		if (db_int_at(rows, i, 0) != component_id || day < 0 || day >= UPTIME_DAYS)
			continue;
		uptime->days[day].checks = db_int_at(rows, i, 2);
		uptime->days[day].failed = db_int_at(rows, i, 3);
	}
}

enum err uptime_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct component *components, size_t count, timestamp now, struct uptime **uptimes)
{
	timestamp first = now - now % TIMESTAMP_DAY - (UPTIME_DAYS - 1) * TIMESTAMP_DAY;
	struct outage *spans;
	struct db_rows rows, days;

	TRY(db_query(db, arena, &SPANS,
	    DB_VALUES(STATUS_VALUES(viewer), STATUS_VALUES(viewer), db_time(first)), &rows));
	TRY(db_query(db, arena, &DAYS,
	    DB_VALUES(db_time(first), STATUS_VALUES(viewer), db_time(first)), &days));
	*uptimes = ARENA_ARRAY(arena, struct uptime, count);
	spans = ARENA_ARRAY(arena, struct outage, rows.count);
	if (!*uptimes || !spans)
		return ERROR(ERR_MEMORY, "no memory for %zu components", count);
	for (size_t c = 0; c < count; c++) {
		size_t used = 0;

		memset(&(*uptimes)[c], 0, sizeof **uptimes);
		for (size_t i = 0; i < rows.count; i++)
			if (db_int_at(&rows, i, 0) == components[c].id)
				spans[used++] =
				    (struct outage){(enum component_state)db_int_at(&rows, i, 1),
					db_time_at(&rows, i, 2), db_time_at(&rows, i, 3)};
		take_days(&days, components[c].id, &(*uptimes)[c]);
		TRY(uptime_count(
		    arena, spans, used, components[c].created_at, now, &(*uptimes)[c]));
	}
	return OK;
}
