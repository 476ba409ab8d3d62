/*
 * signature.h: signatures with a private key from a PEM file, from OpenSSL: RSA (PKCS #1 v1.5 with
 * SHA-256, RFC 8017) and Ed25519 (RFC 8032).
 */
#ifndef DOCKET_BASE_SIGNATURE_H
#define DOCKET_BASE_SIGNATURE_H

#include <stddef.h>

#include "base/err.h"

enum signing_kind { SIGNING_RSA, SIGNING_ED25519 };
enum { SIGNATURE_MOST = 1024 }; /* bytes: of an RSA key of 8,192 bits */

struct signing_key;

/* Reads an unencrypted private key. ERR_INPUT where it is none of these kinds or an RSA key of
 * fewer than 1,024 bits (RFC 8301, section 3.2), ERR_MEMORY. */
enum err signing_key_read(const char *pem, size_t length, struct signing_key **out);
void signing_key_free(struct signing_key *key);
enum signing_kind signing_key_kind(const struct signing_key *key);

/* The signature of `data`, *signature_length bytes. ERR_INTERNAL. */
enum err signing_key_sign(const struct signing_key *key, const void *data, size_t length,
    unsigned char signature[static SIGNATURE_MOST], size_t *signature_length);

#endif
