/*
 * clock.h: all that happens by time, in rounds of small pieces.
 */
#ifndef DOCKET_CLOCK_CLOCK_H
#define DOCKET_CLOCK_CLOCK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/settings.h"
#include "db/db.h"
#include "model/ticket_list.h"

enum { CLOCK_STATUSES = 8 };

struct clock {
	const struct settings *settings;
	struct db *db;
	struct arena *arena;		      /* of a piece of work, reset after it */
	const char *cache, *spool;	      /* folders */
	struct cursor solved[CLOCK_STATUSES]; /* how far each solved status was looked through */
	bool unreachable; /* the database, when last tried: so the log tells it once */
};

/* Does each piece once; one that fails is logged and doesn't keep the others from being done.
 * `stop` is asked between them. Returns the first error. */
enum err clock_round(struct clock *clock, bool (*stop)(void));

/* Closes tickets that stayed solved for ticket.close_days, at most 100 of each status. */
enum err clock_close_solved(struct clock *clock);

/* Writes the daily mails of staff who chose them, once mail.digest_hour has come. */
enum err clock_digests(struct clock *clock);

/* Forgets mailed links that are too old. */
enum err clock_account_links(struct clock *clock);

#endif
