/*
 * upload_name.h: a sender's file name made fit to be shown and stored. It is never used as a path.
 */
#ifndef DOCKET_HTTP_UPLOAD_NAME_H
#define DOCKET_HTTP_UPLOAD_NAME_H

#include "base/arena.h"

enum { UPLOAD_NAME_CHARACTERS = 200 };

/* The part behind the last '/' or '\', without control characters and those that reverse the
 * direction of writing ("gpj.exe" must not look like "exe.jpg"), without dots and spaces at either
 * end, at most UPLOAD_NAME_CHARACTERS long with its extension kept; "file" when nothing is left.
 * `name` is well-formed UTF-8. NULL: no memory. */
const char *upload_name(struct arena *arena, const char *name);

#endif
