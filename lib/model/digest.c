#include "model/digest.h"

#include <jansson.h>
#include <stdio.h>

#include "model/mail_out.h"

static const struct db_statement DUE = {
    .name = "digest_due",
    .sql = "SELECT id, email, name, language, digest_at FROM account WHERE mail_digest AND "
	   "mail_consent AND is_active AND email IS NOT NULL"
	   " AND role IN ('agent', 'admin') AND (digest_at IS NULL OR digest_at < ?)"
	   " ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED",
    .in = "t",
    .out = "issst",
};

static const struct db_statement DONE = {
    .name = "digest_done",
    .sql = "UPDATE account SET digest_at = ? WHERE id = ?",
    .in = "ti",
};

static const struct db_statement READ = {
    .name = "digest_read",
    .sql = "SELECT IF(t.responsible_id = v.id, 1, IF(f.account_id IS NOT NULL, 2,"
	   " IF(m.account_id IS NOT NULL, 3, 4))) AS grp, t.id, t.status_id, COUNT(*), t.subject,"
	   " MAX(c.name), IF(t.is_open, t.due_at, NULL)"
	   " FROM (SELECT ? AS id) v JOIN event e ON e.about = 'ticket' AND e.created_at >= ?"
	   " AND e.created_at < ? AND NOT (e.actor_id <=> v.id)"
	   " JOIN ticket t ON t.id = e.about_id LEFT JOIN account c ON c.id = t.contact_id"
	   " LEFT JOIN follower f ON f.ticket_id = t.id AND f.account_id = v.id"
	   " LEFT JOIN team_member m ON m.team_id = t.team_id AND m.account_id = v.id"
	   " WHERE t.responsible_id = v.id OR f.account_id IS NOT NULL OR m.account_id IS NOT NULL"
	   " OR (t.responsible_id IS NULL AND t.team_id IS NULL)"
	   " GROUP BY t.id ORDER BY grp, MAX(e.id) DESC LIMIT 200",
    .in = "itt",
    .out = "iiiisst",
};

DB_STATEMENTS(digest, &DUE, &DONE, &READ);

struct run {
	struct arena *arena;
	timestamp due;
	int64_t made;
};

static enum err write_one(struct db *db, const struct db_rows *rows, size_t row, timestamp now)
{
	timestamp since = db_null_at(rows, row, 4) ? now - TIMESTAMP_DAY : db_time_at(rows, row, 4);
	char parameters[100];

	(void)snprintf(parameters, sizeof parameters, "{\"since\":%lld,\"until\":%lld}",
	    (long long)since, (long long)now);
	TRY(mail_out_add(db,
	    &(struct mail_new){.kind = DIGEST_KIND,
		.address = db_text_at(rows, row, 1),
		.name = db_text_at(rows, row, 2),
		.language = db_text_at(rows, row, 3),
		.account_id = db_int_at(rows, row, 0),
		.parameters = parameters},
	    NULL));
	return db_execute(
	    db, &DONE, DB_VALUES(db_time(now), db_int(db_int_at(rows, row, 0))), NULL);
}

static enum err run(struct db *db, void *context)
{
	struct run *r = context;
	timestamp now = timestamp_now();
	struct db_rows rows;

	TRY(db_query(db, r->arena, &DUE, DB_VALUES(db_time(r->due)), &rows));
	for (size_t i = 0; i < rows.count; i++)
		TRY(write_one(db, &rows, i, now));
	r->made = (int64_t)rows.count;
	return OK;
}

enum err digest_run(struct db *db, struct arena *arena, timestamp due, int64_t *made)
{
	struct run r = {.arena = arena, .due = due};

	TRY(db_transaction(db, run, &r));
	*made = r.made;
	return OK;
}

bool digest_period(const char *parameters, timestamp *since, timestamp *until)
{
	json_t *object = json_loads(parameters, 0, NULL);
	json_int_t from = 0, to = 0;
	bool is_ours = json_unpack(object, "{s:I,s:I}", "since", &from, "until", &to) == 0;

	*since = from;
	*until = to;
	json_decref(object);
	return is_ours;
}

enum err digest_read(struct db *db, struct arena *arena, int64_t account_id, timestamp since,
    timestamp until, struct digest_line **lines, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &READ,
	    DB_VALUES(db_int(account_id), db_time(since), db_time(until)), &rows));
	*lines = ARENA_ARRAY(arena, struct digest_line, rows.count);
	if (!*lines)
		return ERROR(ERR_MEMORY, "no memory for %zu lines", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*lines)[i] =
		    (struct digest_line){.group = (enum digest_group)db_int_at(&rows, i, 0),
			.ticket_id = db_int_at(&rows, i, 1),
			.status_id = db_int_at(&rows, i, 2),
			.changes = db_int_at(&rows, i, 3),
			.subject = db_text_at(&rows, i, 4),
			.contact = db_text_at(&rows, i, 5),
			.due_at = db_time_at(&rows, i, 6)};
	*count = rows.count;
	return OK;
}
