#include <string.h>

#include "base/text.h"
#include "model/event.h"
#include "model/mail_out.h"

static const struct db_statement MAIL_MARK = {
    .name = "mail_mark",
    .sql = "INSERT INTO mail_mark (address, kind, reason, mail_out_id, marked_at)"
	   " VALUES (LOWER(?), ?, LEFT(?, 500), ?, ?)"
	   " ON DUPLICATE KEY UPDATE kind = VALUES(kind), reason = VALUES(reason),"
	   " mail_out_id = VALUES(mail_out_id), marked_at = VALUES(marked_at)",
    .in = "sisit",
};

static const struct db_statement MAIL_MARK_GET = {
    .name = "mail_mark_get",
    .sql = "SELECT address, kind + 0, reason, mail_out_id, marked_at FROM mail_mark"
	   " WHERE address = LOWER(?)",
    .in = "s",
    .out = "sisit",
};

static const struct db_statement MAIL_MARK_LIST = {
    .name = "mail_mark_list",
    .sql = "SELECT address, kind + 0, reason, mail_out_id, marked_at FROM mail_mark"
	   " ORDER BY marked_at DESC LIMIT ?",
    .in = "i",
    .out = "sisit",
};

static const struct db_statement MAIL_MARK_CLEAR = {
    .name = "mail_mark_clear",
    .sql = "DELETE FROM mail_mark WHERE address = LOWER(?)",
    .in = "s",
};

DB_STATEMENTS(mail_mark, &MAIL_MARK, &MAIL_MARK_GET, &MAIL_MARK_LIST, &MAIL_MARK_CLEAR);

enum err mail_mark(struct db *db, const char *address, enum mail_mark_kind kind, const char *reason,
    int64_t mail_out_id)
{
	return db_execute(db, &MAIL_MARK,
	    DB_VALUES(db_text(address), db_int(kind), db_text(reason), db_id(mail_out_id),
		db_time(timestamp_now())),
	    NULL);
}

static void read_mark(const struct db_rows *rows, size_t row, struct mail_mark *mark)
{
	*mark = (struct mail_mark){.address = db_text_at(rows, row, 0),
	    .kind = (enum mail_mark_kind)db_int_at(rows, row, 1),
	    .reason = db_text_at(rows, row, 2),
	    .mail_out_id = db_int_at(rows, row, 3),
	    .at = db_time_at(rows, row, 4)};
}

enum err mail_mark_get(
    struct db *db, struct arena *arena, const char *address, bool *marked, struct mail_mark *mark)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_MARK_GET, DB_VALUES(db_text(address)), &rows));
	*marked = rows.count > 0;
	if (*marked)
		read_mark(&rows, 0, mark);
	return OK;
}

enum err mail_mark_list(
    struct db *db, struct arena *arena, size_t limit, struct mail_mark **marks, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_MARK_LIST, DB_VALUES(db_int((int64_t)limit)), &rows));
	*count = rows.count;
	*marks = ARENA_ARRAY(arena, struct mail_mark, rows.count);
	if (!*marks)
		return ERROR(ERR_MEMORY, "no memory for a list of addresses");
	for (size_t i = 0; i < rows.count; i++)
		read_mark(&rows, i, &(*marks)[i]);
	return OK;
}

struct clearing {
	const char *address;
	int64_t actor_id;
};

static enum err clear(struct db *db, void *context)
{
	const struct clearing *c = context;
	struct db_result result;

	TRY(db_execute(db, &MAIL_MARK_CLEAR, DB_VALUES(db_text(c->address)), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "that address is not marked");
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .kind = "mail_mark_clear",
				 .actor_id = c->actor_id,
				 .before = c->address,
				 .at = timestamp_now()});
}

enum err mail_mark_clear(struct db *db, const char *address, int64_t actor_id)
{
	return db_transaction(db, clear, &(struct clearing){address, actor_id});
}
