#include "model/export_job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "model/export_job_row.h"

/* What somebody asked for is theirs while they may still have it. */
#define JOB_ALLOWED    " j.account_id = ? AND (? OR (NOT j.for_staff AND j.organisation_id = ?))"
#define JOB_ALLOWED_IN "iii"
#define ALLOWED_VALUES(viewer)                                                                     \
	db_int((viewer)->account_id), db_int(viewer_is_staff(viewer)),                             \
	    db_int((viewer)->is_manager ? (viewer)->organisation_id : -1)

static const struct db_statement JOB_ADD = {
    .name = "export_job_add",
    .sql = "INSERT INTO export_job (account_id, format, with_mark, with_messages, since,"
	   " created_from, created_before, type_id, status_id, category_id, organisation_id,"
	   " team_id, for_staff, available_at, created_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "iiiitttiiiiiitt",
};

static const struct db_statement JOB_UNFINISHED = {
    .name = "export_job_unfinished",
    .sql = "SELECT COUNT(*) FROM export_job WHERE account_id = ? AND state IN ('waiting', "
	   "'running')",
    .in = "i",
    .out = "i",
};

static const struct db_statement JOB_LIST = {
    .name = "export_job_list",
    .sql = EXPORT_JOB_COLUMNS " WHERE" JOB_ALLOWED " ORDER BY j.id DESC LIMIT ?",
    .in = JOB_ALLOWED_IN "i",
    .out = EXPORT_JOB_OUT,
};

static const struct db_statement JOB_LOAD = {
    .name = "export_job_load",
    .sql = EXPORT_JOB_COLUMNS " WHERE j.id = ? AND" JOB_ALLOWED,
    .in = "i" JOB_ALLOWED_IN,
    .out = EXPORT_JOB_OUT,
};

static const struct db_statement JOB_DELETE = {
    .name = "export_job_delete",
    .sql = "DELETE FROM export_job WHERE id = ?",
    .in = "i",
};

DB_STATEMENTS(export_job, &JOB_ADD, &JOB_UNFINISHED, &JOB_LIST, &JOB_LOAD, &JOB_DELETE);

enum err export_folder(const struct settings *settings, char folder[static EXPORT_FOLDER])
{
	int length = snprintf(folder, EXPORT_FOLDER, "%s/cache/export", settings_home(settings));

	/* Room for the names of files in it, too. */
	return length > 0 && length < EXPORT_FOLDER - 200
		   ? OK
		   : ERROR(ERR_LIMIT, "the path of the instance's folder is too long");
}

struct export_job export_job_row(const struct db_rows *rows, size_t row)
{
	return (struct export_job){
	    .id = db_int_at(rows, row, 0),
	    .account_id = db_int_at(rows, row, 1),
	    .lease = db_int_at(rows, row, 2),
	    .attempts = db_int_at(rows, row, 3),
	    .options = {(enum records_format)db_int_at(rows, row, 4), db_int_at(rows, row, 5) != 0},
	    .filter = {.messages = db_int_at(rows, row, 6) != 0,
		.since = db_time_at(rows, row, 7),
		.created_from = db_time_at(rows, row, 8),
		.created_before = db_time_at(rows, row, 9),
		.type_id = db_int_at(rows, row, 10),
		.status_id = db_int_at(rows, row, 11),
		.category_id = db_int_at(rows, row, 12),
		.organisation_id = db_int_at(rows, row, 13),
		.team_id = db_int_at(rows, row, 14)},
	    .for_staff = db_int_at(rows, row, 15) != 0,
	    .state = (enum export_state)db_int_at(rows, row, 16),
	    .tickets = db_int_at(rows, row, 17),
	    .size = db_int_at(rows, row, 18),
	    .file = db_text_at(rows, row, 19),
	    .error = db_text_at(rows, row, 20),
	    .created_at = db_time_at(rows, row, 21),
	    .finished_at = db_time_at(rows, row, 22),
	};
}

enum err export_job_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_filter filter, struct export_options options, int64_t *id)
{
	struct db_value now = db_time(timestamp_now());
	struct db_result result;
	struct db_rows rows;

	TRY(export_allow(viewer, &filter));
	TRY(db_query(db, arena, &JOB_UNFINISHED, DB_VALUES(db_int(viewer->account_id)), &rows));
	if (db_int_at(&rows, 0, 0) >= EXPORT_JOBS_MOST)
		return ERROR(ERR_LIMIT, "account %lld has %d unfinished exports",
		    (long long)viewer->account_id, EXPORT_JOBS_MOST);
	TRY(db_execute(db, &JOB_ADD,
	    DB_VALUES(db_int(viewer->account_id), db_int(options.format), db_int(options.mark),
		db_int(filter.messages), db_time(filter.since), db_time(filter.created_from),
		db_time(filter.created_before), db_id(filter.type_id), db_id(filter.status_id),
		db_id(filter.category_id), db_id(filter.organisation_id), db_id(filter.team_id),
		db_int(viewer_is_staff(viewer)), now, now),
	    &result));
	*id = result.inserted_id;
	return OK;
}

enum err export_job_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_job **jobs, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &JOB_LIST,
	    DB_VALUES(ALLOWED_VALUES(viewer), db_int(EXPORT_JOBS_LISTED)), &rows));
	*jobs = ARENA_ARRAY(arena, struct export_job, rows.count);
	if (!*jobs)
		return ERROR(ERR_MEMORY, "no memory for %zu exports", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*jobs)[i] = export_job_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err export_job_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct export_job *job)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &JOB_LOAD, DB_VALUES(db_int(id), ALLOWED_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no export %lld for this viewer", (long long)id);
	*job = export_job_row(&rows, 0);
	return OK;
}

enum err export_job_delete(
    struct db *db, struct arena *arena, const struct viewer *viewer, const char *folder, int64_t id)
{
	struct export_job job;
	const char *path;

	TRY(export_job_load(db, arena, viewer, id, &job));
	TRY(db_execute(db, &JOB_DELETE, DB_VALUES(db_int(id)), NULL));
	if (!*job.file)
		return OK;
	path = arena_format(arena, "%s/%s", folder, job.file);
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for a path");
	/* On another machine of several it is the clock that deletes it. */
	if (unlink(path) != 0 && errno != ENOENT)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	return OK;
}
