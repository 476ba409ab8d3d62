/*
 * demo.h: made-up people, tickets, articles and an archive to look around with.
 *
 * All of it goes through the same functions as real work, so that events and counters are right;
 * only the dates are set back afterwards. What is there already is left as it is: loading twice
 * adds nothing.
 */
#ifndef DOCKET_MODEL_DEMO_H
#define DOCKET_MODEL_DEMO_H

#include "db/db.h"

/* How much was added. */
struct demo_result {
	int accounts, tickets, archived, articles;
};

enum err demo_load(struct db *db, struct arena *arena, struct demo_result *result);

#endif
