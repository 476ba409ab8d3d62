/* Query strings, urlencoded forms and cookies. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "http/params.h"

static struct arena *arena;
static struct params params;
static const struct param_limits LIMITS = {.count = 8, .name_length = 8, .value_length = 12};

static int start(void **state)
{
	(void)state;
	arena = arena_new((size_t)16 * 1024 * 1024);
	params = (struct params){0};
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum err read_form(const char *text)
{
	params = (struct params){0};
	return params_read_urlencoded(&params, arena, &LIMITS, text, strlen(text));
}

static void assert_pair(size_t index, const char *name, const char *value)
{
	assert_true(index < params.count);
	assert_string_equal(params.at[index].name, name);
	assert_string_equal(params.at[index].value, value);
}

static void pairs_come_in_the_order_sent(void **state)
{
	(void)state;
	assert_int_equal(read_form("b=1&a=2&b=3&c&=5&d="), OK);
	assert_int_equal(params.count, 6);
	assert_pair(0, "b", "1");
	assert_pair(1, "a", "2");
	assert_pair(2, "b", "3");
	assert_pair(3, "c", "");
	assert_pair(4, "", "5");
	assert_pair(5, "d", "");
	assert_string_equal(params_get(&params, "b"), "1");
	assert_null(params_get(&params, "x"));
}

static void plus_and_percent_are_decoded_once(void **state)
{
	(void)state;
	assert_int_equal(read_form("a+b=%2B+%2b&%61=%2525&b=1=2&c=%C3%B8\xc3\xb8"), OK);
	assert_pair(0, "a b", "+ +");
	assert_pair(1, "a", "%25");
	assert_pair(2, "b", "1=2");
	assert_pair(3, "c", "\xc3\xb8\xc3\xb8");
}

static void empty_pairs_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(read_form(""), OK);
	assert_int_equal(params.count, 0);
	assert_int_equal(read_form("&&a=1&&&b=2&"), OK);
	assert_int_equal(params.count, 2);
	assert_pair(1, "b", "2");
}

static void broken_encoding_is_refused(void **state)
{
	static const char *const BAD[] = {"a=%", "a=%4", "a=%4&b=1", "a=%zz", "%=1", "a=%+1",
	    "%4g=", "a=%00", "%00=a", "a=\x80", "a=%C3", "a=%C3&b=%B8", "a=%C0%80", "a=%ED%A0%80",
	    "a=%F4%90%80%80", "\xff=a"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(read_form(BAD[i]), ERR_INPUT);
	assert_int_equal(params_read_urlencoded(&params, arena, &LIMITS, "a=\0b", 4), ERR_INPUT);
}

static void what_came_before_an_error_stays(void **state)
{
	(void)state;
	assert_int_equal(read_form("a=1&b=%"), ERR_INPUT);
	assert_int_equal(params.count, 1);
	assert_pair(0, "a", "1");
}

static void limits_hold_after_decoding(void **state)
{
	(void)state;
	assert_int_equal(read_form("12345678=123456789012"), OK);
	assert_int_equal(read_form("123456789=1"), ERR_LIMIT);
	assert_int_equal(read_form("a=1234567890123"), ERR_LIMIT);
	assert_int_equal(
	    read_form("%61%61%61%61%61%61%61%61=%61%61%61%61%61%61%61%61%61%61%61%61"), OK);
	assert_int_equal(read_form("a&a&a&a&a&a&a&a"), OK);
	assert_int_equal(read_form("a&a&a&a&a&a&a&a&a"), ERR_LIMIT);
	assert_int_equal(params.count, 8);
}

static void a_huge_form_is_refused_quickly(void **state)
{
	const size_t length = (size_t)4 * 1024 * 1024;
	struct param_limits limits = {.count = 1000000, .name_length = 8, .value_length = 8};
	char *text = malloc(length);

	(void)state;
	assert_non_null(text);
	memset(text, '&', length);
	assert_int_equal(params_read_urlencoded(&params, arena, &limits, text, length), OK);
	assert_int_equal(params.count, 0);
	memset(text, '=', length);
	assert_int_equal(params_read_urlencoded(&params, arena, &limits, text, length), ERR_LIMIT);
	free(text);
}

static void adding_copies_and_checks(void **state)
{
	char name[] = "name", value[] = "value";

	(void)state;
	assert_int_equal(params_add(&params, arena, &LIMITS, name, value), OK);
	name[0] = value[0] = 'x';
	assert_pair(0, "name", "value");
	assert_int_equal(params_add(&params, arena, &LIMITS, "\xff", ""), ERR_INPUT);
	assert_int_equal(params_add(&params, arena, &LIMITS, "a", "\xc3"), ERR_INPUT);
	assert_int_equal(params_add(&params, arena, &LIMITS, "a", "1234567890123"), ERR_LIMIT);
	assert_int_equal(params.count, 1);
}

static void cookies_are_read(void **state)
{
	(void)state;
	assert_int_equal(
	    params_read_cookies(&params, arena, "a=1; __Host-b=x_Y-9;c=\"quoted\" ;  d="), OK);
	assert_int_equal(params.count, 4);
	assert_pair(0, "a", "1");
	assert_pair(1, "__Host-b", "x_Y-9");
	assert_pair(2, "c", "quoted");
	assert_pair(3, "d", "");
	assert_int_equal(params_read_cookies(&params, arena, NULL), OK);
	assert_int_equal(params_read_cookies(&params, arena, ""), OK);
	assert_int_equal(params.count, 4);
}

static void cookies_of_others_that_cannot_be_read_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(params_read_cookies(&params, arena,
			     "=1; x; a b=2; j={\"k\":1}; q=\"a; r=\"b\"c; u=\xc3\xb8; \xff; ;;"
			     " c=a b; ok=1; ba\\d=\\"),
	    OK);
	assert_int_equal(params.count, 1);
	assert_pair(0, "ok", "1");
}

static void only_so_many_cookies_are_read(void **state)
{
	char header[200 * 4 + 1];

	(void)state;
	for (size_t i = 0; i < 200; i++)
		memcpy(header + 4 * i, "a=1;", 5);
	assert_int_equal(params_read_cookies(&params, arena, header), OK);
	assert_int_equal(params.count, 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(pairs_come_in_the_order_sent, start, end),
	    cmocka_unit_test_setup_teardown(plus_and_percent_are_decoded_once, start, end),
	    cmocka_unit_test_setup_teardown(empty_pairs_are_passed_over, start, end),
	    cmocka_unit_test_setup_teardown(broken_encoding_is_refused, start, end),
	    cmocka_unit_test_setup_teardown(what_came_before_an_error_stays, start, end),
	    cmocka_unit_test_setup_teardown(limits_hold_after_decoding, start, end),
	    cmocka_unit_test_setup_teardown(a_huge_form_is_refused_quickly, start, end),
	    cmocka_unit_test_setup_teardown(adding_copies_and_checks, start, end),
	    cmocka_unit_test_setup_teardown(cookies_are_read, start, end),
	    cmocka_unit_test_setup_teardown(
		cookies_of_others_that_cannot_be_read_are_passed_over, start, end),
	    cmocka_unit_test_setup_teardown(only_so_many_cookies_are_read, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
