/*
 * pages.h: the handlers of the knowledge base, and what its lists fill alike.
 */
#ifndef DOCKET_KB_PAGES_H
#define DOCKET_KB_PAGES_H

#include "model/archive.h"
#include "web/context.h"

enum err index_show(struct context *context);
enum err category_show(struct context *context);
enum err ticket_show(struct context *context);
enum err search_show(struct context *context);
enum err suggest_show(struct context *context);
enum err suggest_post(struct context *context);

/* "/kb/H1010-can-two-people-share-a-mailbox". NULL: no memory. */
const char *archive_path(const struct context *context, int64_t id, const char *subject);

/* Lines.N.Path, .Number, .Subject, .Category, .Language, .Type, .Icon, .HasSolution, .At.*;
 * First and Next, paths of other pages of `address`. */
void fill_archive_page(
    struct context *context, const struct archive_page *archive, const char *address);

/* Where the page begins that the address asks for. ERR_INPUT: not understood. */
enum err read_after(const struct context *context, struct cursor *after);

#endif
