/*
 * reply.h: the new text of a message, apart from what it quotes and from its signature, for
 * lib/mail.
 *
 * When in doubt a line stays: a quote too many is a nuisance, a lost sentence is a lost request.
 */
#ifndef DOCKET_MAIL_REPLY_H
#define DOCKET_MAIL_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Lines that reply_from_html puts before what a mail program marked as quoted (private use
 * characters, which no text has: they are taken out of plain texts). */
#define REPLY_MARK_WROTE    "\xee\x83\xb1" /* U+E0F1: this line says who wrote what follows */
#define REPLY_MARK_ORIGINAL "\xee\x83\xb2" /* U+E0F2: the message that is answered follows */

/* *reply: what is new in a plain text. `forwarded` says that the message passes on another one,
 * which then stays. In the arena. ERR_MEMORY. */
enum err reply_from_text(
    struct arena *arena, const char *text, size_t length, bool forwarded, const char **reply);

/* The same for HTML, by what mail programs mark as quoted and by its text; *marked tells whether
 * there were such marks. ERR_MEMORY. */
enum err reply_from_html(struct arena *arena, const char *html, size_t length, bool forwarded,
    const char **reply, bool *marked);

#endif
