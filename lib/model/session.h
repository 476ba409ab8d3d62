/*
 * session.h: browsers that are signed in.
 *
 * The cookie holds a random token, the database its SHA-256. A session ends after a time unused
 * (session.idle_minutes) and, however busy, after session.days.
 */
#ifndef DOCKET_MODEL_SESSION_H
#define DOCKET_MODEL_SESSION_H

#include <stddef.h>

#include "base/crypto.h"
#include "db/db.h"
#include "model/viewer.h"

struct settings;

struct session {
	int64_t id;
	timestamp created_at, seen_at;
	const char *address, *user_agent;
};

/* Signs in: makes a session and hands out its token for the cookie. `user_agent` is cut to fit. */
enum err session_open(struct db *db, int64_t account_id, const char *address,
    const char *user_agent, char token[static TOKEN_SIZE]);

/* Who sends this token? An unknown, expired or disabled one gives ROLE_NOBODY and OK. Notes the use
 * once a minute. */
enum err session_viewer(struct db *db, struct arena *arena, const struct settings *settings,
    const char *token, struct viewer *viewer);

/* All sessions of the viewer's account, last used first, at most 100. */
enum err session_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct session **sessions, size_t *count);

/* Ends one of the viewer's own sessions. ERR_NOT_FOUND when it isn't theirs. */
enum err session_close(struct db *db, const struct viewer *viewer, int64_t session_id);
/* Ends all of the viewer's sessions but the present one. */
enum err session_close_others(struct db *db, const struct viewer *viewer);

/* Deletes expired sessions, at most 1,000; *deleted tells how many. For the clock daemon. */
enum err session_sweep(struct db *db, const struct settings *settings, int64_t *deleted);

#endif
