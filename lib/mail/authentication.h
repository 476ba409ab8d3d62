/*
 * authentication.h: what the receiving mail server found out about a sender's address.
 *
 * It says so in Authentication-Results (RFC 8601), which anybody can write: only what stands under
 * the name of a server of ours counts, and of that the topmost, as each server adds its own above
 * what the message brought along.
 */
#ifndef DOCKET_MAIL_AUTHENTICATION_H
#define DOCKET_MAIL_AUTHENTICATION_H

#include <stddef.h>

#include "mail/mail.h"

/* The order is that of the ENUM in the table mail_in. */
enum mail_trust {
	TRUST_UNKNOWN = 1, /* nobody of ours looked, or it could not be told */
	TRUST_PASS,	   /* the domain of the sender's address vouches for it */
	TRUST_FAIL,	   /* that domain says it did not send this */
};

/* `hosts`: names of servers whose word counts, with commas between; "" for none. *results is what
 * was believed, "" for nothing. */
enum mail_trust mail_trust_of(const struct mail *mail, const char *hosts, const char **results);

#endif
