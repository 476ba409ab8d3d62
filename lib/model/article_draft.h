/*
 * article_draft.h: the draft of an article that a solved ticket makes, and what in it should not be
 * published.
 */
#ifndef DOCKET_MODEL_ARTICLE_DRAFT_H
#define DOCKET_MODEL_ARTICLE_DRAFT_H

#include "db/db.h"
#include "model/redact.h"
#include "model/ticket.h"

/* The headings of its three parts, in the article's language. */
struct article_headings {
	const char *problem, *cause, *solution;
};

struct article_draft {
	const char *text; /* the title, a newline, the body in Markdown */
	struct redact_finding *findings;
	size_t count;
};

/* From what the client asked and what solved it. ERR_CONFLICT: it is not solved. The caller has
 * loaded the ticket for a member of staff. */
enum err article_draft_make(struct db *db, struct arena *arena, const struct ticket *ticket,
    const struct article_headings *headings, struct article_draft *draft);

/* Plain text as Markdown that shows it as it stands. NULL: no memory. */
const char *markdown_of_text(struct arena *arena, const char *text);

#endif
