/*
 * organisation.h: client firms, teams and categories: the small tables that staff choose from.
 */
#ifndef DOCKET_MODEL_ORGANISATION_H
#define DOCKET_MODEL_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"

struct organisation_new {
	const char *name;
	enum client_scope scope;
	const char *language;	    /* NULL: none */
	const char *const *domains; /* lower-cased when stored */
	size_t domain_count;
};

/* ERR_CONFLICT: the name or a domain is taken. */
enum err organisation_add(struct db *db, struct arena *arena, const struct organisation_new *new,
    int64_t actor_id, int64_t *id);
/* ERR_NOT_FOUND where there is none. */
enum err organisation_by_name(struct db *db, struct arena *arena, const char *name, int64_t *id);

struct choice {
	int64_t id;
	const char *name;
};

/* For selects of the desk, by name, at most 500. */
enum err team_list(struct db *db, struct arena *arena, struct choice **teams, size_t *count);
enum err organisation_list(
    struct db *db, struct arena *arena, struct choice **organisations, size_t *count);
enum err category_list(
    struct db *db, struct arena *arena, struct choice **categories, size_t *count);

/* The team of that name, made where it is missing; membership likewise. */
enum err team_ensure(struct db *db, struct arena *arena, const char *name, int64_t *id);
enum err team_join(struct db *db, int64_t team_id, int64_t account_id, bool is_lead);

/* The category of that code, made where it is missing (its name from the code). */
enum err category_ensure(struct db *db, struct arena *arena, const char *code, int64_t *id);

#endif
