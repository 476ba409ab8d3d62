/*
 * names.h: names that stand on nearly every page: of staff, teams, categories, organisations and of
 * clients who speak.
 *
 * Those of staff, teams, categories and organisations are kept in the process, a bounded number of
 * them, and forgotten once a minute with the catalogue (model/catalogue.h), so a changed name shows
 * a little later; of clients the last few. To join them to each query would cost a quarter of it.
 * What is handed out is valid for one request. For lists whose lines all have other names a join is
 * the better way.
 */
#ifndef DOCKET_MODEL_NAMES_H
#define DOCKET_MODEL_NAMES_H

#include <stdint.h>

#include "db/db.h"
#include "model/viewer.h"

enum named { NAMED_ACCOUNT, NAMED_TEAM, NAMED_CATEGORY, NAMED_ORGANISATION };

/* The name of that one, "" for 0 and for what there is no more. Asks the database at the first
 * time; `arena` holds the name where nothing is kept. */
enum err name_of(
    struct db *db, struct arena *arena, enum named kind, int64_t id, const char **name);

/* The same of an account, with what else is asked of people who speak. */
struct person_name {
	const char *name, *email; /* "" for none */
	int64_t organisation_id;  /* 0: none */
};
enum err name_of_person(
    struct db *db, struct arena *arena, int64_t account_id, struct person_name *person);

/* The viewer of the request, whose own names need no asking; NULL for none. Must live until the
 * next call: once at the beginning of each request. */
void names_of_viewer(const struct viewer *viewer);

/* For the catalogue: keeps names in its arena from now on, and lets go of them. */
void names_keep(struct arena *arena);
void names_forget(void);

#endif
