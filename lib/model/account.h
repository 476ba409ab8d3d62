/*
 * account.h: people and how they prove who they are.
 */
#ifndef DOCKET_MODEL_ACCOUNT_H
#define DOCKET_MODEL_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"

enum { PASSWORD_LEAST = 8, PASSWORD_MOST = 200 }; /* characters; bytes */

struct account {
	int64_t id;
	const char *email, *name;
	enum role role;
	int64_t organisation_id;
	const char *organisation; /* "" for none */
	const char *language;	  /* "" follows the browser */
	bool is_active;
};

/* Makes an account; a client's organisation is found by the e-mail's domain when organisation_id
 * is 0. `password` NULL: can't sign in yet. ERR_CONFLICT: the address is taken. ERR_INPUT: no
 * usable address, or a password too short or too long. */
enum err account_add(struct db *db, struct arena *arena, const struct account *account,
    const char *password, int64_t actor_id, int64_t *id);

/* ERR_NOT_FOUND where there is none. The address is compared in lower case. */
enum err account_by_email(
    struct db *db, struct arena *arena, const char *email, struct account *account);
enum err account_by_id(struct db *db, struct arena *arena, int64_t id, struct account *account);

/* The person as the model sees them when they are signed in; one who may not sign in is nobody. */
enum err account_viewer(struct db *db, struct arena *arena, int64_t id, struct viewer *viewer);

enum err account_set_role(struct db *db, int64_t id, enum role role, int64_t actor_id);
/* A disabled account is signed out everywhere. */
enum err account_set_active(struct db *db, int64_t id, bool is_active, int64_t actor_id);
/* A manager sees and exports all tickets of their organisation. Means something for clients alone.
 */
enum err account_set_manager(struct db *db, int64_t id, bool is_manager, int64_t actor_id);
enum err account_set_language(struct db *db, int64_t id, const char *language, int64_t actor_id);
/* ERR_INPUT for a password too short or too long. Ends all sessions but `keep_session` (0: all). */
enum err account_set_password(
    struct db *db, int64_t id, const char *password, int64_t keep_session, int64_t actor_id);

/* Checks e-mail and password in the same time whether there is such an account or not, and makes an
 * outdated hash anew. *id is 0 when they don't fit, or the account or its organisation is off. */
enum err account_authenticate(
    struct db *db, struct arena *arena, const char *email, const char *password, int64_t *id);

/* Active staff by name, for choosing a responsible person. */
enum err account_staff(
    struct db *db, struct arena *arena, struct account **accounts, size_t *count);

#endif
