#include "http/request.h"

#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "base/text.h"
#include "base/utf8.h"
#include "http/source.h"
#include "http/target.h"

/* Our own links carry a filter or two; a search phrase is the longest of what they hold. */
static const struct param_limits QUERY = {.count = 100, .name_length = 128, .value_length = 4096};

enum { USER_AGENT_CHARACTERS = 400 };

/* Keeps the first error, so that reading can go on to what else is good. */
static void keep_first(enum err *first, enum err err)
{
	if (*first == OK)
		*first = err;
}

static enum err make_id(char id[static REQUEST_ID_SIZE])
{
	unsigned char random[(REQUEST_ID_SIZE - 1) / 2] = {0};
	enum err err = random_bytes(random, sizeof random);

	text_hex(random, sizeof random, id);
	return err;
}

static enum http_method read_method(const char *name)
{
	if (!name)
		return HTTP_OTHER;
	if (strcmp(name, "GET") == 0)
		return HTTP_GET;
	if (strcmp(name, "HEAD") == 0)
		return HTTP_HEAD;
	return strcmp(name, "POST") == 0 ? HTTP_POST : HTTP_OTHER;
}

static bool is_clean(const char *text)
{
	size_t left = strlen(text), size;
	uint32_t code;

	for (; left > 0; text += size, left -= size) {
		size = utf8_decode(text, left, &code);
		if (size == 0 || utf8_is_control(code))
			return false;
	}
	return true;
}

/* A header as it is, or "". */
static enum err read_header(struct request *request, const char *name, const char **value)
{
	const char *sent = request->source->variable(request->source, name), *copy;

	if (!sent || !*sent || !is_clean(sent))
		return OK;
	copy = arena_text(request->arena, sent);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a header");
	*value = copy;
	return OK;
}

/* Goes into lists of sessions and the log, so something legible is kept of every one. */
static enum err read_user_agent(struct request *request)
{
	const char *sent = request->source->variable(request->source, "HTTP_USER_AGENT");
	const char *text;

	if (!sent)
		return OK;
	text = text_repair(request->arena, sent, strlen(sent));
	if (text && text_characters(text) > USER_AGENT_CHARACTERS)
		text = text_cut(request->arena, text, USER_AGENT_CHARACTERS);
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a header");
	request->user_agent = text;
	return OK;
}

/* Host becomes part of links and is compared with Origin: RFC 9110, section 7.2, with the
 * characters that names, addresses and a port really use. */
static enum err read_host(struct request *request)
{
	const char *sent = request->source->variable(request->source, "HTTP_HOST");

	if (!sent)
		return OK;
	if (strlen(sent) > 255 + 6 || sent[strspn(sent, "abcdefghijklmnopqrstuvwxyz"
							"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
							"0123456789.-_:[]")])
		return ERROR(ERR_INPUT, "a Host header that is none");
	return read_header(request, "HTTP_HOST", &request->host);
}

/* Digits only: "12, 12" or "+12" may mean different things to different readers (RFC 9112,
 * section 6.3). */
static enum err read_length(struct request *request)
{
	const char *sent = request->source->variable(request->source, "CONTENT_LENGTH");
	const char *header = request->source->variable(request->source, "HTTP_CONTENT_LENGTH");

	if (!sent || !*sent)
		return OK;
	if (strspn(sent, "0123456789") != strlen(sent) || (header && strcmp(header, sent) != 0) ||
	    !text_to_int(sent, 0, INT64_MAX, &request->content_length))
		return ERROR(ERR_INPUT, "a Content-Length that is none");
	return OK;
}

static bool is_https(struct http_source *source)
{
	const char *https = source->variable(source, "HTTPS");

	return https && (strcasecmp(https, "on") == 0 || strcmp(https, "1") == 0);
}

static enum err read_target(struct request *request)
{
	const char *sent = request->source->variable(request->source, "REQUEST_URI");
	struct target target;

	TRY(target_read(request->arena, sent ? sent : "", &target));
	request->path = target.path;
	request->target = target.text;
	return params_read_urlencoded(
	    &request->query, request->arena, &QUERY, target.query, strlen(target.query));
}

enum err request_read_head(struct request *request, struct arena *arena, struct http_source *source)
{
	const struct {
		const char *name, **value;
	} headers[] = {
	    {"REMOTE_ADDR", &request->address},
	    {"HTTP_ACCEPT_LANGUAGE", &request->accept_language},
	    {"HTTP_ORIGIN", &request->origin},
	    {"HTTP_IF_NONE_MATCH", &request->if_none_match},
	    {"HTTP_IF_MODIFIED_SINCE", &request->if_modified_since},
	    {"CONTENT_TYPE", &request->content_type},
	};
	enum err err = OK;

	*request = (struct request){
	    .arena = arena,
	    .source = source,
	    .method = read_method(source->variable(source, "REQUEST_METHOD")),
	    .path = "/",
	    .target = "/",
	    .host = "",
	    .https = is_https(source),
	    .user_agent = "",
	    .content_length = -1,
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		*headers[i].value = "";
	keep_first(&err, make_id(request->id));
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		keep_first(&err, read_header(request, headers[i].name, headers[i].value));
	keep_first(&err, read_user_agent(request));
	keep_first(&err, read_host(request));
	keep_first(&err, read_length(request));
	keep_first(&err,
	    params_read_cookies(&request->cookies, arena, source->variable(source, "HTTP_COOKIE")));
	keep_first(&err, read_target(request));
	return err;
}
