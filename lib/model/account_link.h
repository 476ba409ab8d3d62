/*
 * account_link.h: links that are mailed to a person and work once: a new password, an address that
 * is confirmed. The database knows the hash of the token alone; the token itself stands in the
 * queued mail until that is composed.
 */
#ifndef DOCKET_MODEL_ACCOUNT_LINK_H
#define DOCKET_MODEL_ACCOUNT_LINK_H

#include <stdbool.h>

#include "db/db.h"

enum { ACCOUNT_LINK_HOURS = 1, ACCOUNT_LINK_EMAIL_HOURS = 24 };

/* Kinds of mail, see lib/letter/kinds.c. */
#define PASSWORD_KIND "password"
#define EMAIL_KIND    "email"
#define EMAIL_CHANGED "email_changed"

/* Somebody forgot their password. Whether there is such an account shows neither in the answer nor
 * in the time: the same is written either way, and the mail to nobody is dropped when it should be
 * composed. ERR_INPUT: no e-mail address. */
enum err account_link_password(
    struct db *db, struct arena *arena, const char *email, const char *language);

/* *fits: the token of a link that still works. */
enum err account_link_fits(struct db *db, struct arena *arena, const char *token, bool *fits);

/* Sets the password, ends all sessions and all such links. ERR_NOT_FOUND: the link is used, too old
 * or none. ERR_INPUT as account_set_password: the link is still good. */
enum err account_link_set_password(
    struct db *db, struct arena *arena, const char *token, const char *password);

/* The person wants mail at another address: a link goes there. ERR_INPUT: no address. */
enum err account_link_email(
    struct db *db, struct arena *arena, int64_t account_id, const char *email);

/* The link was followed: it is their address now, and the old one is told. ERR_NOT_FOUND as above,
 * ERR_CONFLICT: the address is another's by now. */
enum err account_link_confirm_email(struct db *db, struct arena *arena, const char *token);

/* From the parameters of such a mail, in the arena; "" where it isn't there. */
const char *account_link_parameter(struct arena *arena, const char *parameters, const char *name);

/* Forgets links that are too old. For the clock daemon. */
enum err account_link_sweep(struct db *db);

#endif
