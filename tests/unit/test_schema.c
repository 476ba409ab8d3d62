/*
 * The schema explains itself: every table and column has a comment, and doc/schema.md is made of
 * them.
 *
 * `tests/unit/test_schema --write` in the build folder writes that page; without it the test fails
 * when the page is stale.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "database.h"
#include "db/db.h"

static struct db *db;
static struct arena *arena;
static bool writing;

static const struct db_statement TABLES = {.name = "schema_tables",
    .sql = "SELECT table_name, table_comment FROM information_schema.tables"
	   " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
    .out = "ss"};
static const struct db_statement COLUMNS = {.name = "schema_columns",
    .sql = "SELECT column_name, column_type, is_nullable, column_default, extra, column_comment"
	   " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?"
	   " ORDER BY ordinal_position",
    .in = "s",
    .out = "ssssss"};
static const struct db_statement KEYS = {.name = "schema_keys",
    .sql = "SELECT index_name, MIN(non_unique), GROUP_CONCAT(CONCAT(column_name,"
	   " IF(sub_part IS NULL, '', CONCAT('(', sub_part, ')')),"
	   " IF(collation = 'D', ' DESC', '')) ORDER BY seq_in_index SEPARATOR ', ')"
	   " FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ?"
	   " GROUP BY index_name ORDER BY index_name <> 'PRIMARY', MIN(non_unique), index_name",
    .in = "s",
    .out = "sis"};
static const struct db_statement REFERENCES = {.name = "schema_references",
    .sql = "SELECT GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR ', '),"
	   " r.referenced_table_name, r.delete_rule"
	   " FROM information_schema.referential_constraints r"
	   " JOIN information_schema.key_column_usage k"
	   " ON k.constraint_schema = r.constraint_schema AND k.table_name = r.table_name"
	   " AND k.constraint_name = r.constraint_name"
	   " WHERE r.constraint_schema = DATABASE() AND r.table_name = ?"
	   " GROUP BY r.constraint_name, r.referenced_table_name, r.delete_rule"
	   " ORDER BY MIN(k.ordinal_position), 1, 2",
    .in = "s",
    .out = "sss"};

static struct db_rows ask(const struct db_statement *statement, struct db_values values)
{
	struct db_rows rows;

	if (db_query(db, arena, statement, values, &rows) != OK)
		fail_msg("%s", err_message());
	return rows;
}

/* A bar would end the cell of a table. */
static void add_cell(struct buffer *page, const char *text)
{
	for (; *text; text++) {
		if (*text == '|')
			buffer_text(page, "\\");
		buffer_append(page, text, 1);
	}
}

static void add_columns(struct buffer *page, const char *table)
{
	struct db_rows rows = ask(&COLUMNS, DB_VALUES(db_text(table)));

	buffer_text(page, "| column | type | meaning |\n|---|---|---|\n");
	for (size_t row = 0; row < rows.count; row++) {
		const char *otherwise = db_text_at(&rows, row, 3);

		if (!*db_text_at(&rows, row, 5))
			fail_msg("%s.%s has no comment", table, db_text_at(&rows, row, 0));
		buffer_format(page, "| `%s` | ", db_text_at(&rows, row, 0));
		add_cell(page, db_text_at(&rows, row, 1));
		if (!strcmp(db_text_at(&rows, row, 2), "YES"))
			buffer_text(page, ", may be NULL");
		else if (!db_null_at(&rows, row, 3)) {
			buffer_text(page, ", default ");
			add_cell(page, otherwise);
		}
		if (strstr(db_text_at(&rows, row, 4), "auto_increment"))
			buffer_text(page, ", counted up");
		buffer_text(page, " | ");
		add_cell(page, db_text_at(&rows, row, 5));
		buffer_text(page, " |\n");
	}
}

static void add_keys(struct buffer *page, const char *table)
{
	struct db_rows keys = ask(&KEYS, DB_VALUES(db_text(table)));
	struct db_rows references = ask(&REFERENCES, DB_VALUES(db_text(table)));

	buffer_text(page, "\n");
	for (size_t row = 0; row < keys.count; row++) {
		bool primary = !strcmp(db_text_at(&keys, row, 0), "PRIMARY");

		buffer_format(page, "- %s: %s\n",
		    primary		       ? "primary key"
		    : db_int_at(&keys, row, 1) ? "key"
					       : "unique",
		    db_text_at(&keys, row, 2));
	}
	for (size_t row = 0; row < references.count; row++) {
		const char *rule = db_text_at(&references, row, 2);

		buffer_format(page, "- %s refers to [%s](#%s)", db_text_at(&references, row, 0),
		    db_text_at(&references, row, 1), db_text_at(&references, row, 1));
		if (!strcmp(rule, "CASCADE"))
			buffer_text(page, " and goes with it");
		else if (!strcmp(rule, "SET NULL"))
			buffer_text(page, " and becomes NULL without it");
		buffer_text(page, "\n");
	}
}

static void make_page(struct buffer *page)
{
	struct db_rows tables = ask(&TABLES, DB_NONE);

	buffer_text(page, "# Schema\n\n"
			  "Made from the comments of the database itself by "
			  "`tests/unit/test_schema --write`: change "
			  "them in a new\nmigration in `sql/`, not here. Times are UTC.\n\n"
			  "| table | one row is |\n|---|---|\n");
	for (size_t row = 0; row < tables.count; row++) {
		const char *table = db_text_at(&tables, row, 0);

		if (!*db_text_at(&tables, row, 1))
			fail_msg("table %s has no comment", table);
		buffer_format(page, "| [%s](#%s) | ", table, table);
		add_cell(page, db_text_at(&tables, row, 1));
		buffer_text(page, " |\n");
	}
	for (size_t row = 0; row < tables.count; row++) {
		const char *table = db_text_at(&tables, row, 0);

		buffer_format(page, "\n## %s\n\n%s.\n\n", table, db_text_at(&tables, row, 1));
		add_columns(page, table);
		add_keys(page, table);
	}
	assert_int_equal(buffer_err(page), OK);
}

static void write_page(const char *path, const struct buffer *page)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(page->data, 1, page->length, file), page->length);
	assert_int_equal(fclose(file), 0);
}

static void compare_page(const char *path, const struct buffer *page)
{
	char *text = arena_alloc(arena, page->length + 2);
	FILE *file = fopen(path, "re");
	size_t length = 0;

	assert_non_null(text);
	if (file) {
		length = fread(text, 1, page->length + 1, file);
		(void)fclose(file);
	}
	if (length != page->length || memcmp(text, page->data, length) != 0)
		fail_msg("%s is stale: run tests/unit/test_schema --write", path);
}

static void every_table_and_column_is_explained_and_the_page_says_so(void **state)
{
	struct buffer page = BUFFER(4 * 1024 * 1024);
	char path[4096];

	(void)state;
	(void)snprintf(path, sizeof path, "%s/doc/schema.md", test_source());
	make_page(&page);
	if (writing)
		write_page(path, &page);
	else
		compare_page(path, &page);
	buffer_free(&page);
}

static int start(void **state)
{
	(void)state;
	arena = arena_new(8 * 1024 * 1024);
	test_database_start(&db);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	db_close(db);
	arena_free(arena);
	test_database_stop();
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_table_and_column_is_explained_and_the_page_says_so),
	};

	writing = argc == 2 && !strcmp(argv[1], "--write");
	return cmocka_run_group_tests(tests, start, stop);
}
