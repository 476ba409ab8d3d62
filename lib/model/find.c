#include "model/find.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/article.h"
#include "model/find_plain.h"
#include "model/visibility.h"
#include "xml/markup.h"

enum { AT_ONCE = 10 };
#define TEN_IN "iiiiiiiiii"

static const struct db_statement FIND_TICKETS = {
    .name = "find_tickets",
    .sql = "SELECT t.id, t.ref, t.subject, t.language, t.type_id, COALESCE(k.name, ''),"
	   " t.created_at, t.archived_at, t.solution_id IS NOT NULL,"
	   " t.answered_at IS NOT NULL"
	   " FROM ticket t LEFT JOIN category k ON k.id = t.category_id"
	   " WHERE t.id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND " ARCHIVE_VISIBLE,
    .in = TEN_IN ARCHIVE_VISIBLE_IN,
    .out = "isssisttii",
};

static const struct db_statement FIND_ARTICLES = {
    .name = "find_articles",
    .sql =
	"SELECT a.id, a.title, a.language, COALESCE(k.name, ''), a.published_at, a.updated_at,"
	" CAST((SELECT COALESCE(SUM(helped), 0) FROM article_stat v WHERE v.article_id = a.id)"
	" AS SIGNED),"
	" CAST((SELECT COALESCE(SUM(failed), 0) FROM article_stat v WHERE v.article_id = a.id)"
	" AS SIGNED),"
	" (SELECT COUNT(*) FROM article_ticket w WHERE w.article_id = a.id AND w.kind <> 'source')"
	" FROM article a LEFT JOIN category k ON k.id = a.category_id"
	" WHERE a.id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND " ARTICLE_READABLE,
    .in = TEN_IN ARTICLE_READABLE_IN,
    .out = "isssttiii",
};

static const struct db_statement FIND_NAMES_OF = {
    .name = "find_category_names",
    .sql = "SELECT code, name FROM category WHERE code IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "ssssssssssss",
    .out = "ss",
};

static const struct db_statement FIND_VIEWER = {
    .name = "find_viewer",
    .sql = "SELECT a.id, a.role + 0, a.organisation_id, o.client_scope + 0, a.name, a.email,"
	   " COALESCE(o.name, ''), COALESCE(a.language, o.language, ''), a.is_manager"
	   " FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " WHERE a.email = ? AND a.is_active",
    .in = "s",
    .out = "iiiissssi",
};

static const struct db_statement FIND_SOLUTION = {
    .name = "find_solution",
    .sql = "SELECT m.format + 0, m.body FROM ticket t"
	   " JOIN message m ON m.id = t.solution_id AND m.ticket_id = t.id"
	   " WHERE t.id = ? AND " ARCHIVE_VISIBLE,
    .in = "i" ARCHIVE_VISIBLE_IN,
    .out = "is",
};

static const struct db_statement FIND_QUESTION = {
    .name = "find_question",
    .sql = "SELECT format + 0, LEFT(body, 16384) FROM message"
	   " WHERE ticket_id = ? AND kind <> 'note' ORDER BY created_at, id LIMIT 1",
    .in = "i",
    .out = "is",
};

DB_STATEMENTS(find, &FIND_TICKETS, &FIND_ARTICLES, &FIND_NAMES_OF, &FIND_VIEWER, &FIND_SOLUTION,
    &FIND_QUESTION);

enum err find_viewer(struct db *db, struct arena *arena, const char *email, struct viewer *viewer)
{
	char *address = arena_text(arena, email);
	struct db_rows rows;

