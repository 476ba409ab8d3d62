/* Arena, buffer, errors and the log. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "base/log.h"

static char order[10];

static void note(void *object)
{
	(void)strncat(order, object, sizeof order - strlen(order) - 1);
}

static void destructors_run_last_come_first_served_at_reset(void **state)
{
	struct arena *arena = arena_new(1024);
	char a[] = "a", b[] = "b", c[] = "c";

	(void)state;
	order[0] = '\0';
	assert_true(arena_defer(arena, note, a));
	assert_true(arena_defer(arena, note, b));
	arena_reset(arena);
	assert_string_equal(order, "ba");
	arena_reset(arena);
	assert_string_equal(order, "ba");
	assert_true(arena_defer(arena, note, c));
	arena_free(arena);
	assert_string_equal(order, "bac");
}

static void an_arena_has_a_cap_and_starts_anew_after_reset(void **state)
{
	struct arena *arena = arena_new(300 * 1000);

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_non_null(arena_alloc(arena, 200 * 1000));
		assert_null(arena_alloc(arena, 200 * 1000));
		assert_non_null(arena_alloc(arena, 90 * 1000));
		assert_true(arena_used(arena) <= 300 * 1000);
		arena_reset(arena);
		assert_int_equal(arena_used(arena), 0);
	}
	assert_null(arena_array(arena, SIZE_MAX / 2, 3));
	assert_null(arena_text_n(arena, "", SIZE_MAX));
	arena_free(arena);
	arena_free(NULL);
}

static void memory_is_aligned_zeroed_and_apart(void **state)
{
	struct arena *arena = arena_new(4 * 1024 * 1024);
	unsigned char *pieces[1000];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 1000; i++) {
			pieces[i] = arena_alloc(arena, i);
			assert_int_equal((uintptr_t)pieces[i] % 16, 0);
			for (size_t k = 0; k < i; k++)
				assert_int_equal(pieces[i][k], 0);
			memset(pieces[i], (int)(i & 0xff), i);
		}
		for (size_t i = 0; i < 1000; i++)
			for (size_t k = 0; k < i; k++)
				assert_int_equal(pieces[i][k], i & 0xff);
		arena_reset(arena);
	}
	arena_free(arena);
}

static void copies_end_in_nul(void **state)
{
	struct arena *arena = arena_new(1024 * 1024);

	(void)state;
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_text(arena, "żółw"), "żółw");
	assert_string_equal(arena_text_n(arena, "żółw", 2), "ż");
	assert_string_equal(arena_format(arena, "%d-%s", 7, "x"), "7-x");
	assert_int_equal(strlen(arena_format(arena, "%70000d", 1)), 70000);
	arena_free(arena);
}

static void a_buffer_grows_to_its_cap_and_remembers_a_failure(void **state)
{
	struct buffer buffer = BUFFER(10000);

	(void)state;
	for (int i = 0; i < 1000; i++)
		buffer_text(&buffer, "123456789");
	buffer_format(&buffer, "%s", "0123456789");
	assert_int_equal(buffer.length, 9010);
	assert_int_equal(buffer_err(&buffer), OK);
	buffer_format(&buffer, "%1000d", 1);
	assert_int_equal(buffer_err(&buffer), ERR_LIMIT);
	buffer_text(&buffer, "x");
	assert_int_equal(buffer.length, 9010);
	buffer_reset(&buffer, 100000);
	assert_int_equal(buffer_err(&buffer), OK);
	assert_non_null(buffer.data);
	assert_string_equal(buffer.data, "");
	buffer_append(&buffer, NULL, 0);
	buffer_reset(&buffer, 100);
	assert_null(buffer.data);
	buffer_free(&buffer);
}

static void html_is_escaped(void **state)
{
	static const char HOSTILE[] = "<a href='x' title=\"y\">&amp;</a>";
	struct buffer buffer = BUFFER(1000);

	(void)state;
	buffer_html(&buffer, HOSTILE, strlen(HOSTILE));
	assert_string_equal(
	    buffer.data, "&lt;a href=&#39;x&#39; title=&#34;y&#34;&gt;&amp;amp;&lt;/a&gt;");
	buffer_free(&buffer);
}

static enum err fail_twice(void)
{
	TRY(ERROR(ERR_LIMIT, "too %s", "many"));
	return OK;
}

static void an_error_keeps_its_place_and_words(void **state)
{
	char longest[3000];

	(void)state;
	assert_int_equal(fail_twice(), ERR_LIMIT);
	assert_non_null(strstr(err_message(), "test_base_memory.c:"));
	assert_non_null(strstr(err_message(), ": too many"));
	assert_int_equal(ERROR(ERR_IO, "again: %s", err_message()), ERR_IO);
	assert_non_null(strstr(err_message(), ": too many"));
	memset(longest, 'x', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	(void)ERROR(ERR_IO, "%s", longest);
	assert_true(strlen(err_message()) < 1024);
	err_clear();
	assert_string_equal(err_message(), "");
	for (int code = OK; code <= ERR_INTERNAL; code++)
		assert_string_not_equal(err_name((enum err)code), "unknown");
	assert_string_equal(err_name((enum err)99), "unknown");
}

/* What a call of the log wrote, as one text. */
static void capture(char out[static 8192], void (*speak)(void))
{
	FILE *file = tmpfile();
	int saved = dup(STDERR_FILENO);
	size_t length;

	assert_non_null(file);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	speak();
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	(void)close(saved);
	rewind(file);
	length = fread(out, 1, 8191, file);
	out[length] = '\0';
	(void)fclose(file);
}

static void speak_of_evil(void)
{
	log_open("test", log_level_named("info"));
	log_request("5f3a");
	errno = ENOENT;
	log_warn("name: %s", "x\n2026-01-01 forged\x1b[1m");
	assert_int_equal(errno, ENOENT);
	log_debug("not to be seen");
	log_request(NULL);
}

static void speak_at_length(void)
{
	char longest[6000];

	memset(longest, '\n', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	log_error("%s", longest);
}

static void nobody_forges_a_line_of_the_log(void **state)
{
	char out[8192];

	(void)state;
	capture(out, speak_of_evil);
	assert_non_null(strstr(out, "Z warn test["));
	assert_non_null(strstr(out, "] 5f3a name: x\\x0a2026-01-01 forged\\x1b[1m\n"));
	assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
	capture(out, speak_at_length);
	assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
	assert_true(strlen(out) < 4097);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(destructors_run_last_come_first_served_at_reset),
	    cmocka_unit_test(an_arena_has_a_cap_and_starts_anew_after_reset),
	    cmocka_unit_test(memory_is_aligned_zeroed_and_apart),
	    cmocka_unit_test(copies_end_in_nul),
	    cmocka_unit_test(a_buffer_grows_to_its_cap_and_remembers_a_failure),
	    cmocka_unit_test(html_is_escaped),
	    cmocka_unit_test(an_error_keeps_its_place_and_words),
	    cmocka_unit_test(nobody_forges_a_line_of_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
