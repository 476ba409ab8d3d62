/*
 * catalogue.h: types, statuses, the workflow and the forms (model/form.h): small tables that every
 * page needs, kept in the process and read anew once a minute.
 */
#ifndef DOCKET_MODEL_CATALOGUE_H
#define DOCKET_MODEL_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

/* The order is that of the ENUM in the table status. */
enum status_class {
	CLASS_NEW = 1,
	CLASS_OPEN,
	CLASS_WAITING_CLIENT,
	CLASS_WAITING_OTHER,
	CLASS_SOLVED,
	CLASS_CLOSED,
	CLASS_REJECTED,
};

struct ticket_type {
	int64_t id;
	const char *code, *name, *icon; /* name in English, to be translated */
};

struct status {
	int64_t id;
	const char *code, *name;
	enum status_class class;
};

/* Reads the tables if that is a minute ago or never happened. Once at the start of a request: what
 * the functions below return is valid until the next call. */
enum err catalogue_ready(struct db *db);
void catalogue_free(void);

size_t catalogue_types(const struct ticket_type **types);
size_t catalogue_statuses(const struct status **statuses);

/* NULL where there is none. */
const struct ticket_type *ticket_type_by_id(int64_t id);
const struct ticket_type *ticket_type_by_code(const char *code);
const struct status *status_by_id(int64_t id);
const struct status *status_by_code(const char *code);
/* The first status of that class. */
const struct status *status_of_class(enum status_class class);

/* May a ticket of that type go from one status to the other? Staying is always allowed. */
bool status_allowed(int64_t type_id, int64_t from_id, int64_t to_id);

static inline bool class_is_open(enum status_class class)
{
	return class < CLASS_SOLVED;
}

/* Belongs into the archive: solved or closed. */
static inline bool class_is_archived(enum status_class class)
{
	return class == CLASS_SOLVED || class == CLASS_CLOSED;
}

#endif
