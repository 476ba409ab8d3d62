/*
 * mailin.h: takes mail in: a process for each mailbox fetches and stores, this one decides.
 */
#ifndef DOCKET_MAILIN_MAILIN_H
#define DOCKET_MAILIN_MAILIN_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

#include "base/settings.h"
#include "db/db.h"

struct mail_reader;

struct mailin {
	const char *home; /* as given; NULL */
	struct settings *settings;
	struct db *db;
	struct arena *arena; /* of a round or a message, reset behind it */
	struct mail_reader *reader;
};

/* --- deliver.c */

/* Decides on up to a batch of what is stored; *count of them. ERR_UNAVAILABLE: the database;
 * ERR_IO: the reader is gone: end. */
enum err deliver_round(struct mailin *mailin, bool (*stop)(void), size_t *count);

/* --- fetchers.c: the processes that fetch. */

/* Starts those that are missing, ends those whose mailbox was switched off or changed. */
enum err fetchers_round(struct mailin *mailin);

/* Takes note of those that ended. */
void fetchers_reap(void);

/* Ends all, and waits for them. */
void fetchers_end(void);

/* --- fetch.c: one of them. */

/* Fetches from one mailbox until it is changed or something fails: the exit status. `parent` hears
 * SIGUSR1 when something is stored. */
int fetch_mailbox(struct mailin *mailin, int64_t id, pid_t parent);

#endif
