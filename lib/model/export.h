/*
 * export.h: tickets for reporting, all of them or those that a filter names, from one consistent
 * snapshot and in constant memory, as XML, CSV or JSON Lines (doc/export.md).
 *
 * Staff get everything. An organisation's manager gets its tickets, without what is between staff:
 * no notes, no teams, no tags, and staff under the name that clients see.
 */
#ifndef DOCKET_MODEL_EXPORT_H
#define DOCKET_MODEL_EXPORT_H

#include <stdbool.h>

#include "base/settings.h"
#include "db/db.h"
#include "model/viewer.h"
#include "xml/records.h"

/* Keys are 0 and times TIMESTAMP_NONE where nothing is asked. */
struct export_filter {
	timestamp since;			 /* changed then or later */
	timestamp created_from, created_before;	 /* opened in that span */
	int64_t type_id, status_id, category_id; /* of that kind */
	int64_t organisation_id, team_id;
	bool messages; /* with what was said */
};

#define EXPORT_ALL                                                                                 \
	((struct export_filter){.since = TIMESTAMP_NONE,                                           \
	    .created_from = TIMESTAMP_NONE,                                                        \
	    .created_before = TIMESTAMP_NONE})

struct export_options {
	enum records_format format;
	bool mark; /* CSV: a byte order mark */
};

/* Where the bytes go, and who is told how many tickets are through, every few hundred; its error
 * ends the export. */
struct export_sink {
	records_sink *write;
	enum err (*progress)(void *context, int64_t tickets); /* may be NULL */
	void *context;
};

/* May this viewer export at all? Narrows the filter to what they may have: a manager's to their
 * organisation. ERR_NOT_FOUND: they may not. */
enum err export_allow(const struct viewer *viewer, struct export_filter *filter);

/* How many tickets fit, at most `most`. */
enum err export_count(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_filter filter, int64_t most, int64_t *count);

/* Writes them, with a few MiB of its own. *tickets (may be NULL) is how many there were. The
 * connection may not be in a transaction. */
enum err export_tickets(struct db *db, const struct settings *settings, const struct viewer *viewer,
    struct export_filter filter, struct export_options options, const struct export_sink *sink,
    int64_t *tickets);

/* The account as a viewer, as it stands now: for what is done later in its name. ERR_NOT_FOUND:
 * there is none, or it may not sign in any more. */
enum err export_viewer(
    struct db *db, struct arena *arena, int64_t account_id, struct viewer *viewer);

#endif
