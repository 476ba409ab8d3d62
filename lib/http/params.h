/*
 * params.h: names and values as a browser sent them: query, form body, cookies.
 *
 * Kept in the order received; a name may stand more than once. Names and values are well-formed
 * UTF-8 without NUL: what is not, is refused when read.
 */
#ifndef DOCKET_HTTP_PARAMS_H
#define DOCKET_HTTP_PARAMS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct param {
	const char *name, *value;
};

struct params {
	struct param *at;
	size_t count, room; /* room: allocated */
};

struct param_limits {
	size_t count;	     /* pairs */
	size_t name_length;  /* bytes */
	size_t value_length; /* bytes */
};

enum err params_add(struct params *params, struct arena *arena, const struct param_limits *limits,
    const char *name, const char *value);

/* The first value of that name, or NULL. */
const char *params_get(const struct params *params, const char *name);

/* Reads application/x-www-form-urlencoded (WHATWG URL, section 5.1) strictly: ERR_INPUT for broken
 * percent-encoding, invalid UTF-8 or NUL; ERR_LIMIT beyond the limits. Linear in its input. */
enum err params_read_urlencoded(struct params *params, struct arena *arena,
    const struct param_limits *limits, const char *text, size_t length);

/* A Cookie header (RFC 6265, section 4.2.1); pairs that can't be read are passed over. */
enum err params_read_cookies(struct params *params, struct arena *arena, const char *header);

#endif
