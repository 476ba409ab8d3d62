#include "db/db.h"

#include <string.h>

struct db_value db_text(const char *text)
{
	if (!text)
		return db_null();
	return (struct db_value){.type = DB_TEXT, .p = text, .length = strlen(text)};
}

const struct db_value *db_cell(const struct db_rows *rows, size_t row, unsigned column)
{
	static const struct db_value NOTHING = {.type = DB_NULL};

	if (row >= rows->count || column >= rows->columns)
		return &NOTHING;
	return &rows->cells[row * rows->columns + column];
}

const char *db_text_at(const struct db_rows *rows, size_t row, unsigned column)
{
	const struct db_value *cell = db_cell(rows, row, column);

	return cell->type == DB_TEXT || cell->type == DB_BYTES ? cell->p : "";
}

int64_t db_int_at(const struct db_rows *rows, size_t row, unsigned column)
{
	const struct db_value *cell = db_cell(rows, row, column);

	return cell->type == DB_INT ? cell->i : 0;
}

double db_double_at(const struct db_rows *rows, size_t row, unsigned column)
{
	const struct db_value *cell = db_cell(rows, row, column);

	return cell->type == DB_DOUBLE ? cell->d : 0;
}

timestamp db_time_at(const struct db_rows *rows, size_t row, unsigned column)
{
	const struct db_value *cell = db_cell(rows, row, column);

	return cell->type == DB_TIME ? cell->i : TIMESTAMP_NONE;
}

bool db_null_at(const struct db_rows *rows, size_t row, unsigned column)
{
	return db_cell(rows, row, column)->type == DB_NULL;
}
