/* What becomes of a template before it is parsed. That no page changes by it is shown in
 * test_templates.c, with every template there is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "view/prepare.h"

static const char *main_text, *part_text;

static char *read_file(void *context, const char *name)
{
	const char *text = strcmp(name, "main.cs") == 0 ? main_text : part_text;

	(void)context;
	return text ? strdup(text) : NULL;
}

static char *prepared(const char *text, const char *language)
{
	main_text = text;
	return template_prepare("main.cs", language_named(language), read_file, NULL);
}

static void assert_prepared_in(const char *language, const char *text, const char *expected)
{
	char *out = prepared(text, language);

	assert_non_null(out);
	assert_string_equal(out, expected);
	free(out);
}

static void assert_prepared(const char *text, const char *expected)
{
	assert_prepared_in("en", text, expected);
}

static void texts_become_translations(void **state)
{
	(void)state;
	assert_prepared_in("pl", "<p><?cs var:tr(\"Name\") ?></p>", "<p>Imię i nazwisko</p>");
	assert_prepared("<?cs var:tr(\"a < b & \'c\'\") ?>", "a &lt; b &amp; &#39;c&#39;");
	assert_prepared_in("pl", "<?cs call:field(\"x\", tr(\"Name\"), xtr(\"Name\"), \"tr(\") ?>",
	    "<?cs call:field(\"x\", \"Imię i nazwisko\", xtr(\"Name\"), \"tr(\")?>");
	/* Only what is one text as it stands. */
	assert_prepared("<?cs var:tr(Label) ?>", "<?cs var:tr(Label)?>");
	assert_prepared("<?cs var:tr(\"a\") + x ?>", "<?cs var:\"a\" + x?>");
	assert_prepared("<?cs # nothing ?>a<?cs\n# more\n?>b", "ab");
}

static void files_are_put_in_their_places(void **state)
{
	(void)state;
	part_text = "[<?cs var:X ?>]";
	assert_prepared("a<?cs include:\"part.cs\" ?>b", "a[<?cs var:X?>]b");
	part_text = "<?cs include:\"part.cs\" ?>";
	assert_null(prepared("<?cs include:\"part.cs\" ?>", "en"));
	part_text = NULL;
	assert_null(prepared("<?cs include:\"part.cs\" ?>", "en"));
}

#define ICON	      "<?cs def:icon(name) ?><i id=\"<?cs var:name ?>\"></i><?cs /def ?>"
#define ICON_PREPARED "<?cs def:icon(name)?><i id=\"<?cs var:name?>\"></i><?cs /def?>"
#define TIME                                                                                       \
	"<?cs def:time(at) ?><?cs if:string.length(at.Iso) ?><?cs var:at.Iso ?><?cs /if ?><?cs "   \
	"/def ?>"
#define TIME_PREPARED                                                                              \
	"<?cs def:time(at)?><?cs if:string.length(at.Iso)?><?cs var:at.Iso?><?cs /if?><?cs /def?>"

static void simple_macros_are_written_out(void **state)
{
	(void)state;
	assert_prepared(ICON "<?cs call:icon(\"a&b\") ?>", ICON_PREPARED "<i id=\"a&amp;b\"></i>");
	assert_prepared(
	    ICON "<?cs call:icon(x.Icon) ?>", ICON_PREPARED "<i id=\"<?cs var:x.Icon?>\"></i>");
	assert_prepared(ICON "<?cs call:icon(tr1(\"%1\", x)) ?>",
	    ICON_PREPARED "<i id=\"<?cs var:(tr1(\"%1\", x))?>\"></i>");
	assert_prepared(TIME "<?cs call:time(Ticket.Due) ?>", TIME_PREPARED
	    "<?cs if:string.length(Ticket.Due.Iso)?><?cs var:Ticket.Due.Iso?><?cs /if?>");
	/* A name that only looks like a parameter's stays. */
	assert_prepared("<?cs def:m(a) ?><?cs if:b.a == \"a\" ?>x<?cs /if ?><?cs /def ?><?cs "
			"call:m(q) ?>",
	    "<?cs def:m(a)?><?cs if:b.a == \"a\"?>x<?cs /if?><?cs /def?><?cs if:b.a == "
	    "\"a\"?>x<?cs /if?>");
}

static void other_calls_stay_calls(void **state)
{
	(void)state;
	/* A text has no path below it. */
	assert_prepared(
	    TIME "<?cs call:time(\"now\") ?>", TIME_PREPARED "<?cs call:time(\"now\")?>");
	assert_prepared(ICON "<?cs call:icon() ?>", ICON_PREPARED "<?cs call:icon()?>");
	assert_prepared("<?cs call:unknown(1) ?>", "<?cs call:unknown(1)?>");
	assert_prepared("<?cs def:l(x) ?><?cs each:i = x ?>.<?cs /each ?><?cs /def ?><?cs "
			"call:l(y) ?>",
	    "<?cs def:l(x)?><?cs each:i = x?>.<?cs /each?><?cs /def?><?cs call:l(y)?>");
}

/* A template_reader of the project's own templates. */
static char *read_template(void *context, const char *name)
{
	char path[512], *text = calloc(1, 1 << 20);
	FILE *file;

	(void)context;
	(void)snprintf(path, sizeof path, "%s/templates/%s", getenv("DOCKET_TEST_SOURCE"), name);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
	assert_int_equal(fclose(file), 0);
	return text;
}

/* A template of ours that can't be prepared would be shown, but slowly. */
static void every_template_of_ours_can_be_prepared(void **state)
{
	static const char *const PAGES[] = {"portal/ticket.cs", "portal/tickets.cs",
	    "desk/queue.cs", "desk/ticket.cs", "kb/ticket.cs", "kb/article.cs", "kb/search.cs"};

	(void)state;
	for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++) {
		char *out = template_prepare(PAGES[i], language_named("ru"), read_template, NULL);

		assert_non_null(out);
		assert_null(strstr(out, "call:icon(\""));
		assert_null(strstr(out, "var:tr(\""));
		free(out);
	}
}

static int set_up(void **state)
{
	const char *source = getenv("DOCKET_TEST_SOURCE");
	char po[512];

	(void)state;
	if (!source)
		return -1;
	(void)snprintf(po, sizeof po, "%s/po", source);
	return languages_load(po) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	languages_free();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_become_translations),
	    cmocka_unit_test(files_are_put_in_their_places),
	    cmocka_unit_test(simple_macros_are_written_out),
	    cmocka_unit_test(other_calls_stay_calls),
	    cmocka_unit_test(every_template_of_ours_can_be_prepared),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
