/*
 * buffer.h: a growing byte buffer with a stated cap, reused over many requests.
 *
 * The bytes always end in a NUL that is not counted, so `data` can be read as text. A failed append
 * leaves the buffer as it was and marks it; buffer_err tells at the end, so that a chain of appends
 * needs one check.
 */
#ifndef DOCKET_BASE_BUFFER_H
#define DOCKET_BASE_BUFFER_H

#include <stddef.h>

#include "base/err.h"

struct buffer {
	char *data;    /* owned; NULL until the first append */
	size_t length; /* without the NUL */
	size_t size, cap;
	enum err failed;
};

#define BUFFER(cap_) ((struct buffer){.cap = (cap_)})

void buffer_append(struct buffer *buffer, const void *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends text with & < > " ' as HTML entities. */
void buffer_html(struct buffer *buffer, const char *text, size_t length);

/* OK, or what the first failed append met (ERR_MEMORY, ERR_LIMIT beyond the cap). */
enum err buffer_err(const struct buffer *buffer);

/* Empties it; memory over `keep` bytes goes back to the system. */
void buffer_reset(struct buffer *buffer, size_t keep);
void buffer_free(struct buffer *buffer);

#endif
