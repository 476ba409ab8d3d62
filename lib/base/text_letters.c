/* Letters of the scripts our users write: lower case, and their nearest ASCII for addresses. */
#include "base/text.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { SLUG_MAX = 60 };

/* Ranges of capitals. `shift` leads to the small letter; PAIRS means that capitals and small
 * letters take turns, the capital on code points as even or odd as `first`. */
enum { PAIRS = 0 };

static const struct capitals {
	uint16_t first, last;
	int16_t shift;
} CAPITALS[] = {
    {'A', 'Z', 32},
    {0xc0, 0xd6, 32}, /* À–Ö */
    {0xd8, 0xde, 32}, /* Ø–Þ */
    {0x100, 0x12e, PAIRS},
    {0x130, 0x130, 'i' - 0x130}, /* İ */
    {0x132, 0x136, PAIRS},
    {0x139, 0x147, PAIRS},
    {0x14a, 0x176, PAIRS},
    {0x178, 0x178, 0xff - 0x178}, /* Ÿ */
    {0x179, 0x17d, PAIRS},
    {0x17f, 0x17f, 's' - 0x17f}, /* ſ */
    {0x386, 0x386, 38},
    {0x388, 0x38a, 37},
    {0x38c, 0x38c, 64},
    {0x38e, 0x38f, 63},
    {0x391, 0x3a1, 32}, /* Α–Ρ */
    {0x3a3, 0x3ab, 32}, /* Σ–Ϋ */
    {0x400, 0x40f, 80}, /* Ѐ–Џ */
    {0x410, 0x42f, 32}, /* А–Я */
    {0x460, 0x480, PAIRS},
    {0x48a, 0x4be, PAIRS},
    {0x4c0, 0x4c0, 15},
    {0x4c1, 0x4cd, PAIRS},
    {0x4d0, 0x52e, PAIRS},
};

static uint32_t to_lower(uint32_t code)
{
	for (size_t i = 0; i < sizeof CAPITALS / sizeof CAPITALS[0]; i++) {
		const struct capitals *range = &CAPITALS[i];

		if (code < range->first)
			return code;
		if (code > range->last)
			continue;
		if (range->shift == PAIRS)
			return (code - range->first) % 2 ? code : code + 1;
		return (uint32_t)((int32_t)code + range->shift);
	}
	return code;
}

void text_lower(char *text)
{
	for (; *text; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text + 32);
}

char *text_fold(struct arena *arena, const char *text)
{
	size_t left = strlen(text), used = 0;
	char *copy = arena_alloc(arena, left + 1); /* no letter grows */

	if (!copy)
		return NULL;
	while (left) {
		uint32_t code;
		size_t bytes = utf8_decode(text, left, &code);

		if (bytes)
			used += utf8_encode(to_lower(code), copy + used);
		else
			copy[used++] = *text, bytes = 1;
		text += bytes;
		left -= bytes;
	}
	return copy;
}

/* ASCII for the small letters from U+00DF and from U+0430, separated by blanks, in the order of
 * their code points; "-" is no letter, "'" a sign that leaves nothing behind. */
static const char LATIN[] =
    "ss a a a a a a ae c e e e e i i i i d n o o o o o - o u u u u y th y "    /* U+00DF–00FF */
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g " /* U+0100–0123 */
    "h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l l l l "	       /* U+0124–0142 */
    "n n n n n n n ng ng o o o o o o oe oe r r r r r r s s s s s s s s t t t t t t " /* –0167 */
    "u u u u u u u u u u u u w w y y y z z z z z z s"; /* U+0168–017F */
static const char CYRILLIC[] = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch "
			       "' y ' e yu ya "				  /* U+0430–044F */
			       "e yo dj g ye dz i yi j lj nj c k i u dz"; /* U+0450–045F */

/* The word number `index` of a table, as `length` bytes. */
static const char *nth_word(const char *table, uint32_t index, size_t *length)
{
	for (; index; index--)
		table = strchr(table, ' ') + 1;
	*length = strcspn(table, " ");
	return table;
}

/* What a character becomes in an address: letters and digits, "-" between words, "'" for nothing.
 */
static const char *to_ascii(uint32_t code, char ascii[static 1], size_t *length)
{
	code = to_lower(code);
	*length = 1;
	if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
		ascii[0] = (char)code;
		return ascii;
	}
	if (code == '\'' || code == 0x2019 || code == 0xad || (code >= 0x300 && code <= 0x36f))
		return "'";
	if (code >= 0xdf && code <= 0x17f)
		return nth_word(LATIN, code - 0xdf, length);
	if (code >= 0x430 && code <= 0x45f)
		return nth_word(CYRILLIC, code - 0x430, length);
	if (code == 0x491) /* ґ */
		return "g";
	return "-";
}

/* The length of a slug cut to SLUG_MAX, between words if there is such a place. */
static size_t cut_slug(const char *slug, size_t length)
{
	size_t cut = SLUG_MAX;

	if (length <= SLUG_MAX)
		return length;
	while (cut && slug[cut] != '-')
		cut--;
	return cut ? cut : SLUG_MAX;
}

char *text_slug(struct arena *arena, const char *title)
{
	char slug[SLUG_MAX + 8], ascii[1];
	size_t left = strlen(title), used = 0;

	while (left && used <= SLUG_MAX) {
		uint32_t code = ' ';
		size_t bytes = utf8_decode(title, left, &code), length;
		const char *word = to_ascii(code, ascii, &length);

		bytes = bytes ? bytes : 1;
		title += bytes;
		left -= bytes;
		if (*word == '\'' || (*word == '-' && (!used || slug[used - 1] == '-')))
			continue;
		memcpy(slug + used, word, length);
		used += length;
	}
	used = cut_slug(slug, used);
	while (used && slug[used - 1] == '-')
		used--;
	return arena_text_n(arena, slug, used);
}
