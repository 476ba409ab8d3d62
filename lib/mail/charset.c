#include "mail/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"

/* What the world calls them, and what the C library converts them as. As on the web (Encoding
 * Standard, section 4.2), a name stands for the superset that is really sent: Latin-1 is
 * windows-1252, GB2312 is GB18030. */
static const struct alias {
	const char *name, *set;
} ALIASES[] = {
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"x-ansi", "WINDOWS-1252"},
    {"ansi_x3.110-1983", "WINDOWS-1252"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"iso-8859-11", "WINDOWS-874"},
    {"tis-620", "WINDOWS-874"},
    {"cp1250", "WINDOWS-1250"},
    {"cp1251", "WINDOWS-1251"},
    {"win-1251", "WINDOWS-1251"},
    {"x-cp1251", "WINDOWS-1251"},
    {"koi8r", "KOI8-R"},
    {"koi", "KOI8-R"},
    {"ks_c_5601-1987", "UHC"},
    {"ks_c_5601", "UHC"},
    {"ksc5601", "UHC"},
    {"euc-kr", "UHC"},
    {"cp949", "UHC"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"x-gbk", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"x-big5", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"iso-2022-jp", "ISO-2022-JP-3"},
    {"unicode-1-1-utf-7", "UTF-7"},
    {"utf8", "UTF-8"},
    {"utf-16", "UTF-16"},
    {"unicode", "UTF-16"},
};

/* The languages of the interface first, then those in which mail comes to a firm in Europe. */
static const char *const SETS[] = {"WINDOWS-1252", "WINDOWS-1250", "WINDOWS-1251", "ISO-8859-2",
    "KOI8-R", "KOI8-U", "ISO-8859-5", "ISO-8859-15", "UTF-7", "UTF-16", "UTF-16LE", "UTF-16BE",
    "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258",
    "WINDOWS-874", "ISO-8859-3", "ISO-8859-4", "ISO-8859-6", "ISO-8859-7", "ISO-8859-8",
    "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-16", "IBM437", "IBM850", "IBM852",
    "IBM865", "IBM866", "MACINTOSH", "MAC-CYRILLIC", "GB18030", "HZ", "BIG5-HKSCS", "CP932",
    "EUC-JP", "ISO-2022-JP-3", "UHC", "ISO-2022-KR"};

enum { SET_COUNT = sizeof SETS / sizeof SETS[0], SERVED = 14 };

static iconv_t converters[SET_COUNT];
static bool prepared;

enum err charset_prepare(void)
{
	if (prepared)
		return OK;
	for (size_t i = 0; i < SET_COUNT; i++) {
		converters[i] = iconv_open("UTF-8", SETS[i]);
		if (i < SERVED && converters[i] == (iconv_t)-1)
			return ERROR(ERR_INTERNAL, "the C library can't convert %s", SETS[i]);
	}
	prepared = true;
	return OK;
}

/* A name as it is compared: "Windows1251", "CP-1251" and "windows-1251" are one. */
static bool same_name(const char *a, const char *b)
{
	for (;;) {
		while (*a == '-' || *a == '_' || *a == ' ')
			a++;
		while (*b == '-' || *b == '_' || *b == ' ')
			b++;
		if (!*a || !*b)
			return *a == *b;
		if (strncasecmp(a, b, 1) != 0)
			return false;
		a++;
		b++;
	}
}

static const char *canonical(const char *name)
{
	for (size_t i = 0; i < sizeof ALIASES / sizeof ALIASES[0]; i++)
		if (same_name(name, ALIASES[i].name))
			return ALIASES[i].set;
	return name;
}

static iconv_t converter_of(const char *name)
{
	if (charset_prepare() != OK)
		return (iconv_t)-1;
	for (size_t i = 0; i < SET_COUNT; i++)
		if (same_name(name, SETS[i]))
			return converters[i];
	return (iconv_t)-1;
}

bool charset_is_ready(const char *name)
{
	return converter_of(canonical(name)) != (iconv_t)-1;
}

/* --- Conversion. */

struct conversion {
	char *text;
	size_t length;
	size_t broken; /* bytes that meant nothing */
};

/* No character of any of these sets takes more than four bytes of UTF-8 for each of its own, plus
 * some that change state. */
static bool convert(struct arena *arena, iconv_t converter, const char *bytes, size_t length,
    struct conversion *out)
{
	char *in = (char *)bytes, *to;
	size_t left = length, room = length * 4 + 16;

	out->text = to = arena_bytes(arena, room + 1);
	out->broken = 0;
	if (!to)
		return false;
	(void)iconv(converter, NULL, NULL, NULL, NULL);
	while (left > 0 && room >= 8) {
		if (iconv(converter, &in, &left, &to, &room) != (size_t)-1)
			break;
		if (errno == E2BIG)
			break;
		to += utf8_encode(UTF8_REPLACEMENT, to);
		room -= 3;
		out->broken++;
		in++;
		left--;
	}
	if (room > 0)
		(void)iconv(converter, NULL, NULL, &to, &room);
	out->length = (size_t)(to - out->text);
	*to = '\0';
	return true;
}

/* --- The guess. */

