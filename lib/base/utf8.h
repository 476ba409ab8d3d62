/*
 * utf8.h: one character of UTF-8 (RFC 3629) at a time.
 */
#ifndef DOCKET_BASE_UTF8_H
#define DOCKET_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX = 4, UTF8_REPLACEMENT = 0xfffd };

/* Bytes of the character at the start of `text`, its code point into *code; 0 when `left` is 0 or
 * the bytes are broken (overlong, a surrogate, above U+10FFFF, cut short). */
size_t utf8_decode(const char *text, size_t left, uint32_t *code);

/* Of bytes that utf8_decode refuses: how many belong together, at least 1 (what Unicode calls the
 * maximal subpart, to be replaced by one U+FFFD). */
size_t utf8_broken(const char *text, size_t left);

/* Writes a code point, which must be one, without a NUL; returns its bytes. */
size_t utf8_encode(uint32_t code, char out[static UTF8_MAX]);

/* White space of any script, the zero-width kind and the byte order mark included. */
bool utf8_is_space(uint32_t code);

/* Characters that have no business in text people type: C0 and C1 controls (also tab and newline).
 */
bool utf8_is_control(uint32_t code);

#endif
