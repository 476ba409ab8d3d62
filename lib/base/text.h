/*
 * text.h: small tools for UTF-8 text. Lengths are bytes unless a name says characters.
 */
#ifndef DOCKET_BASE_TEXT_H
#define DOCKET_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, up to U+10FFFF) without NUL. */
bool text_is_utf8(const char *text, size_t length);

/* Characters (code points) of well-formed UTF-8. */
size_t text_characters(const char *text);

/* The first `characters` code points, with "…" behind when something was cut. NULL: no memory. */
char *text_cut(struct arena *arena, const char *text, size_t characters);

/* A copy of arbitrary bytes made into well-formed UTF-8: broken sequences and control characters
 * (but tab and newline; CR LF and CR become newline) turn to U+FFFD. NULL: no memory. */
char *text_repair(struct arena *arena, const char *bytes, size_t length);

/* White space at both ends taken off, in place; returns the new start. */
char *text_trim(char *text);

/* ASCII letters lower-cased, in place. Other characters stay. */
void text_lower(char *text);

/* A copy in lower case: ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters. NULL: no
 * memory. */
char *text_fold(struct arena *arena, const char *text);

bool text_starts(const char *text, const char *prefix);
bool text_is_blank(const char *text); /* NULL, empty or white space only */

/* The whole text as a decimal number within the limits; false (and *value untouched) otherwise. */
bool text_to_int(const char *text, int64_t least, int64_t most, int64_t *value);

/* Lower-case hexadecimal; `out` holds 2 * length + 1 bytes. */
void text_hex(const unsigned char *bytes, size_t length, char *out);
/* The other way; false unless `text` is exactly 2 * length hexadecimal digits. */
bool text_unhex(const char *text, unsigned char *out, size_t length);

/* base64url without padding (RFC 4648, section 5). NULL: no memory. */
char *text_base64url(struct arena *arena, const unsigned char *bytes, size_t length);

/* Percent-encodes all but unreserved characters (RFC 3986, section 2.3). NULL: no memory. */
char *text_url_encode(struct arena *arena, const char *text);

/* Words of a title for an address: ASCII lower case and hyphens, at most 60 bytes, "" when nothing
 * can be kept. Accents are taken off, Cyrillic is transliterated. NULL: no memory. */
char *text_slug(struct arena *arena, const char *title);

/* Looks like an e-mail address that one may write to: local@domain, no white space or controls, at
 * most 254 bytes (RFC 5321, section 4.5.3.1.3). Not a proof that it exists. */
bool text_is_email(const char *text);

#endif
