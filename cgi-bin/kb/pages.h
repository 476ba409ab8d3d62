/*
 * pages.h: the handlers of the knowledge base, and what its lists fill alike.
 */
#ifndef DOCKET_KB_PAGES_H
#define DOCKET_KB_PAGES_H

#include "model/archive.h"
#include "model/article_list.h"
#include "web/context.h"

enum err index_show(struct context *context);
enum err category_show(struct context *context);
/* "/kb/H1010-…" is a solved request, "/kb/12-…" an article. */
enum err entry_show(struct context *context);
enum err ticket_show(struct context *context);
enum err article_show(struct context *context);
enum err vote_post(struct context *context);
enum err robots_show(struct context *context);
enum err sitemap_show(struct context *context);
enum err search_show(struct context *context);
enum err suggest_show(struct context *context);
enum err suggest_post(struct context *context);

/* "/kb/12-can-two-people-share-a-mailbox". NULL: no memory. */
const char *article_path(const struct context *context, int64_t id, const char *title);

/* ITEM.Path, .Title, .Summary, .Category, .Language, .LanguageName where it is not the page's,
 * .Updated.* */
void fill_article_line(struct context *context, struct data *item, const struct article_line *line);

/* At most `most` of them below `list`. Of translations of each other the one in the page's language
 * stands there alone. */
void fill_articles(struct context *context, const char *list, const struct article_line *lines,
    size_t count, size_t most);

/* "/kb/H1010-can-two-people-share-a-mailbox". NULL: no memory. */
const char *archive_path(const struct context *context, int64_t id, const char *subject);

/* Lines.N.Path, .Number, .Subject, .Category, .Language, .Type, .Icon, .HasSolution, .At.*;
 * First and Next, paths of other pages of `address`. */
void fill_archive_page(
    struct context *context, const struct archive_page *archive, const char *address);

/* Where the page begins that the address asks for. ERR_INPUT: not understood. */
enum err read_after(const struct context *context, struct cursor *after);

#endif
