/*
 * search.h: finding tickets and articles in the index, by words or by likeness.
 *
 * A reader's rights are terms inside every query, so results, totals, facets, suggestions and
 * spelling come only from documents that reader may see (the rules are those of
 * model/visibility.h for the archive). What a document says of its audience is as old as the last
 * commit of the indexer: pages that show a hit's content ask the database again.
 *
 * Any text is a query: there are no syntax errors. Understood are
 *
 *     word            in any of its forms; every word is asked for, then fewer (see `loosened`)
 *     "two words"     exactly these, in this order
 *     -word -"a b"    documents with it are left out
 *     category:CODE tag:TAG type:CODE status:CODE lang:CODE kind:ticket|article year:YYYY
 *
 * and everything else counts as words. The work for one query is bounded, whatever it is: see
 * ranking.hh for the limits, doc/search.md for how results are ranked.
 *
 * A `struct search` is for one thread and one process (open it after a fork). It costs some file
 * descriptors and little memory, and follows the indexer by itself: a query sees what was
 * committed before it began, and a rebuilt index as soon as it is in place.
 *
 * What is handed out lives in the caller's arena. Texts are UTF-8, plain, not escaped for HTML.
 * No C++ exception leaves this module.
 */
#ifndef DOCKET_SEARCH_SEARCH_H
#define DOCKET_SEARCH_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "base/err.h"

struct arena;
struct search;

/* The numbers stand in the index: add, never change. */
enum search_kind { SEARCH_ANY = 0, SEARCH_TICKET = 1, SEARCH_ARTICLE = 2 };

/* The order is that of the ENUM organisation.client_scope. */
enum search_scope { SEARCH_OWN = 1, SEARCH_ORGANISATION_SCOPE = 2, SEARCH_ALL = 3 };

/* Who asks. All zero is somebody unknown, who sees what is public. */
struct search_reader {
	bool staff;			     /* sees everything */
	bool known;			     /* signed in: sees what clients may see */
	int64_t account_id, organisation_id; /* 0: none */
	enum search_scope scope;
	const char *language; /* the reader's, e.g. "pl"; NULL or "" for none */
};

enum search_mode {
	SEARCH_WORDS,	/* a query somebody has finished */
	SEARCH_TYPING,	/* one in the making: its last word is the beginning of one */
	SEARCH_SIMILAR, /* `title` and `text` are a ticket's: which documents are like it? */
};

struct search_query {
	enum search_mode mode;
	const char *text;	   /* any bytes up to the NUL; NULL as "" */
	const char *title;	   /* SEARCH_SIMILAR only; NULL as "" */
	const char *text_language; /* SEARCH_SIMILAR: that of the text, if known */

	/* Filters beside those in the text; 0, NULL and "" ask for nothing. */
	enum search_kind kind;
	const char *category, *language;
	int year; /* of creation, in UTC */

	/* Only documents created before this moment (a timestamp), ranked as it would have been
	 * then; 0: now. */
	int64_t as_of;
	/* Leaves one document out: the ticket that is asked about. */
	enum search_kind except_kind;
	int64_t except_id;

	size_t offset, limit;		 /* which results; limit at most 100 */
	bool facets, snippets, spelling; /* wanted; each costs */
};

/* Bytes [start, end) of a snippet that match the query. */
struct search_mark {
	uint32_t start, end;
};

struct search_hit {
	enum search_kind kind;
	int64_t id;
	double score; /* comparable within one result only */
	const char *title, *category, *language;
	int64_t created, updated;	 /* timestamps, to the second */
	bool solved;			 /* it has a solution */
	const char *snippet;		 /* "" unless asked for; at most about 240 characters */
	const struct search_mark *marks; /* in order, apart from each other */
	size_t mark_count;
	const struct search_mark *title_marks; /* of the title, with the snippets */
	size_t title_mark_count;
};

struct search_facet {
	const char *value; /* a category's or language's code, a year; "ticket" or "article" */
	size_t count;
};

enum search_facet_by {
	SEARCH_BY_KIND,
	SEARCH_BY_CATEGORY,
	SEARCH_BY_LANGUAGE,
	SEARCH_BY_YEAR,
	SEARCH_FACETS, /* how many there are */
};

enum search_loosened {
	SEARCH_ALL_WORDS,  /* every hit has every word */
	SEARCH_SOME_WORDS, /* no document had all: these have some, the more the better */
};

struct search_result {
	struct search_hit *hits; /* best first */
	size_t count;
	size_t total; /* of all pages; with total_capped "at least that many" */
	bool total_capped;
	enum search_loosened loosened;
	const char *suggestion; /* the query with its words spelled better, or NULL */
	/* Counted over all `total` results. Most frequent first (years: latest first). */
	struct search_facet *facets[SEARCH_FACETS];
	size_t facet_count[SEARCH_FACETS];
};

/* `folder` is HOME/search. An index that is not there yet is no error here. ERR_MEMORY. */
enum err search_open(const char *folder, struct search **out);
void search_close(struct search *search);

/* ERR_UNAVAILABLE when the index is missing, unreadable or of another make (search_check tells):
 * callers fall back to a plain database search. ERR_MEMORY beyond the arena's cap. */
enum err search_find(struct search *search, struct arena *arena, const struct search_reader *reader,
    const struct search_query *query, struct search_result *result);

struct search_state {
	char generation[32]; /* the live index's folder */
	int64_t documents;
	bool outdated; /* made by another release's text analysis: rebuild it */
};

/* For doctor and the indexer. ERR_UNAVAILABLE as above. */
enum err search_check(struct search *search, struct search_state *state);

/* Calls `each` for every document, in no order: what the index has, with the stamp it was put
 * with. Stops at, and returns, the first error of `each`. ERR_UNAVAILABLE, also when the index
 * changed too often meanwhile. */
enum err search_each(struct search *search,
    enum err (*each)(void *context, enum search_kind kind, int64_t id, int64_t stamp),
    void *context);

#ifdef __cplusplus
}
#endif

#endif
