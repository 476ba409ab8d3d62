/* Text from bytes and back: hexadecimal, base64url, percent-encoding. */
#include "base/text.h"

#include <string.h>

#include "base/arena.h"

void text_hex(const unsigned char *bytes, size_t length, char *out)
{
	static const char DIGITS[] = "0123456789abcdef";

	for (size_t i = 0; i < length; i++) {
		*out++ = DIGITS[bytes[i] >> 4];
		*out++ = DIGITS[bytes[i] & 15];
	}
	*out = '\0';
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool text_unhex(const char *text, unsigned char *out, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		int high = hex_digit(text[2 * i]);
		int low = high < 0 ? -1 : hex_digit(text[2 * i + 1]);

		if (low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return !text[2 * length];
}

char *text_base64url(struct arena *arena, const unsigned char *bytes, size_t length)
{
	static const char DIGITS[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	char *out = length < SIZE_MAX / 2 ? arena_alloc(arena, length / 3 * 4 + 5) : NULL;
	char *to = out;
	uint32_t bits = 0;
	unsigned held = 0;

	if (!out)
		return NULL;
	for (size_t i = 0; i < length; i++) {
		bits = bits << 8 | bytes[i];
		for (held += 8; held >= 6; held -= 6)
			*to++ = DIGITS[bits >> (held - 6) & 63];
	}
	if (held)
		*to++ = DIGITS[bits << (6 - held) & 63];
	*to = '\0';
	return out;
}

static bool is_unreserved(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
	       c == '.' || c == '_' || c == '~';
}

char *text_url_encode(struct arena *arena, const char *text)
{
	static const char DIGITS[] = "0123456789ABCDEF";
	char *out = arena_array(arena, strlen(text) + 1, 3);
	char *to = out;

	if (!out)
		return NULL;
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (is_unreserved(c)) {
			*to++ = *text;
			continue;
		}
		*to++ = '%';
		*to++ = DIGITS[c >> 4];
		*to++ = DIGITS[c & 15];
	}
	*to = '\0';
	return out;
}
