#include "model/article_list.h"

#include <string.h>

#include "base/text.h"
#include "model/article_line.h"

enum { LINES_MOST = 100, HELPFUL_MOST = 24, PICK_WORDS = 6, PICK_MOST = 20 };

/* Along an index in the order of the page, newest first; said twice, so that the walk can begin at
 * the right place. */
#define AFTER(column)                                                                              \
	" AND a." column " <= ? AND (a." column " < ? OR a.id < ?)"                                \
	" ORDER BY a." column " DESC, a.id DESC LIMIT ?"
#define AFTER_IN "ttii"

#define READER_LIST(index, condition)                                                              \
	"SELECT " LINE_COLUMNS " FROM article a FORCE INDEX (" index ")" LINE_JOINS                \
	" WHERE " condition ARTICLE_READABLE                                                       \
	" AND (? IS NULL OR a.language = ?)" AFTER("published_at")
#define READER_IN ARTICLE_READABLE_IN "ss" AFTER_IN

static const struct db_statement LIST_ALL_ = {
    .name = "article_list",
    .sql = READER_LIST("article_newest", ""),
    .in = READER_IN,
    .out = LINE_OUT,
};

static const struct db_statement LIST_CATEGORY = {
    .name = "article_list_category",
    .sql = READER_LIST("article_category", "a.category_id = ? AND "),
    .in = "i" READER_IN,
    .out = LINE_OUT,
};

static const struct db_statement DESK_ALL = {
    .name = "article_list_desk",
    .sql = "SELECT " LINE_COLUMNS " FROM article a FORCE INDEX (article_changed)" LINE_JOINS
	   " WHERE TRUE" AFTER("updated_at"),
    .in = AFTER_IN,
    .out = LINE_OUT,
};

static const struct db_statement DESK_STATE = {
    .name = "article_list_desk_state",
    .sql = "SELECT " LINE_COLUMNS " FROM article a FORCE INDEX (article_changed_state)" LINE_JOINS
	   " WHERE a.state = ?" AFTER("updated_at"),
    .in = "i" AFTER_IN,
    .out = LINE_OUT,
};

static const struct db_statement STATE_COUNTS = {
    .name = "article_state_counts",
    .sql = "SELECT state + 0, COUNT(*) FROM article GROUP BY state",
    .out = "ii",
};

static const struct db_statement MOST_HELPFUL = {
    .name = "article_most_helpful",
    .sql = "SELECT " LINE_COLUMNS ", 0, s.helped, s.failed FROM article_score s"
	   " FORCE INDEX (article_score_best) STRAIGHT_JOIN article a ON a.id = "
	   "s.article_id" LINE_JOINS " WHERE s.score > 0 AND " ARTICLE_READABLE
	   " ORDER BY s.score DESC, s.article_id DESC LIMIT ?",
    .in = ARTICLE_READABLE_IN "i",
    .out = LINE_OUT LINE_COUNTS_OUT,
};

#define HAS_WORD " AND a.title LIKE ?"
static const struct db_statement PICK = {
    .name = "article_pick",
    .sql = "SELECT " LINE_COLUMNS LINE_COUNTS " FROM article a" LINE_JOINS " LEFT JOIN " LINE_SUMS
	   " s ON s.article_id = a.id"
	   " WHERE a.state = 'published'" HAS_WORD HAS_WORD HAS_WORD HAS_WORD HAS_WORD HAS_WORD
	   " ORDER BY a.language = ? DESC,"
	   " IF(s.helped + s.failed > 0, " WILSON(
	       "s.helped", "s.failed") ", 0) DESC,"
				       " a.published_at DESC, a.id DESC LIMIT 20",
    .in = "sssssss",
    .out = LINE_OUT LINE_COUNTS_OUT,
};

static const struct db_statement COUNTS = {
    .name = "article_counts",
    .sql = "SELECT a.category_id, COUNT(*) FROM article a WHERE " ARTICLE_READABLE
	   " AND a.category_id IS NOT NULL GROUP BY a.category_id",
    .in = ARTICLE_READABLE_IN,
    .out = "ii",
};

static const struct db_statement EACH_PUBLIC = {
    .name = "article_each_public",
    .sql = "SELECT id, title, updated_at FROM article"
	   " WHERE state = 'published' AND audience = 'public' AND id > ? ORDER BY id LIMIT ?",
    .in = "ii",
    .out = "ist",
};

