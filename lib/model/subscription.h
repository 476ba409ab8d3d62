/*
 * subscription.h: who gets mail about the service's status.
 *
 * An address that somebody types in is written to once, with a link that confirms it; all else is
 * sent to confirmed ones. The link is a keyed hash of the row's chance: it is stored nowhere, and
 * whoever has it may change the subscription and end it.
 */
#ifndef DOCKET_MODEL_SUBSCRIPTION_H
#define DOCKET_MODEL_SUBSCRIPTION_H

#include "model/incident.h"

/* Kinds of mail that this writes: see lib/letter/kinds.c. */
#define SUBSCRIPTION_KIND  "subscription"
#define STATUS_UPDATE_KIND "status_update"

struct subscription {
	int64_t id, account_id;
	const char *email, *language;
	bool wants_incidents, wants_maintenance, all_components, is_confirmed;
	const int64_t *components;
	size_t component_count;
	unsigned char nonce[16];
};

/* Asks for one. The viewer's own address needs no confirmation; any other gets a mail: to confirm
 * it, or, where there is one already, with the way to change it, and nothing is changed. Asked for
 * again within ten minutes it gets no other. *sent: a mail is on its way. ERR_INPUT: no address, or
 * nothing wanted. */
enum err subscription_ask(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct subscription *asked, bool *sent);

/* "12-Zx1…", for its link; NULL: no memory, or no HMAC. */
const char *subscription_token(struct arena *arena, const unsigned char *secret, size_t length,
    const struct subscription *subscription);
/* Whose link that is. ERR_NOT_FOUND. */
enum err subscription_by_token(struct db *db, struct arena *arena, const unsigned char *secret,
    size_t length, const char *token, struct subscription *subscription);
enum err subscription_by_id(
    struct db *db, struct arena *arena, int64_t id, struct subscription *subscription);

/* What its owner does by the link. Saving confirms, too: they have the mail. */
enum err subscription_save(struct db *db, const struct subscription *subscription);
enum err subscription_end(struct db *db, int64_t id);

/* For the clock: forgets what nobody confirmed for a week. */
enum err subscription_sweep(struct db *db, int64_t *deleted);

/* --- Mails. */

/* Inside the transaction of the update: one row of mail_out for each address that it concerns:
 * subscriptions, as far as their owners may see it, and people who said that it affects them. */
enum err subscription_tell(struct db *db, int64_t update_id);

/* What a row of the kind "status_update" or "subscription" is about. `reader` is what its recipient
 * may see. ERR_NOT_FOUND: it is no more, or not for them. */
struct subscription_mail {
	struct subscription subscription; /* id 0: for somebody whom it affects */
	struct incident incident;	  /* updates[0] is the one to tell */
};
enum err subscription_mail(struct db *db, struct arena *arena, const char *parameters,
    int64_t account_id, struct subscription_mail *mail);

#endif
