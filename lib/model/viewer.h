/*
 * viewer.h: who is looking: nobody, a client, or staff. Every model function that shows or changes
 * something takes one, and visibility.h says what it may see.
 */
#ifndef DOCKET_MODEL_VIEWER_H
#define DOCKET_MODEL_VIEWER_H

#include <stdbool.h>
#include <stdint.h>

/* The order is that of the ENUM in the table account. */
enum role { ROLE_NOBODY, ROLE_CLIENT, ROLE_AGENT, ROLE_ADMIN };

/* Likewise organisation.client_scope. */
enum client_scope { SCOPE_OWN = 1, SCOPE_ORGANISATION, SCOPE_ALL };

struct viewer {
	enum role role;
	int64_t account_id;	 /* 0 for nobody */
	int64_t organisation_id; /* 0 for none */
	enum client_scope scope;
	bool is_manager; /* of a client: exports the tickets of their organisation */
	int64_t session_id;
	const char *name, *email, *organisation; /* "" for nobody */
	const char *language; /* chosen by the account or its organisation, or "" */
	bool never_asked;     /* whether they may be told by mail: see consent.h */
};

static inline bool viewer_is_staff(const struct viewer *viewer)
{
	return viewer->role == ROLE_AGENT || viewer->role == ROLE_ADMIN;
}

static inline bool viewer_is_known(const struct viewer *viewer)
{
	return viewer->role != ROLE_NOBODY;
}

/* A manager sees all tickets of their organisation, whatever its other clients see. */
static inline void viewer_raise_manager(struct viewer *viewer)
{
	if (viewer->role != ROLE_CLIENT || !viewer->organisation_id)
		viewer->is_manager = false;
	else if (viewer->is_manager && viewer->scope == SCOPE_OWN)
		viewer->scope = SCOPE_ORGANISATION;
}

/* The role's word: "client", "agent", "admin"; ROLE_NOBODY for an unknown word. */
const char *role_code(enum role role);
enum role role_named(const char *code);

#endif
