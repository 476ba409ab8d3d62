/*
 * alike.h: what stands beside an article: its translations and chosen ones, and what is like it.
 *
 * For readers without an account it is kept for some seconds: many of them read the same.
 */
#ifndef DOCKET_KB_ALIKE_H
#define DOCKET_KB_ALIKE_H

#include "model/article.h"
#include "web/context.h"

struct around {
	struct article_neighbour *near, *alike; /* see article_neighbours, article_alike */
	size_t near_count, alike_count;
};

enum err alike_find(struct context *context, const struct article *article, struct around *around);

#endif
