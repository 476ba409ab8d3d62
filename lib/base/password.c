/* Passwords of crypto.h: scrypt, its parameters stored with the hash so that they can grow. */
#include "base/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { SALT_SIZE = 16, KEY_SIZE = 32 };

struct scrypt {
	unsigned log_n, r, p;
	unsigned char salt[SALT_SIZE];
	unsigned char key[KEY_SIZE];
};

/* 32 MiB and about 60 ms a check on a machine of 2024. */
static const struct scrypt TODAY = {.log_n = 15, .r = 8, .p = 1};

static uint64_t memory_needed(const struct scrypt *hash)
{
	return 128 * (uint64_t)hash->r * ((UINT64_C(1) << hash->log_n) + hash->p + 2);
}

static enum err derive(
    const char *password, const struct scrypt *hash, unsigned char key[static KEY_SIZE])
{
	/* OpenSSL's own limit is 32 MiB, just too little. */
	if (EVP_PBE_scrypt(password, strlen(password), hash->salt, SALT_SIZE,
		UINT64_C(1) << hash->log_n, hash->r, hash->p, 2 * memory_needed(hash), key,
		KEY_SIZE) != 1)
		return ERROR(ERR_MEMORY, "scrypt failed, which needs %u MiB",
		    (unsigned)(memory_needed(hash) >> 20));
	return OK;
}

enum err password_hash(const char *password, char out[static PASSWORD_HASH])
{
	struct scrypt hash = TODAY;
	char salt[2 * SALT_SIZE + 1], key[2 * KEY_SIZE + 1];
	enum err err;

	TRY(random_bytes(hash.salt, SALT_SIZE));
	err = derive(password, &hash, hash.key);
	if (err == OK) {
		text_hex(hash.salt, SALT_SIZE, salt);
		text_hex(hash.key, KEY_SIZE, key);
		(void)snprintf(out, PASSWORD_HASH, "scrypt$%u$%u$%u$%s$%s", hash.log_n, hash.r,
		    hash.p, salt, key);
	}
	OPENSSL_cleanse(&hash, sizeof hash);
	OPENSSL_cleanse(key, sizeof key);
	return err;
}

/* False unless it is one of ours with parameters that can't take the machine (256 MiB at most). */
static bool parse(const char *stored, struct scrypt *hash)
{
	char copy[PASSWORD_HASH], *rest = copy;
	const char *field[6];
	int64_t log_n, r, p;

	if (strlen(stored) >= sizeof copy)
		return false;
	memcpy(copy, stored, strlen(stored) + 1);
	for (size_t i = 0; i < 6; i++) {
		field[i] = strsep(&rest, "$");
		if (!field[i])
			return false;
	}
	if (rest || strcmp(field[0], "scrypt") || !text_to_int(field[1], 1, 20, &log_n) ||
	    !text_to_int(field[2], 1, 32, &r) || !text_to_int(field[3], 1, 16, &p) ||
	    !text_unhex(field[4], hash->salt, SALT_SIZE) ||
	    !text_unhex(field[5], hash->key, KEY_SIZE))
		return false;
	hash->log_n = (unsigned)log_n;
	hash->r = (unsigned)r;
	hash->p = (unsigned)p;
	return memory_needed(hash) <= UINT64_C(256) << 20;
}

enum err password_verify(const char *password, const char *stored, bool *matches, bool *outdated)
{
	struct scrypt hash = TODAY;
	unsigned char key[KEY_SIZE] = {0};
	bool usable = stored && parse(stored, &hash);
	enum err err;

	*matches = *outdated = false;
	if (!usable)
		hash = TODAY;
	err = derive(password, &hash, key);
	if (err == OK) {
		/* Both sides of the && are worked out, whoever asks. */
		bool same = equal_bytes(key, hash.key, KEY_SIZE);

		*matches = usable && same;
		*outdated =
		    usable && (hash.log_n < TODAY.log_n || hash.r < TODAY.r || hash.p < TODAY.p);
	}
	OPENSSL_cleanse(key, sizeof key);
	return err;
}
