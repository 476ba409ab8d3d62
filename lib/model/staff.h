/*
 * staff.h: the names of members of staff, who stand on nearly every line of every page.
 *
 * They are kept in the process and forgotten once a minute with the catalogue (model/catalogue.h),
 * so a changed name shows a little later. What is handed out is valid for one request.
 */
#ifndef DOCKET_MODEL_STAFF_H
#define DOCKET_MODEL_STAFF_H

#include <stdint.h>

#include "db/db.h"

/* The name of that account, "" for 0. Asks the database at the first time; `arena` holds the name
 * where nothing is kept. */
enum err staff_name(struct db *db, struct arena *arena, int64_t account_id, const char **name);

/* For the catalogue: keeps names in its arena from now on, and lets go of them. */
void staff_keep(struct arena *arena);
void staff_forget(void);

#endif
