/*
 * find.h: the one way in which pages and docketctl search: the index, and what the database knows
 * of each hit.
 *
 * The index is asked with the viewer's rights in the query. What it hands out is looked up once
 * more under the same rights, so that nothing is shown that was withdrawn a moment ago.
 *
 * Without a readable index the titles of the latest archived tickets and articles are looked
 * through instead: little, but at once.
 */
#ifndef DOCKET_MODEL_FIND_H
#define DOCKET_MODEL_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"
#include "search/search.h"

enum { FIND_WORDS = 200 }; /* characters of a query that are kept as searched for */

struct found {
	const struct search_hit
	    *hit; /* of the index: score, snippet, marks; NULL: of the database */
	enum search_kind kind;
	int64_t id, type_id;			       /* type: of a ticket */
	const char *title, *ref, *category, *language; /* category: its name; "" for none */
	timestamp created_at, at;		       /* at: solved, or last changed */
	bool solved, has_answer;	  /* it holds a solution; staff said something at least */
	int64_t helped, failed, answered; /* of an article */
};

struct find_result {
	struct found *found;
	size_t count;
	struct search_result index; /* totals, facets, spelling; of the database only the total */
	bool plain;		    /* the index can't be read: titles alone were looked through */
	int64_t took;		    /* microseconds */
};

/* The viewer as the index knows readers. */
struct search_reader find_reader(const struct viewer *viewer, const char *language);

/* Somebody as they are when signed in. ERR_NOT_FOUND: no such account, or it is off. */
enum err find_viewer(struct db *db, struct arena *arena, const char *email, struct viewer *viewer);

/* `search` NULL: there is no index. The result is in the arena. Errors are of the database. */
enum err find(struct db *db, struct arena *arena, struct search *search,
    const struct viewer *viewer, const struct search_reader *reader,
    const struct search_query *query, struct find_result *result);

/* Keeps of what is similar, at most `most`, what is probably an answer: worth to be asked about
 * before a request is sent. Titles must have been marked (`snippets`). */
void find_keep_good(struct find_result *result, size_t most);

/* One that the viewer may read; ERR_NOT_FOUND else. */
enum err find_one(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum search_kind kind, int64_t id, struct found *found);

/* What was asked in a ticket, as text; "" for nothing. The caller has checked that it may be seen.
 */
enum err find_question(struct db *db, struct arena *arena, int64_t id, const char **text);

/* The solution of an archived ticket that the viewer may read, as Markdown or plain text, whichever
 * it was written in. ERR_NOT_FOUND else. */
enum err find_solution(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, const char **text);

/* The names of up to FIND_NAMES categories by their codes; names[i] is the code itself where there
 * is none. */
enum { FIND_NAMES = 12 };
enum err find_category_names(struct db *db, struct arena *arena, const char *const *codes,
    size_t count, const char *names[static FIND_NAMES]);

#endif
