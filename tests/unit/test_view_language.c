/* Catalogues: what is read from .po files, plural rules, and which language a browser gets. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "view/language.h"
#include "view/plural.h"
#include "view/po.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	languages_free();
	return 0;
}

/* --- The reader of .po files. */

struct seen {
	struct po_message messages[8];
	size_t count;
};

static enum err see(void *user, const struct po_message *message)
{
	struct seen *seen = user;

	if (seen->count < 8)
		seen->messages[seen->count++] = *message;
	return OK;
}

static enum err read_po(const char *text, struct seen *seen)
{
	*seen = (struct seen){.count = 0};
	return po_read(arena, "test.po", text, strlen(text), see, seen);
}

static void a_catalogue_is_read(void **state)
{
	struct seen seen;

	(void)state;
	assert_int_equal(read_po("# comment\n"
				 "msgid \"\"\n"
				 "msgstr \"\"\n"
				 "\"Language: pl\\n\"\n"
				 "\n"
				 "#: file.c:12\n"
				 "msgctxt \"menu\"\n"
				 "msgid \"Open\"\n"
				 "msgstr \"Otwórz\"\n"
				 "#, c-format\n"
				 "msgid \"%d file\"\n"
				 "msgid_plural \"%d files\"\n"
				 "msgstr[0] \"%d plik\"\n"
				 "msgstr[1] \"%d pliki\"\n"
				 "msgstr[2] \"%d plików\"\n"
				 "msgid \"say \\\"hi\\\"\\n\"\n"
				 "\"twice\\t\\x41\\102\"\n"
				 "msgstr \"\"\n"
				 "\"po\"\n"
				 "\"wiedz\"",
			     &seen),
	    OK);
	assert_int_equal(seen.count, 4);
	assert_string_equal(seen.messages[0].message, "");
	assert_string_equal(seen.messages[0].texts[0], "Language: pl\n");
	assert_string_equal(seen.messages[1].context, "menu");
	assert_string_equal(seen.messages[1].texts[0], "Otwórz");
	assert_null(seen.messages[2].context);
	assert_string_equal(seen.messages[2].plural, "%d files");
	assert_string_equal(seen.messages[2].texts[2], "%d plików");
	assert_null(seen.messages[2].texts[3]);
	assert_string_equal(seen.messages[3].message, "say \"hi\"\ntwice\tAB");
	assert_string_equal(seen.messages[3].texts[0], "powiedz");
}

static void fuzzy_untranslated_and_obsolete_messages_are_left_out(void **state)
{
	struct seen seen;

	(void)state;
	assert_int_equal(
	    read_po("#, fuzzy\n"
		    "msgid \"a\"\nmsgstr \"A\"\n\n"
		    "msgid \"b\"\nmsgstr \"\"\n\n"
		    "msgid \"c\"\nmsgid_plural \"cc\"\nmsgstr[0] \"C\"\nmsgstr[1] \"\"\n\n"
		    "msgid \"d\"\nmsgstr \"D\"\n"
		    "#, fuzzy\n"
		    "#~ msgid \"e\"\n"
		    "#~ msgstr \"E\"\n"
		    "msgid \"f\"\nmsgstr \"F\"\n",
		&seen),
	    OK);
	assert_int_equal(seen.count, 2);
	assert_string_equal(seen.messages[0].message, "d");
	assert_string_equal(seen.messages[1].message, "f");
}

static void a_broken_catalogue_is_refused_with_its_line(void **state)
{
	static const char *const BROKEN[] = {
	    "\nmsgid \"a\nmsgstr \"b\"\n",
	    "\nmsgid a\n",
	    "\n\"alone\"\n",
	    "\nmsgid \"a\\q\"\n",
	    "\nmsgid \"a\\x00\"\n",
	    "\nmsgid \"a\" x\n",
	    "\nmsgstr \"b\"\n",
	    "msgid \"a\"\nmsgstr[9] \"b\"\n",
	    "msgid \"a\"\nmsgstr[0 \"b\"\n",
	    "\nnonsense\n",
	};
	struct seen seen;

	(void)state;
	for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
		assert_int_equal(read_po(BROKEN[i], &seen), ERR_INPUT);
		assert_non_null(strstr(err_message(), "test.po:2: "));
	}
	assert_int_equal(read_po("msgid \"\xff\"\nmsgstr \"b\"\n", &seen), ERR_INPUT);
}

