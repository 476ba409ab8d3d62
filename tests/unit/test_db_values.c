/* What goes into the database comes out again. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "db/db.h"

static struct db *db;
static struct arena *arena;

static const struct db_statement MAKE_TABLE = {.name = "make_table",
    .sql = "CREATE TABLE thing (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, number BIGINT NULL,"
	   " ratio DOUBLE NULL, words TEXT CHARACTER SET utf8mb4 NULL, raw LONGBLOB NULL,"
	   " at DATETIME(6) NULL, short VARCHAR(5) NULL, UNIQUE KEY (number))"};
static const struct db_statement ADD = {.name = "add",
    .sql = "INSERT INTO thing (number, ratio, words, raw, at) VALUES (?, ?, ?, ?, ?)",
    .in = "idsbt"};
static const struct db_statement ADD_SHORT = {
    .name = "add_short", .sql = "INSERT INTO thing (short) VALUES (?)", .in = "s"};
static const struct db_statement GET = {.name = "get",
    .sql = "SELECT number, ratio, words, raw, at FROM thing WHERE id = ?",
    .in = "i",
    .out = "idsbt"};
static const struct db_statement RENUMBER = {
    .name = "renumber", .sql = "UPDATE thing SET number = ? WHERE id = ?", .in = "ii"};
static const struct db_statement CLEAR = {.name = "clear", .sql = "DELETE FROM thing"};
static const struct db_statement NUMBERS = {.name = "numbers",
    .sql = "SELECT seq, REPEAT('x', seq) FROM seq_1_to_1000 ORDER BY seq",
    .out = "is"};

static int start(void **state)
{
	(void)state;
	arena = arena_new(32 * 1024 * 1024);
	test_database_empty(&db);
	assert_int_equal(db_execute(db, &MAKE_TABLE, DB_NONE, NULL), OK);
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

static int clear(void **state)
{
	(void)state;
	arena_reset(arena);
	return db_execute(db, &CLEAR, DB_NONE, NULL) == OK ? 0 : -1;
}

static int64_t add(struct db_value number, struct db_value ratio, struct db_value words,
    struct db_value raw, struct db_value at)
{
	struct db_result result;

	if (db_execute(db, &ADD, DB_VALUES(number, ratio, words, raw, at), &result) != OK)
		fail_msg("%s", err_message());
	assert_int_equal(result.affected, 1);
	assert_true(result.inserted_id > 0);
	return result.inserted_id;
}

static struct db_rows get(int64_t id)
{
	struct db_rows rows;

	if (db_query(db, arena, &GET, DB_VALUES(db_int(id)), &rows) != OK)
		fail_msg("%s", err_message());
	assert_int_equal(rows.count, 1);
	assert_int_equal(rows.columns, 5);
	return rows;
}

static void every_type_comes_back_as_it_was(void **state)
{
	static const char WORDS[] = "Zażółć gęślą jaźń, ærlig talt — что? 🐘";
	static const char RAW[] = "\0\xff\x00raw'\"\\";
	struct civil_time civil = {.year = 2026,
	    .month = 11,
	    .day = 21,
	    .hour = 23,
	    .minute = 59,
	    .second = 58,
	    .microsecond = 123456};
	timestamp at = timestamp_from_civil(&civil);
	struct db_rows rows;

	(void)state;
	rows = get(add(db_int(INT64_MIN), db_double(0.1), db_text(WORDS), db_bytes(RAW, sizeof RAW),
	    db_time(at)));
	assert_true(db_int_at(&rows, 0, 0) == INT64_MIN);
	assert_true(fabs(db_double_at(&rows, 0, 1) - 0.1) < 1e-17);
	assert_string_equal(db_text_at(&rows, 0, 2), WORDS);
	assert_int_equal(db_cell(&rows, 0, 3)->length, sizeof RAW);
	assert_memory_equal(db_text_at(&rows, 0, 3), RAW, sizeof RAW);
	assert_true(db_time_at(&rows, 0, 4) == at);
}

static void null_comes_back_as_null(void **state)
{
	struct db_rows rows;

	(void)state;
	rows = get(
	    add(db_id(0), db_null(), db_text(NULL), db_bytes(NULL, 3), db_time(TIMESTAMP_NONE)));
	for (unsigned column = 0; column < 5; column++)
		assert_true(db_null_at(&rows, 0, column));
	assert_int_equal(db_int_at(&rows, 0, 0), 0);
	assert_string_equal(db_text_at(&rows, 0, 2), "");
	assert_true(db_time_at(&rows, 0, 4) == TIMESTAMP_NONE);
	assert_true(db_null_at(&rows, 1, 0));
	assert_true(db_null_at(&rows, 0, 9));
}

static void empty_text_is_not_null(void **state)
{
	struct db_rows rows;

	(void)state;
	rows = get(add(db_null(), db_null(), db_text(""), db_bytes("", 0), db_null()));
	assert_false(db_null_at(&rows, 0, 2));
	assert_false(db_null_at(&rows, 0, 3));
	assert_string_equal(db_text_at(&rows, 0, 2), "");
	assert_int_equal(db_cell(&rows, 0, 3)->length, 0);
}

static void a_blob_of_8_mib_survives(void **state)
{
	enum { SIZE = 8 * 1024 * 1024 };
	unsigned char *blob = malloc(SIZE);
	struct db_rows rows;
	uint32_t random = 1;

	(void)state;
	for (size_t i = 0; i < SIZE; i++) {
		random = random * 1664525 + 1013904223;
		blob[i] = (unsigned char)(random >> 24);
	}
	rows = get(add(db_null(), db_null(), db_null(), db_bytes(blob, SIZE), db_null()));
	assert_int_equal(db_cell(&rows, 0, 3)->length, SIZE);
	assert_memory_equal(db_text_at(&rows, 0, 3), blob, SIZE);
	free(blob);
}

static void times_before_1970_and_at_the_ends_survive(void **state)
{
	static const struct civil_time TIMES[] = {
	    {.year = 1000, .month = 1, .day = 1},
	    {.year = 1969,
		.month = 12,
		.day = 31,
		.hour = 23,
		.minute = 59,
		.second = 59,
		.microsecond = 999999},
	    {.year = 9999,
		.month = 12,
		.day = 31,
		.hour = 23,
		.minute = 59,
		.second = 59,
		.microsecond = 999999},
	};

	(void)state;
	for (size_t i = 0; i < sizeof TIMES / sizeof TIMES[0]; i++) {
		timestamp at = timestamp_from_civil(&TIMES[i]);
		struct db_rows rows =
		    get(add(db_null(), db_null(), db_null(), db_null(), db_time(at)));

		assert_true(db_time_at(&rows, 0, 4) == at);
	}
}

static void a_duplicate_is_a_conflict(void **state)
{
	struct db_value values[] = {db_int(7), db_null(), db_null(), db_null(), db_null()};

	(void)state;
	assert_int_equal(db_execute(db, &ADD, (struct db_values){values, 5}, NULL), OK);
	assert_int_equal(db_execute(db, &ADD, (struct db_values){values, 5}, NULL), ERR_CONFLICT);
}

static void a_text_too_long_or_broken_is_bad_input(void **state)
{
	(void)state;
	assert_int_equal(db_execute(db, &ADD_SHORT, DB_VALUES(db_text("żółwi")), NULL), OK);
	assert_int_equal(db_execute(db, &ADD_SHORT, DB_VALUES(db_text("żółwie")), NULL), ERR_INPUT);
	assert_int_equal(db_execute(db, &ADD_SHORT, DB_VALUES(db_text("\xc3(")), NULL), ERR_INPUT);
}

static void parameters_that_do_not_fit_are_bad_input(void **state)
{
	(void)state;
	assert_int_equal(db_execute(db, &RENUMBER, DB_VALUES(db_int(1)), NULL), ERR_INPUT);
	assert_int_equal(
	    db_execute(db, &RENUMBER, DB_VALUES(db_text("1"), db_int(1)), NULL), ERR_INPUT);
	assert_int_equal(db_execute(db, &ADD_SHORT, DB_VALUES(db_bytes("a", 1)), NULL), ERR_INPUT);
	assert_int_equal(
	    db_execute(db, &ADD,
		DB_VALUES(db_null(), db_null(), db_null(), db_null(), db_time(INT64_MAX)), NULL),
	    ERR_INPUT);
}

static void affected_counts_rows_found_not_rows_changed(void **state)
{
	int64_t id = add(db_int(5), db_null(), db_null(), db_null(), db_null());
	struct db_result result;

	(void)state;
	assert_int_equal(db_execute(db, &RENUMBER, DB_VALUES(db_int(5), db_int(id)), &result), OK);
	assert_int_equal(result.affected, 1);
	assert_int_equal(
	    db_execute(db, &RENUMBER, DB_VALUES(db_int(5), db_int(id + 1)), &result), OK);
	assert_int_equal(result.affected, 0);
}

static void a_result_of_many_rows_is_whole(void **state)
{
	struct db_rows rows;

	(void)state;
	for (int round = 0; round < 3; round++) {
		arena_reset(arena);
		assert_int_equal(db_query(db, arena, &NUMBERS, DB_NONE, &rows), OK);
		assert_int_equal(rows.count, 1000);
		for (size_t row = 0; row < rows.count; row++) {
			assert_int_equal(db_int_at(&rows, row, 0), row + 1);
			assert_int_equal(strlen(db_text_at(&rows, row, 1)), row + 1);
		}
	}
}

static void a_result_larger_than_the_arena_is_refused_and_the_next_query_works(void **state)
{
	struct arena *small = arena_new(100 * 1024);
	struct db_rows rows;

	(void)state;
	assert_int_equal(db_query(db, small, &NUMBERS, DB_NONE, &rows), ERR_MEMORY);
	assert_int_equal(rows.count, 0);
	assert_int_equal(db_query(db, arena, &NUMBERS, DB_NONE, &rows), OK);
	assert_int_equal(rows.count, 1000);
	arena_free(small);
}

static enum err count_row(void *context, const struct db_value *row)
{
	int64_t *seen = context;

	assert_int_equal(row[0].i, ++*seen);
	assert_int_equal(row[1].length, row[0].i);
	assert_int_equal(row[1].p[row[1].length], 0);
	return OK;
}

static enum err stop_at_ten(void *context, const struct db_value *row)
{
	struct db_rows rows;

	assert_int_equal(db_query(context, arena, &NUMBERS, DB_NONE, &rows), ERR_INTERNAL);
	return row[0].i == 10 ? ERR_LIMIT : OK;
}

static void each_row_is_seen_once_and_the_first_error_ends_it(void **state)
{
	struct db_rows rows;
	int64_t seen = 0;

	(void)state;
	assert_int_equal(db_each(db, &NUMBERS, DB_NONE, count_row, &seen), OK);
	assert_int_equal(seen, 1000);
	assert_int_equal(db_each(db, &NUMBERS, DB_NONE, stop_at_ten, db), ERR_LIMIT);
	assert_int_equal(db_query(db, arena, &NUMBERS, DB_NONE, &rows), OK);
	assert_int_equal(rows.count, 1000);
}

static void a_statement_survives_a_change_of_its_table(void **state)
{
	static const struct db_statement WIDEN = {
	    .name = "widen", .sql = "ALTER TABLE thing ADD COLUMN extra INT NULL FIRST"};
	static const struct db_statement NARROW = {
	    .name = "narrow", .sql = "ALTER TABLE thing DROP COLUMN extra"};
	int64_t id = add(db_int(5), db_null(), db_text("kept"), db_null(), db_null());
	struct db_rows rows = get(id);

	(void)state;
	assert_int_equal(db_execute(db, &WIDEN, DB_NONE, NULL), OK);
	rows = get(id);
	assert_string_equal(db_text_at(&rows, 0, 2), "kept");
	assert_int_equal(db_execute(db, &NARROW, DB_NONE, NULL), OK);
	rows = get(id);
	assert_string_equal(db_text_at(&rows, 0, 2), "kept");
}

static void a_statement_that_lies_about_itself_is_found_out(void **state)
{
	static const struct db_statement LIES[] = {
	    {.name = "columns", .sql = "SELECT id FROM thing", .out = "ii"},
	    {.name = "parameters", .sql = "SELECT id FROM thing WHERE id = ?", .out = "i"},
	    {.name = "kind", .sql = "SELECT words FROM thing", .out = "i"},
	    {.name = "bytes", .sql = "SELECT raw FROM thing", .out = "s"},
	    {.name = "letter", .sql = "SELECT id FROM thing", .out = "x"},
	    {.name = "syntax", .sql = "SELEKT id FROM thing", .out = "i"},
	};

	(void)state;
	assert_int_equal(db_check(db, &GET), OK);
	assert_int_equal(db_check(db, &ADD), OK);
	for (size_t i = 0; i < sizeof LIES / sizeof LIES[0]; i++)
		if (db_check(db, &LIES[i]) == OK)
			fail_msg("\"%s\" passed", LIES[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(every_type_comes_back_as_it_was, clear),
	    cmocka_unit_test_setup(null_comes_back_as_null, clear),
	    cmocka_unit_test_setup(empty_text_is_not_null, clear),
	    cmocka_unit_test_setup(a_blob_of_8_mib_survives, clear),
	    cmocka_unit_test_setup(times_before_1970_and_at_the_ends_survive, clear),
	    cmocka_unit_test_setup(a_duplicate_is_a_conflict, clear),
	    cmocka_unit_test_setup(a_text_too_long_or_broken_is_bad_input, clear),
	    cmocka_unit_test_setup(parameters_that_do_not_fit_are_bad_input, clear),
	    cmocka_unit_test_setup(affected_counts_rows_found_not_rows_changed, clear),
	    cmocka_unit_test_setup(a_result_of_many_rows_is_whole, clear),
	    cmocka_unit_test_setup(
		a_result_larger_than_the_arena_is_refused_and_the_next_query_works, clear),
	    cmocka_unit_test_setup(each_row_is_seen_once_and_the_first_error_ends_it, clear),
	    cmocka_unit_test_setup(a_statement_survives_a_change_of_its_table, clear),
	    cmocka_unit_test_setup(a_statement_that_lies_about_itself_is_found_out, clear),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
