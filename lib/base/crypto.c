#include "base/crypto.h"

#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>
#include <sys/random.h>

#include "base/text.h"

struct sha256 {
	EVP_MD_CTX *context;
};

/* Looked up once: an implicit fetch for each digest costs more than the digest of a token. */
static EVP_MD *sha256_method(void)
{
	static EVP_MD *method;

	if (!method)
		method = EVP_MD_fetch(NULL, "SHA256", NULL);
	return method;
}

/* The kernel's own generator: a page needs few bytes, and another one in the process costs more. */
enum err random_bytes(unsigned char *out, size_t length)
{
	while (length > 0) {
		ssize_t got = getrandom(out, length, 0);

		if (got < 0 && errno != EINTR)
			return ERROR(ERR_INTERNAL, "no random bytes to be had");
		if (got > 0) {
			out += got;
			length -= (size_t)got;
		}
	}
	return OK;
}

enum err random_token(char out[static TOKEN_SIZE])
{
	static const char DIGITS[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned char bytes[TOKEN_SIZE - 1];

	/* 43 characters of 6 random bits: 258 bits, two more than 32 bytes have. */
	TRY(random_bytes(bytes, sizeof bytes));
	for (size_t i = 0; i < sizeof bytes; i++)
		out[i] = DIGITS[bytes[i] & 63];
	out[TOKEN_SIZE - 1] = '\0';
	OPENSSL_cleanse(bytes, sizeof bytes);
	return OK;
}

enum err sha256(const void *data, size_t length, unsigned char out[static SHA256_SIZE])
{
	if (EVP_Digest(data, length, out, NULL, sha256_method(), NULL) != 1)
		return ERROR(ERR_INTERNAL, "SHA-256 failed");
	return OK;
}

enum err sha256_start(struct sha256 **out)
{
	struct sha256 *digest = OPENSSL_zalloc(sizeof *digest);

	*out = NULL;
	if (!digest)
		return ERROR(ERR_MEMORY, "no memory for a digest");
	digest->context = EVP_MD_CTX_new();
	if (!digest->context) {
		sha256_free(digest);
		return ERROR(ERR_MEMORY, "no memory for a digest");
	}
	if (EVP_DigestInit_ex2(digest->context, sha256_method(), NULL) != 1) {
		sha256_free(digest);
		return ERROR(ERR_INTERNAL, "SHA-256 is not available");
	}
	*out = digest;
	return OK;
}

enum err sha256_update(struct sha256 *digest, const void *data, size_t length)
{
	if (EVP_DigestUpdate(digest->context, data, length) != 1)
		return ERROR(ERR_INTERNAL, "SHA-256 failed");
	return OK;
}

enum err sha256_finish(struct sha256 *digest, unsigned char out[static SHA256_SIZE])
{
	if (EVP_DigestFinal_ex(digest->context, out, NULL) != 1)
		return ERROR(ERR_INTERNAL, "SHA-256 failed");
	return OK;
}

void sha256_free(struct sha256 *digest)
{
	if (!digest)
		return;
	EVP_MD_CTX_free(digest->context);
	OPENSSL_free(digest);
}

/* Kept with its digest, as finding that takes longer than the digest of a token. */
static EVP_MAC_CTX *hmac_context(void)
{
	static EVP_MAC_CTX *context;
	char digest[] = "SHA256";
	OSSL_PARAM params[] = {
	    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
	    OSSL_PARAM_construct_end(),
	};
	EVP_MAC *method;

	if (context)
		return context;
	method = EVP_MAC_fetch(NULL, "HMAC", NULL);
	context = method ? EVP_MAC_CTX_new(method) : NULL;
	EVP_MAC_free(method);
	if (context && EVP_MAC_CTX_set_params(context, params) != 1) {
		EVP_MAC_CTX_free(context);
		context = NULL;
	}
	return context;
}

enum err hmac_sha256(const unsigned char *key, size_t key_length, const char *label,
    const void *data, size_t length, unsigned char out[static SHA256_SIZE])
{
	EVP_MAC_CTX *context = hmac_context();

	if (!context)
		return ERROR(ERR_INTERNAL, "HMAC is not available");
	if (EVP_MAC_init(context, key, key_length, NULL) != 1 ||
	    EVP_MAC_update(context, (const unsigned char *)label, strlen(label) + 1) != 1 ||
	    (length && EVP_MAC_update(context, data, length) != 1) ||
	    EVP_MAC_final(context, out, NULL, SHA256_SIZE) != 1)
		return ERROR(ERR_INTERNAL, "HMAC-SHA-256 failed");
	return OK;
}

enum err hmac_sha256_plain(const unsigned char *key, size_t key_length, const void *data,
    size_t length, unsigned char out[static SHA256_SIZE])
{
	EVP_MAC_CTX *context = hmac_context();

	if (!context)
		return ERROR(ERR_INTERNAL, "HMAC is not available");
	if (EVP_MAC_init(context, key, key_length, NULL) != 1 ||
	    EVP_MAC_update(context, data, length) != 1 ||
	    EVP_MAC_final(context, out, NULL, SHA256_SIZE) != 1)
		return ERROR(ERR_INTERNAL, "HMAC-SHA-256 failed");
	return OK;
}

bool equal_bytes(const void *a, const void *b, size_t length)
{
	return CRYPTO_memcmp(a, b, length) == 0;
}
