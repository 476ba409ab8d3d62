/*
 * encode.h: content as mail carries it (RFC 2045, section 6), for lib/mail.
 */
#ifndef DOCKET_MAIL_ENCODE_H
#define DOCKET_MAIL_ENCODE_H

#include "base/buffer.h"

/* Appends base64; with `line` > 0 in lines of so many characters (a multiple of 4), CRLF behind
 * each. */
void encode_base64(struct buffer *out, const void *data, size_t length, size_t line);

/* Appends a text of lines (LF or CRLF) as quoted-printable in lines of at most 76 characters, the
 * last one ended. */
void encode_quoted(struct buffer *out, const char *text, size_t length);

#endif
