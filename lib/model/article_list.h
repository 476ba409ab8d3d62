/*
 * article_list.h: lists of articles, what readers made of them, and their ties to tickets.
 */
#ifndef DOCKET_MODEL_ARTICLE_LIST_H
#define DOCKET_MODEL_ARTICLE_LIST_H

#include "model/article.h"
#include "model/ticket_list.h"

struct article_page {
	struct article_line *lines;
	size_t count;
	bool has_more;
	struct cursor next; /* over published_at (readers) or updated_at (staff) and id */
};

/* Published articles that the viewer may read, newest first; category_id 0: all; language NULL: all
 * languages. limit at most 100. */
enum err article_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t category_id, const char *language, struct cursor after, size_t limit,
    struct article_page *page);

/* The most helpful ones that the viewer may read, at most `limit` (24): of those with votes, by the
 * lower bound of the share of yes (Wilson's interval), the later one of equals first. Views are not
 * counted here: 0. */
enum err article_most_helpful(struct db *db, struct arena *arena, const struct viewer *viewer,
    size_t limit, struct article_line **lines, size_t *count);

/* For staff, last changed first. state 0: all. ERR_DENIED for others. */
enum err article_list_desk(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum article_state state, struct cursor after, size_t limit, struct article_page *page);

/* For staff who look for one to point to: published ones whose title has each of the words (at most
 * six), those in `language` first, then by votes; at most 20. Without words the most helpful. */
enum err article_pick(struct db *db, struct arena *arena, const struct viewer *viewer,
    const char *words, const char *language, struct article_line **lines, size_t *count);

/* How many there are in each state, for staff's tabs; index by enum article_state. */
enum err article_state_counts(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t counts[static ARTICLE_RETIRED + 1]);

/* Published articles in each category as far as this reader may read them. */
struct article_count {
	int64_t category_id, count;
};
enum err article_counts(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct article_count **counts, size_t *count);

/* Notes that somebody opened it so often. After the answer is out: a reader never waits for it. */
enum err article_viewed(struct db *db, int64_t id, int64_t times);
/* The same of many: "[[id,times],…]". */
enum err articles_viewed(struct db *db, const char *list);

/* Public published articles after that key, for the sitemap: `each` is called in the order of keys,
 * at most `limit` times, and may not use the connection. */
struct article_address {
	int64_t id;
	const char *title;
	timestamp updated_at;
};
enum err article_each_public(struct db *db, int64_t after, int64_t limit,
    enum err (*each)(void *context, const struct article_address *article), void *context);
/* The key before each part of `size` of them: one for an empty list. */
enum err article_public_parts(
    struct db *db, struct arena *arena, int64_t size, int64_t **after, size_t *count);

/* One answer a reader, changed by answering again. reader_hash is a keyed hash of what tells
 * readers apart (account, or address and browser); network_hash, 32 bytes too, one of network and
 * day for those without an account, for others NULL. ERR_NOT_FOUND unless the viewer may read it;
 * ERR_LIMIT: their network has voted often enough that day. */
enum err article_vote(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const unsigned char reader_hash[static 32], const unsigned char *network_hash, bool helped,
    const char *reason);
/* Sums the article's votes for article_most_helpful, in the transaction that changed them. */
enum err article_score_renew(struct db *db, int64_t id);
/* What readers said beside their votes, newest first, at most 50; staff. */
struct article_opinion {
	bool helped;
	const char *reason;
	timestamp at;
};
enum err article_opinions(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct article_opinion **opinions, size_t *count);
/* Views and votes of one article. */
enum err article_counted(struct db *db, struct arena *arena, int64_t id, int64_t *views,
    int64_t *helped, int64_t *failed);
/* For the clock: after 30 days a vote no longer tells who gave it; at most 1,000. */
enum err article_vote_sweep(struct db *db);

/* Ties between articles and tickets. */
enum article_tie { TIE_SOURCE = 1, TIE_ANSWER, TIE_DEFLECTED };
/* ticket_id 0 only with TIE_DEFLECTED: the ticket was never opened. Said twice counts once. */
enum err article_tie(
    struct db *db, int64_t article_id, int64_t ticket_id, enum article_tie tie, int64_t account_id);
/* Ties the ticket to the articles that a message of staff links to: "/kb/12-words" by itself or
 * behind `site` ("https://help.example.com", may be NULL). Inside the transaction of the message.
 */
enum err article_tie_links(
    struct db *db, int64_t ticket_id, int64_t account_id, const char *site, const char *body);
struct tied_article {
	int64_t article_id;
	enum article_tie tie;
	enum article_state state;
	const char *title;
};
/* Articles of a ticket; the viewer may see the ticket; clients get published ones they may read. */
enum err article_of_ticket(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct tied_article **articles, size_t *count);
struct tied_ticket {
	int64_t ticket_id;
	enum article_tie tie;
	const char *subject;
};
/* Tickets of an article, newest first, at most 100, for staff; *answered counts all answers and
 * spared tickets, *sources all tickets it was born from. */
enum err article_tickets(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct tied_ticket **tickets, size_t *count, int64_t *answered, int64_t *sources);

/* What staff should look at: see the page "usefulness". At most 50 lines each. */
enum usefulness { USEFUL_MOST_READ, USEFUL_LEAST_HELPFUL, USEFUL_REOPENED, USEFUL_WAITING };
enum err article_usefulness(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum usefulness which, struct article_line **lines, size_t *count);

struct search_miss {
	const char *query;
	int64_t times;
	timestamp at;
};
/* A search that found nothing. Words of what looks like an e-mail address or number are not kept.
 */
enum err search_miss_add(struct db *db, struct arena *arena, const char *query);
/* For staff: most often first, at most 100. */
enum err search_miss_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct search_miss **misses, size_t *count);

#endif
