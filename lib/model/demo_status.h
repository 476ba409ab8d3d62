/*
 * demo_status.h: a status page for the demo: components, a past incident, planned maintenance.
 */
#ifndef DOCKET_MODEL_DEMO_STATUS_H
#define DOCKET_MODEL_DEMO_STATUS_H

#include "db/db.h"
#include "model/demo_data.h"

/* Nothing where there is a component already. */
enum err demo_status(struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE]);

#endif
