/*
 * Any text is a query, and any text a document: no error, no long work. What people show and what
 * attackers send.
 */
#include "search_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/timestamp.h"

enum { LONGEST = 200 }; /* milliseconds, on a busy machine, under valgrind not at all */

static void check_answer(const struct search_result *result)
{
	for (size_t i = 0; i < result->count; i++) {
		const struct search_hit *hit = &result->hits[i];
		size_t length = strlen(hit->snippet);

		assert_true(text_is_utf8(hit->snippet, length));
		assert_true(text_is_utf8(hit->title, strlen(hit->title)));
		for (size_t j = 0; j < hit->mark_count; j++) {
			assert_true(hit->marks[j].start < hit->marks[j].end);
			assert_true(hit->marks[j].end <= length);
			assert_true(j == 0 || hit->marks[j - 1].end <= hit->marks[j].start);
		}
	}
	if (result->suggestion)
		assert_true(strlen(result->suggestion) < 10000);
}

static void ask_all_ways(const char *text)
{
	static const enum search_mode MODES[] = {SEARCH_WORDS, SEARCH_TYPING, SEARCH_SIMILAR};
	const char *slow = getenv("DOCKET_TEST_SLOW");

	for (size_t i = 0; i < 3; i++) {
		struct search_query query = {.mode = MODES[i],
		    .text = text,
		    .title = text,
		    .facets = true,
		    .snippets = true,
		    .spelling = true};
		timestamp start = timestamp_now();
		struct search_result result = result_of(&NOBODY, query);

		if (!slow)
			assert_true(timestamp_now() - start < LONGEST * (TIMESTAMP_SECOND / 1000));
		check_answer(&result);
	}
}

static const char *repeated(const char *text, size_t bytes)
{
	char *out = arena_alloc(world.arena, bytes + 1);
	size_t length = strlen(text);

	assert_non_null(out);
	for (size_t i = 0; i < bytes; i++)
		out[i] = text[i % length];
	return out;
}

static void put_some(void)
{
	static const char *const TEXTS[] = {"the printer is out of paper and nothing else works",
	    "a\xff\xfe broken \xc3 text \xe2\x82", "0x80070005 wp-config.php 115.3.1 c++ IMAP4rev1",
	    "受信トレイに新しいメールが表示されません。", "العربية עברית हिन्दी ภาษาไทย 한국어",
	    "e\xcc\x81\xcc\x81\xcc\x81 \xef\xbc\xa1\xef\xbc\xa2 \xef\xac\x81"
	    "ne"};

	for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
		world_put(world_ticket((int64_t)i + 1, TEXTS[i], TEXTS[i]));
	world_put(world_ticket(100, repeated("word ", 100000), repeated("a.b-c_d@", 200000)));
	world_put(world_ticket(101, repeated("\xe5\x8f\x97", 300000), repeated("\"-:( ", 100000)));
	world_commit();
}

static void any_text_is_a_query(void **state)
{
	static const char *const QUERIES[] = {"", " ", "\t\n", "\"", "\"\"", "\"a", "a\"", "\" \"",
	    "-", "--", "- -", "-\"", "-\"a b", "-a", ":", "category:", "category:\"",
	    "category:\"x", "tag: x", "year:x", "kind:", "lang:xx", "AND", "OR NOT (", "((((((((",
	    "))))", "*", "a*", "?*", "the", "the of and", "\xff", "\xc3", "\xe2\x82", "a\xffz",
	    "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xef\xbb\xbf", "\xe2\x80\x8b\xe2\x80\x8b", "a.",
	    ".a", "a..b", "a.-b", "'", "''", "a'", "'a", "a's", "o''clock", "c++", "c#", "++", "#",
	    "0x", "0x80070005", "1.2.3.4.5.6.7.8.9.10", "(a+)+$", "^(([a-z])+.)+[A-Z]$", "\x01\x02",
	    "\xc2\xab\xc2\xbb",
	    "\xe2\x80\x9c"
	    "a b"
	    "\xe2\x80\x9d",
	    "受", "受信", "受信トレイ abc", "ภ", "e\xcc\x81", "\xcc\x81"};

	(void)state;
	put_some();
	for (size_t i = 0; i < sizeof QUERIES / sizeof QUERIES[0]; i++)
		ask_all_ways(QUERIES[i]);
}

