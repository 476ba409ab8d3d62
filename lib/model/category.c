#include "model/category.h"

static const struct db_statement TREE = {
    .name = "category_tree",
    .sql = "SELECT id, COALESCE(parent_id, 0), code, name FROM category"
	   " ORDER BY parent_id IS NOT NULL, sort, name, id LIMIT 500",
    .out = "iiss",
};

DB_STATEMENTS(category, &TREE);

enum err category_tree(
    struct db *db, struct arena *arena, struct category **categories, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &TREE, DB_NONE, &rows));
	*categories = ARENA_ARRAY(arena, struct category, rows.count);
	if (!*categories)
		return ERROR(ERR_MEMORY, "no memory for %zu categories", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*categories)[i] = (struct category){db_int_at(&rows, i, 0), db_int_at(&rows, i, 1),
		    db_text_at(&rows, i, 2), db_text_at(&rows, i, 3)};
	*count = rows.count;
	return OK;
}

const struct category *category_at(const struct category *categories, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (categories[i].id == id)
			return &categories[i];
	return NULL;
}
