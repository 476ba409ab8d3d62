#include "http/response.h"

#include <stdio.h>
#include <string.h>

#include "http/header.h"

/* What a large page leaves behind goes back to the system. */
enum { BODY_KEPT = 256 * 1024 };

void response_start(struct response *response, struct arena *arena)
{
	response->arena = arena;
	response->status = 200;
	response->header_count = 0;
	response->body.cap = RESPONSE_CAP;
	buffer_reset(&response->body, BODY_KEPT);
}

/* RFC 9110, section 5.5: visible characters, blanks and what lies beyond ASCII. */
static bool is_field_value(const char *value)
{
	for (; *value; value++) {
		if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7f)
			return false;
	}
	return true;
}

enum err response_header(struct response *response, const char *name, const char *value)
{
	const char *copy;

	if (!*name || name[header_token(name)] || !is_field_value(value))
		return ERROR(ERR_INTERNAL, "the header %.40s or its value is malformed", name);
	if (response->header_count >= RESPONSE_HEADERS)
		return ERROR(ERR_INTERNAL, "more than %d headers", RESPONSE_HEADERS);
	copy = arena_text(response->arena, value);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for the header %s", name);
	response->headers[response->header_count].name = name;
	response->headers[response->header_count].value = copy;
	response->header_count++;
	return OK;
}

/* "//host" and "/\host" lead to another site in every browser. */
static bool is_own_path(const char *path)
{
	if (path[0] != '/' || path[1] == '/')
		return false;
	for (; *path; path++) {
		if (*path <= ' ' || *path >= 0x7f || *path == '\\')
			return false;
	}
	return true;
}

enum err response_redirect(struct response *response, const char *path)
{
	if (!is_own_path(path))
		return ERROR(ERR_INTERNAL, "a redirect that is no path of this site");
	response->status = 303;
	buffer_reset(&response->body, BODY_KEPT);
	return response_header(response, "Location", path);
}

/* RFC 9110, section 15; 429 and 431: RFC 6585. */
static const char *reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} REASONS[] = {
	    {200, "OK"},
	    {201, "Created"},
	    {202, "Accepted"},
	    {204, "No Content"},
	    {206, "Partial Content"},
	    {301, "Moved Permanently"},
	    {302, "Found"},
	    {303, "See Other"},
	    {304, "Not Modified"},
	    {307, "Temporary Redirect"},
	    {308, "Permanent Redirect"},
	    {400, "Bad Request"},
	    {401, "Unauthorized"},
	    {403, "Forbidden"},
	    {404, "Not Found"},
	    {405, "Method Not Allowed"},
	    {406, "Not Acceptable"},
	    {408, "Request Timeout"},
	    {409, "Conflict"},
	    {410, "Gone"},
	    {411, "Length Required"},
	    {412, "Precondition Failed"},
	    {413, "Content Too Large"},
	    {414, "URI Too Long"},
	    {415, "Unsupported Media Type"},
	    {416, "Range Not Satisfiable"},
	    {422, "Unprocessable Content"},
	    {429, "Too Many Requests"},
	    {431, "Request Header Fields Too Large"},
	    {500, "Internal Server Error"},
	    {501, "Not Implemented"},
	    {503, "Service Unavailable"},
	    {507, "Insufficient Storage"},
	};

	for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++) {
		if (REASONS[i].status == status)
			return REASONS[i].reason;
	}
	return "Unknown";
}

static char *put(char *out, const char *text)
{
	size_t length = strlen(text);

	memcpy(out, text, length);
	return out + length;
}

/* The head as CGI has it (RFC 3875, section 6). */
static enum err make_head(
    const struct response *response, bool has_length, const char **head, size_t *length)
{
	char status[64], size[64];
	size_t room;
	char *out;

	(void)snprintf(
	    status, sizeof status, "Status: %d %s\r\n", response->status, reason(response->status));
	(void)snprintf(size, sizeof size, "Content-Length: %zu\r\n", response->body.length);
	room = strlen(status) + strlen(size) + sizeof "\r\n";
	for (size_t i = 0; i < response->header_count; i++)
		room += strlen(response->headers[i].name) + strlen(response->headers[i].value) +
			strlen(": \r\n");
	*head = out = arena_alloc(response->arena, room);
	if (!out)
		return ERROR(ERR_MEMORY, "no memory for a response's head");
	out = put(out, status);
	for (size_t i = 0; i < response->header_count; i++) {
		out = put(out, response->headers[i].name);
		out = put(out, ": ");
		out = put(out, response->headers[i].value);
		out = put(out, "\r\n");
	}
	if (has_length)
		out = put(out, size);
	out = put(out, "\r\n");
	*length = (size_t)(out - *head);
	return OK;
}

enum err response_send(struct response *response, struct http_source *source, bool head_only)
{
	bool bodiless = response->status == 204 || response->status == 304;
	const char *head = NULL;
	size_t length = 0;

	TRY(buffer_err(&response->body));
	TRY(make_head(response, !bodiless, &head, &length));
	TRY(source->write(source, head, length));
	if (head_only || bodiless || response->body.length == 0)
		return OK;
	return source->write(source, response->body.data, response->body.length);
}
