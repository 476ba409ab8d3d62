/*
 * demo_bulk.h: made-up tickets by the million, for benchmarks.
 *
 * The same numbers give the same data, but for the dates, which end now: three years of them.
 * About 40 tickets a client, 25 clients an organisation; most are closed, of the youngest twentieth
 * more than half are open. Each has one to five messages and its events. All accounts have the
 * password docket-demo: client0@org0.example and so on, agent0@bulk.example to
 * agent39@bulk.example.
 */
#ifndef DOCKET_MODEL_DEMO_BULK_H
#define DOCKET_MODEL_DEMO_BULK_H

#include "db/db.h"

enum { DEMO_BULK_MOST = 10 * 1000 * 1000 };

/* Adds what is missing to `tickets` of them; *added tells how many that were. `progress` (may be
 * NULL) is told how many are there. Counts are right again at the end: nothing else should change
 * tickets meanwhile. */
enum err demo_bulk(struct db *db, struct arena *arena, int64_t tickets,
    void (*progress)(int64_t there, int64_t tickets), int64_t *added);

#endif
