/* Migrations: once each, in order, going on where they stopped, never on changed ground. */
#include "unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database.h"
#include "db/db.h"
#include "db/migrate.h"

static struct db *db;
static struct arena *arena;
static char folder[120];
static char said[400];

static const struct db_statement COUNT = {
    .name = "count", .sql = "SELECT COUNT(*) FROM fruit", .out = "i"};
static const struct db_statement FORGET_DONE = {.name = "forget_done",
    .sql = "UPDATE migration SET done = 0, finished_at = NULL,"
	   " digest = UNHEX('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')"
	   " WHERE name = '001_fruit.sql'"};
static const struct db_statement DROP[] = {
    {.name = "drop_fruit", .sql = "DROP TABLE IF EXISTS fruit"},
    {.name = "drop_migration", .sql = "DROP TABLE IF EXISTS migration"},
};

static int start(void **state)
{
	(void)state;
	arena = arena_new(1024 * 1024);
	test_database_empty(&db);
	(void)snprintf(folder, sizeof folder, "%s/sql", test_database_folder());
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

static void path_of(const char *name, char path[static 200])
{
	(void)snprintf(path, 200, "%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
	char path[200];
	FILE *file;

	path_of(name, path);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void take_away(const char *name)
{
	char path[200];

	path_of(name, path);
	assert_int_equal(unlink(path), 0);
}

static int begin(void **state)
{
	(void)state;
	arena_reset(arena);
	said[0] = '\0';
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(db_execute(db, &DROP[i], DB_NONE, NULL), OK);
	assert_int_equal(mkdir(folder, 0700), 0);
	put("001_fruit.sql", "-- What we sell; by name.\n"
			     "CREATE TABLE fruit (name VARCHAR(20) NOT NULL PRIMARY KEY\n"
			     "  -- a comment; with a semicolon;\n"
			     ");\n"
			     "INSERT INTO fruit VALUES ('apple; red'),\n ('pear');\n");
	put("002_more.sql", "INSERT INTO fruit VALUES ('plum');\n");
	put("README", "no migration");
	return 0;
}

static int end(void **state)
{
	char command[200];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command); // NOLINT(cert-env33-c): the path is our own
}

static void say(const char *name)
{
	(void)snprintf(said + strlen(said), sizeof said - strlen(said), "%s ", name);
}

static int pending(void)
{
	int count;

	if (migrate_pending(db, folder, &count) != OK)
		fail_msg("%s", err_message());
	return count;
}

static int64_t fruits(void)
{
	struct db_rows rows;

	if (db_query(db, arena, &COUNT, DB_NONE, &rows) != OK)
		fail_msg("%s", err_message());
	return db_int_at(&rows, 0, 0);
}

static void files_are_applied_once_in_order(void **state)
{
	(void)state;
	assert_int_equal(pending(), 2);
	if (migrate(db, folder, say) != OK)
		fail_msg("%s", err_message());
	assert_string_equal(said, "001_fruit.sql 002_more.sql ");
	assert_int_equal(pending(), 0);
	assert_int_equal(fruits(), 3);
	assert_int_equal(migrate(db, folder, say), OK);
	assert_string_equal(said, "001_fruit.sql 002_more.sql ");
	put("003_new.sql", "DELETE FROM fruit;\n");
	assert_int_equal(pending(), 1);
	assert_int_equal(migrate(db, folder, say), OK);
	assert_int_equal(fruits(), 0);
}

static void a_changed_file_is_refused_before_anything_is_done(void **state)
{
	int count;

	(void)state;
	assert_int_equal(migrate(db, folder, NULL), OK);
	put("002_more.sql", "INSERT INTO fruit VALUES ('lemon');\n");
	put("003_new.sql", "DELETE FROM fruit;\n");
	assert_int_equal(migrate(db, folder, NULL), ERR_CONFLICT);
	assert_non_null(strstr(err_message(), "002_more.sql"));
	assert_int_equal(migrate_pending(db, folder, &count), ERR_CONFLICT);
	assert_int_equal(fruits(), 3);
}

static void a_file_that_is_gone_is_missed(void **state)
{
	(void)state;
	assert_int_equal(migrate(db, folder, NULL), OK);
	take_away("002_more.sql");
	assert_int_equal(migrate(db, folder, NULL), ERR_CONFLICT);
	assert_non_null(strstr(err_message(), "002_more.sql"));
}

static void one_cut_short_goes_on_where_it_stopped(void **state)
{
	(void)state;
	put("002_more.sql", "INSERT INTO fruit VALUES ('plum');\nCREATE TABLE fruit (id INT);\n"
			    "INSERT INTO fruit VALUES ('fig');\n");
	assert_int_equal(migrate(db, folder, NULL), ERR_INTERNAL);
	assert_non_null(strstr(err_message(), "002_more.sql, statement 2"));
	assert_int_equal(fruits(), 3);
	assert_int_equal(pending(), 1);
	/* What was not applied yet may be mended; what was may not. */
	put("002_more.sql", "INSERT INTO fruit VALUES ('lemon');\nUPDATE fruit SET name = name;\n");
	assert_int_equal(migrate(db, folder, NULL), ERR_CONFLICT);
	put("002_more.sql", "INSERT INTO fruit VALUES ('plum');\nUPDATE fruit SET name = name;\n"
			    "INSERT INTO fruit VALUES ('fig');\n");
	if (migrate(db, folder, NULL) != OK)
		fail_msg("%s", err_message());
	assert_int_equal(fruits(), 4);
	assert_int_equal(pending(), 0);
}

/* Between a CREATE TABLE and its record the machine may stop. */
static void a_table_made_but_not_recorded_is_not_made_twice(void **state)
{
	static const struct db_statement EMPTY = {.name = "empty", .sql = "DELETE FROM fruit"};

	(void)state;
	assert_int_equal(migrate(db, folder, NULL), OK);
	assert_int_equal(db_execute(db, &FORGET_DONE, DB_NONE, NULL), OK);
	assert_int_equal(db_execute(db, &EMPTY, DB_NONE, NULL), OK);
	if (migrate(db, folder, NULL) != OK)
		fail_msg("%s", err_message());
	assert_int_equal(fruits(), 2);
}

static void broken_files_are_refused(void **state)
{
	static const char *const BROKEN[] = {"", "-- nothing\n", "SELECT 1",
	    "SELECT 1;\nSELECT 2\n", "SELECT 1;\n;\n", "SELECT '\xff';\n"};

	(void)state;
	for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
		put("003_broken.sql", BROKEN[i]);
		assert_int_equal(migrate(db, folder, NULL), ERR_INPUT);
	}
	take_away("003_broken.sql");
	put("002_twin.sql", "SELECT 1;\n");
	assert_int_equal(migrate(db, folder, NULL), ERR_INPUT);
	assert_int_equal(migrate(db, "/nowhere", NULL), ERR_IO);
}

static void *migrate_too(void *context)
{
	struct db *other = test_database_open();
	enum err err = migrate(other, folder, NULL);

	(void)context;
	db_close(other);
	return err == OK ? NULL : folder;
}

static void two_at_once_do_it_once(void **state)
{
	pthread_t threads[4];
	void *failed;

	(void)state;
	put("002_more.sql", "SELECT SLEEP(0.3);\nINSERT INTO fruit VALUES ('plum');\n");
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, migrate_too, NULL), 0);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], &failed), 0);
		assert_null(failed);
	}
	assert_int_equal(fruits(), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(files_are_applied_once_in_order, begin, end),
	    cmocka_unit_test_setup_teardown(
		a_changed_file_is_refused_before_anything_is_done, begin, end),
	    cmocka_unit_test_setup_teardown(a_file_that_is_gone_is_missed, begin, end),
	    cmocka_unit_test_setup_teardown(one_cut_short_goes_on_where_it_stopped, begin, end),
	    cmocka_unit_test_setup_teardown(
		a_table_made_but_not_recorded_is_not_made_twice, begin, end),
	    cmocka_unit_test_setup_teardown(broken_files_are_refused, begin, end),
	    cmocka_unit_test_setup_teardown(two_at_once_do_it_once, begin, end),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
