#include "unit.h"

#include <string.h>
#include <time.h>

#include "base/timestamp.h"

static const char *format(timestamp at)
{
	static char text[TIMESTAMP_TEXT];

	timestamp_format(at, text);
	return text;
}

static timestamp parse(const char *text)
{
	timestamp at;

	if (!timestamp_parse(text, &at))
		fail_msg("not read: %s", text);
	return at;
}

static void moments_are_written_as_rfc_3339(void **state)
{
	(void)state;
	assert_string_equal(format(0), "1970-01-01T00:00:00.000Z");
	assert_string_equal(format(-1), "1969-12-31T23:59:59.999Z");
	assert_string_equal(format(INT64_C(1709164800123456)), "2024-02-29T00:00:00.123Z");
	/* The ends of what the type holds only have to stay within the room. */
	assert_true(strlen(format(INT64_MAX)) < TIMESTAMP_TEXT);
	assert_true(strlen(format(INT64_MIN)) < TIMESTAMP_TEXT);
}

static void rfc_3339_is_read(void **state)
{
	(void)state;
	assert_true(parse("1970-01-01T00:00:00Z") == 0);
	assert_true(parse("1970-01-01t01:00:00.5+01:00") == 500000);
	assert_true(parse("1969-12-31 19:30:00-04:30") == 0);
	assert_true(parse("1970-01-01T00:00:00.123456789z") == 123456);
	assert_true(parse("2016-12-31T23:59:60Z") == parse("2017-01-01T00:00:00Z"));
	assert_string_equal(format(parse("2024-02-29T12:00:00Z")), "2024-02-29T12:00:00.000Z");
	assert_string_equal(format(parse("0000-01-01T00:00:00Z")), "0000-01-01T00:00:00.000Z");
}

static void what_is_no_moment_is_refused(void **state)
{
	static const char *const BAD[] = {"", "2024", "2024-05-01", "2024-05-01T10:00:00",
	    "2024-05-01T10:00Z", "2024-13-01T10:00:00Z", "2024-00-01T10:00:00Z",
	    "2024-04-31T10:00:00Z", "2023-02-29T10:00:00Z", "1900-02-29T10:00:00Z",
	    "2024-05-01T24:00:00Z", "2024-05-01T10:60:00Z", "2024-05-01T10:00:61Z",
	    "2024-05-01T10:00:00.Z", "2024-05-01T10:00:00+1:00", "2024-05-01T10:00:00+24:00",
	    "2024-05-01T10:00:00Zx", "24-05-01T10:00:00Z", " 2024-05-01T10:00:00Z",
	    "2024-05-00T10:00:00Z"};
	timestamp at = 7;

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
		if (timestamp_parse(BAD[i], &at))
			fail_msg("read: %s", BAD[i]);
	assert_true(at == 7);
}

/* Compared with the C library, day by day over eight centuries. */
static void dates_agree_with_the_c_library(void **state)
{
	(void)state;
	for (int64_t day = -200000; day < 200000; day++) {
		timestamp at = day * TIMESTAMP_DAY + 12345 * TIMESTAMP_SECOND;
		time_t seconds = (time_t)(day * 86400 + 12345);
		struct civil_time civil = timestamp_civil(at);
		struct tm tm;

		assert_non_null(gmtime_r(&seconds, &tm));
		assert_int_equal(civil.year, tm.tm_year + 1900);
		assert_int_equal(civil.month, tm.tm_mon + 1);
		assert_int_equal(civil.day, tm.tm_mday);
		assert_int_equal(civil.weekday, tm.tm_wday);
		assert_int_equal(civil.second, tm.tm_sec);
		assert_true(timestamp_from_civil(&civil) == at);
	}
}

static void civil_times_out_of_range_carry_over(void **state)
{
	struct civil_time civil = {.year = 2024, .month = 14, .day = 0, .hour = 25};

	(void)state;
	assert_string_equal(format(timestamp_from_civil(&civil)), "2025-02-01T01:00:00.000Z");
}

static void local_time_follows_the_zone_and_its_summer_time(void **state)
{
	struct civil_time local;

	(void)state;
	timestamp_zone("Europe/Oslo");
	assert_int_equal(timestamp_local(parse("2026-01-15T12:00:00Z")).hour, 13);
	assert_int_equal(timestamp_local(parse("2026-07-15T12:00:00Z")).hour, 14);
	local = timestamp_local(parse("2026-12-31T23:30:00.25Z"));
	assert_int_equal(local.year, 2027);
	assert_int_equal(local.month, 1);
	assert_int_equal(local.day, 1);
	assert_int_equal(local.weekday, 5);
	assert_int_equal(local.microsecond, 250000);
	timestamp_zone("Nowhere/Town");
	assert_int_equal(timestamp_local(0).hour, 0);
	timestamp_zone("Asia/Tokyo");
	assert_int_equal(timestamp_local(0).hour, 9);
	timestamp_zone(NULL);
	assert_int_equal(timestamp_local(0).hour, 0);
}

static void now_is_now(void **state)
{
	timestamp now = timestamp_now();

	(void)state;
	assert_true(now / TIMESTAMP_SECOND - (int64_t)time(NULL) <= 1);
	assert_true((int64_t)time(NULL) - now / TIMESTAMP_SECOND <= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(moments_are_written_as_rfc_3339),
	    cmocka_unit_test(rfc_3339_is_read),
	    cmocka_unit_test(what_is_no_moment_is_refused),
	    cmocka_unit_test(dates_agree_with_the_c_library),
	    cmocka_unit_test(civil_times_out_of_range_carry_over),
	    cmocka_unit_test(local_time_follows_the_zone_and_its_summer_time),
	    cmocka_unit_test(now_is_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
