#include "http/upload_name.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

enum { EXTENSION_CHARACTERS = 16 }; /* with its dot */

static const char *basename_of(const char *name)
{
	for (const char *at = name; *at; at++) {
		if (*at == '/' || *at == '\\')
			name = at + 1;
	}
	return name;
}

/* Unicode's explicit directional formatting characters (UAX #9, section 2), line and paragraph
 * separators, and what utf8_is_control names. */
static bool is_unwanted(uint32_t code)
{
	return utf8_is_control(code) || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

static void remove_unwanted(char *text)
{
	size_t left = strlen(text), size;
	char *out = text;
	uint32_t code;

	for (; (size = utf8_decode(text, left, &code)) > 0; text += size, left -= size) {
		if (is_unwanted(code))
			continue;
		memmove(out, text, size);
		out += size;
	}
	*out = '\0';
}

static char *trim(char *text)
{
	size_t length;

	text += strspn(text, ". ");
	length = strlen(text);
	while (length > 0 && (text[length - 1] == '.' || text[length - 1] == ' '))
		text[--length] = '\0';
	return text;
}

/* Bytes of the first `characters` characters. */
static size_t prefix(const char *text, size_t characters)
{
	size_t left = strlen(text), length = 0, size;
	uint32_t code;

	while (characters-- > 0 && (size = utf8_decode(text + length, left, &code)) > 0) {
		length += size;
		left -= size;
	}
	return length;
}

/* Takes characters out before the extension until the name is short enough. */
static void shorten(char *name)
{
	char *extension = strrchr(name, '.');
	size_t kept = 0, stem;

	if (text_characters(name) <= UPLOAD_NAME_CHARACTERS)
		return;
	if (extension && extension > name) {
		kept = text_characters(extension);
		if (kept > EXTENSION_CHARACTERS)
			kept = 0;
	}
	stem = prefix(name, UPLOAD_NAME_CHARACTERS - kept);
	if (kept)
		memmove(name + stem, extension, strlen(extension) + 1);
	else
		name[stem] = '\0';
}

const char *upload_name(struct arena *arena, const char *name)
{
	char *copy = arena_text(arena, basename_of(name));

	if (!copy)
		return NULL;
	remove_unwanted(copy);
	copy = trim(copy);
	shorten(copy);
	copy = trim(copy);
	return *copy ? copy : "file";
}
