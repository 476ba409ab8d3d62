#include <string.h>

#include "base/buffer.h"
#include "base/crypto.h"
#include "base/text.h"
#include "model/article_list.h"
#include "model/redact.h"

enum { QUERY_CHARACTERS = 200, WORDS_MOST = 12, DIGITS_MOST = 5 };

static const struct db_statement MISS_ADD = {
    .name = "search_miss_add",
    .sql = "INSERT INTO search_miss (query_hash, query, times, searched_at) VALUES (?, ?, 1, ?)"
	   " ON DUPLICATE KEY UPDATE query = VALUES(query), times = times + 1,"
	   " searched_at = VALUES(searched_at)",
    .in = "bst",
};

static const struct db_statement MISS_LIST = {
    .name = "search_miss_list",
    .sql = "SELECT query, times, searched_at FROM search_miss"
	   " ORDER BY times DESC, searched_at DESC LIMIT 100",
    .out = "sit",
};

DB_STATEMENTS(search_miss, &MISS_ADD, &MISS_LIST);

static const char *blank(const void *context, enum redact_kind kind)
{
	(void)context;
	(void)kind;
	return " ";
}

/* A number of some length: a customer's, an order's. */
static bool is_number(const char *word, size_t length)
{
	size_t digits = 0;

	for (size_t i = 0; i < length; i++)
		digits += word[i] >= '0' && word[i] <= '9';
	return digits >= DIGITS_MOST && 2 * digits > length && strncmp(word, "0x", 2) != 0;
}

/* The words with one blank between them, without what may tell of a person. */
static enum err tidy(struct arena *arena, const char *query, const char **words)
{
	struct buffer out = BUFFER(4 * QUERY_CHARACTERS);
	struct redact_finding *findings;
	const char *rest, *cut;
	size_t count;
	int kept = 0;

	*words = NULL;
	cut = text_cut(arena, query, QUERY_CHARACTERS);
	if (!cut)
		return ERROR(ERR_MEMORY, "no memory for a query");
	TRY(redact_find(arena, cut, NULL, 0, &findings, &count));
	rest = redact_replace(arena, cut, findings, count, NULL, blank, NULL);
	while (rest && *rest && kept < WORDS_MOST) {
		size_t length;

		rest += strspn(rest, " \t\r\n");
		length = strcspn(rest, " \t\r\n");
		if (length && !memchr(rest, '@', length) && !is_number(rest, length)) {
			buffer_text(&out, kept++ ? " " : "");
			buffer_append(&out, rest, length);
		}
		rest += length;
	}
	if (rest && buffer_err(&out) == OK)
		*words = arena_text_n(arena, out.data ? out.data : "", out.length);
	buffer_free(&out);
	return *words ? OK : ERROR(ERR_MEMORY, "no memory for a query");
}

enum err search_miss_add(struct db *db, struct arena *arena, const char *query)
{
	unsigned char hash[SHA256_SIZE];
	const char *words, *folded;

	TRY(tidy(arena, query, &words));
	if (!*words)
		return OK;
	folded = text_fold(arena, words);
	if (!folded)
		return ERROR(ERR_MEMORY, "no memory for a query");
	TRY(sha256(folded, strlen(folded), hash));
	return db_execute(db, &MISS_ADD,
	    DB_VALUES(db_bytes(hash, sizeof hash), db_text(words), db_time(timestamp_now())), NULL);
}

enum err search_miss_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct search_miss **misses, size_t *count)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "what readers searched for is for staff");
	TRY(db_query(db, arena, &MISS_LIST, DB_NONE, &rows));
	*misses = ARENA_ARRAY(arena, struct search_miss, rows.count);
	if (!*misses)
		return ERROR(ERR_MEMORY, "no memory for %zu searches", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*misses)[i] = (struct search_miss){
		    db_text_at(&rows, i, 0), db_int_at(&rows, i, 1), db_time_at(&rows, i, 2)};
	*count = rows.count;
	return OK;
}
