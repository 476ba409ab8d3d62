/*
 * alike.h: what is like an article, kept for a minute in this worker for readers without a
 * session, who are most: finding it costs more than all the rest of the page.
 */
#ifndef DOCKET_KB_ALIKE_H
#define DOCKET_KB_ALIKE_H

#include "model/article.h"
#include "web/context.h"

/* As article_alike; valid as long as the request. */
enum err alike_find(struct context *context, const struct article *article,
    struct article_neighbour **neighbours, size_t *count);

#endif
