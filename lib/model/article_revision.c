#include "model/article.h"

#define REVISION_SELECT(body)                                                                      \
	"SELECT r.version, r.title, r.summary, " body ", p.name, r.reason, r.created_at"           \
	" FROM article_revision r JOIN account p ON p.id = r.author_id WHERE r.article_id = ?"
#define REVISION_OUT "issssst"

static const struct db_statement REVISIONS = {
    .name = "article_revisions",
    .sql = REVISION_SELECT("''") " ORDER BY r.version DESC LIMIT 200",
    .in = "i",
    .out = REVISION_OUT,
};

/* The text of that version: the last one written up to it. */
static const struct db_statement REVISION_LOAD = {
    .name = "article_revision_load",
    .sql = REVISION_SELECT("r.body") " AND r.version <= ? ORDER BY r.version DESC LIMIT 1",
    .in = "ii",
    .out = REVISION_OUT,
};

DB_STATEMENTS(article_revision, &REVISIONS, &REVISION_LOAD);

static struct article_revision from_row(const struct db_rows *rows, size_t row)
{
	return (struct article_revision){
	    .version = db_int_at(rows, row, 0),
	    .title = db_text_at(rows, row, 1),
	    .summary = db_text_at(rows, row, 2),
	    .body = db_text_at(rows, row, 3),
	    .author = db_text_at(rows, row, 4),
	    .reason = db_text_at(rows, row, 5),
	    .at = db_time_at(rows, row, 6),
	};
}

enum err article_revisions(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct article_revision **revisions, size_t *count)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "revisions are for staff");
	TRY(db_query(db, arena, &REVISIONS, DB_VALUES(db_int(id)), &rows));
	*revisions = ARENA_ARRAY(arena, struct article_revision, rows.count);
	if (!*revisions)
		return ERROR(ERR_MEMORY, "no memory for %zu revisions", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*revisions)[i] = from_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err article_revision_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, struct article_revision *revision)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "revisions are for staff");
	TRY(db_query(db, arena, &REVISION_LOAD, DB_VALUES(db_int(id), db_int(version)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "article %lld has no version %lld", (long long)id,
		    (long long)version);
	*revision = from_row(&rows, 0);
	return OK;
}
