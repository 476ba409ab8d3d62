/*
 * counter.h: counts that pages show (open, unassigned, a person's, the archive's), kept in the
 * transaction of the change and never recounted for a page.
 *
 * Each count is spread over a few rows, so that writers seldom wait for each other. Changes are
 * collected and applied last in the transaction, in the order of their names, so that two
 * transactions never wait for each other in a ring.
 */
#ifndef DOCKET_MODEL_COUNTER_H
#define DOCKET_MODEL_COUNTER_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum { COUNTER_NAME = 60, COUNTER_CHANGES = 16 };

struct counter_changes {
	struct counter_change {
		char name[COUNTER_NAME];
		int64_t by;
	} at[COUNTER_CHANGES];
	size_t count;
	enum err failed;
};

/* Notes a change; two of one name are added up. `format` makes the name. */
void counter_note(struct counter_changes *changes, int64_t by, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Writes what was noted; what adds up to nothing is left out. */
enum err counter_apply(struct db *db, struct counter_changes *changes);

/* The counts whose name is `prefix` itself or begins with `prefix` and a colon. */
struct counter {
	const char *name;
	int64_t value;
};
enum err counter_list(struct db *db, struct arena *arena, const char *prefix,
    struct counter **counters, size_t *count);

/* All that the queues of this member of staff show: open, unassigned, theirs, of each status and
 * team. */
enum err counter_queues(struct db *db, struct arena *arena, int64_t account_id,
    struct counter **counters, size_t *count);

/* The value of a name in such a list; 0 where it is missing. */
int64_t counter_value(const struct counter *counters, size_t count, const char *name);

/* Counts everything anew: for docketctl after a bulk change. */
enum err counter_rebuild(struct db *db);

/* *differing tells how many counts are not what counting anew gives. */
enum err counter_check(struct db *db, struct arena *arena, int64_t *differing);

#endif
