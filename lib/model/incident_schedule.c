/*
 * incident_schedule.c: maintenance begins and ends by itself.
 */
#include "model/incident_change.h"

static const struct db_statement DUE = {
    .name = "incident_due",
    .sql = "SELECT id FROM incident WHERE (state = 'scheduled' AND begins_at <= ?)"
	   " OR (state = 'in_progress' AND ends_at <= ?) ORDER BY begins_at LIMIT 100",
    .in = "tt",
    .out = "i",
};

DB_STATEMENTS(incident_schedule, &DUE);

struct due {
	struct arena *arena;
	int64_t id;
};

/* What should have begun and ended while no clock ran does both, a step a round. */
static enum err step(struct db *db, void *context)
{
	const struct due *due = context;
	struct incident_change change;
	struct incident after;
	timestamp at;
	int64_t update_id;

	TRY(incident_change_begin(&change, db, due->arena, 0, due->id, 0));
	after = change.before;
	if (after.state == INCIDENT_SCHEDULED && after.begins_at <= change.now) {
		after.state = INCIDENT_IN_PROGRESS;
		at = after.begins_at;
	} else if (after.state == INCIDENT_IN_PROGRESS && after.ends_at <= change.now) {
		after.state = INCIDENT_COMPLETED;
		at = after.ends_at;
	} else {
		return ERROR(ERR_CONFLICT, "incident %lld is not due any more", (long long)due->id);
	}
	after.is_open = incident_state_is_open(after.state);
	TRY(incident_change_write(&change, &after));
	TRY(incident_change_say(&change, after.state, "", "", NULL, &update_id));
	TRY(incident_change_parts(&change, after.is_open, NULL, 0, at));
	return incident_change_tell(&change, update_id);
}

enum err incident_run_schedule(struct db *db, struct arena *arena, int64_t *changed)
{
	const struct db_value now = db_time(timestamp_now());
	struct db_rows rows;

	*changed = 0;
	TRY(db_query(db, arena, &DUE, DB_VALUES(now, now), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct due due = {arena, db_int_at(&rows, i, 0)};
		enum err err = db_transaction(db, step, &due);

		if (err != OK && err != ERR_CONFLICT && err != ERR_NOT_FOUND)
			return err;
		*changed += err == OK;
	}
	return OK;
}
