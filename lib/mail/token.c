#include "mail/token.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "base/text.h"

enum { LETTERS = 22, SIGNED_MOST = 128 };

static const char ALPHABET[] = "abcdefghijklmnopqrstuvwxyz234567";

/* The first 110 bits of `bytes` as letters. */
static void spell(const unsigned char *bytes, char out[static LETTERS + 1])
{
	unsigned bits = 0;
	int count = 0;

	for (int i = 0; i < LETTERS; i++) {
		if (count < 5) {
			bits = bits << 8 | *bytes++;
			count += 8;
		}
		count -= 5;
		out[i] = ALPHABET[bits >> count & 31];
	}
	out[LETTERS] = '\0';
}

static enum err sign(const struct mail_secret *secret, const char *label, int64_t ticket,
    const char *unique, char mac[static LETTERS + 1])
{
	unsigned char digest[SHA256_SIZE];
	char text[SIGNED_MOST];
	int length = snprintf(text, sizeof text, "%" PRId64 ".%s", ticket, unique);

	if (length < 0 || length >= SIGNED_MOST)
		return ERROR(ERR_INPUT, "too long to be signed");
	TRY(hmac_sha256(secret->bytes, secret->length, label, text, (size_t)length, digest));
	spell(digest, mac);
	return OK;
}

static bool is_unique(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr(ALPHABET, text[i]))
			return false;
	return length == LETTERS;
}

/* A domain as it may stand in a header: no more than letters, digits, hyphens, dots. */
static bool is_domain(const char *domain)
{
	size_t length = strlen(domain);

	if (!length || length > 253)
		return false;
	for (; *domain; domain++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:[]",
			*domain))
			return false;
	return true;
}

enum err mail_message_id_of(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *unique, const char *domain, const char **id)
{
	char mac[LETTERS + 1];

	*id = NULL;
	if (ticket < 0 || !is_unique(unique, strlen(unique)) || !is_domain(domain))
		return ERROR(ERR_INPUT, "no Message-ID can be made of that");
	TRY(sign(secret, "message-id", ticket, unique, mac));
	*id = arena_format(arena, "t.%" PRId64 ".%s.%s@%s", ticket, unique, mac, domain);
	return *id ? OK : ERR_MEMORY;
}

enum err mail_message_id(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *domain, const char **id)
{
	unsigned char bytes[16];
	char unique[LETTERS + 1];

	*id = NULL;
	TRY(random_bytes(bytes, sizeof bytes));
	spell(bytes, unique);
	return mail_message_id_of(arena, secret, ticket, unique, domain, id);
}

/* Lower case, bounded. */
static bool copy_lower(char *to, size_t size, const char *from)
{
	size_t length = strlen(from);

	if (length >= size)
		return false;
	memcpy(to, from, length + 1);
	text_lower(to);
	return true;
}

/* The next field up to `stop`, which is replaced by its end; NULL without one. */
static char *cut(char **at, char stop)
{
	char *field = *at, *end = strchr(field, stop);

	if (!end)
		return NULL;
	*end = '\0';
	*at = end + 1;
	return field;
}

bool mail_message_id_verify(const struct mail_secret *secret, const char *id, int64_t *ticket)
{
	char copy[512], expected[LETTERS + 1], *at = copy;
	const char *number, *unique, *mac;
	int64_t value;

	*ticket = 0;
	if (!copy_lower(copy, sizeof copy, id) || !text_starts(copy, "t."))
		return false;
	at += 2;
	number = cut(&at, '.');
	unique = number ? cut(&at, '.') : NULL;
	mac = unique ? cut(&at, '@') : NULL;
	if (!mac || !text_to_int(number, 0, INT64_MAX, &value) ||
	    !is_unique(unique, strlen(unique)) || strlen(mac) != LETTERS ||
	    sign(secret, "message-id", value, unique, expected) != OK ||
	    !equal_bytes(mac, expected, LETTERS))
		return false;
	*ticket = value;
	return true;
}

enum err mail_reply_address(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *base, const char **address)
{
	const char *at = strrchr(base, '@');
	char mac[LETTERS + 1];

	*address = NULL;
	if (ticket <= 0 || !text_is_email(base) || !at)
		return ERROR(ERR_INPUT, "no reply address can be made of that");
	TRY(sign(secret, "reply-address", ticket, "", mac));
	*address =
	    arena_format(arena, "%.*s+%" PRId64 ".%s%s", (int)(at - base), base, ticket, mac, at);
	return *address ? OK : ERR_MEMORY;
}

bool mail_reply_address_verify(
    const struct mail_secret *secret, const char *address, const char *base, int64_t *ticket)
{
	char copy[512], mine[512], expected[LETTERS + 1], *at = copy;
	const char *user, *number, *mac, *domain = strrchr(base, '@');
	int64_t value;

	*ticket = 0;
	if (!domain || !copy_lower(copy, sizeof copy, address) ||
	    !copy_lower(mine, sizeof mine, base))
		return false;
	user = cut(&at, '+');
	number = user ? cut(&at, '.') : NULL;
	mac = number ? cut(&at, '@') : NULL;
	mine[domain - base] = '\0';
	if (!mac || strcmp(user, mine) != 0 || strcmp(at, mine + (domain - base) + 1) != 0 ||
	    !text_to_int(number, 1, INT64_MAX, &value) || strlen(mac) != LETTERS ||
	    sign(secret, "reply-address", value, "", expected) != OK ||
	    !equal_bytes(mac, expected, LETTERS))
		return false;
	*ticket = value;
	return true;
}
