#include "model/article.h"

#include <string.h>

enum { NEIGHBOURS_MOST = 40 };

static const char *const STATES[] = {"", "draft", "review", "published", "retired"};
static const char *const AUDIENCES[] = {"", "staff", "organisation", "clients", "public"};

/* COALESCE keeps the description of the columns the same from article to article: where it changes,
 * the server sends all of it again with the row. */
#define ARTICLE_SELECT(body, names, joins)                                                         \
	"SELECT a.id, COALESCE(a.family_id, a.id), a.version, a.state + 0, a.audience + 0,"        \
	" COALESCE(a.organisation_id, 0), COALESCE(a.category_id, 0), a.author_id, a.language,"    \
	" a.title, a.summary, " body ", COALESCE(k.name, ''), COALESCE(k.code, ''),"               \
	" COALESCE(w.name, ''), COALESCE(w.code, ''), " names ", a.created_at, a.updated_at,"      \
	" a.publish_at, a.published_at, a.expire_at,"                                              \
	" COALESCE((SELECT 1 FROM article_related r WHERE r.article_id = a.id LIMIT 1), 0)"        \
	" FROM article a FORCE INDEX (PRIMARY)" joins                                              \
	" LEFT JOIN category k ON k.id = a.category_id"                                            \
	" LEFT JOIN category w ON w.id = k.parent_id WHERE a.id = ?"
#define ARTICLE_OUT                                                                                \
	"iiiiiiii"                                                                                 \
	"ssss"                                                                                     \
	"ssssss"                                                                                   \
	"ttttt"                                                                                    \
	"i"

static const struct db_statement ARTICLE_READ = {
    .name = "article_read",
    .sql = ARTICLE_SELECT("a.html", "'', ''", "") " AND " ARTICLE_READABLE,
    .in = "i" ARTICLE_READABLE_IN,
    .out = ARTICLE_OUT,
};

static const struct db_statement ARTICLE_LOAD = {
    .name = "article_load",
    .sql = ARTICLE_SELECT("a.body", "COALESCE(o.name, ''), p.name",
	" JOIN account p ON p.id = a.author_id LEFT JOIN organisation o ON o.id = "
	"a.organisation_id"),
    .in = "i",
    .out = ARTICLE_OUT,
};

static const struct db_statement TAGS = {
    .name = "article_tags",
    .sql = "SELECT tag FROM article_tag WHERE article_id = ? ORDER BY tag",
    .in = "i",
    .out = "s",
};

#define NEIGHBOUR(kind, sort)                                                                      \
	"SELECT " kind " AS kind, a.id, a.title, a.language, a.state + 0, " sort " AS sort"
#define NEIGHBOUR_OUT "iissii"
#define SHOWN	      "(? OR " ARTICLE_READABLE ")"
#define SHOWN_IN      "i" ARTICLE_READABLE_IN

static const struct db_statement TRANSLATIONS = {
    .name = "article_translations",
    .sql = NEIGHBOUR("1", "0") " FROM article a FORCE INDEX (article_translation)"
			       " WHERE a.family_id = ? AND " SHOWN,
    .in = "i" SHOWN_IN,
    .out = NEIGHBOUR_OUT,
};

static const struct db_statement CHOSEN = {
    .name = "article_chosen",
    .sql = NEIGHBOUR("2", "r.sort") " FROM article_related r JOIN article a ON a.id = r.other_id"
				    " WHERE r.article_id = ? AND " SHOWN,
    .in = "i" SHOWN_IN,
    .out = NEIGHBOUR_OUT,
};

static const struct db_statement ALIKE = {
    .name = "article_alike",
    .sql = NEIGHBOUR("3", "x.sort") " FROM article_alike x JOIN article a ON a.id = x.other_id"
				    " WHERE x.article_id = ? AND " ARTICLE_READABLE
				    " ORDER BY x.sort LIMIT 12",
    .in = "i" ARTICLE_READABLE_IN,
    .out = NEIGHBOUR_OUT,
};

DB_STATEMENTS(article, &ARTICLE_READ, &ARTICLE_LOAD, &TAGS, &TRANSLATIONS, &CHOSEN, &ALIKE);

const char *article_state_code(enum article_state state)
{
	return STATES[state];
}

enum article_state article_state_named(const char *code)
{
	for (enum article_state s = ARTICLE_DRAFT; code && s <= ARTICLE_RETIRED; s++)
		if (!strcmp(code, STATES[s]))
			return s;
	return 0;
}

const char *article_audience_code(enum article_audience audience)
{
	return AUDIENCES[audience];
}

enum article_audience article_audience_named(const char *code)
{
	for (enum article_audience a = READERS_STAFF; code && a <= READERS_PUBLIC; a++)
		if (!strcmp(code, AUDIENCES[a]))
			return a;
	return 0;
}

