/*
 * directory.h: lists of all accounts and organisations, row by row, for the administrator's
 * command.
 */
#ifndef DOCKET_MODEL_DIRECTORY_H
#define DOCKET_MODEL_DIRECTORY_H

#include <stdbool.h>

#include "db/db.h"
#include "model/viewer.h"

struct directory_account {
	const char *email, *name, *organisation; /* "" for none */
	enum role role;
	bool is_active, has_password, is_manager;
};

struct directory_organisation {
	const char *name, *domains, *language; /* "" for none; domains with blanks between */
	enum client_scope scope;
	int64_t accounts;
};

/* Staff first, then by name. The first error of `each` ends it; what it is given is valid during
 * the call only, and the connection may not be used inside (db_each). */
enum err directory_accounts(struct db *db,
    enum err (*each)(void *context, const struct directory_account *account), void *context);

/* By name. */
enum err directory_organisations(struct db *db,
    enum err (*each)(void *context, const struct directory_organisation *organisation),
    void *context);

/* Has the database neither accounts nor tickets, or not even their tables? */
enum err directory_is_empty(struct db *db, struct arena *arena, bool *is_empty);

#endif
