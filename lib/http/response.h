/*
 * response.h: an answer, kept whole until it is sent: status and headers are decided before the
 * first byte goes out.
 *
 * Header values never come straight from input: response_header refuses CR, LF and NUL.
 */
#ifndef DOCKET_HTTP_RESPONSE_H
#define DOCKET_HTTP_RESPONSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "http/date.h"
#include "http/source.h"

enum { RESPONSE_HEADERS = 24, RESPONSE_CAP = 16 * 1024 * 1024 };

struct response {
	struct arena *arena;
	int status; /* 200 until set */
	struct {
		const char *name, *value;
	} headers[RESPONSE_HEADERS];
	size_t header_count;
	struct buffer body; /* kept over requests, emptied by response_start */
};

/* Makes the response ready for the next request. */
void response_start(struct response *response, struct arena *arena);

/* Adds a header. ERR_INTERNAL for a value with CR, LF or NUL, or when there are too many. */
enum err response_header(struct response *response, const char *name, const char *value);

/* 303 to a path of this site ("/t/H12#last"); anything else is ERR_INTERNAL. Empties the body. */
enum err response_redirect(struct response *response, const char *path);

struct cookie {
	const char *name, *value;
	int64_t max_age; /* seconds; 0 deletes it; -1 lasts as long as the browser */
	bool script;	 /* readable by scripts; otherwise HttpOnly */
};

/* Set-Cookie (RFC 6265) with Path=/ and SameSite=Lax. Over https the name gets the prefix "__Host-"
 * and Secure is added. The value must be token characters. */
enum err response_cookie(struct response *response, const struct cookie *cookie, bool https);

/* The name under which the browser sends that cookie back, "__Host-NAME" or NAME. In the arena. */
const char *cookie_name(struct arena *arena, const char *name, bool https);

/* Content-Disposition (RFC 6266) with an ASCII fallback and filename* in UTF-8 (RFC 8187). */
enum err response_disposition(struct response *response, bool is_inline, const char *filename);

/* Sends status, headers, Content-Length and (not for HEAD, 204, 304) the body. 204 and 304 have no
 * Content-Length either (RFC 9110, section 8.6). What the body buffer met while it was filled is
 * returned before anything is sent, so that an error page can still take its place. */
enum err response_send(struct response *response, struct http_source *source, bool head_only);

#endif
