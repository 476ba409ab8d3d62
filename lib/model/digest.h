/*
 * digest.h: one mail a day for staff who chose it in place of one for each change: what others did
 * with the tickets that concern them.
 */
#ifndef DOCKET_MODEL_DIGEST_H
#define DOCKET_MODEL_DIGEST_H

#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"

/* A kind of mail, see lib/letter/kinds.c. */
#define DIGEST_KIND "digest"

enum { DIGEST_TICKETS = 200 };

/* Why a ticket stands in it: the first that holds. */
enum digest_group { DIGEST_MINE = 1, DIGEST_FOLLOWED, DIGEST_TEAM, DIGEST_NOBODYS, DIGEST_GROUPS };

struct digest_line {
	enum digest_group group;
	int64_t ticket_id, status_id, changes;
	const char *subject, *contact;
	timestamp due_at; /* TIMESTAMP_NONE for none, or when it is no longer open */
};

/* Writes the mails that are due: for whom the last was before `due`, today's hour. At most 100 at a
 * time; *made tells how many. */
enum err digest_run(struct db *db, struct arena *arena, timestamp due, int64_t *made);

/* From the parameters of such a mail. False where they are not ours. */
bool digest_period(const char *parameters, timestamp *since, timestamp *until);

/* What happened in that time, by group, the last changed first. */
enum err digest_read(struct db *db, struct arena *arena, int64_t account_id, timestamp since,
    timestamp until, struct digest_line **lines, size_t *count);

#endif
