#include "model/mail_link.h"

#include <string.h>

#include "base/crypto.h"
#include "base/settings.h"
#include "base/text.h"

enum { MAC_BYTES = 16, MAC_TEXT = 2 * MAC_BYTES };

static bool make_mac(
    const unsigned char *secret, const char *label, const char *text, char mac[MAC_TEXT + 1])
{
	unsigned char whole[SHA256_SIZE];

	if (hmac_sha256(secret, SECRET_SIZE, label, text, strlen(text), whole) != OK)
		return false;
	text_hex(whole, MAC_BYTES, mac);
	return true;
}

static const char *sign(
    struct arena *arena, const unsigned char *secret, const char *label, const char *text)
{
	char mac[MAC_TEXT + 1];

	return text && make_mac(secret, label, text, mac)
		   ? arena_format(arena, "/%s/%s-%s", label, text, mac)
		   : NULL;
}

/* The text that was signed, or NULL. */
static char *verify(
    struct arena *arena, const unsigned char *secret, const char *label, const char *token)
{
	const char *dash = token ? strrchr(token, '-') : NULL;
	char mac[MAC_TEXT + 1], *text;

	if (!dash || strlen(dash + 1) != MAC_TEXT)
		return NULL;
	text = arena_text_n(arena, token, (size_t)(dash - token));
	if (!text || !make_mac(secret, label, text, mac) || !equal_bytes(mac, dash + 1, MAC_TEXT))
		return NULL;
	return text;
}

/* The number up to the next '-' (or the end), and what follows it. */
static bool take_number(char **text, int64_t *number)
{
	char *begin = *text, *end = begin ? begin + strcspn(begin, "-") : NULL;

	if (!end)
		return false;
	*text = *end ? end + 1 : NULL;
	*end = '\0';
	return text_to_int(begin, 0, INT64_MAX, number);
}

const char *stop_path(
    struct arena *arena, const unsigned char *secret, const struct stop_link *link)
{
	bool is_person = link->account_id != 0;

	return sign(arena, secret, "stop",
	    arena_format(arena, "%s%lld-%lld-%s", is_person ? "p" : "o",
		(long long)(is_person ? link->account_id : link->organisation_id),
		(long long)link->ticket_id, link->is_follower ? "f" : "a"));
}

bool stop_read(
    struct arena *arena, const unsigned char *secret, const char *token, struct stop_link *link)
{
	char *text = verify(arena, secret, "stop", token), *rest;
	int64_t owner;

	*link = (struct stop_link){.account_id = 0};
	if (!text || (*text != 'p' && *text != 'o'))
		return false;
	rest = text + 1;
	if (!take_number(&rest, &owner) || !take_number(&rest, &link->ticket_id) || !rest)
		return false;
	*(*text == 'p' ? &link->account_id : &link->organisation_id) = owner;
	link->is_follower = *rest == 'f';
	return true;
}

const char *rate_path(
    struct arena *arena, const unsigned char *secret, int64_t ticket_id, int64_t account_id)
{
	return sign(arena, secret, "rate",
	    arena_format(arena, "%lld-%lld", (long long)ticket_id, (long long)account_id));
}

bool rate_read(struct arena *arena, const unsigned char *secret, const char *token,
    int64_t *ticket_id, int64_t *account_id)
{
	char *text = verify(arena, secret, "rate", token);

	return text && take_number(&text, ticket_id) && take_number(&text, account_id);
}
