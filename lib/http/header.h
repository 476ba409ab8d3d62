/*
 * header.h: the grammar that header fields share: tokens, and parameters behind a first value
 * (RFC 9110, section 5.6). Works in place on a text that the caller owns.
 */
#ifndef DOCKET_HTTP_HEADER_H
#define DOCKET_HTTP_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Bytes at the start of `text` that make a token (RFC 9110, section 5.6.2). */
size_t header_token(const char *text);

/* The byte that the three bytes "%XX" at `text` stand for (RFC 3986, section 2.1). False, and *byte
 * untouched, when they are none; they need not all be there if a NUL ends the text. */
bool header_percent(const char *text, unsigned char *byte);

/* Whether the first value of a field, up to white space or ';', is `value` (given in lower case),
 * letter case aside. */
bool header_begins(const char *field, const char *value);

/* A walk over `; name=value; name="value"`. Start with the first ';' (or what stands before the
 * end of the field) in `at`. */
struct header_params {
	char *at;
	bool separated; /* the ';' before `at` has been read already */
};

/* Cuts out the next parameter: *name in lower case, both ended by a NUL; *name NULL at the end of
 * the field. A value is a token or a quoted-string. In the latter a backslash escapes only a quote
 * or a backslash: browsers send other backslashes in file names as they are. ERR_INPUT for
 * anything else. */
enum err header_next_param(struct header_params *params, char **name, char **value);

#endif
