/*
 * mail_link.h: addresses in mail that prove themselves, for those who are not signed in.
 *
 * A token is text with an HMAC of the instance's secret behind it; it tells nothing that its reader
 * doesn't know, and opens nothing but the one thing it is for.
 */
#ifndef DOCKET_MODEL_MAIL_LINK_H
#define DOCKET_MODEL_MAIL_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* The address that ends such mail: whose, and about which ticket the mail was (0: none). */
struct stop_link {
	int64_t account_id, organisation_id; /* one of the two */
	int64_t ticket_id;
	bool is_follower; /* it was sent because they follow that ticket */
};

/* "/stop/p17-1010-f-0123…". NULL: no memory. */
const char *stop_path(
    struct arena *arena, const unsigned char *secret, const struct stop_link *link);
bool stop_read(
    struct arena *arena, const unsigned char *secret, const char *token, struct stop_link *link);

/* The address where a ticket's contact rates it: "/rate/1010-17-0123…". NULL: no memory. */
const char *rate_path(
    struct arena *arena, const unsigned char *secret, int64_t ticket_id, int64_t account_id);
bool rate_read(struct arena *arena, const unsigned char *secret, const char *token,
    int64_t *ticket_id, int64_t *account_id);

#endif
