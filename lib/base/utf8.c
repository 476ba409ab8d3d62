#include "base/utf8.h"

/* What a first byte promises: the length, and the limits of the second byte, which rule out
 * overlong forms, surrogates and what lies above U+10FFFF. */
struct lead {
	size_t length;
	unsigned char least, most;
};

static struct lead lead_of(unsigned char first)
{
	if (first < 0x80)
		return (struct lead){1, 0, 0};
	if (first < 0xc2 || first > 0xf4)
		return (struct lead){0, 0, 0};
	if (first < 0xe0)
		return (struct lead){2, 0x80, 0xbf};
	if (first < 0xf0)
		return (struct lead){3, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf};
	return (struct lead){4, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf};
}

/* How many of the bytes that the first one promises are there and right. */
static size_t good_bytes(const unsigned char *bytes, size_t left, struct lead lead)
{
	size_t good = 1;

	if (lead.length > 1 && left > 1 && bytes[1] >= lead.least && bytes[1] <= lead.most)
		for (good = 2; good < lead.length && good < left; good++)
			if ((bytes[good] & 0xc0) != 0x80)
				break;
	return good;
}

size_t utf8_decode(const char *text, size_t left, uint32_t *code)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct lead lead;

	if (!left)
		return 0;
	lead = lead_of(bytes[0]);
	if (!lead.length || good_bytes(bytes, left, lead) < lead.length)
		return 0;
	*code = lead.length == 1 ? bytes[0] : bytes[0] & (0x7fU >> lead.length);
	for (size_t i = 1; i < lead.length; i++)
		*code = *code << 6 | (bytes[i] & 0x3f);
	return lead.length;
}

size_t utf8_broken(const char *text, size_t left)
{
	const unsigned char *bytes = (const unsigned char *)text;

	return good_bytes(bytes, left, lead_of(bytes[0]));
}

size_t utf8_encode(uint32_t code, char out[static UTF8_MAX])
{
	size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	if (length == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (size_t i = length - 1; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)((0xf00U >> length & 0xff) | code);
	return length;
}

bool utf8_is_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 || code == 0xa0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200d) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x2060 ||
	       code == 0x3000 || code == 0xfeff;
}

bool utf8_is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