static void ten_thousand_characters_are_a_query(void **state)
{
	static const char *const PARTS[] = {"a", "word ", "-", "- ", "\"", "\"a b\" ", "-\"a b\" ",
	    "tag:x ", "a.", "a-b_", "*", "a* ", "受", "\xff", "(a+)+", "a\"", "printer paper ",
	    "' ", "x'y", "category:\"", "\xcc\x81", "é", "1.", "1a", "the "};

	(void)state;
	put_some();
	for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++)
		ask_all_ways(repeated(PARTS[i], 10000));
	/* A thousand different words. */
	char *words = arena_alloc(world.arena, 10001);
	assert_non_null(words);
	for (size_t i = 0; i < 1000; i++)
		snprintf(words + i * 10, 11, "w%08zu ", i * 7919);
	ask_all_ways(words);
}

static void the_list_of_naughty_strings_is_a_list_of_queries(void **state)
{
	const char *folder = getenv("DOCKET_TEST_DATA"), *source = getenv("DOCKET_TEST_SOURCE");
	const char *path = folder
			       ? arena_format(world.arena, "%s/security/blns/blns.txt", folder)
			       : arena_format(world.arena, "%s/../%s/data/security/blns/blns.txt",
				     source ? source : ".", "shared");
	static char line[65536];
	size_t lines = 0;
	FILE *file;

	(void)state;
	assert_non_null(path);
	if (access(path, R_OK) != 0) {
		print_message("         no %s: set DOCKET_TEST_DATA\n", path);
		skip();
	}
	put_some();
	file = fopen(path, "r");
	assert_non_null(file);
	for (; fgets(line, sizeof line, file); lines++)
		ask_all_ways(line);
	assert_int_equal(fclose(file), 0);
	assert_true(lines > 500);
}

static void a_snippet_shows_and_marks_what_was_found(void **state)
{
	struct search_query query = {.text = "walruses \"grey rock\"", .snippets = true};
	const char *far =
	    arena_format(world.arena, "%s and then a walrus, on a grey rock, sang. %s",
		repeated("nothing to see here ", 400), repeated("nor there ", 200));
	struct search_result result;

	(void)state;
	world_put(world_ticket(1, "The walrus", far));
	world_commit();
	result = result_of(&STAFF, query);
	assert_int_equal(result.count, 1);
	const struct search_hit *hit = &result.hits[0];
	assert_int_equal(hit->title_mark_count, 1);
	assert_int_equal(hit->title_marks[0].start, 4);
	assert_int_equal(hit->title_marks[0].end, 10);
	assert_true(strlen(hit->snippet) <= 260);
	assert_non_null(strstr(hit->snippet, "walrus, on a grey rock"));
	assert_int_equal(hit->mark_count, 3);
	assert_memory_equal(hit->snippet + hit->marks[0].start, "walrus", 6);
	assert_memory_equal(hit->snippet + hit->marks[2].start, "rock", 4);
}

static void a_full_arena_is_no_memory(void **state)
{
	struct arena *small = arena_new(200);
	const struct search_query query = {.text = "printer", .snippets = true, .limit = 10};
	struct search_result result;

	(void)state;
	assert_non_null(small);
	put_some();
	assert_int_equal(search_find(world.search, small, &STAFF, &query, &result), ERR_MEMORY);
	arena_free(small);
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, search_world_begin, search_world_end)
	const struct CMUnitTest tests[] = {
	    IN_WORLD(any_text_is_a_query),
	    IN_WORLD(ten_thousand_characters_are_a_query),
	    IN_WORLD(the_list_of_naughty_strings_is_a_list_of_queries),
	    IN_WORLD(a_snippet_shows_and_marks_what_was_found),
	    IN_WORLD(a_full_arena_is_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
