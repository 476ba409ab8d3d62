/* How one text became another. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "base/diff.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* " same", "-removed", "+added", "~3 skipped"; what is marked in [brackets]. */
static const char *shown(const char *before, const char *after)
{
	static const char SIGNS[] = " -+~";
	struct buffer out = BUFFER(16 << 20);
	struct diff_line *lines;
	const char *result;
	size_t count;

	assert_int_equal(diff_texts(arena, before, after, &lines, &count), OK);
	for (size_t i = 0; i < count; i++) {
		buffer_append(&out, &SIGNS[lines[i].kind], 1);
		if (lines[i].kind == DIFF_SKIPPED)
			buffer_format(&out, "%zu", lines[i].skipped);
		for (size_t p = 0; p < lines[i].part_count; p++)
			buffer_format(
			    &out, lines[i].parts[p].marked ? "[%s]" : "%s", lines[i].parts[p].text);
		buffer_text(&out, "\n");
	}
	assert_int_equal(buffer_err(&out), OK);
	result = arena_text_n(arena, out.data ? out.data : "", out.length);
	buffer_free(&out);
	return result;
}

static void equal_texts_have_no_lines(void **state)
{
	(void)state;
	assert_string_equal(shown("", ""), "");
	assert_string_equal(shown("a\nb\n", "a\nb\n"), "");
}

static void lines_are_added_and_removed(void **state)
{
	(void)state;
	assert_string_equal(shown("", "a\nb"), "+a\n+b\n");
	assert_string_equal(shown("a\nb\n", ""), "-a\n-b\n");
	assert_string_equal(shown("a\nb\nc\n", "a\nc\n"), " a\n-b\n c\n");
	assert_string_equal(shown("a\nc\n", "a\nb\nc\n"), " a\n+b\n c\n");
	assert_string_equal(shown("a\n\nb\n", "a\nb\n"), " a\n-\n b\n");
}

static void within_a_changed_line_the_words_are_marked(void **state)
{
	(void)state;
	assert_string_equal(
	    shown("Hold the key for two seconds.\n", "Hold the key for ten seconds.\n"),
	    "-Hold the key for [two] seconds.\n+Hold the key for [ten] seconds.\n");
	assert_string_equal(shown("wait for it\n", "wait for it, please\n"),
	    "-wait for it\n+wait for it[, please]\n");
	assert_string_equal(shown("Проблема с кассой\n", "Проблема с большой кассой\n"),
	    "-Проблема с кассой\n+Проблема с [большой ]кассой\n");
	assert_string_equal(shown("one two three\n", "quite another line\n"),
	    "-one two three\n+quite another line\n");
}

static void lines_far_from_a_change_are_left_out(void **state)
{
	(void)state;
	assert_string_equal(
	    shown("1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\ny\n"),
	    "~6\n 7\n 8\n 9\n-x\n+y\n");
	assert_string_equal(
	    shown("a\n1\n2\n3\n4\n5\n6\n7\n8\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\n8\nB\n"),
	    "-a\n+A\n 1\n 2\n 3\n~2\n 6\n 7\n 8\n-b\n+B\n");
}

/* Whatever is compared: same and removed lines are the old text, same and added ones the new. */
static void nothing_gets_lost(void **state)
{
	unsigned chance = 1;

	(void)state;
	for (int round = 0; round < 400; round++) {
		char texts[2][64], sides[2][128] = {"", ""};
		struct diff_line *lines;
		size_t count;

		for (int t = 0; t < 2; t++) {
			size_t length = 0;

			for (int i = 0; i < 9; i++) {
				chance = chance * 1103515245u + 12345u;
				if ((chance >> 16) % 4 == 0)
					continue;
				texts[t][length++] = (char)('a' + (chance >> 20) % 3);
				texts[t][length++] = (chance >> 24) % 2 ? '\n' : ' ';
			}
			texts[t][length++] = '\n';
			texts[t][length] = '\0';
		}
		assert_int_equal(diff_texts(arena, texts[0], texts[1], &lines, &count), OK);
		if (!count)
			assert_string_equal(texts[0], texts[1]);
		if (!count || lines[0].kind == DIFF_SKIPPED ||
		    lines[count - 1].kind == DIFF_SKIPPED)
			continue;
		for (size_t i = 0; i < count; i++) {
			for (int t = 0; t < 2; t++) {
				if (lines[i].kind == (t ? DIFF_REMOVED : DIFF_ADDED))
					continue;
				for (size_t p = 0; p < lines[i].part_count; p++)
					strcat(sides[t],
					    lines[i].parts[p].text); /* lint: allow strcat: a test's
									own letters */
				strcat(sides[t], "\n"); /* lint: allow strcat: the same */
			}
		}
		assert_string_equal(sides[0], texts[0]);
		assert_string_equal(sides[1], texts[1]);
		arena_reset(arena);
	}
}

static void texts_that_differ_everywhere_take_no_time(void **state)
{
	const size_t size = 400 * 1024;
	char *a = calloc(1, size + 1), *b = calloc(1, size + 1);
	struct diff_line *lines;
	clock_t before = clock();
	size_t count;

	(void)state;
	assert_true(a && b);
	for (size_t i = 0; i < size; i++) {
		a[i] = i % 4 == 3 ? '\n' : (char)('a' + (i * 7919 >> 3) % 26);
		b[i] = i % 4 == 3 ? '\n' : (char)('A' + (i * 104729 >> 5) % 26);
	}
	assert_int_equal(diff_texts(arena, a, b, &lines, &count), OK);
	assert_true(count > 1000);
	free(a);
	free(b);
	assert_true(clock() - before < 5 * CLOCKS_PER_SEC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_texts_have_no_lines),
	    cmocka_unit_test(lines_are_added_and_removed),
	    cmocka_unit_test(within_a_changed_line_the_words_are_marked),
	    cmocka_unit_test(lines_far_from_a_change_are_left_out),
	    cmocka_unit_test(nothing_gets_lost),
	    cmocka_unit_test(texts_that_differ_everywhere_take_no_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
