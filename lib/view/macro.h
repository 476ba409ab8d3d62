/*
 * macro.h: macros of templates that are written out where they are called, for lib/view/prepare.
 *
 * What a call costs is looked up and undone at each rendering; an icon or a date, called twenty
 * times a page, is better written out once. Only a macro that shows values and asks conditions can
 * be: one with a loop, a name of its own or another call in it stays a call. So does a call with an
 * argument that the body uses as what it is not (a path into a text).
 */
#ifndef DOCKET_VIEW_MACRO_H
#define DOCKET_VIEW_MACRO_H

#include <stdbool.h>

#include "base/buffer.h"

struct macros;

struct macros *macros_new(void); /* NULL: no memory */
void macros_free(struct macros *macros);

/* Remembers a macro: `head` is what stands between "def:" and the command's end, "icon(name)";
 * `body` what follows up to its "/def". Without memory, or for a macro that can't be written out,
 * nothing is remembered: its calls stay calls. */
void macro_define(struct macros *macros, const char *head, const char *body);

/* Writes out the call ("icon(\"send\")", what stands behind "call:"). False: it stays a call, and
 * nothing was written. */
bool macro_expand(const struct macros *macros, const char *call, struct buffer *out);

#endif
