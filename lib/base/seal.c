#include "base/seal.h"

#include <limits.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/crypto.h"
#include "base/settings.h"

enum { NONCE = 12, TAG = 16 };

static enum err derive(
    const unsigned char *secret, const char *label, unsigned char key[static SHA256_SIZE])
{
	return hmac_sha256(secret, SECRET_SIZE, "seal", label, strlen(label), key);
}

static bool encrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, const unsigned char *nonce,
    const void *text, int length, unsigned char *out, unsigned char *tag)
{
	int done = 0, rest = 0;

	return EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) == 1 &&
	       EVP_EncryptUpdate(cipher, out, &done, text, length) == 1 &&
	       EVP_EncryptFinal_ex(cipher, out + done, &rest) == 1 && done + rest == length &&
	       EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, TAG, tag) == 1;
}

static bool decrypt(EVP_CIPHER_CTX *cipher, const unsigned char *key, const unsigned char *nonce,
    const void *sealed, int length, unsigned char *out, const unsigned char *tag)
{
	int done = 0, rest = 0;

	return EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) == 1 &&
	       EVP_DecryptUpdate(cipher, out, &done, sealed, length) == 1 &&
	       EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, TAG, (void *)(uintptr_t)tag) ==
		   1 &&
	       EVP_DecryptFinal_ex(cipher, out + done, &rest) == 1 && done + rest == length;
}

enum err seal_close(const unsigned char *secret, const char *label, const void *text, size_t length,
    unsigned char *out)
{
	unsigned char key[SHA256_SIZE];
	EVP_CIPHER_CTX *cipher;
	bool good;

	if (length > INT_MAX)
		return ERROR(ERR_LIMIT, "too much to be sealed");
	TRY(derive(secret, label, key));
	TRY(random_bytes(out, NONCE));
	cipher = EVP_CIPHER_CTX_new();
	good = cipher &&
	       encrypt(cipher, key, out, text, (int)length, out + NONCE, out + NONCE + length);
	EVP_CIPHER_CTX_free(cipher);
	explicit_bzero(key, sizeof key);
	return good ? OK : ERROR(ERR_INTERNAL, "a secret can't be sealed");
}

enum err seal_open(const unsigned char *secret, const char *label, const void *sealed,
    size_t length, unsigned char *out)
{
	const unsigned char *bytes = sealed;
	unsigned char key[SHA256_SIZE];
	EVP_CIPHER_CTX *cipher;
	bool good;

	if (length < SEAL_EXTRA || length > INT_MAX)
		return ERROR(ERR_INPUT, "this was not sealed here");
	TRY(derive(secret, label, key));
	cipher = EVP_CIPHER_CTX_new();
	good = cipher && decrypt(cipher, key, bytes, bytes + NONCE, (int)length - SEAL_EXTRA, out,
			     bytes + length - TAG);
	EVP_CIPHER_CTX_free(cipher);
	explicit_bzero(key, sizeof key);
	return good ? OK : ERROR(ERR_INPUT, "this was sealed with another secret.key");
}
