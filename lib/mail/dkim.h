/*
 * dkim.h: signs a message (RFC 6376, relaxed/relaxed; rsa-sha256, or ed25519-sha256 of RFC 8463),
 * for lib/mail.
 */
#ifndef DOCKET_MAIL_DKIM_H
#define DOCKET_MAIL_DKIM_H

#include "base/buffer.h"
#include "mail/compose.h"

/* Appends the DKIM-Signature field, its line end included, for a message whose headers (each line
 * ended by CRLF) and body are given. ERR_INPUT, ERR_INTERNAL, ERR_MEMORY. */
enum err dkim_sign(const struct compose_dkim *dkim, timestamp at, const struct buffer *headers,
    const struct buffer *body, struct buffer *out);

#endif
