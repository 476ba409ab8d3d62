#include "http/target.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "http/header.h"

/* What RFC 3986 lets stand in a path or query, and '%'. */
static bool is_url_char(char c)
{
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return true;
	return c && strchr("-._~!$&'()*+,;=:@/?%", c);
}

/* Browsers leave some characters in a query that a URL may not hold, and a person with another
 * tool sends UTF-8 as it is: encoded, the target can go into links and headers. */
static enum err clean(struct arena *arena, const char *sent, const char **text)
{
	static const char HEX[] = "0123456789ABCDEF";
	size_t extra = 0;
	char *out;

	for (const char *at = sent; *at; at++) {
		if ((unsigned char)*at <= ' ' || *at == 0x7f || *at == '#')
			return ERROR(ERR_INPUT, "a target with a character that no URL holds");
		extra += is_url_char(*at) ? 0 : 2;
	}
	*text = out = arena_alloc(arena, strlen(sent) + extra + 1);
	if (!out)
		return ERROR(ERR_MEMORY, "no memory for a target");
	for (; *sent; sent++) {
		if (is_url_char(*sent)) {
			*out++ = *sent;
			continue;
		}
		*out++ = '%';
		*out++ = HEX[(unsigned char)*sent >> 4];
		*out++ = HEX[(unsigned char)*sent & 15];
	}
	return OK;
}

static enum err decode(char *path)
{
	char *out = path;

	while (*path) {
		unsigned char byte = (unsigned char)*path;

		if (byte == '%') {
			if (!header_percent(path, &byte))
				return ERROR(ERR_INPUT, "broken percent-encoding in a path");
			/* One that is no separator would become one. */
			if (byte == '/' || byte == '\0')
				return ERROR(ERR_INPUT, "an encoded slash or NUL in a path");
			path += 2;
		}
		*out++ = (char)byte;
		path++;
	}
	*out = '\0';
	return OK;
}

static enum err check_characters(const char *path)
{
	size_t left = strlen(path), size;
	uint32_t code;

	for (; left > 0; path += size, left -= size) {
		size = utf8_decode(path, left, &code);
		if (size == 0 || utf8_is_control(code) || code == '\\')
			return ERROR(ERR_INPUT, "a path with a character that it may not hold");
	}
	return OK;
}

/* Dot segments (RFC 3986, section 5.2.4): a browser resolves them, so nobody sends them in
 * good faith. */
static enum err check_segments(const char *path)
{
	while (*path == '/') {
		size_t length = strcspn(++path, "/");

		if (length >= 1 && length <= 2 && strspn(path, ".") >= length)
			return ERROR(ERR_INPUT, "a path with a dot segment");
		path += length;
	}
	return OK;
}

enum err target_read(struct arena *arena, const char *sent, struct target *target)
{
	size_t length = strcspn(sent, "?");
	struct target result;
	char *path;

	if (strnlen(sent, TARGET_LENGTH + 1) > TARGET_LENGTH)
		return ERROR(ERR_LIMIT, "a target of more than %d bytes", TARGET_LENGTH);
	if (sent[0] != '/' || sent[1] == '/' || sent[1] == '\\')
		return ERROR(ERR_INPUT, "a target that does not begin with one slash");
	TRY(clean(arena, sent, &result.text));
	path = arena_text_n(arena, sent, length);
	result.path = path;
	result.query = arena_text(arena, sent[length] ? sent + length + 1 : "");
	if (!path || !result.query)
		return ERROR(ERR_MEMORY, "no memory for a target");
	TRY(decode(path));
	TRY(check_characters(path));
	TRY(check_segments(path));
	*target = result;
	return OK;
}
