/*
 * overdue.h: tickets that stayed solved for so long that the clock closes them.
 */
#ifndef DOCKET_MODEL_OVERDUE_H
#define DOCKET_MODEL_OVERDUE_H

#include <stddef.h>

#include "db/db.h"
#include "model/ticket_list.h"

enum { OVERDUE_MOST = 100 };

/* Tickets in that status whose last change was before `before`, oldest first, at most OVERDUE_MOST:
 * those behind *from, which is moved to the last one, so that the next call goes on from there.
 * What was imported is left as it came: it is an archive, nobody waits for its end. */
enum err overdue_list(struct db *db, struct arena *arena, int64_t status_id, timestamp before,
    struct cursor *from, int64_t ids[static OVERDUE_MOST], size_t *count);

#endif
