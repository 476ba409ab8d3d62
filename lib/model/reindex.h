/*
 * reindex.h: builds the search index anew beside the live one, then swaps.
 */
#ifndef DOCKET_MODEL_REINDEX_H
#define DOCKET_MODEL_REINDEX_H

#include <stdbool.h>

#include "db/db.h"

struct settings;

struct reindex {
	struct db *db;
	struct arena *arena; /* reset again and again */
	const char *folder;  /* of the index: see search_folder */
	/* Now and then: how much is done of about how much. False stops the work: nothing has
	 * changed then. May be NULL. */
	bool (*progress)(void *context, int64_t done, int64_t total);
	void *context;
	int64_t documents; /* filled in: how many are in it */
};

/* ERR_CONFLICT: somebody else rebuilds it now. ERR_RETRY: stopped. ERR_UNAVAILABLE: the database.
 * A document that can't be read is left out and waits in index_queue. */
enum err reindex(struct reindex *reindex);

/* HOME/search. Valid as long as the settings' first caller's process; NULL: the path is too long.
 */
const char *search_folder(const struct settings *settings);

#endif
