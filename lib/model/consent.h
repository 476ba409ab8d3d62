/*
 * consent.h: who agreed to be told by mail.
 *
 * Each person and each organisation has one switch, off until somebody sets it. Every setting of it
 * is kept with when, by whom and by which way. What a person asks for at that moment (a link for a
 * forgotten password) needs no consent.
 */
#ifndef DOCKET_MODEL_CONSENT_H
#define DOCKET_MODEL_CONSENT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

/* The order is that of the ENUM in the table. */
enum consent_way {
	CONSENT_ACCOUNT_PAGE = 1,
	CONSENT_LINK,	 /* in a mail */
	CONSENT_STAFF,	 /* staff, for a client who said so */
	CONSENT_REQUEST, /* who asks for help asks for an answer: their first request */
	CONSENT_ADDED,	 /* staff accounts, when they are made */
};

/* Whose switch: one of the two, the other 0. */
struct consent_owner {
	int64_t account_id, organisation_id;
};

struct consent_change {
	bool is_given;
	enum consent_way way;
	const char *actor; /* name, or "" */
	timestamp at;
};

/* Sets the switch and notes it, also when it stood so already: it was said again. `actor_id` 0:
 * whoever had the link, or the program. ERR_NOT_FOUND where there is no such owner. */
enum err consent_set(struct db *db, struct consent_owner owner, bool is_given, enum consent_way way,
    int64_t actor_id);

/* For who asks for help: switched on if nobody ever asked them. Inside the transaction. */
enum err consent_by_request(struct db *db, int64_t account_id);

/* Is it on? ERR_NOT_FOUND where there is no such owner. */
enum err consent_given(
    struct db *db, struct arena *arena, struct consent_owner owner, bool *is_given);

/* Did they say no? Who was never asked did not. */
enum err consent_refused(struct db *db, struct arena *arena, int64_t account_id, bool *is_refused);

/* What was set, the last first, at most 50. */
enum err consent_list(struct db *db, struct arena *arena, struct consent_owner owner,
    struct consent_change **changes, size_t *count);

/* --- How staff take it: a mail for each change, or one a day. */

enum err consent_digest(struct db *db, struct arena *arena, int64_t account_id, bool *is_daily);
enum err consent_set_digest(struct db *db, int64_t account_id, bool is_daily);

/* --- An organisation's own address. */

/* *email: "" for none. */
enum err consent_organisation_email(struct db *db, struct arena *arena, int64_t organisation_id,
    const char **name, const char **email);
/* `email` "" takes it away. ERR_INPUT where it is none. */
enum err consent_set_organisation_email(struct db *db, struct arena *arena, int64_t organisation_id,
    const char *email, int64_t actor_id);

#endif
