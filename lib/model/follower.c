#include "model/follower.h"

#include "model/event.h"
#include "model/visibility.h"

static const struct db_statement LIST = {
    .name = "follower_list",
    .sql = "SELECT a.id, a.organisation_id, a.name, a.email, a.role + 0,"
	   " COALESCE(a.mail_consent, FALSE) FROM follower f JOIN account a ON a.id = f.account_id"
	   " WHERE f.ticket_id = ? AND a.is_active ORDER BY a.name, a.id LIMIT 200",
    .in = "i",
    .out = "iissii",
};

static const struct db_statement IS = {
    .name = "follower_is",
    .sql = "SELECT 1 FROM follower WHERE ticket_id = ? AND account_id = ?",
    .in = "ii",
    .out = "i",
};

/* May the viewer see it, and may this person? Following makes nothing visible that wasn't. */
static const struct db_statement MAY = {
    .name = "follower_may",
    .sql = "SELECT a.name, a.role <> 'client' OR t.contact_id = a.id OR (a.organisation_id IS NOT"
	   " NULL AND a.organisation_id = t.organisation_id)"
	   " OR COALESCE(o.client_scope = 'all', FALSE)"
	   " FROM ticket t JOIN account a ON a.id = ? AND a.is_active"
	   " LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " WHERE t.id = ? AND " TICKET_VISIBLE " AND COALESCE(o.is_active, TRUE)",
    .in = "ii" TICKET_VISIBLE_IN,
    .out = "si",
};

static const struct db_statement ADD = {
    .name = "follower_add",
    .sql = "INSERT IGNORE INTO follower (ticket_id, account_id, added_at, added_by)"
	   " VALUES (?, ?, ?, ?)",
    .in = "iiti",
};

static const struct db_statement REMOVE = {
    .name = "follower_remove",
    .sql = "DELETE FROM follower WHERE ticket_id = ? AND account_id = ?",
    .in = "ii",
};

static const struct db_statement EVENT = {
    .name = "follower_event",
    .sql = "INSERT INTO event (about, about_id, version, kind, actor_id, before_value,"
	   " after_value, created_at) SELECT 'ticket', t.id, t.version, 'follower', ?,"
	   " IF(?, NULL, a.name), IF(?, a.name, NULL), ? FROM ticket t JOIN account a ON a.id = ?"
	   " WHERE t.id = ?",
    .in = "iiitii",
};

DB_STATEMENTS(follower, &LIST, &IS, &MAY, &ADD, &REMOVE, &EVENT);

enum err follower_list(struct db *db, struct arena *arena, int64_t ticket_id,
    struct follower **followers, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &LIST, DB_VALUES(db_int(ticket_id)), &rows));
	*followers = ARENA_ARRAY(arena, struct follower, rows.count);
	if (!*followers)
		return ERROR(ERR_MEMORY, "no memory for %zu followers", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*followers)[i] = (struct follower){.account_id = db_int_at(&rows, i, 0),
		    .organisation_id = db_int_at(&rows, i, 1),
		    .name = db_text_at(&rows, i, 2),
		    .email = db_text_at(&rows, i, 3),
		    .role = (enum role)db_int_at(&rows, i, 4),
		    .has_consent = db_int_at(&rows, i, 5) != 0};
	*count = rows.count;
	return OK;
}

enum err follower_is(
    struct db *db, struct arena *arena, int64_t ticket_id, int64_t account_id, bool *is_follower)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &IS, DB_VALUES(db_int(ticket_id), db_int(account_id)), &rows));
	*is_follower = rows.count > 0;
	return OK;
}

struct change {
	int64_t ticket_id, account_id, actor_id;
	bool is_added;
};

static enum err change(struct db *db, void *context)
{
	const struct change *c = context;
	timestamp now = timestamp_now();
	struct db_result result;

	if (c->is_added)
		TRY(db_execute(db, &ADD,
		    DB_VALUES(db_int(c->ticket_id), db_int(c->account_id), db_time(now),
			db_id(c->actor_id)),
		    &result));
	else
		TRY(db_execute(
		    db, &REMOVE, DB_VALUES(db_int(c->ticket_id), db_int(c->account_id)), &result));
	if (!result.affected)
		return OK;
	return db_execute(db, &EVENT,
	    DB_VALUES(db_id(c->actor_id), db_int(c->is_added), db_int(c->is_added), db_time(now),
		db_int(c->account_id), db_int(c->ticket_id)),
	    NULL);
}

enum err follower_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, int64_t account_id)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAY,
	    DB_VALUES(db_int(account_id), db_int(ticket_id), VISIBILITY_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no such ticket or person for this viewer");
	if (!viewer_is_staff(viewer) && viewer->account_id != account_id)
		return ERROR(ERR_DENIED, "only staff adds others");
	if (!db_int_at(&rows, 0, 1) && viewer->account_id != account_id)
		return ERROR(ERR_DENIED, "a client of another organisation");
	return db_transaction(
	    db, change, &(struct change){ticket_id, account_id, viewer->account_id, true});
}

enum err follower_remove(
    struct db *db, const struct viewer *viewer, int64_t ticket_id, int64_t account_id)
{
	if (!viewer_is_staff(viewer) && viewer->account_id != account_id)
		return ERROR(ERR_DENIED, "only staff takes others away");
	return db_transaction(
	    db, change, &(struct change){ticket_id, account_id, viewer->account_id, false});
}

enum err follower_remove_by_link(struct db *db, int64_t ticket_id, int64_t account_id)
{
	return db_transaction(
	    db, change, &(struct change){ticket_id, account_id, account_id, false});
}
