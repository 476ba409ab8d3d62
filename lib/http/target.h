/*
 * target.h: the request target (RFC 9112, section 3.2.1): path and query as sent.
 */
#ifndef DOCKET_HTTP_TARGET_H
#define DOCKET_HTTP_TARGET_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { TARGET_LENGTH = 8 * 1024 }; /* bytes; nginx passes no more by default */

struct target {
	const char *text;  /* whole, with what a URL may not hold percent-encoded */
	const char *path;  /* decoded once */
	const char *query; /* behind the '?', as sent, or "" */
};

/* Reads an origin-form target into the arena. ERR_INPUT for another form, "//" at its start (a link
 * to it would lead elsewhere), broken percent-encoding, and a path that holds, encoded or not,
 * invalid UTF-8, control characters, a backslash, an encoded slash or a segment "." or "..".
 * ERR_LIMIT when it is too long. */
enum err target_read(struct arena *arena, const char *sent, struct target *target);

#endif
