/*
 * mailbox.h: the mailboxes that mail is fetched from, and how far each has been fetched.
 */
#ifndef DOCKET_MODEL_MAILBOX_H
#define DOCKET_MODEL_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "mail/imap.h"
#include "model/viewer.h"

struct settings;

/* The order is that of the ENUMs in the table. */
enum mailbox_sign_in { SIGN_IN_PASSWORD = 1, SIGN_IN_TOKEN };
enum mailbox_afterwards { AFTERWARDS_KEEP = 1, AFTERWARDS_KEYWORD, AFTERWARDS_MOVE };

enum { MAILBOX_PASSWORD_MOST = 500, MAILBOXES_MOST = 200 };

struct mailbox {
	int64_t id, version;
	const char *name, *address, *host, *user, *folder, *move_to;
	int64_t port;
	enum imap_security security;
	enum mailbox_sign_in sign_in;
	enum mailbox_afterwards afterwards;
	int64_t organisation_id, form_id, team_id; /* 0: none */
	bool is_active;
	struct db_value secret; /* sealed; see mailbox_password */

	/* How it goes, when read: */
	timestamp reached_at, failed_at;
	const char *error; /* a sentence, or "" */
};

/* By name, at most MAILBOXES_MOST. */
enum err mailbox_list(
    struct db *db, struct arena *arena, struct mailbox **mailboxes, size_t *count);
/* ERR_NOT_FOUND. */
enum err mailbox_load(struct db *db, struct arena *arena, int64_t id, struct mailbox *mailbox);

/* Adds it (id 0), or changes it: with a password of NULL the old one stays. *id is its key.
 * ERR_INPUT: a value that none can have; ERR_CONFLICT: the name is taken; ERR_DENIED: only
 * administrators. The viewer NULL is the program. */
enum err mailbox_save(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, const struct mailbox *mailbox, const char *password, int64_t *id);

enum err mailbox_switch(struct db *db, const struct viewer *viewer, int64_t id, bool is_active);

/* The password in clear, in the arena; "" where there is none. ERR_INPUT: it was sealed with
 * another secret.key. */
enum err mailbox_password(struct arena *arena, const struct settings *settings,
    const struct mailbox *mailbox, const char **password);

/* How to sign in, with password or token in the arena. The helper that prints tokens is called
 * here. ERR_INPUT: no password, or no helper; ERR_IO: the helper failed. */
enum err mailbox_server(struct arena *arena, const struct settings *settings,
    const struct mailbox *mailbox, struct imap_server *server);

/* --- Progress. */

enum err mailbox_progress(
    struct db *db, struct arena *arena, int64_t id, int64_t *uid_validity, int64_t *uid_done);
/* Messages up to that one are stored. Joins the transaction that stores them. */
enum err mailbox_advance(struct db *db, int64_t id, int64_t uid_validity, int64_t uid_done);

/* Stored ones that the server does not know to be so, at most `most`. */
enum err mailbox_unmarked(struct db *db, struct arena *arena, int64_t id, int64_t uid_validity,
    size_t most, int64_t **uids, size_t *count);
/* It does now, up to that one. */
enum err mailbox_marked(struct db *db, int64_t id, int64_t uid_validity, int64_t uid);

/* All went well; or it did not, with why. */
enum err mailbox_reached(struct db *db, int64_t id);
enum err mailbox_failed(struct db *db, struct arena *arena, int64_t id, const char *why);

#endif