static const struct db_statement PUBLIC_PARTS = {
    .name = "article_public_parts",
    .sql = "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS place FROM article"
	   " WHERE state = 'published' AND audience = 'public') numbered"
	   " WHERE place MOD ? = 0 ORDER BY id",
    .in = "i",
    .out = "i",
};

DB_STATEMENTS(article_list, &LIST_ALL_, &LIST_CATEGORY, &DESK_ALL, &DESK_STATE, &STATE_COUNTS,
    &MOST_HELPFUL, &PICK, &COUNTS, &EACH_PUBLIC, &PUBLIC_PARTS);

enum err article_lines(
    struct arena *arena, const struct db_rows *rows, size_t count, struct article_line **lines)
{
	*lines = ARENA_ARRAY(arena, struct article_line, count);
	if (!*lines)
		return ERROR(ERR_MEMORY, "no memory for %zu articles", count);
	for (size_t i = 0; i < count; i++)
		(*lines)[i] = (struct article_line){
		    .id = db_int_at(rows, i, 0),
		    .family_id = db_int_at(rows, i, 1),
		    .state = (enum article_state)db_int_at(rows, i, 2),
		    .audience = (enum article_audience)db_int_at(rows, i, 3),
		    .title = db_text_at(rows, i, 4),
		    .summary = db_text_at(rows, i, 5),
		    .language = db_text_at(rows, i, 6),
		    .category = db_text_at(rows, i, 7),
		    .author = db_text_at(rows, i, 8),
		    .updated_at = db_time_at(rows, i, 9),
		    .published_at = db_time_at(rows, i, 10),
		    .views = db_int_at(rows, i, 11),
		    .helped = db_int_at(rows, i, 12),
		    .failed = db_int_at(rows, i, 13),
		    .reopened = db_int_at(rows, i, 14),
		};
	return OK;
}

static timestamp cursor_time(struct cursor cursor)
{
	return cursor.at ? cursor.at : INT64_C(253402300799999999); /* the end of the year 9999 */
}

/* The query asked for one row more than the page holds: that one tells whether there are more. */
static enum err page_from_rows(struct arena *arena, const struct db_rows *rows, size_t limit,
    bool by_publication, struct article_page *page)
{
	size_t count = rows->count > limit ? limit : rows->count;

	*page = (struct article_page){.count = count, .has_more = rows->count > limit};
	TRY(article_lines(arena, rows, count, &page->lines));
	if (page->has_more) {
		const struct article_line *last = &page->lines[count - 1];

		page->next = (struct cursor){
		    by_publication ? last->published_at : last->updated_at, last->id};
	}
	return OK;
}

enum err article_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t category_id, const char *language, struct cursor after, size_t limit,
    struct article_page *page)
{
	const size_t lines = limit > LINES_MOST ? LINES_MOST : limit;
	const struct db_value at = db_time(cursor_time(after)), id = db_int(after.id);
	const struct db_value in = db_text(language), most = db_int((int64_t)lines + 1);
	struct db_rows rows;

	if (category_id)
		TRY(db_query(db, arena, &LIST_CATEGORY,
		    DB_VALUES(
			db_int(category_id), ARTICLE_VALUES(viewer), in, in, at, at, id, most),
		    &rows));
	else
		TRY(db_query(db, arena, &LIST_ALL_,
		    DB_VALUES(ARTICLE_VALUES(viewer), in, in, at, at, id, most), &rows));
	return page_from_rows(arena, &rows, lines, true, page);
}

enum err article_list_desk(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum article_state state, struct cursor after, size_t limit, struct article_page *page)
{
	const size_t lines = limit > LINES_MOST ? LINES_MOST : limit;
	const struct db_value at = db_time(cursor_time(after)), id = db_int(after.id);
	const struct db_value most = db_int((int64_t)lines + 1);
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "unpublished articles are for staff");
	if (state)
		TRY(db_query(
		    db, arena, &DESK_STATE, DB_VALUES(db_int(state), at, at, id, most), &rows));
	else
		TRY(db_query(db, arena, &DESK_ALL, DB_VALUES(at, at, id, most), &rows));
	return page_from_rows(arena, &rows, lines, false, page);
}

