#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"

static struct arena *arena;

static int start(void **state)
{
	(void)state;
	arena = arena_new(1024 * 1024);
	return arena ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *const BROKEN[] = {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(",
    "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe2\x82", "\xf0\x80\x80\x80",
    "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf0\x9f\x90", "\xfe", "\xff",
    "ok\xe2\x82then"};

static void broken_utf8_is_told_from_good(void **state)
{
	static const char *const GOOD[] = {"", "plain", "zażółć", "я", "€", "\xed\x9f\xbf",
	    "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "🐘"};

	(void)state;
	for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
		assert_true(text_is_utf8(GOOD[i], strlen(GOOD[i])));
	for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++)
		assert_false(text_is_utf8(BROKEN[i], strlen(BROKEN[i])));
	assert_false(text_is_utf8("a\0b", 3));
}

/* All code points, encoded and decoded again. */
static void every_character_survives(void **state)
{
	char bytes[UTF8_MAX];
	uint32_t back;

	(void)state;
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		size_t length = utf8_encode(code, bytes);

		if (code >= 0xd800 && code <= 0xdfff) {
			assert_int_equal(utf8_decode(bytes, length, &back), 0);
			continue;
		}
		assert_int_equal(utf8_decode(bytes, length, &back), length);
		assert_int_equal(back, code);
		assert_int_equal(utf8_decode(bytes, length - 1, &back), 0);
	}
}

static void repairing_gives_text_that_can_be_stored(void **state)
{
	(void)state;
	assert_string_equal(text_repair(arena, "a\0b", 3), "a\xef\xbf\xbd"
							   "b");
	assert_string_equal(text_repair(arena, "a\r\nb\rc\n\td\r", 10), "a\nb\nc\n\td\n");
	assert_string_equal(text_repair(arena, "\x1b[1m\x7f\xc2\x85", 7),
	    "\xef\xbf\xbd[1m\xef\xbf\xbd\xef\xbf\xbd");
	assert_string_equal(text_repair(arena, "\xe2\x82|\xf0\x9f\x90|\xff\xfe", 9),
	    "\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd");
	assert_string_equal(text_repair(arena, "żółw 🐘", strlen("żółw 🐘")), "żółw 🐘");
	assert_string_equal(text_repair(arena, "", 0), "");
	for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
		const char *good = text_repair(arena, BROKEN[i], strlen(BROKEN[i]));

		assert_true(text_is_utf8(good, strlen(good)));
	}
}

static void cutting_counts_characters(void **state)
{
	(void)state;
	assert_int_equal(text_characters("żółw 🐘"), 6);
	assert_string_equal(text_cut(arena, "żółw", 4), "żółw");
	assert_string_equal(text_cut(arena, "żółw", 3), "żół…");
	assert_string_equal(text_cut(arena, "żółw", 0), "…");
	assert_string_equal(text_cut(arena, "", 0), "");
}

static void trimming_takes_every_kind_of_white_space(void **state)
{
	char words[] = " \t\xc2\xa0 a  b \xe3\x80\x80\xef\xbb\xbf\n", white[] = " \n ", none[] = "";

	(void)state;
	assert_string_equal(text_trim(words), "a  b");
	assert_string_equal(text_trim(white), "");
	assert_string_equal(text_trim(none), "");
	assert_true(text_is_blank(NULL));
	assert_true(text_is_blank(" \xc2\xa0\r\n"));
	assert_false(text_is_blank(" ."));
	assert_false(text_is_blank("\xff"));
}

static void lower_case_knows_our_alphabets(void **state)
{
	char ascii[] = "ABC-Żółw";

	(void)state;
	text_lower(ascii);
	assert_string_equal(ascii, "abc-Żółw");
	assert_string_equal(text_fold(arena, "ZAŻÓŁĆ GĘŚLĄ JAŹŃ"), "zażółć gęślą jaźń");
	assert_string_equal(text_fold(arena, "ÆØÅ ÀÞ × ÷ ß"), "æøå àþ × ÷ ß");
	assert_string_equal(text_fold(arena, "СЪЕШЬ ЕЩЁ ЭТИХ ЏЂ Ґ Ѣ"), "съешь ещё этих џђ ґ ѣ");
	assert_string_equal(text_fold(arena, "ΆΈΉΊΌΎΏ ΑΩ ΪΫ"), "άέήίόύώ αω ϊϋ");
	assert_string_equal(text_fold(arena, "ŸŹŽĲĹŇſİ"), "ÿźžĳĺňsi");
	assert_string_equal(text_fold(arena, "A\xff\xc3"), "a\xff\xc3");
	assert_string_equal(text_fold(arena, "日本 🐘"), "日本 🐘");
}

