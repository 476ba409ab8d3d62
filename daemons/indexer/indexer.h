/*
 * indexer.h: keeps the search index as the database is.
 */
#ifndef DOCKET_INDEXER_INDEXER_H
#define DOCKET_INDEXER_INDEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/settings.h"
#include "db/db.h"
#include "search/writer.h"

struct indexer {
	const struct settings *settings;
	struct db *db;
	struct arena *arena; /* of a round, reset after it */
	const char *folder;
	bool (*stop)(void);
	struct search_writer *writer; /* NULL until the index is open for writing */
	struct search *search; /* the same, for reading; NULL until something is looked for */
	bool suspect;	       /* writing failed: is the index itself broken? */
	const char *waiting;   /* what it waits for, when last looked: so the log tells it once */
};

/* Brings up to INDEXER_BATCH documents into the index, or, when none waits, looks for what is like
 * a few articles; *count tells how many. Opens the index where it isn't yet, and builds it anew
 * where it is missing, broken or of another release: that ends early, with ERR_RETRY, when told to
 * stop. ERR_UNAVAILABLE: the database, ERR_CONFLICT: another process writes the index: try again
 * later. */
enum { INDEXER_BATCH = 200 };
enum err indexer_round(struct indexer *indexer, size_t *count);

/* Reads all of the index and asks it something: *sound tells whether that went well. An error is of
 * the database. */
enum err indexer_check(struct indexer *indexer, bool *sound);

void indexer_close(struct indexer *indexer);

#endif
