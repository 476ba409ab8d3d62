#include <string.h>

#include "base/crypto.h"
#include "model/article_change.h"
#include "model/attachment.h"

#define FILE_SELECT                                                                                \
	"SELECT x.id, x.article_id, x.file_id, f.size, x.name, f.type, f.sha256"                   \
	" FROM article_file x JOIN file f ON f.id = x.file_id"
#define FILE_OUT "iiiissb"

static const struct db_statement FILES = {
    .name = "article_files",
    .sql = FILE_SELECT " WHERE x.article_id = ? ORDER BY x.id LIMIT 100",
    .in = "i",
    .out = FILE_OUT,
};

static const struct db_statement FILE_LOAD = {
    .name = "article_file_load",
    .sql = FILE_SELECT " JOIN article a ON a.id = x.article_id WHERE x.id = ?"
		       " AND (? OR " ARTICLE_READABLE ")",
    .in = "ii" ARTICLE_READABLE_IN,
    .out = FILE_OUT,
};

static const struct db_statement FILE_ADD = {
    .name = "article_file_add",
    .sql = "INSERT INTO article_file (article_id, file_id, name, created_at) VALUES (?, ?, ?, ?)",
    .in = "iist",
};

static const struct db_statement FILE_REMOVE = {
    .name = "article_file_remove",
    .sql = "DELETE FROM article_file WHERE id = ? AND article_id = ?",
    .in = "ii",
};

static const struct db_statement FILE_COUNT = {
    .name = "article_file_count",
    .sql = "SELECT COUNT(*) FROM article_file WHERE article_id = ?",
    .in = "i",
    .out = "i",
};

DB_STATEMENTS(article_file, &FILES, &FILE_LOAD, &FILE_ADD, &FILE_REMOVE, &FILE_COUNT);

static struct article_file from_row(const struct db_rows *rows, size_t row)
{
	struct article_file file = {
	    .id = db_int_at(rows, row, 0),
	    .article_id = db_int_at(rows, row, 1),
	    .file_id = db_int_at(rows, row, 2),
	    .size = db_int_at(rows, row, 3),
	    .name = db_text_at(rows, row, 4),
	    .type = db_text_at(rows, row, 5),
	};
	const struct db_value *hash = db_cell(rows, row, 6);

	if (hash->length == SHA256_SIZE)
		memcpy(file.sha256, hash->p, SHA256_SIZE);
	return file;
}

enum err article_files(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct article_file **files, size_t *count)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "the list of an article's files is for staff");
	TRY(db_query(db, arena, &FILES, DB_VALUES(db_int(id)), &rows));
	*files = ARENA_ARRAY(arena, struct article_file, rows.count);
	if (!*files)
		return ERROR(ERR_MEMORY, "no memory for %zu files", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*files)[i] = from_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err article_file_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t file_id, struct article_file *file)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FILE_LOAD,
	    DB_VALUES(db_int(file_id), db_int(viewer_is_staff(viewer)), ARTICLE_VALUES(viewer)),
	    &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no such file for this reader");
	*file = from_row(&rows, 0);
	return OK;
}

struct adding {
	struct arena *arena;
	const struct viewer *viewer;
	int64_t id, remove;
	const char *const *tokens;
	size_t count;
};

static enum err add_one(struct article_change *change, const struct adding *a, const char *token)
{
	const char *name;
	int64_t file_id;

	TRY(upload_take(change->db, a->arena, a->viewer->account_id, token, &file_id, &name));
	if (!file_id)
		return OK;
	TRY(db_execute(change->db, &FILE_ADD,
	    DB_VALUES(db_int(a->id), db_int(file_id), db_text(name), db_time(change->now)), NULL));
	return article_change_note(change, "file", NULL, name);
}

static enum err add(struct db *db, void *context)
{
	const struct adding *a = context;
	struct article_change change;
	struct db_rows rows;

	TRY(article_change_begin(&change, db, a->arena, a->viewer->account_id, a->id, 0));
	article_change_beside(&change);
	TRY(db_query(db, a->arena, &FILE_COUNT, DB_VALUES(db_int(a->id)), &rows));
	if (db_int_at(&rows, 0, 0) + (int64_t)a->count > ARTICLE_FILES)
		return ERROR(ERR_LIMIT, "over %d files", ARTICLE_FILES);
	for (size_t i = 0; i < a->count; i++)
		TRY(add_one(&change, a, a->tokens[i]));
	return OK;
}

enum err article_files_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, const char *const *tokens, size_t count)
{
	struct adding a = {
	    .arena = arena, .viewer = viewer, .id = id, .tokens = tokens, .count = count};

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "only staff adds files to articles");
	return db_transaction(db, add, &a);
}

static enum err take_away(struct db *db, void *context)
{
	const struct adding *a = context;
	struct article_change change;
	struct article_file file;

	TRY(article_change_begin(&change, db, a->arena, a->viewer->account_id, a->id, 0));
	article_change_beside(&change);
	TRY(article_file_load(db, a->arena, a->viewer, a->remove, &file));
	if (file.article_id != a->id)
		return ERROR(ERR_NOT_FOUND, "another article's file");
	TRY(article_change_note(&change, "file", file.name, NULL));
	TRY(db_execute(db, &FILE_REMOVE, DB_VALUES(db_int(a->remove), db_int(a->id)), NULL));
	return file_forget(db, file.file_id);
}

enum err article_file_remove(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t article_id, int64_t file_id)
{
	struct adding a = {.arena = arena, .viewer = viewer, .id = article_id, .remove = file_id};

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "only staff takes files away");
	return db_transaction(db, take_away, &a);
}
