/*
 * article_alike.h: which articles are alike, found in the search index and kept in the database, so
 * that an article's page costs no search.
 *
 * The indexer notes each article that it has read as due, and looks for what is like it when it has
 * nothing else to do. An article that changed makes those due that it is like, and those that were
 * like it.
 */
#ifndef DOCKET_MODEL_ARTICLE_ALIKE_H
#define DOCKET_MODEL_ARTICLE_ALIKE_H

#include "db/db.h"
#include "search/search.h"

/* The article has changed, or may be read no longer. */
enum err article_alike_add(struct db *db, int64_t id);

/* All published ones: the index was built anew. */
enum err article_alike_add_all(struct db *db);

/* Looks for what is like the next few that are due; *done tells how many these were.
 * ERR_UNAVAILABLE: the index, or the database. */
enum err article_alike_renew(
    struct db *db, struct arena *arena, struct search *search, size_t *done);

#endif
