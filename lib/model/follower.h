/*
 * follower.h: those who follow a ticket beside its contact and staff: they see it, and are told of
 * its public messages.
 *
 * Staff may add anyone of theirs and people of the ticket's organisation (those whose scope is all
 * tickets anyway); everybody may follow what they see, and stop following it.
 */
#ifndef DOCKET_MODEL_FOLLOWER_H
#define DOCKET_MODEL_FOLLOWER_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/viewer.h"

struct follower {
	int64_t account_id, organisation_id;
	const char *name, *email;
	enum role role;
	bool has_consent; /* mail reaches them */
};

/* By name, at most 200. The caller has checked that the viewer may see the ticket. */
enum err follower_list(struct db *db, struct arena *arena, int64_t ticket_id,
    struct follower **followers, size_t *count);
enum err follower_is(
    struct db *db, struct arena *arena, int64_t ticket_id, int64_t account_id, bool *is_follower);

/* Once is enough: again changes nothing. ERR_NOT_FOUND: the viewer may not see the ticket, or there
 * is no such person. ERR_DENIED: the person may not see it, or a client adds another. */
enum err follower_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, int64_t account_id);

/* ERR_DENIED: a client takes another away. Who doesn't follow it is no error. */
enum err follower_remove(
    struct db *db, const struct viewer *viewer, int64_t ticket_id, int64_t account_id);

/* By the link in a mail, which has proved itself. */
enum err follower_remove_by_link(struct db *db, int64_t ticket_id, int64_t account_id);

#endif
