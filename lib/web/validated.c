#include "web/validated.h"

#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "http/date.h"
#include "web/page.h"

enum { TAG_BYTES = 16 };

static bool sets_cookie(const struct response *response)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (!strcmp(response->headers[i].name, "Set-Cookie"))
			return true;
	return false;
}

/* Is the tag in the list, or the list "*"? Weak comparison (RFC 9110, section 13.1.2). */
static bool is_listed(const char *list, const char *tag)
{
	size_t length = strlen(tag);

	for (const char *at = list; *at;) {
		size_t size;

		at += strspn(at, " \t,");
		if (*at == '*')
			return true;
		if (text_starts(at, "W/"))
			at += 2;
		size = *at == '"' ? strcspn(at + 1, "\"") + 2 : strcspn(at, ",");
		if (size == length && !strncmp(at, tag, length))
			return true;
		at += strnlen(at, size);
	}
	return false;
}

static bool is_fresh(const struct request *request, const char *tag, timestamp modified)
{
	timestamp since;

	if (*request->if_none_match)
		return is_listed(request->if_none_match, tag);
	return modified != TIMESTAMP_NONE && http_date_parse(request->if_modified_since, &since) &&
	       modified / TIMESTAMP_SECOND <= since / TIMESTAMP_SECOND;
}

enum err validated_answer(struct context *context, timestamp modified)
{
	struct response *response = context->response;
	unsigned char hash[SHA256_SIZE];
	char tag[2 * TAG_BYTES + 3], date[HTTP_DATE_SIZE];

	TRY(buffer_err(&response->body));
	TRY(sha256(response->body.data, response->body.length, hash));
	tag[0] = '"';
	text_hex(hash, TAG_BYTES, tag + 1);
	memcpy(tag + 1 + 2 * TAG_BYTES, "\"", 2);
	TRY(response_header(response, "ETag", tag));
	TRY(response_header(response, "Cache-Control", "no-cache"));
	if (modified != TIMESTAMP_NONE) {
		http_date(modified, date);
		TRY(response_header(response, "Last-Modified", date));
	}
	if (!is_fresh(context->request, tag, modified))
		return OK;
	response->status = 304;
	buffer_reset(&response->body, response->body.size);
	return OK;
}

enum err validated_send(
    struct context *context, const char *template, const char *title, timestamp modified)
{
	TRY(page_send(context, template, 200, title));
	if (viewer_is_known(&context->viewer) || sets_cookie(context->response))
		return OK;
	TRY(response_header(context->response, "Vary", "Accept-Language, Cookie"));
	return validated_answer(context, modified);
}
