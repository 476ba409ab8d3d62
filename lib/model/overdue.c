#include "model/overdue.h"

/* Walks the index (status_id, updated_at, id) from the cursor, so that a round costs what is new in
 * it, whatever the size of the archive. A row behind the cursor can't come back to life there: each
 * change of status is a new updated_at. */
static const struct db_statement OVERDUE_LIST = {
    .name = "overdue_list",
    .sql = "SELECT t.id, t.updated_at FROM ticket t FORCE INDEX (ticket_queue_status)"
	   " WHERE t.status_id = ? AND t.updated_at >= ? AND t.updated_at < ?"
	   " AND (t.updated_at > ? OR t.id > ?) AND t.source <> 'import'"
	   " ORDER BY t.updated_at, t.id LIMIT 100",
    .in = "ittti",
    .out = "it",
};

DB_STATEMENTS(overdue, &OVERDUE_LIST);

enum err overdue_list(struct db *db, struct arena *arena, int64_t status_id, timestamp before,
    struct cursor *from, int64_t ids[static OVERDUE_MOST], size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &OVERDUE_LIST,
	    DB_VALUES(db_int(status_id), db_time(from->at), db_time(before), db_time(from->at),
		db_int(from->id)),
	    &rows));
	for (size_t i = 0; i < rows.count; i++) {
		ids[i] = db_int_at(&rows, i, 0);
		*from = (struct cursor){db_time_at(&rows, i, 1), ids[i]};
	}
	*count = rows.count;
	return OK;
}