	if (!address)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(address);
	TRY(db_query(db, arena, &FIND_VIEWER, DB_VALUES(db_text(address)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "there is no active account %s", address);
	*viewer = (struct viewer){
	    .account_id = db_int_at(&rows, 0, 0),
	    .role = (enum role)db_int_at(&rows, 0, 1),
	    .organisation_id = db_int_at(&rows, 0, 2),
	    .scope =
		db_null_at(&rows, 0, 3) ? SCOPE_OWN : (enum client_scope)db_int_at(&rows, 0, 3),
	    .name = db_text_at(&rows, 0, 4),
	    .email = db_text_at(&rows, 0, 5),
	    .organisation = db_text_at(&rows, 0, 6),
	    .language = db_text_at(&rows, 0, 7),
	    .is_manager = db_int_at(&rows, 0, 8) != 0,
	};
	viewer_raise_manager(viewer);
	return OK;
}

struct search_reader find_reader(const struct viewer *viewer, const char *language)
{
	return (struct search_reader){
	    .staff = viewer_is_staff(viewer),
	    .known = viewer_is_known(viewer),
	    .account_id = viewer->account_id,
	    .organisation_id = viewer->organisation_id,
	    .scope = (enum search_scope)viewer->scope,
	    .language = language,
	};
}

/* Where the hit of that kind and id stands among those from `first` on; NULL when it isn't there.
 */
static struct found *place_of(struct found *first, size_t count, enum search_kind kind, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (first[i].kind == kind && first[i].id == id)
			return &first[i];
	return NULL;
}

/* The ids of that kind among up to AT_ONCE hits, and how many; the others are 0. */
static size_t ids_of(const struct found *first, size_t count, enum search_kind kind,
    struct db_value ids[static AT_ONCE])
{
	size_t some = 0;

	for (size_t i = 0; i < AT_ONCE; i++)
		ids[i] = db_int(0);
	for (size_t i = 0; i < count; i++)
		if (first[i].kind == kind)
			ids[some++] = db_int(first[i].id);
	return some;
}

#define TEN(ids)                                                                                   \
	(ids)[0], (ids)[1], (ids)[2], (ids)[3], (ids)[4], (ids)[5], (ids)[6], (ids)[7], (ids)[8],  \
	    (ids)[9]

static enum err look_up_tickets(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct found *first, size_t count)
{
	struct db_value ids[AT_ONCE];
	struct db_rows rows;

	if (!ids_of(first, count, SEARCH_TICKET, ids))
		return OK;
	TRY(db_query(db, arena, &FIND_TICKETS, DB_VALUES(TEN(ids), ARCHIVE_VALUES(viewer)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct found *f = place_of(first, count, SEARCH_TICKET, db_int_at(&rows, i, 0));

		if (!f)
			continue;
		f->ref = db_text_at(&rows, i, 1);
		f->title = db_text_at(&rows, i, 2);
		f->language = db_text_at(&rows, i, 3);
		f->type_id = db_int_at(&rows, i, 4);
		f->category = db_text_at(&rows, i, 5);
		f->created_at = db_time_at(&rows, i, 6);
		f->at = db_time_at(&rows, i, 7);
		f->solved = db_int_at(&rows, i, 8) != 0;
		f->has_answer = f->solved || db_int_at(&rows, i, 9) != 0;
	}
	return OK;
}

static enum err look_up_articles(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct found *first, size_t count)
{
	struct db_value ids[AT_ONCE];
	struct db_rows rows;

	if (!ids_of(first, count, SEARCH_ARTICLE, ids))
		return OK;
	TRY(db_query(
	    db, arena, &FIND_ARTICLES, DB_VALUES(TEN(ids), ARTICLE_VALUES(viewer)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct found *f = place_of(first, count, SEARCH_ARTICLE, db_int_at(&rows, i, 0));

		if (!f)
			continue;
		f->title = db_text_at(&rows, i, 1);
		f->language = db_text_at(&rows, i, 2);
		f->category = db_text_at(&rows, i, 3);
		f->created_at = db_time_at(&rows, i, 4);
		f->at = db_time_at(&rows, i, 5);
		f->helped = db_int_at(&rows, i, 6);
		f->failed = db_int_at(&rows, i, 7);
		f->answered = db_int_at(&rows, i, 8);
		f->solved = f->has_answer = true;
	}
	return OK;
}

/* Fills in what the database knows; takes out what the viewer may not see any more. */
static enum err look_up(
    struct db *db, struct arena *arena, const struct viewer *viewer, struct find_result *result)
{
	size_t kept = 0;

	for (size_t at = 0; at < result->count; at += AT_ONCE) {
		size_t count = result->count - at < AT_ONCE ? result->count - at : AT_ONCE;

		TRY(look_up_tickets(db, arena, viewer, result->found + at, count));
		TRY(look_up_articles(db, arena, viewer, result->found + at, count));
	}
	for (size_t i = 0; i < result->count; i++)
		if (result->found[i].title)
			result->found[kept++] = result->found[i];
	result->count = kept;
	return OK;
}

static enum err take_hits(struct arena *arena, struct find_result *result)
{
	const struct search_result *index = &result->index;

	result->count = index->count;
	result->found = ARENA_ARRAY(arena, struct found, index->count);
	if (!result->found)
		return ERROR(ERR_MEMORY, "no memory for %zu hits", index->count);
	for (size_t i = 0; i < index->count; i++)
		result->found[i] = (struct found){.hit = &index->hits[i],
		    .kind = index->hits[i].kind,
		    .id = index->hits[i].id,
		    .ref = ""};
	return OK;
}

enum err find(struct db *db, struct arena *arena, struct search *search,
    const struct viewer *viewer, const struct search_reader *reader,
    const struct search_query *query, struct find_result *result)
{
	timestamp began = timestamp_now();
	enum err err = ERR_UNAVAILABLE;

	*result = (struct find_result){.count = 0};
	if (search)
		err = search_find(search, arena, reader, query, &result->index);
	if (err == OK) {
		result->took = timestamp_now() - began;
		TRY(take_hits(arena, result));
		return look_up(db, arena, viewer, result);
	}
	/* Whatever is wrong with the index, the database still knows the titles. */
	result->plain = true;
	result->index = (struct search_result){.count = 0};
	TRY(find_plain(db, arena, viewer, query, result));
	result->took = timestamp_now() - began;
	return OK;
}

/* Words of at least so many bytes say something. */
enum { WORD_LEAST = 3 };

static size_t words_in(const char *text)
{
	static const char ENDS[] = " \t\n.,;:!?()[]\"'/|-";
	size_t words = 0;

	for (const char *c = text; *c;) {
		size_t length = strcspn(c, ENDS);

		words += length >= WORD_LEAST;
		c += length ? length : 1;
	}
	return words;
}

/* How many different words of a hit's title were written, too. */
static size_t shared_words(const struct search_hit *hit)
{
	size_t shared = 0;

	for (size_t i = 0; i < hit->title_mark_count; i++) {
		const struct search_mark *mark = &hit->title_marks[i];
		bool again = mark->end - mark->start < WORD_LEAST;

		for (size_t j = 0; j < i && !again; j++) {
			const struct search_mark *other = &hit->title_marks[j];

			again = other->end - other->start == mark->end - mark->start &&
				!strncasecmp(hit->title + other->start, hit->title + mark->start,
				    mark->end - mark->start);
		}
		shared += !again;
	}
	return shared;
}

/* The score grows with what was written and tells which is best, not whether that is good. The
 * title does: an answer to the same question is headed by its words. */
static bool is_good(const struct found *found, const struct found *best)
{
	static const double SHARE = 0.5; /* of the best one's score */
	size_t shared, words;

	if (!found->hit || !found->has_answer || found->hit->score < SHARE * best->hit->score)
		return false;
	shared = shared_words(found->hit);
	words = words_in(found->hit->title);
	return shared >= 2 && 3 * shared >= words;
}

void find_keep_good(struct find_result *result, size_t most)
{
	struct found best;
	size_t kept = 0;

	if (!result->count)
		return;
	best = result->found[0];
	for (size_t i = 0; i < result->count && kept < most; i++)
		if (best.hit && is_good(&result->found[i], &best))
			result->found[kept++] = result->found[i];
	result->count = kept;
}

enum err find_one(struct db *db, struct arena *arena, const struct viewer *viewer,
    enum search_kind kind, int64_t id, struct found *found)
{
	*found = (struct found){.kind = kind, .id = id, .ref = ""};
	TRY(kind == SEARCH_ARTICLE ? look_up_articles(db, arena, viewer, found, 1)
				   : look_up_tickets(db, arena, viewer, found, 1));
	if (!found->title)
		return ERROR(ERR_NOT_FOUND, "nothing with the key %lld", (long long)id);
	return OK;
}

/* The first row's body, from HTML as plain text. */
static enum err readable(struct arena *arena, const struct db_rows *rows, const char **text)
{
	static const int64_t HTML = 3; /* of the ENUM message.format */

	*text = db_text_at(rows, 0, 1);
	if (db_int_at(rows, 0, 0) != HTML)
		return OK;
	return markup_plain(arena, MARKUP_HTML, *text, strlen(*text), text);
}

enum err find_question(struct db *db, struct arena *arena, int64_t id, const char **text)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FIND_QUESTION, DB_VALUES(db_int(id)), &rows));
	return readable(arena, &rows, text);
}

enum err find_solution(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, const char **text)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &FIND_SOLUTION, DB_VALUES(db_int(id), ARCHIVE_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "ticket %lld has no solution", (long long)id);
	return readable(arena, &rows, text);
}

enum err find_category_names(struct db *db, struct arena *arena, const char *const *codes,
    size_t count, const char *names[static FIND_NAMES])
{
	struct db_value at[FIND_NAMES];
	struct db_rows rows;

	if (count > FIND_NAMES)
		count = FIND_NAMES;
	for (size_t i = 0; i < FIND_NAMES; i++)
		at[i] = db_text(i < count ? codes[i] : "");
	TRY(db_query(db, arena, &FIND_NAMES_OF, (struct db_values){at, FIND_NAMES}, &rows));
	for (size_t i = 0; i < count; i++) {
		names[i] = codes[i];
		for (size_t row = 0; row < rows.count; row++)
			if (!strcmp(db_text_at(&rows, row, 0), codes[i]))
				names[i] = db_text_at(&rows, row, 1);
	}
	return OK;
}
