#include "model/find_plain.h"

#include <string.h>

#include "base/text.h"
#include "model/article.h"
#include "model/visibility.h"

/* Words that are asked for, titles looked at for each kind of reader, and titles found. */
enum { WORDS = 3, SHORTEST = 2, FOUND_MOST = 50, WORD_MOST = 60 };
#define LATEST "1000"

#define RELEASED(audience)                                                                         \
	"(SELECT id FROM ticket FORCE INDEX (ticket_archive) WHERE audience = '" audience "'"      \
	" ORDER BY archived_at DESC, id DESC LIMIT " LATEST ")"

static const struct db_statement PLAIN_TICKETS = {
    .name = "find_plain_tickets",
    .sql = "SELECT t.id, t.ref, t.subject, t.language, t.type_id, COALESCE(k.name, ''),"
	   " t.created_at, t.archived_at, t.solution_id IS NOT NULL"
	   " FROM (" RELEASED("public") " UNION ALL " RELEASED("clients") " UNION ALL " RELEASED(
	       "staff") " UNION ALL " RELEASED("participants") ") latest JOIN ticket t ON t.id = "
							       "latest.id LEFT JOIN category k ON "
							       "k.id = t.category_id"
							       " WHERE t.subject LIKE ? AND "
							       "t.subject LIKE ? AND t.subject "
							       "LIKE ? AND " ARCHIVE_VISIBLE
							       " ORDER BY t.archived_at DESC, t.id "
							       "DESC LIMIT ?",
    .in = "sss" ARCHIVE_VISIBLE_IN "i",
    .out = "isssistti",
};

static const struct db_statement PLAIN_ARTICLES = {
    .name = "find_plain_articles",
    .sql =
	"SELECT a.id, a.title, a.language, COALESCE(k.name, ''), a.published_at, a.updated_at"
	" FROM (SELECT id FROM article WHERE state = 'published'"
	" ORDER BY published_at DESC, id DESC LIMIT " LATEST
	") latest JOIN article a ON a.id = latest.id LEFT JOIN category k ON k.id = a.category_id"
	" WHERE a.title LIKE ? AND a.title LIKE ? AND a.title LIKE ? AND " ARTICLE_READABLE
	" ORDER BY a.published_at DESC, a.id DESC LIMIT ?",
    .in = "sss" ARTICLE_READABLE_IN "i",
    .out = "issstt",
};

DB_STATEMENTS(find_plain, &PLAIN_TICKETS, &PLAIN_ARTICLES);

/* A pattern for LIKE that looks for the word anywhere; "%" for none. */
static const char *pattern_of(struct arena *arena, const char *word, size_t length)
{
	char *pattern = arena_alloc(arena, 2 * length + 3), *to = pattern;

	if (!pattern)
		return NULL;
	*to++ = '%';
	for (size_t i = 0; i < length; i++) {
		if (strchr("%_\\", word[i]))
			*to++ = '\\';
		*to++ = word[i];
	}
	if (length)
		*to++ = '%';
	return pattern;
}

/* The longest words of the text; true when there is any. */
static bool patterns_of(struct arena *arena, const char *text, const char *patterns[static WORDS])
{
	struct {
		const char *at;
		size_t length;
	} words[WORDS] = {{"", 0}, {"", 0}, {"", 0}};

	for (const char *c = text; *c;) {
		size_t length = strcspn(c, " \t\r\n\"'.,;:!?()");
		size_t shortest = 0;

		for (size_t i = 1; i < WORDS; i++)
			if (words[i].length < words[shortest].length)
				shortest = i;
		if (length >= SHORTEST && length <= WORD_MOST && *c != '-' &&
		    length > words[shortest].length) {
			words[shortest].at = c;
			words[shortest].length = length;
		}
		c += length ? length : 1;
	}
	for (size_t i = 0; i < WORDS; i++)
		patterns[i] = pattern_of(arena, words[i].at, words[i].length);
	return words[0].length || words[1].length || words[2].length;
}

static void take_article(const struct db_rows *rows, size_t i, struct found *f)
{
	*f = (struct found){
	    .kind = SEARCH_ARTICLE,
	    .id = db_int_at(rows, i, 0),
	    .title = db_text_at(rows, i, 1),
	    .ref = "",
	    .language = db_text_at(rows, i, 2),
	    .category = db_text_at(rows, i, 3),
	    .created_at = db_time_at(rows, i, 4),
	    .at = db_time_at(rows, i, 5),
	    .solved = true,
	};
}

static void take_ticket(const struct db_rows *rows, size_t i, struct found *f)
{
	*f = (struct found){
	    .kind = SEARCH_TICKET,
	    .id = db_int_at(rows, i, 0),
	    .ref = db_text_at(rows, i, 1),
	    .title = db_text_at(rows, i, 2),
	    .language = db_text_at(rows, i, 3),
	    .type_id = db_int_at(rows, i, 4),
	    .category = db_text_at(rows, i, 5),
	    .created_at = db_time_at(rows, i, 6),
	    .at = db_time_at(rows, i, 7),
	    .solved = db_int_at(rows, i, 8) != 0,
	};
}

/* The page that was asked for, articles first. */
static enum err take(struct arena *arena, const struct db_rows *articles,
    const struct db_rows *tickets, const struct search_query *query, struct find_result *result)
{
	size_t total = articles->count + tickets->count;
	size_t from = query->offset < total ? query->offset : total;
	size_t to = total - from < query->limit ? total : from + query->limit;

	result->found = ARENA_ARRAY(arena, struct found, to - from);
	if (!result->found)
		return ERROR(ERR_MEMORY, "no memory for %zu titles", to - from);
	for (size_t i = from; i < to; i++) {
		if (i < articles->count)
			take_article(articles, i, &result->found[result->count++]);
		else
			take_ticket(tickets, i - articles->count, &result->found[result->count++]);
	}
	result->index.total = total;
	return OK;
}

enum err find_plain(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct search_query *query, struct find_result *result)
{
	struct db_rows articles = {.count = 0}, tickets = {.count = 0};
	const char *patterns[WORDS], *text;

	if (query->mode == SEARCH_SIMILAR || !query->text)
		return OK;
	text = text_repair(arena, query->text, strnlen(query->text, FIND_WORDS));
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a query");
	if (!patterns_of(arena, text, patterns))
		return OK;
	if (query->kind != SEARCH_TICKET)
		TRY(db_query(db, arena, &PLAIN_ARTICLES,
		    DB_VALUES(db_text(patterns[0]), db_text(patterns[1]), db_text(patterns[2]),
			ARTICLE_VALUES(viewer), db_int(FOUND_MOST)),
		    &articles));
	if (query->kind != SEARCH_ARTICLE)
		TRY(db_query(db, arena, &PLAIN_TICKETS,
		    DB_VALUES(db_text(patterns[0]), db_text(patterns[1]), db_text(patterns[2]),
			ARCHIVE_VALUES(viewer), db_int(FOUND_MOST)),
		    &tickets));
	return take(arena, &articles, &tickets, query, result);
}
