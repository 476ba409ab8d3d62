/*
 * uptime.h: how much of the last days each component worked, from incidents and, where they count,
 * from checks.
 *
 * A major outage counts in full, a partial one by 3/10; slowness and maintenance don't count. Where
 * spans overlap, the worst counts. Where checks count, the greater of both is a day's downtime.
 * Days are of UTC.
 */
#ifndef DOCKET_MODEL_UPTIME_H
#define DOCKET_MODEL_UPTIME_H

#include "model/component.h"

enum { UPTIME_DAYS = 90 };

struct outage {
	enum component_state state;
	timestamp begins_at, ends_at; /* TIMESTAMP_NONE: it goes on */
};

struct uptime_day {
	int64_t watched;	      /* microseconds of the day that count; 0: nothing known */
	int64_t down;		      /* microseconds of them, weighted */
	int64_t in[COMPONENT_STATES]; /* microseconds in each state but operational */
	int64_t checks, failed;	      /* of that day, where checks count */
	enum component_state worst;
};

struct uptime {
	timestamp first; /* midnight of days[0]; the last one is today */
	struct uptime_day days[UPTIME_DAYS];
	int64_t watched, down; /* sums */
};

/* One component that is watched since `since`, at `now`. The spans may overlap and are sorted in
 * place. `days` come with their checks set. ERR_MEMORY. */
enum err uptime_count(struct arena *arena, struct outage *spans, size_t count, timestamp since,
    timestamp now, struct uptime *uptime);

/* For each of those components, from two queries in all. */
enum err uptime_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct component *components, size_t count, timestamp now, struct uptime **uptimes);

/* 99.98 % as 9998, rounded down but for what was never down; -1 where nothing was watched. */
int64_t uptime_share(int64_t watched, int64_t down);

#endif
