/*
 * category.h: the tree of categories, by which articles and archived tickets are found.
 */
#ifndef DOCKET_MODEL_CATEGORY_H
#define DOCKET_MODEL_CATEGORY_H

#include <stddef.h>

#include "db/db.h"

struct category {
	int64_t id, parent_id; /* 0: at the top */
	const char *code, *name;
};

/* In their order, those at the top first, then by name; at most 500. */
enum err category_tree(
    struct db *db, struct arena *arena, struct category **categories, size_t *count);

/* NULL where there is none. */
const struct category *category_at(const struct category *categories, size_t count, int64_t id);

#endif
