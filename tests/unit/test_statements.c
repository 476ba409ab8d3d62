/* Every statement of the product, against the schema that the migrations make. */
#include "unit.h"

#include "database.h"
#include "db/db.h"
#include "statements.h"

#define DECLARE(group) extern const struct db_statement *const STATEMENTS_##group[];
STATEMENT_GROUPS(DECLARE)

static struct db *db;

static int start(void **state)
{
	(void)state;
	test_database_start(&db);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	db_close(db);
	test_database_stop();
	return 0;
}

static int check_group(const char *group, const struct db_statement *const *statements)
{
	int wrong = 0;

	for (; *statements; statements++) {
		if (db_check(db, *statements) == OK)
			continue;
		print_error("%s: %s\n", group, err_message());
		wrong++;
	}
	return wrong;
}

static void every_statement_is_what_it_says_it_is(void **state)
{
	int wrong = 0;

	(void)state;
#define CHECK(group) wrong += check_group(#group, STATEMENTS_##group);
	STATEMENT_GROUPS(CHECK)
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_statement_is_what_it_says_it_is),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
