/*
 * health.h: looks whether an instance is well, and says what to do where it isn't.
 *
 * Nothing is changed. Each finding goes to `tell` at once, in the order of the checks; a check that
 * can't be made because an earlier one failed is left out.
 */
#ifndef DOCKET_MODEL_HEALTH_H
#define DOCKET_MODEL_HEALTH_H

#include "db/db.h"

struct settings;

enum health { HEALTH_OK, HEALTH_WARN, HEALTH_FAIL };

struct health_report {
	/* `advice` is "" when all is well. Both are valid during the call only. */
	void (*tell)(void *context, enum health health, const char *what, const char *advice);
	void *context;
};

/* The server, its settings, the schema, the counts, and whether somebody can administer it. */
void health_database(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report);

/* Whether the search index and the database agree, and what waits between them. */
void health_search(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report);

/* What waits to be sent, and what could not be. */
void health_mail(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report);

/* Exports that wait to be written, and those that could not be. */
void health_export(struct db *db, struct arena *arena, const struct health_report *report);

/* Folders, secrets, disk space, and whether the programs answer. */
void health_files(
    struct arena *arena, const struct settings *settings, const struct health_report *report);

/* The mailboxes, and what waits of the mail that came in. */
void health_mailin(struct db *db, struct arena *arena, const struct health_report *report);

/* Tells one finding: for the checks. */
void health_tell(const struct health_report *report, enum health health, const char *advice,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
