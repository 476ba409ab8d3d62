/*
 * feed_list.h: what feeds show, beside the lists that pages show too.
 */
#ifndef DOCKET_MODEL_FEED_LIST_H
#define DOCKET_MODEL_FEED_LIST_H

#include <stddef.h>

#include "db/db.h"
#include "model/message.h"
#include "model/ticket_list.h"
#include "model/viewer.h"

/* A text longer than this is no part of a feed: its reader goes to the page. */
enum { FEED_TEXT_MOST = 100000 }; /* bytes of HTML */

struct feed_article {
	int64_t id;
	const char *title, *summary, *language;
	const char *category, *category_code; /* or "" */
	const char *html;		      /* NULL: too long */
	timestamp published_at, updated_at;
};

struct feed_article_page {
	struct feed_article *articles;
	size_t count;
	bool has_more;
	struct cursor next; /* over published_at and id */
};

/* Published articles that everybody may read, with their text, newest first. category_id 0: all;
 * language NULL: all languages; limit at most 100. */
enum err feed_articles(struct db *db, struct arena *arena, int64_t category_id,
    const char *language, struct cursor after, size_t limit, struct feed_article_page *page);

/* The last message of each of these tickets that this viewer may read (notes: staff alone), at most
 * FEED_TICKETS of them. html "": too long. The caller has checked that the tickets may be seen. */
enum { FEED_TICKETS = 20 };
struct last_message {
	int64_t ticket_id;
	struct message message;
};
enum err feed_last_messages(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_line *lines, size_t count, struct last_message **messages,
    size_t *message_count);

/* Open tickets with a promised time, the earliest first, at most 500: of a client's own, of the
 * organisation's as far as the viewer's scope goes, or of a queue. */
struct due_ticket {
	int64_t id, version;
	const char *subject;
	timestamp due_at, updated_at;
};
enum err feed_due_client(struct db *db, struct arena *arena, const struct viewer *viewer,
    bool whole_organisation, struct due_ticket **tickets, size_t *count);
enum err feed_due_queue(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct queue_filter *filter, struct due_ticket **tickets, size_t *count);

#endif
