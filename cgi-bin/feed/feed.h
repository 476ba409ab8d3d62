/*
 * feed.h: the handlers of the program "feed", and how a feed is made and sent.
 *
 * A public feed is the same for everybody, whatever cookies and languages the reader sends: its
 * address alone decides, so that a cache may keep one for all.
 */
#ifndef DOCKET_FEED_FEED_H
#define DOCKET_FEED_FEED_H

#include "model/feed_address.h"
#include "model/ticket_list.h"
#include "web/context.h"
#include "xml/calendar.h"
#include "xml/feed.h"

enum { FEED_ENTRIES = 20, FEED_PAGE_WORDS = 200 };

/* --- The handlers. */

enum err kb_feed(struct context *context);
enum err category_feed(struct context *context);
enum err search_feed(struct context *context);
enum err status_feed(struct context *context);
enum err component_feed(struct context *context);
enum err maintenance_calendar(struct context *context);
enum err private_feed(struct context *context);

/* --- Making one. */

/* Entries in the making, at most FEED_ENTRIES. */
struct feed_draft {
	struct feed feed;
	struct feed_entry entries[FEED_ENTRIES];
};

/* Begins a feed: its site, author, language; its title behind the site's name. `name` is for its id
 * and never changes; `page` is the path of the page for people. */
enum err draft_begin(struct context *context, struct feed_draft *draft, const char *name,
    const char *title, const char *page);

/* The next entry, zeroed; NULL when there is no room. */
struct feed_entry *draft_entry(struct feed_draft *draft);

/* The addresses of this document and its neighbours. `path` with its query ("/feed/kb.atom",
 * "/feed/kb.atom?language=pl"); `next` the cursor of the next page or NULL. */
enum err draft_pages(
    struct context *context, struct feed_draft *draft, const char *path, const char *next);

/* "urn:uuid:…" of that name ("article:12"), the same for ever on this instance. NULL: failed. */
const char *feed_urn(const struct context *context, const char *kind, int64_t id);
const char *feed_urn_named(const struct context *context, const char *name);

/* An address of this site, absolute. NULL: no memory. */
const char *feed_absolute(const struct context *context, const char *path);

/* --- Who asks for what. */

/* For public feeds: nobody's eyes, and a language that the address alone decides: `code`, else the
 * site's. */
void feed_for_everybody(struct context *context, const char *code);

/* Of "TOKEN.atom": its format, and what stands before it in `stem` (in the arena). False for any
 * other ending. */
bool feed_format_of(
    struct context *context, const char *name, enum feed_format *format, const char **stem);

/* A value of the query, or "". */
const char *feed_asked(const struct context *context, const char *name);

/* --- Sending it. */

/* A public one, with validators and 304. */
enum err feed_send(struct context *context, const struct feed *feed, enum feed_format format);

/* Writes a feed or calendar of the private address into the response. */
enum err tickets_write(
    struct context *context, const struct feed_use *use, enum feed_format format);
enum err due_write(struct context *context, const struct feed_use *use);

#endif
