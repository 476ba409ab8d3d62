/*
 * source.h: where a request comes from and where its answer goes: libfcgi, or a test's memory.
 */
#ifndef DOCKET_HTTP_SOURCE_H
#define DOCKET_HTTP_SOURCE_H

#include <stddef.h>

#include "base/err.h"

struct http_source {
	/* A CGI variable (RFC 3875, section 4.1) or header ("HTTP_ACCEPT"), or NULL. */
	const char *(*variable)(struct http_source *source, const char *name);
	/* Up to `length` bytes of the body; *got 0 at its end. ERR_IO when the client is gone. */
	enum err (*read)(struct http_source *source, char *bytes, size_t length, size_t *got);
	enum err (*write)(struct http_source *source, const char *bytes, size_t length);
};

#endif
