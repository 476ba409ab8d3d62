#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "letter/letter.h"

enum { MEMORY = 64 * 1024, KEY_MOST = 16 * 1024, MARK_BYTES = 8 };

/* The host of the site's address, for an instance that has no mailbox yet. */
static const char *site_host(struct arena *memory, const char *url)
{
	const char *host = strstr(url, "://");

	if (!host)
		return "localhost";
	host += 3;
	return *host && *host != ':' ? arena_text_n(memory, host, strcspn(host, ":/"))
				     : "localhost";
}

static const char *address_setting(
    const struct settings *settings, const char *name, const char *otherwise)
{
	const char *address = settings_text(settings, name, "");

	return *address ? address : otherwise;
}

static enum err check_address(const char *name, const char *address)
{
	return text_is_email(address)
		   ? OK
		   : ERROR(ERR_INPUT, "docket.conf: %s is no e-mail address: %s", name, address);
}

static enum err set_addresses(const struct settings *settings, struct letter_sender *sender)
{
	const char *from = settings_text(settings, "mail.from", ""), *at;
	const char *name = settings_text(settings, "mail.from_name", "");

	if (!*from) {
		const char *host = site_host(sender->memory, sender->site_url);

		from = host ? arena_format(sender->memory, "docket@%s%s", host,
				  strchr(host, '.') ? "" : ".localdomain")
			    : NULL;
		if (!from)
			return ERROR(ERR_MEMORY, "no memory for an address");
	}
	TRY(check_address("mail.from", from));
	sender->from = (struct mail_address){*name ? name : sender->site_name, from};
	sender->reply_to = address_setting(settings, "mail.reply_to", from);
	TRY(check_address("mail.reply_to", sender->reply_to));
	sender->reply_plus = strcmp(settings_text(settings, "mail.reply_detail", "on"), "off") != 0;
	sender->bounces = address_setting(settings, "mail.bounces", from);
	TRY(check_address("mail.bounces", sender->bounces));
	at = strrchr(from, '@');
	sender->domain = at ? at + 1 : "localhost";
	return OK;
}

static enum err set_marks(const struct settings *settings, struct letter_sender *sender)
{
	unsigned char digest[SHA256_SIZE];

	sender->secret = (struct mail_secret){settings_secret(settings), SECRET_SIZE};
	TRY(hmac_sha256(sender->secret.bytes, sender->secret.length, "mail-loop", "", 0, digest));
	text_hex(digest, MARK_BYTES, sender->loop);
	return OK;
}

static enum err read_key(const char *path, struct signing_key **key)
{
	char pem[KEY_MOST];
	FILE *file = fopen(path, "re");
	size_t length;
	enum err err;

	if (!file)
		return ERROR(ERR_IO, "dkim.key: %s: %s", path, strerror(errno));
	length = fread(pem, 1, sizeof pem, file);
	if (ferror(file))
		err = ERROR(ERR_IO, "dkim.key: %s: %s", path, strerror(errno));
	else if (length == sizeof pem)
		err = ERROR(ERR_INPUT, "dkim.key: %s is too large for a key", path);
	else
		err = signing_key_read(pem, length, key);
	explicit_bzero(pem, sizeof pem);
	(void)fclose(file);
	return err;
}

static void free_key(void *key)
{
	signing_key_free(key);
}

static enum err set_dkim(const struct settings *settings, struct letter_sender *sender)
{
	const char *selector = settings_text(settings, "dkim.selector", "");
	const char *path = settings_text(settings, "dkim.key", "");
	struct signing_key *key = NULL;

	if (!*selector && !*path)
		return OK;
	if (!*selector || !*path)
		return ERROR(ERR_INPUT, "docket.conf: dkim.selector and dkim.key go together");
	TRY(read_key(path, &key));
	if (!arena_defer(sender->memory, free_key, key)) {
		signing_key_free(key);
		return ERROR(ERR_MEMORY, "no memory for a key");
	}
	sender->dkim = (struct compose_dkim){
	    .domain = address_setting(settings, "dkim.domain", sender->domain),
	    .selector = selector,
	    .key = key,
	};
	return OK;
}

enum err letter_sender_open(const struct settings *settings, struct letter_sender *sender)
{
	*sender = (struct letter_sender){
	    .settings = settings,
	    .site_name = settings_text(settings, "site.name", "Support"),
	    .site_url = settings_text(settings, "site.url", ""),
	    .language = language_named(settings_text(settings, "site.language", "en")),
	    .memory = arena_new(MEMORY),
	};
	if (!sender->language)
		sender->language = language_at(0);
	if (!sender->memory)
		return ERROR(ERR_MEMORY, "no memory for the sender's settings");
	TRY(set_addresses(settings, sender));
	TRY(set_marks(settings, sender));
	return set_dkim(settings, sender);
}

void letter_sender_close(struct letter_sender *sender)
{
	if (sender->memory)
		arena_free(sender->memory);
	sender->memory = NULL;
}
