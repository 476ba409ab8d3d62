#include "base/text.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

bool text_is_utf8(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length) {
		uint32_t code;
		size_t bytes = utf8_decode(text + i, length - i, &code);

		if (!bytes || !code)
			return false;
		i += bytes;
	}
	return true;
}

size_t text_characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

char *text_cut(struct arena *arena, const char *text, size_t characters)
{
	size_t i = 0;

	for (; text[i]; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80 && characters-- == 0)
			return arena_format(arena, "%.*s…", (int)i, text);
	return arena_text_n(arena, text, i);
}

/* The next piece of arbitrary bytes: how many go, and the one code point that comes instead. */
static size_t repair_step(const char *bytes, size_t left, uint32_t *code)
{
	size_t used = utf8_decode(bytes, left, code);

	if (!used) {
		*code = UTF8_REPLACEMENT;
		return utf8_broken(bytes, left);
	}
	if (*code == '\r') {
		*code = '\n';
		return left > 1 && bytes[1] == '\n' ? 2 : 1;
	}
	if (utf8_is_control(*code) && *code != '\t' && *code != '\n')
		*code = UTF8_REPLACEMENT;
	return used;
}

char *text_repair(struct arena *arena, const char *bytes, size_t length)
{
	char *copy, piece[UTF8_MAX];
	size_t need = 0, used = 0;
	uint32_t code;

	for (size_t i = 0; i < length; need += utf8_encode(code, piece))
		i += repair_step(bytes + i, length - i, &code);
	copy = arena_alloc(arena, need + 1);
	if (!copy)
		return NULL;
	for (size_t i = 0; i < length;) {
		size_t size;

		i += repair_step(bytes + i, length - i, &code);
		size = utf8_encode(code, piece);
		memcpy(copy + used, piece, size);
		used += size;
	}
	return copy;
}

/* Bytes of the white space at the start of `text`, 0 for none. */
static size_t white_space(const char *text)
{
	uint32_t code;
	size_t bytes = utf8_decode(text, strnlen(text, UTF8_MAX), &code);

	return bytes && utf8_is_space(code) ? bytes : 0;
}

char *text_trim(char *text)
{
	char *end;
	size_t white;

	while ((white = white_space(text)) > 0)
		text += white;
	end = text;
	/* `end` is behind the last character that isn't white. */
	for (char *at = text; *at;) {
		white = white_space(at);
		at += white ? white : 1;
		if (!white)
			end = at;
	}
	*end = '\0';
	return text;
}

bool text_is_blank(const char *text)
{
	size_t white;

	if (!text)
		return true;
	while ((white = white_space(text)) > 0)
		text += white;
	return !*text;
}

bool text_starts(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

bool text_to_int(const char *text, int64_t least, int64_t most, int64_t *value)
{
	bool negative = *text == '-';
	int64_t number = 0;

	text += negative;
	if (!*text)
		return false;
	/* Summed up below zero, where there is room for one more. */
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || __builtin_mul_overflow(number, 10, &number) ||
		    __builtin_sub_overflow(number, *text - '0', &number))
			return false;
	}
	if (!negative && __builtin_sub_overflow(0, number, &number))
		return false;
	if (number < least || number > most)
		return false;
	*value = number;
	return true;
}

/* What may stand in a local part without quotes (RFC 5322 atext, RFC 6531), or between two dots of
 * a domain. White space of any kind and controls never may. */
static bool is_address_char(uint32_t code, bool local)
{
	if (code >= 0x80)
		return !utf8_is_space(code) && !utf8_is_control(code) && code != UTF8_REPLACEMENT;
	if ((code >= '0' && code <= '9') || ((code | 32) >= 'a' && (code | 32) <= 'z') ||
	    code == '-')
		return true;
	return local && code > ' ' && code < 0x7f && strchr("!#$%&'*+/=?^_`{|}~", (int)code);
}

/* Dot-separated parts, none of them empty or over `longest` bytes. A hyphen at either end of a part
 * is for local parts only. Counts the parts; 0 when something is wrong. */
static int address_parts(const char *text, size_t length, size_t longest, bool local)
{
	size_t start = 0, i = 0;
	int parts = 1;

	while (i <= length) {
		uint32_t code;
		size_t bytes;

		if (i == length || text[i] == '.') {
			if (i == start || i - start > longest)
				return 0;
			if (!local && (text[start] == '-' || text[i - 1] == '-'))
				return 0;
			parts += i < length;
			start = ++i;
			continue;
		}
		bytes = utf8_decode(text + i, length - i, &code);
		if (!bytes || !is_address_char(code, local))
			return 0;
		i += bytes;
	}
	return parts;
}

bool text_is_email(const char *text)
{
	const char *at = strchr(text, '@');
	size_t length = strlen(text), local;

	if (!at || length > 254)
		return false;
	local = (size_t)(at - text);
	/* One part alone (anna@gmail) is nearly always a slip. */
	return local <= 64 && address_parts(text, local, 64, true) > 0 &&
	       address_parts(at + 1, length - local - 1, 63, false) > 1;
}
