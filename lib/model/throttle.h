/*
 * throttle.h: slows down whoever guesses passwords, by account and by network address (of IPv6 by
 * its network of 64 bits). Kept in the database: a restart forgets nothing. An unknown account is
 * slowed like a known one.
 */
#ifndef DOCKET_MODEL_THROTTLE_H
#define DOCKET_MODEL_THROTTLE_H

#include "db/db.h"

/* How long, in seconds, this address must wait before it may try to sign in to this account: 0 when
 * it may at once. */
enum err throttle_wait(
    struct db *db, struct arena *arena, const char *email, const char *address, int64_t *seconds);

enum err throttle_failed(
    struct db *db, struct arena *arena, const char *email, const char *address);
/* A success forgets the account's failures, not the address's. */
enum err throttle_succeeded(struct db *db, struct arena *arena, const char *email);

/* Of an IPv6 address the network: whoever has one of its addresses has all others, too. Others as
 * they are. NULL: no memory. */
const char *throttle_network(struct arena *arena, const char *address);

/* Deletes what has had no failure for a day, at most 1,000 rows. */
enum err throttle_sweep(struct db *db);

#endif
