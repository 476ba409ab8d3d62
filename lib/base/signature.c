#include "base/signature.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

struct signing_key {
	EVP_PKEY *key;
	enum signing_kind kind;
};

/* A key that wants a password is no key here: nobody could be asked for it. */
static int no_password(char *buffer, int size, int writing, void *context)
{
	(void)buffer;
	(void)size;
	(void)writing;
	(void)context;
	return -1;
}

enum err signing_key_read(const char *pem, size_t length, struct signing_key **out)
{
	BIO *source = length <= INT_MAX ? BIO_new_mem_buf(pem, (int)length) : NULL;
	EVP_PKEY *key = source ? PEM_read_bio_PrivateKey(source, NULL, no_password, NULL) : NULL;
	int rsa = key && EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= 1024 &&
		  EVP_PKEY_get_size(key) <= SIGNATURE_MOST;

	*out = NULL;
	BIO_free(source);
	if (!rsa && !(key && EVP_PKEY_is_a(key, "ED25519"))) {
		EVP_PKEY_free(key);
		return ERROR(ERR_INPUT, "it is no private key for RSA or Ed25519 in PEM");
	}
	*out = OPENSSL_zalloc(sizeof **out);
	if (!*out) {
		EVP_PKEY_free(key);
		return ERROR(ERR_MEMORY, "no memory for a key");
	}
	(*out)->key = key;
	(*out)->kind = rsa ? SIGNING_RSA : SIGNING_ED25519;
	return OK;
}

void signing_key_free(struct signing_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->key);
	OPENSSL_free(key);
}

enum signing_kind signing_key_kind(const struct signing_key *key)
{
	return key->kind;
}

enum err signing_key_sign(const struct signing_key *key, const void *data, size_t length,
    unsigned char signature[static SIGNATURE_MOST], size_t *signature_length)
{
	const char *digest = key->kind == SIGNING_RSA ? "SHA256" : NULL;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	int done;

	*signature_length = SIGNATURE_MOST;
	done = context &&
	       EVP_DigestSignInit_ex(context, NULL, digest, NULL, NULL, key->key, NULL) == 1 &&
	       EVP_DigestSign(context, signature, signature_length, data, length) == 1;
	EVP_MD_CTX_free(context);
	return done ? OK : ERROR(ERR_INTERNAL, "a signature can't be made");
}
