/*
 * charset.h: bytes of any character set become readable text, for lib/mail.
 *
 * The order is: what is declared, then UTF-8 where the bytes are valid UTF-8, then a guess by how
 * the bytes look (Cyrillic, Polish and the like, Western), which never fails.
 */
#ifndef DOCKET_MAIL_CHARSET_H
#define DOCKET_MAIL_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Opens the converters of every character set that mail in the languages we serve comes in. They
 * stay open: a sandboxed process can't load them. ERR_INTERNAL when one of those is missing. */
enum err charset_prepare(void);

/* Is there a converter for it that was opened? For tests. */
bool charset_is_ready(const char *name);

/* Well-formed UTF-8 without controls (line ends become \n), ended by NUL. `declared` may be NULL,
 * unknown or wrong. NULL: no memory. */
char *charset_text(struct arena *arena, const char *declared, const char *bytes, size_t length);

#endif
