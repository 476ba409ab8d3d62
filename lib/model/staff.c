#include "model/staff.h"

#include <string.h>

enum { KEPT = 256 };

static const struct db_statement STAFF_NAME = {
    .name = "staff_name",
    .sql = "SELECT name FROM account WHERE id = ?",
    .in = "i",
    .out = "s",
};

DB_STATEMENTS(staff, &STAFF_NAME);

static struct {
	struct arena *arena;
	struct name {
		int64_t account_id;
		const char *text;
	} names[KEPT];
	size_t count;
} now;

void staff_keep(struct arena *arena)
{
	now.arena = arena;
	now.count = 0;
}

void staff_forget(void)
{
	staff_keep(NULL);
}

enum err staff_name(struct db *db, struct arena *arena, int64_t account_id, const char **name)
{
	bool keep = now.arena && now.count < KEPT;
	struct db_rows rows;

	*name = "";
	if (!account_id)
		return OK;
	for (size_t i = 0; i < now.count; i++) {
		if (now.names[i].account_id == account_id) {
			*name = now.names[i].text;
			return OK;
		}
	}
	TRY(db_query(
	    db, keep ? now.arena : arena, &STAFF_NAME, DB_VALUES(db_int(account_id)), &rows));
	*name = db_text_at(&rows, 0, 0);
	if (keep)
		now.names[now.count++] = (struct name){account_id, *name};
	return OK;
}
