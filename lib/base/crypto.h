/*
 * crypto.h: random bytes, hashes and passwords, all from OpenSSL.
 */
#ifndef DOCKET_BASE_CRYPTO_H
#define DOCKET_BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
	SHA256_SIZE = 32,
	TOKEN_SIZE = 44,     /* 32 random bytes as base64url (43 characters) and a NUL */
	PASSWORD_HASH = 160, /* room for a stored password hash with its NUL */
};

enum err random_bytes(unsigned char *out, size_t length);

/* A secret for a cookie or a link: 256 random bits as base64url. Store only its SHA-256. */
enum err random_token(char out[static TOKEN_SIZE]);

enum err sha256(const void *data, size_t length, unsigned char out[static SHA256_SIZE]);

/* A digest over a stream. sha256_free may follow at any time, also after NULL. */
struct sha256;
enum err sha256_start(struct sha256 **out);
enum err sha256_update(struct sha256 *digest, const void *data, size_t length);
enum err sha256_finish(struct sha256 *digest, unsigned char out[static SHA256_SIZE]);
void sha256_free(struct sha256 *digest);

/* HMAC-SHA-256 (RFC 2104) of `label` NUL `data`: the label keeps uses of one key apart. */
enum err hmac_sha256(const unsigned char *key, size_t key_length, const char *label,
    const void *data, size_t length, unsigned char out[static SHA256_SIZE]);

/* HMAC-SHA-256 (RFC 2104) of the data alone, as others compute it: for what they verify. */
enum err hmac_sha256_plain(const unsigned char *key, size_t key_length, const void *data,
    size_t length, unsigned char out[static SHA256_SIZE]);

/* In constant time. */
bool equal_bytes(const void *a, const void *b, size_t length);

/* scrypt (RFC 7914) with a random salt, as "scrypt$LOGN$R$P$SALT$KEY" in hexadecimal. */
enum err password_hash(const char *password, char out[static PASSWORD_HASH]);

/* *matches tells; *outdated that the hash was made with weaker parameters than today's and should
 * be made again. `stored` NULL takes as long as a real check and never matches. */
enum err password_verify(const char *password, const char *stored, bool *matches, bool *outdated);

#endif
