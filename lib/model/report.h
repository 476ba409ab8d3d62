/*
 * report.h: figures over tickets: how many came, how fast they were answered and solved, how good
 * that was, and what the knowledge base did (doc/export.md says what each figure means).
 *
 * All from one consistent snapshot, read row by row: memory grows with the number of days and
 * groups, not of tickets.
 */
#ifndef DOCKET_MODEL_REPORT_H
#define DOCKET_MODEL_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "db/db.h"
#include "model/viewer.h"

enum { REPORT_DAYS_MOST = 3660, RATING_MOST = 5 };

/* From the beginning of a day of the site to the beginning of another. */
struct report_filter {
	timestamp from, before;
	int64_t organisation_id; /* 0: all */
};

/* Tickets received in the span, and tickets solved in it. */
struct report_group {
	int64_t key;		 /* 0: those that belong to none */
	const char *code, *name; /* NULL for none */
	int64_t received, solved;
};

struct report_groups {
	struct report_group *at; /* those with most first */
	size_t count;
};

struct report_day {
	timestamp at; /* its beginning */
	int64_t received, solved;
};

/* Of durations in seconds: beyond 18 hours to the minute, beyond 45 days to the hour. */
struct report_quantiles {
	int64_t count, median, p90; /* median, p90: -1 for none */
};

struct report {
	struct report_filter filter;
	const char *organisation; /* its name; "" for all */
	timestamp taken;
	int64_t received, solved;
	struct report_day *days;
	size_t day_count;
	struct report_groups types, categories, organisations, teams;
	struct report_quantiles first_response; /* of those received and answered */
	struct report_quantiles solution;	/* of those solved */
	int64_t due_met, due_missed;		/* of those solved that had a due time */
	int64_t solved_once, reopened;	  /* received: solved at least once; gone on after that */
	int64_t ratings[RATING_MOST + 1]; /* of those solved, by score */
	int64_t rating_count, rating_sum;
	bool has_knowledge; /* not of one organisation: readers have none */
	int64_t published, answers, deflected, helped, failed, misses;
	bool for_staff; /* teams and organisations are staff's */
};

/* Makes the span whole days within the limits; ERR_INPUT: it ends before it begins, or is longer
 * than REPORT_DAYS_MOST. */
enum err report_span(struct report_filter *filter);

/* ERR_NOT_FOUND: the viewer may not see that. A manager gets their organisation. */
enum err report_make(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct report_filter filter, struct report *report);

/* As XML (schema/report-1.xsd). `zone` is the site's, in which its days are. */
enum err report_xml(const struct report *report, const char *zone, struct buffer *out);

#endif