/* `text`: body and html of the article, of which the query brought one. */
static void from_row(const struct db_rows *rows, struct article *article, const char **text)
{
	*article = (struct article){
	    .id = db_int_at(rows, 0, 0),
	    .family_id = db_int_at(rows, 0, 1),
	    .version = db_int_at(rows, 0, 2),
	    .state = (enum article_state)db_int_at(rows, 0, 3),
	    .audience = (enum article_audience)db_int_at(rows, 0, 4),
	    .organisation_id = db_int_at(rows, 0, 5),
	    .category_id = db_int_at(rows, 0, 6),
	    .author_id = db_int_at(rows, 0, 7),
	    .language = db_text_at(rows, 0, 8),
	    .title = db_text_at(rows, 0, 9),
	    .summary = db_text_at(rows, 0, 10),
	    .body = "",
	    .html = "",
	    .category = db_text_at(rows, 0, 12),
	    .category_code = db_text_at(rows, 0, 13),
	    .wider = db_text_at(rows, 0, 14),
	    .wider_code = db_text_at(rows, 0, 15),
	    .organisation = db_text_at(rows, 0, 16),
	    .author = db_text_at(rows, 0, 17),
	    .created_at = db_time_at(rows, 0, 18),
	    .updated_at = db_time_at(rows, 0, 19),
	    .publish_at = db_time_at(rows, 0, 20),
	    .published_at = db_time_at(rows, 0, 21),
	    .expire_at = db_time_at(rows, 0, 22),
	    .has_related = db_int_at(rows, 0, 23) != 0,
	};
	*text = db_text_at(rows, 0, 11);
}

enum err article_read(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article *article)
{
	struct db_rows rows;
	const char *html;

	TRY(db_query(
	    db, arena, &ARTICLE_READ, DB_VALUES(db_int(id), ARTICLE_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no article %lld for this viewer", (long long)id);
	from_row(&rows, article, &html);
	article->html = html;
	return OK;
}

enum err article_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article *article)
{
	struct db_rows rows;
	const char *body;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "only staff edits articles");
	TRY(db_query(db, arena, &ARTICLE_LOAD, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no article %lld", (long long)id);
	from_row(&rows, article, &body);
	article->body = body;
	return OK;
}

enum err article_tags(
    struct db *db, struct arena *arena, int64_t id, const char *const **tags, size_t *count)
{
	struct db_rows rows;
	const char **list;

	TRY(db_query(db, arena, &TAGS, DB_VALUES(db_int(id)), &rows));
	list = ARENA_ARRAY(arena, const char *, rows.count);
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu tags", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		list[i] = db_text_at(&rows, i, 0);
	*tags = list;
	*count = rows.count;
	return OK;
}

static bool has(const struct article_neighbour *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].id == id)
			return true;
	return false;
}

static bool comes_before(const struct article_neighbour *a, const struct article_neighbour *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return a->sort != b->sort ? a->sort < b->sort : a->id < b->id;
}

/* In their order, each but the article `id` once, behind what is there already. There are few: each
 * is put in its place. */
static void add_rows(
    const struct db_rows *rows, int64_t id, struct article_neighbour *list, size_t *count)
{
	for (size_t i = 0; i < rows->count && *count < NEIGHBOURS_MOST; i++) {
		struct article_neighbour n = {
		    .kind = (enum neighbour)db_int_at(rows, i, 0),
		    .id = db_int_at(rows, i, 1),
		    .title = db_text_at(rows, i, 2),
		    .language = db_text_at(rows, i, 3),
		    .state = (enum article_state)db_int_at(rows, i, 4),
		    .sort = db_int_at(rows, i, 5),
		};
		size_t at = *count;

		if (n.id == id || has(list, *count, n.id))
			continue;
		for (; at > 0 && comes_before(&n, &list[at - 1]); at--)
			list[at] = list[at - 1];
		list[at] = n;
		++*count;
	}
}

static enum err make_list(struct arena *arena, struct article_neighbour **neighbours, size_t *count)
{
	*count = 0;
	*neighbours = ARENA_ARRAY(arena, struct article_neighbour, NEIGHBOURS_MOST);
	return *neighbours ? OK : ERROR(ERR_MEMORY, "no memory for neighbours");
}

/* Chosen ones are not asked for where the article's row says that there are none: a reader waits.
 */
enum err article_neighbours(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article *article, bool drafts, struct article_neighbour **neighbours,
    size_t *count)
{
	const struct db_value id = db_int(article->id);
	const struct db_value all = db_int(drafts && viewer_is_staff(viewer));
	struct db_rows rows;

	TRY(make_list(arena, neighbours, count));
	TRY(db_query(db, arena, &TRANSLATIONS,
	    DB_VALUES(db_int(article->family_id), all, ARTICLE_VALUES(viewer)), &rows));
	add_rows(&rows, article->id, *neighbours, count);
	if (article->has_related) {
		TRY(db_query(
		    db, arena, &CHOSEN, DB_VALUES(id, all, ARTICLE_VALUES(viewer)), &rows));
		add_rows(&rows, article->id, *neighbours, count);
	}
	return OK;
}

enum err article_alike(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct article *article, struct article_neighbour **neighbours, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &ALIKE, DB_VALUES(db_int(article->id), ARTICLE_VALUES(viewer)), &rows));
	TRY(make_list(arena, neighbours, count));
	add_rows(&rows, article->id, *neighbours, count);
	return OK;
}
