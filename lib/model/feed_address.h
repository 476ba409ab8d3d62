/*
 * feed_address.h: secret addresses of private feeds: whoever knows one reads what its owner may see
 * at that moment, without signing in. One for each feed of an account.
 *
 * The database holds a hash of the secret, and chance from which the secret is made with the
 * instance's secret key: so its owner can look it up again, and a copy of the database can't.
 */
#ifndef DOCKET_MODEL_FEED_ADDRESS_H
#define DOCKET_MODEL_FEED_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/settings.h"
#include "db/db.h"
#include "model/viewer.h"

/* The order is that of the ENUM in the table. */
enum feed_kind { FEED_OWN = 1, FEED_ORGANISATION, FEED_QUEUE };

enum { FEED_QUEUE_NAME = 60 }; /* characters */

struct feed_address {
	int64_t id;
	enum feed_kind kind;
	const char *queue; /* of FEED_QUEUE: "mine", "status-solved"; else "" */
	const char *token; /* "o17-…"; "": made with another secret key, so it is unknown */
	timestamp created_at, used_at; /* used_at: to the hour; TIMESTAMP_NONE: never */
};

/* What one look-up tells of a secret. */
struct feed_use {
	struct feed_address address; /* token: as it was sent */
	struct viewer viewer;	     /* its owner as they are now, without name and e-mail */
	/* Grows with each change of what the feed may show: a time, and a number that goes with it.
	 * TIMESTAMP_NONE: there has been none. Changes in transactions that began together may
	 * appear in any order, so it can be relied on only when the time is a while ago. */
	timestamp changed_at;
	int64_t change;
};

/* May this viewer have such a feed? */
bool feed_kind_allowed(const struct viewer *viewer, enum feed_kind kind);

/* Makes the address of a feed of the viewer; where there is one already, it stays.
 * ERR_DENIED: not a feed for them. The caller has checked the queue's name. */
enum err feed_address_make(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, enum feed_kind kind, const char *queue);

/* All of the viewer's, oldest first, at most 200. */
enum err feed_address_list(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, struct feed_address **addresses, size_t *count);

/* Takes one of the viewer's own back. ERR_NOT_FOUND when it isn't theirs. */
enum err feed_address_revoke(struct db *db, const struct viewer *viewer, int64_t id);

/* Whose is it, and has anything changed? One query. ERR_NOT_FOUND: no such address, or its owner is
 * disabled or may no longer have such a feed. */
enum err feed_address_find(
    struct db *db, struct arena *arena, const char *token, struct feed_use *use);

/* Notes that it was used, at most once an hour. */
enum err feed_address_used(struct db *db, const struct feed_use *use);

#endif
