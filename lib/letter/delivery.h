/*
 * delivery.h: where messages go: to the mail server, all to one address, or into files.
 */
#ifndef DOCKET_LETTER_DELIVERY_H
#define DOCKET_LETTER_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/settings.h"
#include "letter/letter.h"
#include "mail/smtp.h"

enum delivery_mode {
	DELIVERY_FILE,	   /* each message a file HOME/mail/ID.eml */
	DELIVERY_REDIRECT, /* all to one address, whoever they are for */
	DELIVERY_LIVE,
};

struct delivery {
	enum delivery_mode mode;
	const char *redirect; /* the address */
	const char *sender;   /* the envelope's */
	const char *folder;   /* HOME/mail */
	struct smtp *smtp;    /* NULL in the mode file */
	int timeout;	      /* seconds that one message may take */
	/* With OAuth2 instead of a password: */
	const struct settings *settings; /* NULL: without */
	timestamp token_until;		 /* asked for anew then */
};

/* ERR_INPUT names the setting that is wrong. `sender` and `settings` outlive it. */
enum err delivery_open(
    const struct settings *settings, const struct letter_sender *sender, struct delivery *delivery);
void delivery_close(struct delivery *delivery);

/* Before the server is asked for anything: sees to it that there is a token, where one is wanted.
 * Whatever mail_token returns. */
enum err delivery_ready(struct delivery *delivery);

/* Sends one message; recipient->address is whom it is for. OK, whatever became of it: see
 * `recipient`. */
enum err delivery_send(struct delivery *delivery, int64_t id, struct smtp_recipient *recipient,
    const char *message, size_t length);

#endif
