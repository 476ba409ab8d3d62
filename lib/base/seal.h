/*
 * seal.h: small secrets that have to be stored and read again, such as a mailbox's password:
 * AES-256-GCM (NIST SP 800-38D) under the instance's secret. Who gets a copy of the database alone
 * reads nothing.
 */
#ifndef DOCKET_BASE_SEAL_H
#define DOCKET_BASE_SEAL_H

#include <stddef.h>

#include "base/err.h"

enum { SEAL_EXTRA = 28 }; /* bytes that a sealed text is longer: nonce and tag */

/* `secret`: SECRET_SIZE bytes; `label` keeps uses apart: it must be the same for opening. `out` has
 * room for length + SEAL_EXTRA bytes. ERR_INTERNAL. */
enum err seal_close(const unsigned char *secret, const char *label, const void *text, size_t length,
    unsigned char *out);

/* `out` has room for length - SEAL_EXTRA bytes. ERR_INPUT: it was sealed otherwise, or altered. */
enum err seal_open(const unsigned char *secret, const char *label, const void *sealed,
    size_t length, unsigned char *out);

#endif
