/* A form's inputs: what passes, what is refused, and what comes back to the page. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "database.h"
#include "view/language.h"
#include "view/template.h"
#include "web/input.h"
#include "web/page.h"

static struct arena *arena;
static struct context context;
static struct request request;

static int set_up(void **state)
{
	char po[256];

	(void)state;
	arena = arena_new(8 << 20);
	(void)snprintf(po, sizeof po, "%s/po", test_source());
	return arena && languages_load(po) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	languages_free();
	arena_free(arena);
	return 0;
}

static int before_each(void **state)
{
	(void)state;
	arena_reset(arena);
	timestamp_zone("UTC");
	request = (struct request){.arena = arena};
	context =
	    (struct context){.arena = arena, .request = &request, .language = language_named("en")};
	return 0;
}

static bool check(const struct input *input, const char *text, struct input_value *value)
{
	bool good = input_check(&context, input, text, value);

	assert_int_equal(good, value->error == NULL);
	return good;
}

/* What of a text passes; NULL: it was refused. */
static const char *passes(const struct input *input, const char *text)
{
	struct input_value value;

	return check(input, text, &value) ? value.text : NULL;
}

static const char *refusal(const struct input *input, const char *text)
{
	struct input_value value;

	assert_false(check(input, text, &value));
	return value.error;
}

static void a_line_is_one_line_without_space_at_its_ends(void **state)
{
	const struct input line = {.name = "a", .kind = INPUT_LINE, .most_characters = 5};

	(void)state;
	assert_string_equal(passes(&line, "  ab \t"), "ab");
	assert_string_equal(passes(&line, "a\r\nb\nc"), "a b c");
	assert_string_equal(passes(&line, ""), "");
	assert_string_equal(passes(&line, NULL), "");
	assert_string_equal(passes(&line, "\xc5\x82\xc5\x82\xc5\x82\xc5\x82\xc5\x82"),
	    "\xc5\x82\xc5\x82\xc5\x82\xc5\x82\xc5\x82");
	assert_non_null(strstr(refusal(&line, "abcdef"), "at most 5 characters"));
}

static void a_text_keeps_its_lines_and_its_spaces(void **state)
{
	const struct input text = {.name = "a", .kind = INPUT_TEXT, .most_characters = 10};

	(void)state;
	assert_string_equal(passes(&text, "  a\r\n b\n\nc "), "  a\n b\n\nc ");
	assert_non_null(refusal(&text, "abcdefghijk"));
	/* A browser counts a line break as one character too. */
	assert_string_equal(passes(&text, "abcd\r\nefghi"), "abcd\nefghi");
}

static void a_secret_stays_as_it_was_typed(void **state)
{
	const struct input secret = {
	    .name = "a", .kind = INPUT_SECRET, .most_characters = 10, .required = true};

	(void)state;
	assert_string_equal(passes(&secret, " a b\r\n"), " a b\r\n");
	assert_non_null(refusal(&secret, ""));
}

static void what_is_required_must_say_something(void **state)
{
	struct input input = {.name = "a", .required = true, .most = 9};

	(void)state;
	for (input.kind = INPUT_LINE; input.kind <= INPUT_DATE; input.kind++) {
		if (input.kind == INPUT_FLAG)
			continue;
		assert_string_equal(refusal(&input, ""), "Please fill this in.");
		assert_string_equal(refusal(&input, NULL), "Please fill this in.");
		assert_string_equal(refusal(&input, " \n \t "), "Please fill this in.");
	}
}

static void a_number_is_whole_and_within_its_limits(void **state)
{
	const struct input number = {.name = "a", .kind = INPUT_NUMBER, .least = -5, .most = 1000};
	struct input_value value;
	static const char *const BAD[] = {"1001", "-6", "1.5", "1e2", "0x1", "1 2", "a", "--1", "+",
	    "99999999999999999999", "\xd9\xa3", NULL};

	(void)state;
	assert_true(check(&number, " 12 ", &value));
	assert_int_equal(value.number, 12);
	assert_true(check(&number, "-5", &value));
	assert_int_equal(value.number, -5);
	assert_true(check(&number, "1000", &value));
	assert_true(check(&number, "", &value));
	assert_false(value.given);
	for (const char *const *bad = BAD; *bad; bad++)
		assert_non_null(strstr(refusal(&number, *bad), "from -5 to 1,000"));
}

static void a_flag_is_there_or_not(void **state)
{
	const struct input flag = {.name = "a", .kind = INPUT_FLAG};
	struct input_value value;

	(void)state;
	assert_true(check(&flag, "on", &value));
	assert_int_equal(value.number, 1);
	assert_true(check(&flag, NULL, &value));
	assert_int_equal(value.number, 0);
	assert_true(check(&flag, "", &value));
	assert_int_equal(value.number, 0);
}

static void a_choice_is_one_of_those_offered(void **state)
{
	static const char *const CHOICES[] = {"low", "high", NULL};
	const struct input choice = {.name = "a", .kind = INPUT_CHOICE, .choices = CHOICES};
	const struct input none = {.name = "a", .kind = INPUT_CHOICE};
	struct input_value value;

	(void)state;
	assert_true(check(&choice, "high", &value));
	assert_int_equal(value.number, 1);
	assert_non_null(refusal(&choice, "High"));
	assert_non_null(refusal(&choice, "highest"));
	assert_non_null(refusal(&choice, "0"));
	assert_non_null(refusal(&none, "x"));
	assert_true(check(&choice, "", &value));
	assert_false(value.given);
}

