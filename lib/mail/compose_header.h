/*
 * compose_header.h: header fields as they are written, for lib/mail.
 *
 * Each function appends one whole field with its line end; no value can end it early.
 */
#ifndef DOCKET_MAIL_COMPOSE_HEADER_H
#define DOCKET_MAIL_COMPOSE_HEADER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "mail/mail.h"

/* Text of people: folded, with encoded words (RFC 2047) where it is not ASCII. */
void header_text(struct buffer *out, const char *name, const char *text);

/* Text of ours, or checked by header_is_token and its like: written as it is. */
void header_plain(struct buffer *out, const char *name, const char *value);

/* "Name <address>"; the address has passed header_is_address. */
void header_address(struct buffer *out, const char *name, const struct mail_address *address);

/* One id a line (RFC 5322, section 2.2.3). */
void header_ids(struct buffer *out, const char *name, const char *const *ids, size_t count);

/* RFC 5322, section 3.3. */
void header_date(struct buffer *out, timestamp at);

/* A phrase: quoted, or encoded words. */
void header_phrase(struct buffer *out, const char *text);

/* ; NAME="…" or, where it is not ASCII, NAME*=UTF-8''… (RFC 2231, section 4). */
void header_file_name(struct buffer *out, const char *parameter, const char *text);

/* An address that may be written to, in ASCII (RFC 5321, section 4.1.2, without quoted ones). */
bool header_is_address(const char *email);
/* id-left@id-right without blanks, brackets or controls. */
bool header_is_id(const char *id);
/* Printable ASCII without blanks and angle brackets: an address on the web, a list's id. */
bool header_is_token(const char *text);

#endif
