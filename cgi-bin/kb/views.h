/*
 * views.h: counts how often articles are opened, without making a reader wait: in memory first,
 * then at most once a second in the database.
 */
#ifndef DOCKET_KB_VIEWS_H
#define DOCKET_KB_VIEWS_H

#include "web/context.h"

/* A reader opened it. Staff, who look at what they write, and HEAD requests don't count. */
void views_note(struct context *context, int64_t article_id);

#endif