enum err article_state_counts(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t counts[static ARTICLE_RETIRED + 1])
{
	struct db_rows rows;

	memset(counts, 0, (ARTICLE_RETIRED + 1) * sizeof *counts);
	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "unpublished articles are for staff");
	TRY(db_query(db, arena, &STATE_COUNTS, DB_NONE, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		int64_t state = db_int_at(&rows, i, 0);

		if (state >= ARTICLE_DRAFT && state <= ARTICLE_RETIRED)
			counts[state] = db_int_at(&rows, i, 1);
		counts[0] += db_int_at(&rows, i, 1);
	}
	return OK;
}

enum err article_most_helpful(struct db *db, struct arena *arena, const struct viewer *viewer,
    size_t limit, struct article_line **lines, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MOST_HELPFUL,
	    DB_VALUES(ARTICLE_VALUES(viewer),
		db_int(limit > HELPFUL_MOST ? HELPFUL_MOST : (int64_t)limit)),
	    &rows));
	*count = rows.count;
	return article_lines(arena, &rows, rows.count, lines);
}

/* "%word%", in which nothing but the ends stands for anything. */
static const char *pattern(struct arena *arena, const char *word, size_t length)
{
	char *out = arena_alloc(arena, 2 * length + 3), *at = out;

	if (!out)
		return NULL;
	*at++ = '%';
	for (size_t i = 0; i < length; i++) {
		if (strchr("%_\\", word[i]))
			*at++ = '\\';
		*at++ = word[i];
	}
	*at = '%';
	return out;
}

enum err article_pick(struct db *db, struct arena *arena, const struct viewer *viewer,
    const char *words, const char *language, struct article_line **lines, size_t *count)
{
	const char *patterns[PICK_WORDS];
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "articles are picked by staff");
	for (size_t i = 0; i < PICK_WORDS; i++) {
		size_t length;

		words += strspn(words, " \t\n");
		length = strcspn(words, " \t\n");
		patterns[i] = pattern(arena, words, length);
		if (!patterns[i])
			return ERROR(ERR_MEMORY, "no memory for a word");
		words += length;
	}
	TRY(db_query(db, arena, &PICK,
	    DB_VALUES(db_text(patterns[0]), db_text(patterns[1]), db_text(patterns[2]),
		db_text(patterns[3]), db_text(patterns[4]), db_text(patterns[5]),
		db_text(language ? language : "")),
	    &rows));
	*count = rows.count > PICK_MOST ? PICK_MOST : rows.count;
	return article_lines(arena, &rows, *count, lines);
}

enum err article_counts(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct article_count **counts, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &COUNTS, DB_VALUES(ARTICLE_VALUES(viewer)), &rows));
	*counts = ARENA_ARRAY(arena, struct article_count, rows.count);
	if (!*counts)
		return ERROR(ERR_MEMORY, "no memory for %zu counts", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*counts)[i] =
		    (struct article_count){db_int_at(&rows, i, 0), db_int_at(&rows, i, 1)};
	*count = rows.count;
	return OK;
}

struct walk {
	enum err (*each)(void *context, const struct article_address *article);
	void *context;
};

static enum err each_row(void *context, const struct db_value *row)
{
	const struct walk *walk = context;

	return walk->each(walk->context,
	    &(struct article_address){.id = row[0].i, .title = row[1].p, .updated_at = row[2].i});
}

enum err article_each_public(struct db *db, int64_t after, int64_t limit,
    enum err (*each)(void *context, const struct article_address *article), void *context)
{
	struct walk walk = {each, context};

	return db_each(db, &EACH_PUBLIC, DB_VALUES(db_int(after), db_int(limit)), each_row, &walk);
}

enum err article_public_parts(
    struct db *db, struct arena *arena, int64_t size, int64_t **after, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &PUBLIC_PARTS, DB_VALUES(db_int(size)), &rows));
	*after = ARENA_ARRAY(arena, int64_t, rows.count + 1);
	if (!*after)
		return ERROR(ERR_MEMORY, "no memory for %zu parts", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*after)[i + 1] = db_int_at(&rows, i, 0);
	*count = rows.count + 1;
	return OK;
}