/* --- Plural rules. */

static void assert_forms(const char *rule, const char *expected)
{
	struct plural *plural;

	assert_int_equal(plural_parse(arena, rule, &plural), OK);
	for (uint64_t n = 0; expected[n]; n++)
		assert_int_equal(plural_form(plural, n), expected[n] - '0');
}

static void plural_rules_are_those_of_c(void **state)
{
	(void)state;
	assert_forms("nplurals=1; plural=0;", "000");
	assert_forms("nplurals=2; plural=(n != 1);", "10111");
	assert_forms("Plural-Forms: nplurals=2; plural=n>1", "0011");
	assert_forms(
	    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? "
	    "1 : 2);\n",
	    "2011122222222222222222111222");
	assert_forms(
	    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
	    "n%100>14) ? 1 : 2;",
	    "2011122222222222222220111222");
	assert_forms("nplurals=6; plural=!n ? 5 : n - 1 * 2 / 2 + 0;", "501234500");
	assert_forms("nplurals=2; plural=n/0 + n%0;", "000");
}

static void a_plural_rule_that_is_none_is_refused(void **state)
{
	static const char *const WRONG[] = {
	    "",
	    "nplurals=2;",
	    "plural=n;",
	    "nplurals=0; plural=0;",
	    "nplurals=7; plural=0;",
	    "nplurals=2; plural=",
	    "nplurals=2; plural=n >",
	    "nplurals=2; plural=(n",
	    "nplurals=2; plural=n ? 1",
	    "nplurals=2; plural=n 1;",
	    "nplurals=2; plural=m;",
	};
	char deep[2048] = "nplurals=2; plural=";
	struct plural *plural;

	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++)
		assert_int_equal(plural_parse(arena, WRONG[i], &plural), ERR_INPUT);
	memset(deep + strlen(deep), '(', 1500);
	assert_int_equal(plural_parse(arena, deep, &plural), ERR_INPUT);
}

/* --- The four languages. */

static char folder[] = "/tmp/docket-po-XXXXXX";

