/*
 * multipart.h: a strict reader for multipart/form-data (RFC 7578, RFC 2046 section 5.1).
 *
 * It does no input or output: the caller pushes bytes in pieces of any size, the reader calls back.
 * Memory stays constant whatever the body's size; a part's bytes are handed on as they come. Nested
 * multiparts are refused. Linear in its input.
 */
#ifndef DOCKET_HTTP_MULTIPART_H
#define DOCKET_HTTP_MULTIPART_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct multipart;

struct multipart_limits {
	size_t parts;
	size_t header_length; /* bytes of one part's head */
	size_t name_length;
};

struct multipart_events {
	/* A part begins. `filename` is NULL for a plain field, and as the sender wrote it for a
	 * file: see upload_name.h; `type` is the sender's word or NULL. All three are well-formed
	 * UTF-8 and last as long as the call. */
	enum err (*begin)(void *context, const char *name, const char *filename, const char *type);
	enum err (*data)(void *context, const char *bytes, size_t length);
	enum err (*end)(void *context);
};

/* `content_type` is the request's header, with its boundary. ERR_INPUT when it has none or a bad
 * one. Lives in the arena. */
enum err multipart_start(struct arena *arena, const char *content_type,
    const struct multipart_limits *limits, const struct multipart_events *events, void *context,
    struct multipart **out);

/* ERR_INPUT for what breaks the grammar, ERR_LIMIT beyond a limit, or what a callback returned. */
enum err multipart_push(struct multipart *multipart, const char *bytes, size_t length);

/* After the last byte: ERR_INPUT when the closing boundary has not been seen (cut short). */
enum err multipart_finish(struct multipart *multipart);

#endif
