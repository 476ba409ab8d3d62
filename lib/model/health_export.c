#include <inttypes.h>

#include "model/health.h"

/* Written in minutes, one after the other. */
enum { LATE_MINUTES = 30 };

static const struct db_statement HEALTH_EXPORTS = {
    .name = "health_exports",
    .sql = "SELECT COUNT(IF(state IN ('waiting', 'running'), 1, NULL)),"
	   " COUNT(IF(state = 'failed', 1, NULL)),"
	   " MIN(IF(state = 'waiting', available_at, NULL)) FROM export_job",
    .out = "iit",
};

DB_STATEMENTS(health_export, &HEALTH_EXPORTS);

void health_export(struct db *db, struct arena *arena, const struct health_report *report)
{
	struct db_rows rows;
	timestamp oldest;
	int64_t late;

	if (db_query(db, arena, &HEALTH_EXPORTS, DB_NONE, &rows) != OK) {
		health_tell(report, HEALTH_FAIL, "see the lines above", "exports can't be counted");
		return;
	}
	oldest = db_time_at(&rows, 0, 2);
	late = oldest == TIMESTAMP_NONE ? 0 : (timestamp_now() - oldest) / TIMESTAMP_MINUTE;
	if (late > LATE_MINUTES)
		health_tell(report, HEALTH_FAIL, "look at the log of exporter",
		    "an export has been waiting for %" PRId64 " minutes: is exporter running?",
		    late);
	else
		health_tell(report, HEALTH_OK, "", "%" PRId64 " exports are to be written",
		    db_int_at(&rows, 0, 0));
	if (db_int_at(&rows, 0, 1))
		health_tell(report, HEALTH_WARN, "the log of exporter says why",
		    "%" PRId64 " exports of the last week could not be written",
		    db_int_at(&rows, 0, 1));
}
