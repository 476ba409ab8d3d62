/* Dates, numbers, sizes and spans as the four languages write them. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "view/language.h"

#define NBSP "\xc2\xa0"

enum { EN, PL, NB, RU };

static struct arena *arena;

static int set_up(void **state)
{
	char folder[1024];
	const char *source = getenv("DOCKET_TEST_SOURCE");

	(void)state;
	arena = arena_new(1 << 20);
	timestamp_zone("Europe/Oslo");
	if (!arena || snprintf(folder, sizeof folder, "%s/po", source ? source : ".") < 0)
		return -1;
	return languages_load(folder) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	languages_free();
	arena_free(arena);
	return 0;
}

static timestamp at(const char *text)
{
	timestamp moment = 0;

	assert_true(timestamp_parse(text, &moment));
	return moment;
}

/* What each language says, in the order of language_at. */
static void assert_dates(
    const char *moment, const char *now, enum date_style style, const char *const expected[4])
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		assert_string_equal(
		    language_date(arena, language_at(i), at(moment), at(now), style), expected[i]);
}

static void a_full_date_names_the_weekday_and_the_time(void **state)
{
	(void)state;
	assert_dates("2026-11-19T08:12:00Z", "2026-11-21T12:00:00Z", DATE_FULL,
	    (const char *const[]){"Thu 19 Nov 2026, 09:12", "czw. 19 lis 2026, 09:12",
		"tor. 19. nov. 2026, 09:12", "чт 19 нояб. 2026" NBSP "г., 09:12"});
}

static void a_short_date_tells_as_much_as_the_distance_needs(void **state)
{
	const char *now = "2026-11-21T12:00:00Z";

	(void)state;
	assert_dates("2026-11-20T23:05:00Z", now, DATE_SHORT,
	    (const char *const[]){"today 00:05", "dziś 00:05", "i dag 00:05", "сегодня 00:05"});
	assert_dates("2026-11-20T22:55:00Z", now, DATE_SHORT,
	    (const char *const[]){
		"yesterday 23:55", "wczoraj 23:55", "i går 23:55", "вчера 23:55"});
	assert_dates("2026-11-22T08:00:00Z", now, DATE_SHORT,
	    (const char *const[]){
		"tomorrow 09:00", "jutro 09:00", "i morgen 09:00", "завтра 09:00"});
	assert_dates("2026-05-03T08:00:00Z", now, DATE_SHORT,
	    (const char *const[]){"3 May", "3 maj", "3. mai", "3 мая"});
	assert_dates("2025-11-19T08:00:00Z", now, DATE_SHORT,
	    (const char *const[]){
		"19 Nov 2025", "19 lis 2025", "19. nov. 2025", "19 нояб. 2025" NBSP "г."});
	/* Over New Year, and before 1970. */
	assert_dates("2025-12-31T12:00:00Z", "2026-01-01T12:00:00Z", DATE_SHORT,
	    (const char *const[]){
		"yesterday 13:00", "wczoraj 13:00", "i går 13:00", "вчера 13:00"});
	assert_dates("1969-12-31T12:00:00Z", "1970-01-01T12:00:00Z", DATE_SHORT,
	    (const char *const[]){
		"yesterday 13:00", "wczoraj 13:00", "i går 13:00", "вчера 13:00"});
}

static void a_month_within_a_date_takes_the_genitive(void **state)
{
	(void)state;
	assert_dates("2026-11-19T08:12:00Z", "2026-11-21T12:00:00Z", DATE_DAY,
	    (const char *const[]){"19 November 2026", "19 listopada 2026", "19. november 2026",
		"19 ноября 2026" NBSP "г."});
	assert_dates("2026-11-19T08:12:00Z", "2026-11-21T12:00:00Z", DATE_MONTH,
	    (const char *const[]){
		"November 2026", "listopad 2026", "november 2026", "ноябрь 2026" NBSP "г."});
}

static void thousands_are_separated(void **state)
{
	static const struct {
		int64_t value;
		const char *expected[4];
	} CASES[] = {
	    {0, {"0", "0", "0", "0"}},
	    {999, {"999", "999", "999", "999"}},
	    {1000, {"1,000", "1000", "1" NBSP "000", "1" NBSP "000"}},
	    {-12345, {"-12,345", "-12" NBSP "345", "-12" NBSP "345", "-12" NBSP "345"}},
	    {INT64_MIN,
		{"-9,223,372,036,854,775,808",
		    "-9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808",
		    "-9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808",
		    "-9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
		for (size_t j = 0; j < LANGUAGE_COUNT; j++)
			assert_string_equal(language_number(arena, language_at(j), CASES[i].value),
			    CASES[i].expected[j]);
}

static void sizes_are_short(void **state)
{
	static const struct {
		int64_t bytes;
		const char *english;
	} CASES[] = {
	    {0, "0 bytes"},
	    {1, "1 bytes"},
	    {1023, "1023 bytes"},
	    {1024, "1 KB"},
	    {421888, "412 KB"},
	    {1048575, "1 MB"},
	    {1363149, "1.3 MB"},
	    {25 * 1024 * 1024, "25 MB"},
	    {INT64_C(10) * 1024 * 1024 * 1024 - 1, "10 GB"},
	    {INT64_C(3) * 1024 * 1024 * 1024 / 2, "1.5 GB"},
	    {-5, "0 bytes"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
		assert_string_equal(
		    language_size(arena, language_at(EN), CASES[i].bytes), CASES[i].english);
	assert_string_equal(language_size(arena, language_at(PL), 1363149), "1,3" NBSP "MB");
	assert_string_equal(language_size(arena, language_at(NB), 421888), "412" NBSP "kB");
	assert_string_equal(language_size(arena, language_at(RU), 1363149), "1,3" NBSP "МБ");
	assert_non_null(language_size(arena, language_at(EN), INT64_MAX));
}

static void a_span_is_said_in_its_largest_unit(void **state)
{
	static const struct {
		int64_t span;
		const char *expected[4];
	} CASES[] = {
	    {5 * TIMESTAMP_SECOND, {"5 seconds", "5 sekund", "5 sekunder", "5 секунд"}},
	    {5 * TIMESTAMP_MINUTE, {"5 minutes", "5 minut", "5 minutter", "5 минут"}},
	    {-TIMESTAMP_MINUTE, {"1 minute", "1 minuta", "1 minutt", "1 минута"}},
	    {TIMESTAMP_HOUR - 20 * TIMESTAMP_SECOND, {"1 hour", "1 godzina", "1 time", "1 час"}},
	    {3 * TIMESTAMP_HOUR, {"3 hours", "3 godziny", "3 timer", "3 часа"}},
	    {47 * TIMESTAMP_HOUR, {"2 days", "2 dni", "2 dager", "2 дня"}},
	    {21 * TIMESTAMP_DAY, {"21 days", "21 dni", "21 dager", "21 день"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
		for (size_t j = 0; j < LANGUAGE_COUNT; j++)
			assert_string_equal(language_span(arena, language_at(j), CASES[i].span),
			    CASES[i].expected[j]);
	assert_non_null(language_span(arena, language_at(EN), INT64_MIN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_full_date_names_the_weekday_and_the_time),
	    cmocka_unit_test(a_short_date_tells_as_much_as_the_distance_needs),
	    cmocka_unit_test(a_month_within_a_date_takes_the_genitive),
	    cmocka_unit_test(thousands_are_separated),
	    cmocka_unit_test(sizes_are_short),
	    cmocka_unit_test(a_span_is_said_in_its_largest_unit),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
