#include "model/session.h"

#include <string.h>

#include "base/settings.h"
#include "base/text.h"
#include "model/event.h"

static const struct db_statement SESSION_OPEN = {
    .name = "session_open",
    .sql = "INSERT INTO session (token_hash, account_id, created_at, seen_at, address, user_agent)"
	   " VALUES (?, ?, ?, ?, ?, LEFT(?, 300))",
    .in = "bittss",
};

static const struct db_statement SESSION_VIEWER = {
    .name = "session_viewer",
    .sql = "SELECT s.id, s.seen_at, a.id, a.role + 0, a.name, a.email,"
	   " COALESCE(a.language, o.language), o.id, o.name, o.client_scope + 0,"
	   " a.is_manager, a.mail_consent IS NULL"
	   " FROM session s JOIN account a ON a.id = s.account_id"
	   " LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " WHERE s.token_hash = ? AND s.seen_at > ? AND s.created_at > ?"
	   " AND a.is_active AND COALESCE(o.is_active, TRUE)",
    .in = "btt",
    .out = "itiisssisiii",
};

static const struct db_statement SESSION_SEEN = {
    .name = "session_seen",
    .sql = "UPDATE session SET seen_at = ? WHERE id = ?",
    .in = "ti",
};

static const struct db_statement SESSION_LIST = {
    .name = "session_list",
    .sql = "SELECT id, created_at, seen_at, address, user_agent FROM session"
	   " WHERE account_id = ? ORDER BY seen_at DESC LIMIT 100",
    .in = "i",
    .out = "ittss",
};

static const struct db_statement SESSION_CLOSE = {
    .name = "session_close",
    .sql = "DELETE FROM session WHERE id = ? AND account_id = ?",
    .in = "ii",
};

static const struct db_statement SESSION_CLOSE_OTHERS = {
    .name = "session_close_others",
    .sql = "DELETE FROM session WHERE account_id = ? AND id <> ?",
    .in = "ii",
};

static const struct db_statement SESSION_SWEEP = {
    .name = "session_sweep",
    .sql = "DELETE FROM session WHERE seen_at < ? OR created_at < ? LIMIT 1000",
    .in = "tt",
};

DB_STATEMENTS(session, &SESSION_OPEN, &SESSION_VIEWER, &SESSION_SEEN, &SESSION_LIST, &SESSION_CLOSE,
    &SESSION_CLOSE_OTHERS, &SESSION_SWEEP);

static timestamp idle_limit(const struct settings *settings, timestamp now)
{
	return now - settings_int(settings, "session.idle_minutes", 1, 60 * 24 * 366, 720) *
			 TIMESTAMP_MINUTE;
}

static timestamp age_limit(const struct settings *settings, timestamp now)
{
	return now - settings_int(settings, "session.days", 1, 366, 30) * TIMESTAMP_DAY;
}

struct opening {
	const unsigned char *hash;
	int64_t account_id;
	const char *address, *user_agent;
};

static enum err open_session(struct db *db, void *context)
{
	const struct opening *o = context;
	timestamp now = timestamp_now();

	TRY(db_execute(db, &SESSION_OPEN,
	    DB_VALUES(db_bytes(o->hash, SHA256_SIZE), db_int(o->account_id), db_time(now),
		db_time(now), db_text(o->address), db_text(o->user_agent)),
	    NULL));
	return event_add(db, &(struct event){.about = ABOUT_ACCOUNT,
				 .about_id = o->account_id,
				 .kind = "signed_in",
				 .actor_id = o->account_id,
				 .after = o->address,
				 .at = now});
}

enum err session_open(struct db *db, int64_t account_id, const char *address,
    const char *user_agent, char token[static TOKEN_SIZE])
{
	unsigned char hash[SHA256_SIZE];

	TRY(random_token(token));
	TRY(sha256(token, strlen(token), hash));
	return db_transaction(
	    db, open_session, &(struct opening){hash, account_id, address, user_agent});
}

enum err session_viewer(struct db *db, struct arena *arena, const struct settings *settings,
    const char *token, struct viewer *viewer)
{
	unsigned char hash[SHA256_SIZE];
	timestamp now = timestamp_now();
	struct db_rows rows;

	*viewer = (struct viewer){
	    .role = ROLE_NOBODY, .name = "", .email = "", .organisation = "", .language = ""};
	if (!token || strlen(token) != TOKEN_SIZE - 1)
		return OK;
	TRY(sha256(token, strlen(token), hash));
	TRY(db_query(db, arena, &SESSION_VIEWER,
	    DB_VALUES(db_bytes(hash, sizeof hash), db_time(idle_limit(settings, now)),
		db_time(age_limit(settings, now))),
	    &rows));
	if (!rows.count)
		return OK;
	*viewer = (struct viewer){
	    .session_id = db_int_at(&rows, 0, 0),
	    .account_id = db_int_at(&rows, 0, 2),
	    .role = (enum role)db_int_at(&rows, 0, 3),
	    .name = db_text_at(&rows, 0, 4),
	    .email = db_text_at(&rows, 0, 5),
	    .language = db_text_at(&rows, 0, 6),
	    .organisation_id = db_int_at(&rows, 0, 7),
	    .organisation = db_text_at(&rows, 0, 8),
	    .scope = (enum client_scope)db_int_at(&rows, 0, 9),
	    .is_manager = db_int_at(&rows, 0, 10) != 0,
	    .never_asked = db_int_at(&rows, 0, 11) != 0,
	};
	viewer_raise_manager(viewer);
	if (now - db_time_at(&rows, 0, 1) > TIMESTAMP_MINUTE)
		TRY(db_execute(
		    db, &SESSION_SEEN, DB_VALUES(db_time(now), db_int(viewer->session_id)), NULL));
	return OK;
}

enum err session_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct session **sessions, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &SESSION_LIST, DB_VALUES(db_int(viewer->account_id)), &rows));
	*sessions = ARENA_ARRAY(arena, struct session, rows.count);
	if (!*sessions)
		return ERROR(ERR_MEMORY, "no memory for %zu sessions", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*sessions)[i] = (struct session){db_int_at(&rows, i, 0), db_time_at(&rows, i, 1),
		    db_time_at(&rows, i, 2), db_text_at(&rows, i, 3), db_text_at(&rows, i, 4)};
	*count = rows.count;
	return OK;
}

enum err session_close(struct db *db, const struct viewer *viewer, int64_t session_id)
{
	struct db_result result;

	TRY(db_execute(db, &SESSION_CLOSE,
	    DB_VALUES(db_int(session_id), db_int(viewer->account_id)), &result));
	return result.affected ? OK : ERROR(ERR_NOT_FOUND, "no such session of this account");
}

enum err session_close_others(struct db *db, const struct viewer *viewer)
{
	return db_execute(db, &SESSION_CLOSE_OTHERS,
	    DB_VALUES(db_int(viewer->account_id), db_int(viewer->session_id)), NULL);
}

enum err session_sweep(struct db *db, const struct settings *settings, int64_t *deleted)
{
	timestamp now = timestamp_now();
	struct db_result result;

	TRY(db_execute(db, &SESSION_SWEEP,
	    DB_VALUES(db_time(idle_limit(settings, now)), db_time(age_limit(settings, now))),
	    &result));
	*deleted = result.affected;
	return OK;
}
