/*
 * token.h: marks in the mail that we send by which we know its answers again.
 *
 * A Message-ID is   t.TICKET.UNIQUE.MAC@DOMAIN      TICKET: the ticket's id, decimal
 *                                                   UNIQUE: 22 characters, random
 *                                                   MAC: 22 characters over both
 * A reply address is  USER+TICKET.MAC@DOMAIN        MAC: 22 characters over the ticket
 *
 * UNIQUE and MAC are made of a–z and 2–7, as programs change the case of addresses: 22 such letters
 * are 110 bits. MAC is HMAC-SHA-256 with the instance's secret, cut; each use has its own label.
 * Whoever was sent one can answer to its ticket, and only to that.
 */
#ifndef DOCKET_MAIL_TOKEN_H
#define DOCKET_MAIL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct mail_secret {
	const unsigned char *bytes;
	size_t length;
};

/* A new Message-ID without <>; `ticket` 0 for a message that belongs to none. ERR_MEMORY. */
enum err mail_message_id(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *domain, const char **id);

/* The same for the same `unique` (22 letters a–z, 2–7), so that a message sent again keeps its id.
 * ERR_INPUT, ERR_MEMORY. */
enum err mail_message_id_of(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *unique, const char *domain, const char **id);

/* Did we make this id (without <>, any domain)? *ticket is the one that it belongs to, or 0. */
bool mail_message_id_verify(const struct mail_secret *secret, const char *id, int64_t *ticket);

/* The address that answers to a ticket go to; `base` is the mailbox, "help@example.org". ERR_INPUT
 * where that is no address, ERR_MEMORY. */
enum err mail_reply_address(struct arena *arena, const struct mail_secret *secret, int64_t ticket,
    const char *base, const char **address);

/* Is it such an address of this mailbox? *ticket is its ticket. */
bool mail_reply_address_verify(
    const struct mail_secret *secret, const char *address, const char *base, int64_t *ticket);

#endif
