/*
 * Public collections of hostile HTML, every case of which must come out safe, and the same when it
 * is cleaned again. The collections are not part of the source: they are looked for in the folder
 * that DOCKET_TEST_DATA names, or beside the source tree, and left out (saying so) where they are
 * not.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "safe_html.h"
#include "xml/markup.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)64 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The path of a file of the collections, or NULL. */
static const char *collection(const char *name)
{
	const char *folder = getenv("DOCKET_TEST_DATA"), *source = getenv("DOCKET_TEST_SOURCE");
	const char *path = folder ? arena_format(arena, "%s/security/%s", folder, name)
				  : arena_format(arena, "%s/../%s/data/security/%s",
					source ? source : ".", "shared", name);

	assert_non_null(path);
	if (access(path, R_OK) == 0)
		return path;
	print_message(
	    "         no %s: set DOCKET_TEST_DATA to the folder that holds security/\n", name);
	return NULL;
}

static void assert_safe(enum markup_format format, const char *body)
{
	const char *once, *twice, *text;

	assert_int_equal(markup_render(arena, format, body, strlen(body), &once), OK);
	if (safe_html_fault_of(once, format == MARKUP_ARTICLE))
		print_error("of %s\ncame %s\n", body, once);
	assert_null(safe_html_fault_of(once, format == MARKUP_ARTICLE));
	assert_int_equal(markup_plain(arena, format, body, strlen(body), &text), OK);
	if (format != MARKUP_TEXT && format != MARKUP_ARTICLE) {
		assert_int_equal(markup_render(arena, MARKUP_HTML, once, strlen(once), &twice), OK);
		assert_string_equal(once, twice);
	}
}

static void assert_all_safe(const char *body)
{
	assert_safe(MARKUP_HTML, body);
	assert_safe(MARKUP_MARKDOWN, body);
	assert_safe(MARKUP_TEXT, body);
	assert_safe(MARKUP_ARTICLE, body);
	assert_safe(MARKUP_ARTICLE,
	    arena_format(arena, "![%s](/file/article/1/%s) [%s](/kb/%s)", body, body, body, body));
	/* And within what a careless template might put around it. */
	assert_safe(MARKUP_HTML,
	    arena_format(arena, "<p title=\"%s\">%s<table><tr><td>%s", body, body, body));
	arena_reset(arena);
}

/* Each "payload" of an array of objects, or each string of an array. */
static void check_json(const char *path)
{
	json_error_t error;
	json_t *cases = json_load_file(path, JSON_ALLOW_NUL, &error), *entry;
	size_t i;

	assert_non_null(cases);
	assert_true(json_array_size(cases) > 100);
	json_array_foreach(cases, i, entry)
	{
		const char *body = json_string_value(
		    json_is_string(entry) ? entry : json_object_get(entry, "payload"));

		assert_non_null(body);
		assert_all_safe(body);
	}
	json_decref(cases);
}

static void the_cases_of_dompurify_come_out_safe(void **state)
{
	const char *path = collection("dompurify.json");

	(void)state;
	if (!path)
		skip();
	check_json(path);
}

static void the_list_of_naughty_strings_comes_out_safe(void **state)
{
	const char *path = collection("blns/blns.json");

	(void)state;
	if (!path)
		skip();
	check_json(path);
}

static void the_list_of_xss_payloads_comes_out_safe(void **state)
{
	const char *path = collection("xss-payload-list/xss-payload-list.txt");
	static char line[65536];
	size_t lines = 0;
	FILE *file;

	(void)state;
	if (!path)
		skip();
	file = fopen(path, "r");
	assert_non_null(file);
	for (; fgets(line, sizeof line, file); lines++)
		assert_all_safe(line);
	assert_int_equal(fclose(file), 0);
	assert_true(lines > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_cases_of_dompurify_come_out_safe),
	    cmocka_unit_test(the_list_of_naughty_strings_comes_out_safe),
	    cmocka_unit_test(the_list_of_xss_payloads_comes_out_safe),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
