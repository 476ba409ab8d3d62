/* Guessing is slowed by account and by network address. */
#include "unit.h"

#include "database.h"
#include "model/throttle.h"

static struct db *db;
static struct arena *arena;

#define OKAY(call) assert_int_equal((call), OK)

static int start(void **state)
{
	(void)state;
	test_database_start(&db);
	arena = arena_new(1024 * 1024);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	arena_free(arena);
	db_close(db);
	test_database_stop();
	return 0;
}

/* Failures that cost an address nothing; the next one has to wait. */
enum { FREE = 30 };

static void fail_from(const char *address)
{
	static int people;

	OKAY(throttle_failed(
	    db, arena, arena_format(arena, "nobody%d@example.org", people++), address));
}

static int64_t wait_of(const char *address)
{
	int64_t seconds;

	OKAY(throttle_wait(db, arena, "kari@example.org", address, &seconds));
	return seconds;
}

static void an_address_that_tries_many_accounts_waits(void **state)
{
	(void)state;
	for (int i = 0; i < FREE; i++)
		fail_from("192.0.2.1");
	assert_true(wait_of("192.0.2.1") > 0);
	assert_int_equal(wait_of("192.0.2.2"), 0);
}

static void the_addresses_of_an_ipv6_network_wait_together(void **state)
{
	(void)state;
	for (int i = 0; i < FREE; i++)
		fail_from(arena_format(arena, "2001:db8:0:1:%x::1", i + 1));
	assert_true(wait_of("2001:db8:0:1:ffff::ffff") > 0);
	assert_int_equal(wait_of("2001:db8:0:2::1"), 0);
}

static void ipv4_addresses_written_as_ipv6_are_no_network(void **state)
{
	(void)state;
	for (int i = 0; i < FREE; i++)
		fail_from(arena_format(arena, "::ffff:198.51.100.%d", i + 1));
	assert_int_equal(wait_of("::ffff:198.51.100.77"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_that_tries_many_accounts_waits),
	    cmocka_unit_test(the_addresses_of_an_ipv6_network_wait_together),
	    cmocka_unit_test(ipv4_addresses_written_as_ipv6_are_no_network),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
