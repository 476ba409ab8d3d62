/*
 * outside.h: what concerns other machines: webhooks, and looking whether components work.
 */
#ifndef DOCKET_OUTSIDE_OUTSIDE_H
#define DOCKET_OUTSIDE_OUTSIDE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/settings.h"
#include "db/db.h"

struct outside {
	const struct settings *settings;
	struct db *db;
	struct arena *arena; /* of one piece of work, reset after it */
	bool unreachable;    /* the database, when last tried: so the log tells it once */
};

/* Sends a few calls that are due; *count tells how many. */
enum err outside_call(struct outside *outside, size_t *count);

/* Checks the component whose check is due for the longest, if any; *checked tells. */
enum err outside_check(struct outside *outside, bool *checked);

#endif
