#include <string.h>

#include "model/article_change.h"

static const struct db_statement RELATED = {
    .name = "article_related_list",
    .sql = "SELECT other_id FROM article_related WHERE article_id = ? ORDER BY sort",
    .in = "i",
    .out = "i",
};

static const struct db_statement RELATED_CLEAR = {
    .name = "article_related_clear",
    .sql = "DELETE FROM article_related WHERE article_id = ?",
    .in = "i",
};

static const struct db_statement RELATED_ADD = {
    .name = "article_related_add",
    .sql = "INSERT IGNORE INTO article_related (article_id, other_id, sort)"
	   " SELECT ?, a.id, ? FROM article a WHERE a.id = ? AND a.id <> ?",
    .in = "iiii",
};

DB_STATEMENTS(article_related, &RELATED, &RELATED_CLEAR, &RELATED_ADD);

struct choosing {
	struct arena *arena;
	const struct viewer *viewer;
	int64_t id;
	const int64_t *others;
	size_t count;
};

static enum err as_text(struct db *db, struct arena *arena, int64_t id, const char **text)
{
	struct db_rows rows;

	*text = "";
	TRY(db_query(db, arena, &RELATED, DB_VALUES(db_int(id)), &rows));
	for (size_t i = 0; i < rows.count && *text; i++)
		*text = arena_format(
		    arena, "%s%s%lld", *text, i ? " " : "", (long long)db_int_at(&rows, i, 0));
	return *text ? OK : ERROR(ERR_MEMORY, "no memory for related articles");
}

static enum err choose(struct db *db, void *context)
{
	const struct choosing *c = context;
	struct article_change change;
	const char *was, *is;

	TRY(article_change_begin(&change, db, c->arena, c->viewer->account_id, c->id, 0));
	article_change_beside(&change);
	TRY(as_text(db, c->arena, c->id, &was));
	TRY(db_execute(db, &RELATED_CLEAR, DB_VALUES(db_int(c->id)), NULL));
	for (size_t i = 0; i < c->count && i < ARTICLE_RELATED; i++)
		TRY(db_execute(db, &RELATED_ADD,
		    DB_VALUES(
			db_int(c->id), db_int((int64_t)i), db_int(c->others[i]), db_int(c->id)),
		    NULL));
	TRY(as_text(db, c->arena, c->id, &is));
	return article_change_note(&change, "related", was, is);
}

enum err article_set_related(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, const int64_t *others, size_t count)
{
	struct choosing c = {
	    .arena = arena, .viewer = viewer, .id = id, .others = others, .count = count};

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "only staff chooses related articles");
	return db_transaction(db, choose, &c);
}
