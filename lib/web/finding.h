/*
 * finding.h: search in pages: the index of this worker, and what templates are given of a hit.
 */
#ifndef DOCKET_WEB_FINDING_H
#define DOCKET_WEB_FINDING_H

#include "model/find.h"
#include "web/context.h"

/* Asks the index as this request's viewer, and the database where there is none. The worker opens
 * the index at its first use and keeps it. */
enum err finding_ask(
    struct context *context, const struct search_query *query, struct find_result *result);

/* What is like that text: solved tickets and articles that the viewer may read, but the ticket
 * `except` (0: none). At most `limit`. */
enum err finding_similar(struct context *context, const char *title, const char *text,
    int64_t except, size_t limit, struct find_result *result);

/* The page where it is read: "/kb/H1010-two-people-one-mailbox", "/kb/12-receipts". */
const char *finding_path(const struct context *context, const struct found *found);

/* "ticket-1010", "article-12", and back: false for anything else. */
const char *finding_key(const struct context *context, const struct found *found);
bool finding_key_parse(const char *key, enum search_kind *kind, int64_t *id);

/* What it is, in a line: "Article · Tills", "Solved request H1010 · Tills". */
const char *finding_note(const struct context *context, const struct found *found);

/* Path, Key, Kind ("article", "ticket"), Note, Title, Language, Category, Solved, At.*, Helped (a
 * share in per cent) and Answered of an article; Heading and Snippet, whose Trusted.Html has the
 * words that were found marked; SnippetText. */
void finding_fill(struct context *context, struct data *item, const struct found *found);

/* Where a signature that was typed ("H1010") leads: *path, or NULL when it is none, or of nothing
 * that the viewer may see. */
enum err finding_signature(struct context *context, const char *text, const char **path);

#endif
