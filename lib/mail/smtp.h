/*
 * smtp.h: hands messages to a mail server (RFC 5321), many over one connection.
 *
 * What the server says is told for each recipient, and what it means: whether to try again is the
 * caller's to decide, whether it makes sense is said here.
 */
#ifndef DOCKET_MAIL_SMTP_H
#define DOCKET_MAIL_SMTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum smtp_security {
	SMTP_STARTTLS, /* the connection becomes an encrypted one, or nothing is sent */
	SMTP_TLS,      /* encrypted from its begin (RFC 8314) */
	SMTP_PLAIN,    /* not at all: for a server on this machine */
};

struct smtp_server {
	const char *host;
	int port;
	enum smtp_security security;
	const char *user, *password; /* NULL: no sign-in */
	const char *hello;	     /* our name for EHLO; NULL: "localhost" */
	const char *ca_file;	     /* who may have signed its certificate; NULL: the system's */
	int connect_timeout,
	    timeout; /* seconds, for the connection and for each message; 0: 30, 300 */
};

enum smtp_outcome {
	SMTP_SENT,	/* the server has it */
	SMTP_TEMPORARY, /* try again: it is busy, away, or not set up well */
	SMTP_PERMANENT, /* this message will never reach this recipient */
};

/* What it was that went wrong. */
enum smtp_stage {
	SMTP_AT_SERVER, /* it can't be reached or used, or it hung up: the next message fares alike
			 */
	SMTP_AT_SENDER, /* it doesn't take mail from this sender */
	SMTP_AT_RECIPIENT, /* it said so of this address */
	SMTP_AT_CONTENT,   /* it said so of this message */
};

enum { SMTP_REPLY_MOST = 300 };

struct smtp_recipient {
	const char *address;	     /* in */
	enum smtp_outcome outcome;   /* all that follows: out */
	enum smtp_stage stage;	     /* unless it was sent */
	int code;		     /* the server's, 0 when it said nothing */
	char reply[SMTP_REPLY_MOST]; /* its words, or what went wrong, in one line of UTF-8 */
	/* All was sent and the answer is missing: it may have arrived. Send it again with the same
	 * Message-ID. */
	bool perhaps_sent;
};

struct smtp;

/* Connects at the first message. The texts of `server` are copied. ERR_MEMORY, ERR_INPUT. */
enum err smtp_open(const struct smtp_server *server, struct smtp **out);
void smtp_close(struct smtp *smtp);

/* The OAuth2 token (RFC 7628, or Google's and Microsoft's XOAUTH2) that takes the password's place
 * from the next connection on. It is copied. ERR_MEMORY. */
enum err smtp_set_token(struct smtp *smtp, const char *token);

/* Sends one message (CRLF line ends) to its recipients; `sender` is the envelope's, "" for the
 * empty one. OK, whatever the server said: see the recipients. ERR_INPUT where an address is none,
 * ERR_MEMORY. */
enum err smtp_send(struct smtp *smtp, const char *sender, struct smtp_recipient *recipients,
    size_t count, const char *message, size_t length);

/* Connects and signs in without sending anything: OK where that went well. ERR_UNAVAILABLE with the
 * server's words in `reply`. */
enum err smtp_try(struct smtp *smtp, char reply[static SMTP_REPLY_MOST]);

/* How often it has connected, for tests and for the log. */
unsigned smtp_connections(const struct smtp *smtp);

#endif
