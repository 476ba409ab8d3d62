#include "letter/delivery.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "model/mail_token.h"

/* --- Into files. */

static void tell(struct smtp_recipient *recipient, enum smtp_outcome outcome, const char *words)
{
	recipient->outcome = outcome;
	recipient->stage = SMTP_AT_SERVER;
	recipient->code = 0;
	recipient->perhaps_sent = false;
	(void)snprintf(
	    recipient->reply, sizeof recipient->reply, "%.*s", SMTP_REPLY_MOST - 1, words);
}

static bool write_whole(int file, const char *message, size_t length)
{
	while (length) {
		ssize_t written = write(file, message, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		message += written;
		length -= (size_t)written;
	}
	return true;
}

/* The name is the row's: a message that is written again takes its own place. */
static enum err send_to_file(struct delivery *delivery, int64_t id,
    struct smtp_recipient *recipient, const char *message, size_t length)
{
	char path[4096], new[4096 + 8];
	int file;
	bool written;

	if (snprintf(path, sizeof path, "%s/%012" PRId64 ".eml", delivery->folder, id) >=
	    (int)sizeof path)
		return ERROR(ERR_LIMIT, "the path of the instance's folder is too long");
	(void)snprintf(new, sizeof new, "%s.new", path);
	file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	written = file >= 0 && write_whole(file, message, length);
	if (file >= 0)
		written = close(file) == 0 && written;
	if (written && rename(new, path) == 0) {
		tell(recipient, SMTP_SENT, path);
		return OK;
	}
	tell(recipient, SMTP_TEMPORARY, strerror(errno));
	(void)unlink(new);
	return OK;
}

/* --- To a server. */

static enum err read_security(const struct settings *settings, enum smtp_security *security)
{
	const char *name = settings_text(settings, "smtp.security", "starttls");

	if (!strcmp(name, "starttls"))
		*security = SMTP_STARTTLS;
	else if (!strcmp(name, "tls"))
		*security = SMTP_TLS;
	else if (!strcmp(name, "none"))
		*security = SMTP_PLAIN;
	else
		return ERROR(ERR_INPUT, "docket.conf: smtp.security must be starttls, tls or none");
	return OK;
}

static const char *optional(const struct settings *settings, const char *name)
{
	const char *value = settings_text(settings, name, "");

	return *value ? value : NULL;
}

/* Tokens last for an hour, mostly; a new one means a new connection. */
enum { TOKEN_MINUTES = 20 };

enum err delivery_ready(struct delivery *delivery)
{
	timestamp now = timestamp_now();
	struct arena *arena;
	const char *token;
	enum err err;

	if (!delivery->settings || now < delivery->token_until)
		return OK;
	arena = arena_new(256 * 1024);
	if (!arena)
		return ERROR(ERR_MEMORY, "no memory for a token");
	err = mail_token(arena, delivery->settings, "smtp",
	    settings_text(delivery->settings, "smtp.user", ""), &token);
	if (err == OK)
		err = smtp_set_token(delivery->smtp, token);
	if (err == OK)
		delivery->token_until = now + TOKEN_MINUTES * TIMESTAMP_MINUTE;
	arena_free(arena);
	return err;
}

static enum err open_server(
    const struct settings *settings, const struct letter_sender *sender, struct delivery *delivery)
{
	struct smtp_server server = {
	    .host = settings_text(settings, "smtp.host", ""),
	    .user = optional(settings, "smtp.user"),
	    .password = optional(settings, "smtp.password"),
	    .ca_file = optional(settings, "smtp.ca_file"),
	    .hello = settings_text(settings, "smtp.hello", sender->domain),
	    .timeout = (int)settings_int(settings, "smtp.timeout", 1, 3600, 60),
	};

	if (!*server.host)
		return ERROR(ERR_INPUT, "docket.conf: mail.mode wants a server: set smtp.host");
	TRY(read_security(settings, &server.security));
	server.port = (int)settings_int(
	    settings, "smtp.port", 1, 65535, server.security == SMTP_TLS ? 465 : 587);
	server.connect_timeout = server.timeout < 30 ? server.timeout : 30;
	delivery->timeout = server.timeout;
	if (!strcmp(settings_text(settings, "smtp.oauth2", "off"), "on")) {
		if (!server.user)
			return ERROR(ERR_INPUT, "docket.conf: smtp.oauth2 wants smtp.user");
		server.password = NULL;
		delivery->settings = settings;
	}
	return smtp_open(&server, &delivery->smtp);
}

/* "redirect you@example.com" */
static enum err read_mode(const struct settings *settings, struct delivery *delivery)
{
	const char *mode = settings_text(settings, "mail.mode", "file");

	if (!strcmp(mode, "file")) {
		delivery->mode = DELIVERY_FILE;
	} else if (!strcmp(mode, "live")) {
		delivery->mode = DELIVERY_LIVE;
	} else if (text_starts(mode, "redirect ")) {
		delivery->mode = DELIVERY_REDIRECT;
		delivery->redirect = mode + 9 + strspn(mode + 9, " \t");
		if (!text_is_email(delivery->redirect))
			return ERROR(
			    ERR_INPUT, "docket.conf: mail.mode: no address to redirect to");
	} else {
		return ERROR(
		    ERR_INPUT, "docket.conf: mail.mode must be file, live or redirect ADDRESS");
	}
	return OK;
}

enum err delivery_open(
    const struct settings *settings, const struct letter_sender *sender, struct delivery *delivery)
{
	*delivery = (struct delivery){.sender = sender->bounces, .timeout = 10};
	delivery->folder = arena_format(sender->memory, "%s/mail", settings_home(settings));
	if (!delivery->folder)
		return ERROR(ERR_MEMORY, "no memory for a path");
	TRY(read_mode(settings, delivery));
	if (delivery->mode != DELIVERY_FILE && !optional(settings, "mail.from"))
		return ERROR(ERR_INPUT, "docket.conf: mail.mode wants a sender: set mail.from");
	return delivery->mode == DELIVERY_FILE ? OK : open_server(settings, sender, delivery);
}

void delivery_close(struct delivery *delivery)
{
	smtp_close(delivery->smtp);
	delivery->smtp = NULL;
}

enum err delivery_send(struct delivery *delivery, int64_t id, struct smtp_recipient *recipient,
    const char *message, size_t length)
{
	const char *address = recipient->address;
	enum err err;

	if (delivery->mode == DELIVERY_FILE)
		return send_to_file(delivery, id, recipient, message, length);
	if (delivery_ready(delivery) != OK) {
		const char *why = strstr(err_message(), ": ");

		tell(recipient, SMTP_TEMPORARY, why ? why + 2 : err_message());
		return OK;
	}
	if (delivery->mode == DELIVERY_REDIRECT)
		recipient->address = delivery->redirect;
	err = smtp_send(delivery->smtp, delivery->sender, recipient, 1, message, length);
	recipient->address = address;
	if (err == OK && recipient->outcome != SMTP_SENT && recipient->stage == SMTP_AT_SERVER)
		delivery->token_until = 0; /* it may be the token that the server doesn't like */
	return err;
}
