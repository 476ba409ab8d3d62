/*
 * export_words.h: an export's filter as people and scripts write it: in addresses, on the command
 * line.
 */
#ifndef DOCKET_MODEL_EXPORT_WORDS_H
#define DOCKET_MODEL_EXPORT_WORDS_H

#include "model/export.h"
#include "model/report.h"

/* NULL or "": not asked for. */
struct export_words {
	/* RFC 3339, or a date of the site's zone: its beginning, of created_to its end. */
	const char *since, *created_from, *created_to;
	const char *type, *status, *category; /* codes */
	const char *organisation, *team;      /* names or keys */
};

/* Times that a report or an export is asked for. False when it is neither a time nor a date. */
bool export_time_read(const char *text, bool to, timestamp *at);

/* ERR_INPUT: one of them can't be read, or names nothing; *wrong is its name ("created_from"). */
enum err export_words_read(struct db *db, struct arena *arena, const struct export_words *words,
    struct export_filter *filter, const char **wrong);

/* The span and organisation of a report; without created_from and created_to the last thirty days.
 * ERR_INPUT as above; *wrong is "created_from" for a span that is none. */
enum err report_words_read(struct db *db, struct arena *arena, const struct export_words *words,
    struct report_filter *filter, const char **wrong);

#endif