static void write_po(const char *code, const char *text)
{
	char path[64];
	FILE *file;

	assert_true(snprintf(path, sizeof path, "%s/%s.po", folder, code) < (int)sizeof path);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_po(void)
{
	static const char *const CODES[] = {"pl", "nb", "ru"};

	for (size_t i = 0; i < 3; i++) {
		char path[64];

		assert_true(
		    snprintf(path, sizeof path, "%s/%s.po", folder, CODES[i]) < (int)sizeof path);
		(void)unlink(path);
	}
	assert_int_equal(rmdir(folder), 0);
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
}

#define PL_HEADER                                                                                  \
	"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 "    \
	"&& (n%100<12 || n%100>14) ? 1 : 2);\\n\"\n"

static void messages_are_translated_filled_and_counted(void **state)
{
	const struct language *pl, *en, *nb;

	(void)state;
	assert_non_null(mkdtemp(folder));
	write_po("pl", PL_HEADER "msgid \"Open\"\nmsgstr \"Otwarte\"\n"
				 "msgctxt \"verb\"\nmsgid \"Open\"\nmsgstr \"Otwórz\"\n"
				 "msgid \"%1 of %2\"\nmsgstr \"%2: %1\"\n"
				 "msgid \"%d file\"\nmsgid_plural \"%d files\"\n"
				 "msgstr[0] \"%d plik\"\nmsgstr[1] \"%d pliki\"\nmsgstr[2] \"%d "
				 "plików\"\n");
	write_po("nb", "");
	write_po("ru", "");
	assert_int_equal(languages_load(folder), OK);
	pl = language_named("pl");
	en = language_named("en");
	nb = language_named("nb");

	assert_string_equal(language_text(pl, NULL, "Open"), "Otwarte");
	assert_string_equal(language_text(pl, "verb", "Open"), "Otwórz");
	assert_string_equal(language_text(pl, "noun", "Open"), "Open");
	assert_string_equal(language_text(pl, NULL, "Unknown"), "Unknown");
	assert_string_equal(language_text(en, NULL, "Open"), "Open");
	assert_string_equal(language_text(nb, NULL, "Open"), "Open");

	assert_string_equal(language_plural(pl, "%d file", "%d files", 22), "%d pliki");
	assert_string_equal(language_plural(en, "%d file", "%d files", 0), "%d files");
	assert_string_equal(language_count(arena, pl, "%d file", "%d files", 1), "1 plik");
	assert_string_equal(language_count(arena, pl, "%d file", "%d files", 12345), "12\xc2\xa0"
										     "345 plików");
	assert_string_equal(language_count(arena, en, "%d file", "%d files", 1), "1 file");
	assert_string_equal(language_count(arena, nb, "%d file", "%d files", 5), "5 files");

	assert_string_equal(language_fill(arena, pl, "%1 of %2", "a", "b"), "b: a");
	assert_string_equal(language_fill(arena, en, "%1 of %2", "%2", "%1"), "%2 of %1");
	assert_string_equal(language_fill(arena, en, "100% %1 %3 %", NULL, NULL), "100%  %3 %");
	remove_po();
}

static void a_missing_plural_form_or_a_message_twice_is_refused(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	write_po("nb", "");
	write_po("ru", "");
	write_po(
	    "pl", PL_HEADER "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n");
	assert_int_equal(languages_load(folder), ERR_INPUT);
	write_po("pl", PL_HEADER "msgid \"a\"\nmsgstr \"c\"\nmsgid \"a\"\nmsgstr \"d\"\n");
	assert_int_equal(languages_load(folder), ERR_INPUT);
	remove_po();
	assert_int_equal(languages_load("/nonexistent"), ERR_IO);
}

static void codes_name_languages(void **state)
{
	(void)state;
	assert_string_equal(language_code(language_at(0)), "en");
	assert_string_equal(language_code(language_named("pl-PL")), "pl");
	assert_string_equal(language_code(language_named("no")), "nb");
	assert_string_equal(language_code(language_named("nn-NO")), "nb");
	assert_string_equal(language_code(language_named("RU_ru")), "ru");
	assert_null(language_named("de"));
	assert_null(language_named("plx"));
	assert_null(language_named("p"));
	assert_null(language_named(""));
	assert_null(language_named(NULL));
}

static void the_browsers_best_language_is_taken(void **state)
{
	static const struct {
		const char *header, *code;
	} CASES[] = {
	    {"pl", "pl"},
	    {"de-DE,de;q=0.9,pl;q=0.8,en;q=0.7", "pl"},
	    {"en;q=0.1, ru;q=0.11", "ru"},
	    {"nn-NO , nb;q=0.5", "nb"},
	    {"pl;q=0, ru;q=0.001", "ru"},
	    {"de, *;q=0.5", "en"},
	    {"ru;q=0.4, *;q=0.5", "en"},
	    {"ru ; q=1.0", "ru"},
	    {"ru;q=9.9", "ru"},
	    {"", "en"},
	    {",,,;;q=,,", "en"},
	    {"ru;level=1", "en"},
	    {NULL, "en"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
		assert_string_equal(
		    language_code(language_accepted(CASES[i].header, language_at(0))),
		    CASES[i].code);
	assert_null(language_accepted("de", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_catalogue_is_read),
	    cmocka_unit_test(fuzzy_untranslated_and_obsolete_messages_are_left_out),
	    cmocka_unit_test(a_broken_catalogue_is_refused_with_its_line),
	    cmocka_unit_test(plural_rules_are_those_of_c),
	    cmocka_unit_test(a_plural_rule_that_is_none_is_refused),
	    cmocka_unit_test(messages_are_translated_filled_and_counted),
	    cmocka_unit_test(a_missing_plural_form_or_a_message_twice_is_refused),
	    cmocka_unit_test(codes_name_languages),
	    cmocka_unit_test(the_browsers_best_language_is_taken),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
