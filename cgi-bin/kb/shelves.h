/*
 * shelves.h: categories as a reader sees them: a tree of two levels with what stands in each.
 */
#ifndef DOCKET_KB_SHELVES_H
#define DOCKET_KB_SHELVES_H

#include "web/context.h"

/* Below Shelves those within `parent_id` (0: at the top) that hold something, deeper ones counted
 * with them: N.Path, .Name, .Articles, .Requests (numbers), .Within.M.Path, .Name. Total and
 * TotalShown count the solved requests of the whole archive, TotalArticles the articles. */
enum err fill_shelves(struct context *context, int64_t parent_id);

/* "/kb/category/CODE". NULL: no memory. */
const char *category_path(const struct context *context, const char *code);

#endif