struct looks {
	size_t pure, mixed;	      /* words of bytes above 127 alone; of both kinds */
	size_t lower_1251, lower_koi; /* bytes that are small letters there */
	size_t polish_1250, polish_2; /* bytes that are Polish letters only there */
	size_t controls;	      /* 0x80–0x9f: no letters in the ISO sets */
};

static void look_at_byte(struct looks *looks, unsigned char c)
{
	looks->lower_1251 += c >= 0xe0;
	looks->lower_koi += c >= 0xc0 && c < 0xe0;
	looks->polish_1250 += c == 0xb9 || c == 0x9c || c == 0x9f || c == 0x8c || c == 0xa5;
	looks->polish_2 += c == 0xb1 || c == 0xb6 || c == 0xbc || c == 0xa6;
	looks->controls += c >= 0x80 && c < 0xa0;
}

static struct looks look_at(const unsigned char *bytes, size_t length)
{
	struct looks looks = {.pure = 0};
	bool high = false, plain = false;

	for (size_t i = 0; i <= length; i++) {
		unsigned char c = i < length ? bytes[i] : ' ';

		if (c >= 0x80) {
			high = true;
			look_at_byte(&looks, c);
		} else if (isalpha(c)) {
			plain = true;
		} else {
			looks.pure += high && !plain;
			looks.mixed += high && plain;
			high = plain = false;
		}
	}
	return looks;
}

/* Cyrillic words are made of such bytes alone; in Latin ones they stand among ASCII letters. */
static const char *guess(const char *bytes, size_t length)
{
	struct looks looks = look_at((const unsigned char *)bytes, length);

	if (looks.pure > looks.mixed && looks.lower_1251 + looks.lower_koi > 2)
		return looks.lower_koi > looks.lower_1251 ? "KOI8-R" : "WINDOWS-1251";
	if (looks.polish_2 > looks.polish_1250 && looks.controls == 0)
		return "ISO-8859-2";
	if (looks.polish_1250 > 0)
		return "WINDOWS-1250";
	return "WINDOWS-1252";
}

/* What a byte order mark says (Unicode, section 23.8); NULL without one. */
static const char *marked(const char *bytes, size_t length)
{
	if (length >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3))
		return "UTF-8";
	if (length >= 2 && (!memcmp(bytes, "\xff\xfe", 2) || !memcmp(bytes, "\xfe\xff", 2)))
		return "UTF-16";
	return NULL;
}

static bool is_ascii(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80 || bytes[i] == 0x1b || bytes[i] == '\0')
			return false;
	return true;
}

/* Bytes of a text that said it is UTF-8 and mostly is: cut short, or with a stray byte. */
static bool is_nearly_utf8(const char *bytes, size_t length)
{
	size_t good = 0, bad = 0;
	uint32_t code;

	for (size_t i = 0; i < length;) {
		size_t width = utf8_decode(bytes + i, length - i, &code);

		if (width > 1)
			good++;
		else if (width == 0)
			bad++;
		i += width ? width : utf8_broken(bytes + i, length - i);
	}
	return good >= bad * 2 && good > 0;
}

static char *converted(
    struct arena *arena, const char *set, const char *bytes, size_t length, size_t bad_most)
{
	iconv_t converter = converter_of(set);
	struct conversion conversion;

	if (converter == (iconv_t)-1 || !convert(arena, converter, bytes, length, &conversion) ||
	    conversion.broken > bad_most)
		return NULL;
	return text_repair(arena, conversion.text, conversion.length);
}

/* Sets whose texts are made of ASCII bytes that mean something else. */
static bool hides_in_ascii(const char *set)
{
	return same_name(set, "UTF-7") || same_name(set, "HZ") ||
	       !strncasecmp(set, "ISO-2022", 8) || !strncasecmp(set, "UTF-16", 6);
}

static bool is_latin(const char *set)
{
	return same_name(set, "WINDOWS-1252") || same_name(set, "ISO-8859-2") ||
	       same_name(set, "ISO-8859-15") || same_name(set, "WINDOWS-1250");
}

char *charset_text(struct arena *arena, const char *declared, const char *bytes, size_t length)
{
	const char *mark = marked(bytes, length);
	/* ASCII with other bytes in it was declared by a program that knew no better. */
	bool told = declared && *declared && !same_name(declared, "us-ascii");
	const char *set = mark ? mark : told ? canonical(declared) : "UTF-8";
	char *text = NULL;

	if (mark && same_name(mark, "UTF-8")) {
		bytes += 3;
		length -= 3;
	}
	if (!hides_in_ascii(set) && is_ascii(bytes, length))
		return text_repair(arena, bytes, length);
	/* Latin sets are often but the default of the program; valid UTF-8 is no accident. */
	if ((same_name(set, "UTF-8") || is_latin(set) || converter_of(set) == (iconv_t)-1) &&
	    text_is_utf8(bytes, length))
		return text_repair(arena, bytes, length);
	if (!same_name(set, "UTF-8"))
		text = converted(arena, set, bytes, length, length / 8);
	if (!text && is_nearly_utf8(bytes, length))
		return text_repair(arena, bytes, length);
	if (!text)
		text = converted(arena, guess(bytes, length), bytes, length, length);
	return text ? text : text_repair(arena, bytes, length);
}
