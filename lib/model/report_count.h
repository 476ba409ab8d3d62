/*
 * report_count.h: counting for reports: groups by key, durations in constant memory. For
 * lib/model/report*.c alone.
 */
#ifndef DOCKET_MODEL_REPORT_COUNT_H
#define DOCKET_MODEL_REPORT_COUNT_H

#include "model/report.h"

/* Groups of a report while they are counted, found by their key. */
struct report_table {
	struct report_group *at;
	size_t *slots; /* place + 1 in `at`; 0: free */
	size_t count, room;
};

/* Counts one more; ERR_MEMORY. The memory is the table's own. */
enum err report_table_note(
    struct report_table *table, int64_t key, int64_t received, int64_t solved);
void report_table_free(struct report_table *table);

/* How many durations there were of each length. */
struct report_durations;

struct report_durations *report_durations_new(void); /* NULL: no memory */
void report_durations_note(struct report_durations *durations, timestamp from, timestamp to);
void report_durations_read(
    const struct report_durations *durations, struct report_quantiles *quantiles);
void report_durations_free(struct report_durations *durations);

#endif
