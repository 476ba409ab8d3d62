/* response_fields.c: the headers of response.h that have a grammar of their own. */

#include <string.h>

#include "base/text.h"
#include "http/header.h"
#include "http/response.h"

const char *cookie_name(struct arena *arena, const char *name, bool https)
{
	return https ? arena_format(arena, "__Host-%s", name) : name;
}

enum err response_cookie(struct response *response, const struct cookie *cookie, bool https)
{
	const char *name = cookie_name(response->arena, cookie->name, https);
	const char *age = "", *text;

	if (!*cookie->name || cookie->name[header_token(cookie->name)] ||
	    cookie->value[header_token(cookie->value)])
		return ERROR(
		    ERR_INTERNAL, "the cookie %.40s or its value is no token", cookie->name);
	if (cookie->max_age >= 0)
		age = arena_format(response->arena, "; Max-Age=%lld", (long long)cookie->max_age);
	if (!name || !age)
		return ERROR(ERR_MEMORY, "no memory for a cookie");
	text = arena_format(response->arena, "%s=%s; Path=/%s; SameSite=Lax%s%s", name,
	    cookie->value, age, https ? "; Secure" : "", cookie->script ? "" : "; HttpOnly");
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a cookie");
	return response_header(response, "Set-Cookie", text);
}

/* What readers of the old parameter get: RFC 6266, appendix D. A character outside ASCII becomes
 * one '_', and so do those that some unescape or take for a folder's. */
static char *ascii_name(struct arena *arena, const char *filename)
{
	char *copy = arena_text(arena, filename), *out = copy;

	if (!copy)
		return NULL;
	for (; *filename; filename++) {
		unsigned char byte = (unsigned char)*filename;

		if ((byte & 0xc0) == 0x80)
			continue;
		*out++ = byte < ' ' || byte > '~' || strchr("\"\\/%", byte) ? '_' : *filename;
	}
	*out = '\0';
	return copy;
}

/* text_url_encode leaves '~' as it is, which RFC 8187's attr-char allows too. */
enum err response_disposition(struct response *response, bool is_inline, const char *filename)
{
	char *fallback = ascii_name(response->arena, filename);
	char *encoded = text_url_encode(response->arena, filename);
	const char *text;

	if (!fallback || !encoded)
		return ERROR(ERR_MEMORY, "no memory for a file's name");
	text = arena_format(response->arena, "%s; filename=\"%s\"; filename*=UTF-8''%s",
	    is_inline ? "inline" : "attachment", fallback, encoded);
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a file's name");
	return response_header(response, "Content-Disposition", text);
}