static void a_slug_is_words_of_plain_letters(void **state)
{
	char long_word[200];

	(void)state;
	assert_string_equal(text_slug(arena, "Zażółć gęślą jaźń!"), "zazolc-gesla-jazn");
	assert_string_equal(
	    text_slug(arena, "  Blåbærsyltetøy på Ærø "), "blabaersyltetoy-pa-aero");
	assert_string_equal(text_slug(arena, "Объявление: щука"), "obyavlenie-shchuka");
	assert_string_equal(text_slug(arena, "Can't log in (v2.1)"), "cant-log-in-v2-1");
	assert_string_equal(
	    text_slug(arena, "Straße, Łódź, e\xcc\x81t\xc3\xa9"), "strasse-lodz-ete");
	assert_string_equal(text_slug(arena, "日本語"), "");
	assert_string_equal(text_slug(arena, "\xff../..\xfe"), "");
	assert_string_equal(
	    text_slug(arena, "one two three four five six seven eight nine ten eleven twelve"),
	    "one-two-three-four-five-six-seven-eight-nine-ten-eleven");
	memset(long_word, 'a', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = '\0';
	assert_int_equal(strlen(text_slug(arena, long_word)), 60);
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
	static const char *const BAD[] = {"", "-", "+1", " 1", "1 ", "1a", "0x1",
	    "9223372036854775808", "-9223372036854775809", "99999999999999999999", "--1"};
	int64_t value = 7;

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
		assert_false(text_to_int(BAD[i], INT64_MIN, INT64_MAX, &value));
	assert_false(text_to_int("11", 0, 10, &value));
	assert_int_equal(value, 7);
	assert_true(text_to_int("-9223372036854775808", INT64_MIN, INT64_MAX, &value));
	assert_true(value == INT64_MIN);
	assert_true(text_to_int("9223372036854775807", INT64_MIN, INT64_MAX, &value));
	assert_true(value == INT64_MAX);
	assert_true(text_to_int("007", 0, 10, &value));
	assert_int_equal(value, 7);
}

static void bytes_are_written_and_read_as_text(void **state)
{
	static const unsigned char BYTES[] = {0x00, 0x7f, 0xff, 0xfb};
	unsigned char back[4];
	char hex[9];

	(void)state;
	text_hex(BYTES, 4, hex);
	assert_string_equal(hex, "007ffffb");
	assert_true(text_unhex("007FfFfB", back, 4));
	assert_memory_equal(back, BYTES, 4);
	assert_false(text_unhex("007ffff", back, 4));
	assert_false(text_unhex("007ffffb0", back, 4));
	assert_false(text_unhex("007ffffg", back, 4));
	assert_string_equal(text_base64url(arena, BYTES, 4), "AH__-w");
	assert_string_equal(text_base64url(arena, BYTES, 3), "AH__");
	assert_string_equal(text_base64url(arena, BYTES, 2), "AH8");
	assert_string_equal(text_base64url(arena, BYTES, 0), "");
	assert_string_equal(text_url_encode(arena, "a b/ż~%"), "a%20b%2F%C5%BC~%25");
}

static void an_address_one_can_write_to(void **state)
{
	static const char *const GOOD[] = {"anna@example.org", "a.b+c@sub.example.co.uk",
	    "o'neil@x.io", "josé@example.org", "anna@żółw.pl", "a@b-c.de", "-a-@b.de"};
	static const char *const BAD[] = {"", "anna", "@example.org", "anna@", "anna@gmail",
	    "a@b@c.de", "a b@c.de", "a@b .de", "a@-b.de", "a@b-.de", "a..b@c.de", ".a@c.de",
	    "a.@c.de", "a@c..de", "a@.de", "a@c.de.", "a@c.de\n", "\"a b\"@c.de", "a@[127.0.0.1]",
	    "<a@c.de>", "a,b@c.de", "a@c.de\xc2\xa0", "a\xff@c.de", "a@c_d.de", "a\x01@c.de"};
	char text[300];

	(void)state;
	for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
		if (!text_is_email(GOOD[i]))
			fail_msg("refused: %s", GOOD[i]);
	for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
		if (text_is_email(BAD[i]))
			fail_msg("accepted: %s", BAD[i]);
	memset(text, 'a', sizeof text);
	memcpy(text + 65, "@b.de", 6);
	assert_false(text_is_email(text));
	assert_true(text_is_email(text + 1));
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	text[10] = '@';
	for (size_t i = 20; i < sizeof text - 1; i += 10)
		text[i] = '.';
	assert_false(text_is_email(text));
	text[254] = '\0';
	assert_true(text_is_email(text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(broken_utf8_is_told_from_good),
	    cmocka_unit_test(every_character_survives),
	    cmocka_unit_test(repairing_gives_text_that_can_be_stored),
	    cmocka_unit_test(cutting_counts_characters),
	    cmocka_unit_test(trimming_takes_every_kind_of_white_space),
	    cmocka_unit_test(lower_case_knows_our_alphabets),
	    cmocka_unit_test(a_slug_is_words_of_plain_letters),
	    cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
	    cmocka_unit_test(bytes_are_written_and_read_as_text),
	    cmocka_unit_test(an_address_one_can_write_to),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