static timestamp date_of(const char *text)
{
	const struct input date = {.name = "a", .kind = INPUT_DATE};
	struct input_value value;

	assert_true(check(&date, text, &value));
	return value.at;
}

static timestamp utc(const char *text)
{
	timestamp at;

	assert_true(timestamp_parse(text, &at));
	return at;
}

static void a_date_means_the_site_s_zone(void **state)
{
	const struct input date = {.name = "a", .kind = INPUT_DATE};
	static const char *const BAD[] = {"2026-02-30", "2026-13-01", "26-01-01", "2026-1-1",
	    "tomorrow", "2026-11-21T25:00", "2026-11-21 15:00", "2026-11-21T15:00Z",
	    "2026-11-21T15:00:00", "2026-11-21T15:00+01:00", "2026-11-21x",
	    "99999999999999999999999999999999999", NULL};

	(void)state;
	assert_int_equal(date_of("2026-11-21T15:00"), utc("2026-11-21T15:00:00Z"));
	assert_int_equal(date_of("2026-11-21"), utc("2026-11-21T23:59:59Z"));
	assert_int_equal(date_of("2024-02-29"), utc("2024-02-29T23:59:59Z"));
	timestamp_zone("Europe/Warsaw");
	assert_int_equal(date_of("2026-11-21T15:00"), utc("2026-11-21T14:00:00Z"));
	assert_int_equal(date_of("2026-07-01T15:00"), utc("2026-07-01T13:00:00Z"));
	assert_int_equal(date_of("2026-07-01"), utc("2026-07-01T21:59:59Z"));
	/* Minutes beside the change of clocks. */
	assert_int_equal(date_of("2026-03-29T01:59"), utc("2026-03-29T00:59:00Z"));
	assert_int_equal(date_of("2026-03-29T03:00"), utc("2026-03-29T01:00:00Z"));
	assert_int_equal(date_of("2026-10-25T01:59"), utc("2026-10-24T23:59:00Z"));
	assert_int_equal(date_of("2026-10-25T03:00"), utc("2026-10-25T02:00:00Z"));
	/* What the clocks skip, and what they show twice, is some moment close by. */
	assert_int_equal(date_of("2026-03-29T02:30"), utc("2026-03-29T01:30:00Z"));
	assert_int_equal(date_of("2026-10-25T02:30"), utc("2026-10-25T01:30:00Z"));
	for (const char *const *bad = BAD; *bad; bad++)
		if (passes(&date, *bad))
			fail_msg("%s passed", *bad);
}

static void sentences_come_in_the_reader_s_language(void **state)
{
	const struct input line = {.name = "a", .kind = INPUT_LINE, .required = true};

	(void)state;
	context.language = language_named("pl");
	assert_string_equal(
	    refusal(&line, ""), language_text(context.language, NULL, "Please fill this in."));
	assert_string_not_equal(refusal(&line, ""), "Please fill this in.");
}

/* What a template sees under a name of the page. */
static const char *shown(const char *name)
{
	static char folder[] = "/tmp/docket-input-XXXXXX";
	char path[64];
	struct buffer out = BUFFER(4096);
	const char *text;
	FILE *file;

	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/a.cs", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fprintf(file, "<?cs var:%s ?>", name) > 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(templates_open(folder), OK);
	assert_int_equal(template_render("a.cs", page_data(&context), &out), OK);
	text = arena_text(arena, out.data ? out.data : "");
	templates_close();
	buffer_free(&out);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
	return text;
}

static void a_form_is_read_whole_and_given_back_without_its_secrets(void **state)
{
	static const struct input FORM[] = {
	    {.name = "name", .kind = INPUT_LINE, .most_characters = 3},
	    {.name = "password", .kind = INPUT_SECRET, .required = true},
	    {.name = "missing", .kind = INPUT_LINE, .required = true},
	    {.name = "twice", .kind = INPUT_LINE},
	};
	static const struct param_limits LIMITS = {10, 100, 100};
	struct input_value values[4];
	static const char BODY[] = "name=long&password=secret&twice=1&twice=2&unknown=x";

	(void)state;
	assert_int_equal(
	    params_read_urlencoded(&request.form, arena, &LIMITS, BODY, sizeof BODY - 1), OK);
	assert_false(input_read(&context, FORM, 4, values));
	assert_non_null(values[0].error);
	assert_null(values[1].error);
	assert_string_equal(values[1].text, "secret");
	assert_non_null(values[2].error);
	assert_string_equal(values[3].text, "1");
	input_fill(&context, FORM, 4, values);
	assert_string_equal(shown("Form.name.Value"), "long");
	assert_true(strlen(shown("Form.name.Error")) > 0);
	assert_string_equal(shown("Form.password.Value"), "");
	assert_string_equal(shown("Form.twice.Error"), "");
	assert_string_equal(shown("Form.Errors"), "2");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, before_each)
	const struct CMUnitTest tests[] = {
	    TEST(a_line_is_one_line_without_space_at_its_ends),
	    TEST(a_text_keeps_its_lines_and_its_spaces),
	    TEST(a_secret_stays_as_it_was_typed),
	    TEST(what_is_required_must_say_something),
	    TEST(a_number_is_whole_and_within_its_limits),
	    TEST(a_flag_is_there_or_not),
	    TEST(a_choice_is_one_of_those_offered),
	    TEST(a_date_means_the_site_s_zone),
	    TEST(sentences_come_in_the_reader_s_language),
	    TEST(a_form_is_read_whole_and_given_back_without_its_secrets),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
