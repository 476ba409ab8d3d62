/*
 * find_plain.h: search without an index, for lib/model/find: the titles of the latest archived
 * tickets and articles, looked through for the longest words of the query.
 */
#ifndef DOCKET_MODEL_FIND_PLAIN_H
#define DOCKET_MODEL_FIND_PLAIN_H

#include "model/find.h"

/* Fills found, count and index.total. Finds nothing for a query without words, nor for texts that
 * are compared (SEARCH_SIMILAR). */
enum err find_plain(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct search_query *query, struct find_result *result);

#endif
