/*
 * words.h: the text of header fields, for lib/mail: folding, encoded words (RFC 2047) and bytes
 * that are neither, as mailers in the wild write them.
 */
#ifndef DOCKET_MAIL_WORDS_H
#define DOCKET_MAIL_WORDS_H

#include <stddef.h>

#include "base/arena.h"

/* A field's value as one line of UTF-8: unfolded, encoded words decoded (also within quotes, split
 * characters, without padding, of unknown sets), runs of blanks that folding left made one. At most
 * `most` bytes. NULL: no memory. */
char *words_text(struct arena *arena, const char *raw, size_t length, size_t most);

/* The same, not trimmed: blanks at both ends stay. */
char *words_text_untrimmed(struct arena *arena, const char *raw, size_t length, size_t most);

#endif
