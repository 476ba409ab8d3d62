/*
 * po.h: reads a gettext catalogue (.po, UTF-8), for lib/view.
 *
 * Understands msgctxt, msgid, msgid_plural, msgstr, msgstr[N], strings over several lines, C
 * escapes and comments. Obsolete messages (#~) are skipped, fuzzy and untranslated ones not handed
 * on. Does no I/O.
 */
#ifndef DOCKET_VIEW_PO_H
#define DOCKET_VIEW_PO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum { PO_FORMS = 6 }; /* no language has more */

/* Texts live in the arena. */
struct po_message {
	const char *context, *plural; /* or NULL */
	const char *message;
	const char *texts[PO_FORMS]; /* at least the first is set; none is empty */
	bool fuzzy;
};

/* Called for each translated message, in order; the header is the one whose message is "". */
typedef enum err po_handler(void *user, const struct po_message *message);

/* `name` stands in error messages. ERR_INPUT with the line of what can't be read, ERR_MEMORY, or
 * what the handler returned. */
enum err po_read(struct arena *arena, const char *name, const char *text, size_t length,
    po_handler *handler, void *user);

#endif
