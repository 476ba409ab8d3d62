/* Working exports off. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "model/export_file.h"
#include "model/export_job.h"
#include "model/export_job_row.h"

enum { ATTEMPTS_MOST = 5, NAME_MOST = 80, SWEEP_MOST = 100 };

/* How long an owner may be silent before the job is another's, and how often they speak up. */
#define LEASE	    (60 * TIMESTAMP_SECOND)
#define LEASE_RENEW (5 * TIMESTAMP_SECOND)
#define PAUSE	    (10 * TIMESTAMP_SECOND)

static const struct db_statement JOB_NEXT = {
    .name = "export_job_next",
    .sql = EXPORT_JOB_COLUMNS " WHERE j.state IN ('waiting', 'running') AND j.available_at <= ?"
			      " ORDER BY j.available_at, j.id LIMIT 1 FOR UPDATE SKIP LOCKED",
    .in = "t",
    .out = EXPORT_JOB_OUT,
};

static const struct db_statement JOB_CLAIM = {
    .name = "export_job_claim",
    .sql = "UPDATE export_job SET state = 'running', lease = lease + 1, attempts = attempts + 1,"
	   " tickets = 0, available_at = ? WHERE id = ?",
    .in = "ti",
};

static const struct db_statement JOB_RENEW = {
    .name = "export_job_renew",
    .sql = "UPDATE export_job SET available_at = ?, tickets = ?"
	   " WHERE id = ? AND lease = ? AND state = 'running'",
    .in = "tiii",
};

static const struct db_statement JOB_DONE = {
    .name = "export_job_done",
    .sql = "UPDATE export_job SET state = 'done', tickets = ?, size = ?, file = ?, error = NULL,"
	   " finished_at = ? WHERE id = ? AND lease = ? AND state = 'running'",
    .in = "iistii",
};

static const struct db_statement JOB_FAILED = {
    .name = "export_job_failed",
    .sql = "UPDATE export_job SET state = IF(? OR attempts >= ?, 'failed', 'waiting'),"
	   " error = LEFT(?, 500), available_at = ?"
	   " WHERE id = ? AND lease = ? AND state = 'running'",
    .in = "iistii",
};

static const struct db_statement JOB_GIVE_BACK = {
    .name = "export_job_give_back",
    .sql = "UPDATE export_job SET state = 'waiting', attempts = attempts - 1, available_at = ?"
	   " WHERE id = ? AND lease = ? AND state = 'running'",
    .in = "tii",
};

static const struct db_statement JOB_EXPIRED = {
    .name = "export_job_expired",
    .sql = "DELETE FROM export_job WHERE created_at < ? AND state <> 'running' LIMIT ?",
    .in = "ti",
};

/* Does the file belong to it, or the part of one to who is at work? */
static const struct db_statement JOB_OWNS = {
    .name = "export_job_owns",
    .sql = "SELECT 1 FROM export_job WHERE id = ? AND (file = ? OR (state = 'running' AND lease "
	   "= ?))",
    .in = "isi",
    .out = "i",
};

DB_STATEMENTS(export_job_run, &JOB_NEXT, &JOB_CLAIM, &JOB_RENEW, &JOB_DONE, &JOB_FAILED,
    &JOB_GIVE_BACK, &JOB_EXPIRED, &JOB_OWNS);

struct claim {
	struct arena *arena;
	struct export_job *job;
};

static enum err claim(struct db *db, void *context)
{
	struct claim *c = context;
	timestamp now = timestamp_now();
	struct db_rows rows;

	*c->job = (struct export_job){.id = 0};
	TRY(db_query(db, c->arena, &JOB_NEXT, DB_VALUES(db_time(now)), &rows));
	if (!rows.count)
		return OK;
	*c->job = export_job_row(&rows, 0);
	TRY(db_execute(db, &JOB_CLAIM, DB_VALUES(db_time(now + LEASE), db_int(c->job->id)), NULL));
	c->job->lease++;
	c->job->attempts++;
	return OK;
}

enum err export_job_claim(struct db *db, struct arena *arena, struct export_job *job)
{
	return db_transaction(db, claim, &(struct claim){arena, job});
}

struct run {
	struct db *db, *other;
	struct arena *arena;
	const struct settings *settings;
	const struct export_job *job;
	bool (*stop)(void);
	timestamp renewed;
	struct export_file file;
	int64_t tickets;
};

/* Of several that were matched: none means that the job is no longer ours. */
static enum err ours(const struct run *run, const struct db_result *result)
{
	return result->affected ? OK
				: ERROR(ERR_CONFLICT, "export %lld was deleted or taken over",
				      (long long)run->job->id);
}

static enum err progress(void *context, int64_t tickets)
{
	struct run *run = context;
	timestamp now = timestamp_now();
	struct db_result result;

	if (run->stop())
		return ERROR(ERR_RETRY, "told to end");
	if (now - run->renewed < LEASE_RENEW)
		return OK;
	TRY(db_ready(run->other));
	TRY(db_execute(run->other, &JOB_RENEW,
	    DB_VALUES(db_time(now + LEASE), db_int(tickets), db_int(run->job->id),
		db_int(run->job->lease)),
	    &result));
	run->renewed = now;
	return ours(run, &result);
}

static enum err write_bytes(void *context, const char *bytes, size_t length)
{
	struct run *run = context;

	return export_file_write(&run->file, bytes, length);
}

/* "12-1-X2h5…k.csv": job, lease, chance. */
static enum err make_name(const struct export_job *job, char name[static NAME_MOST])
{
	char chance[TOKEN_SIZE];

	TRY(random_token(chance));
	(void)snprintf(name, NAME_MOST, "%lld-%lld-%.32s.%s", (long long)job->id,
	    (long long)job->lease, chance, records_code(job->options.format));
	return OK;
}

static enum err write_file(struct run *run, const char *path)
{
	const struct export_sink sink = {write_bytes, progress, run};
	const struct export_job *job = run->job;
	struct viewer viewer;

	TRY(export_viewer(run->db, run->arena, job->account_id, &viewer));
	/* Staff of then may be a client by now, and a manager another organisation's. */
	if (viewer_is_staff(&viewer) != job->for_staff)
		return ERROR(ERR_NOT_FOUND, "its owner has another role by now");
	TRY(export_file_open(&run->file, path, 0640));
	TRY(export_tickets(
	    run->db, run->settings, &viewer, job->filter, job->options, &sink, &run->tickets));
	return export_file_finish(&run->file);
}

static enum err finish(struct run *run, const char *name)
{
	struct db_result result;

	TRY(db_ready(run->other));
	TRY(db_execute(run->other, &JOB_DONE,
	    DB_VALUES(db_int(run->tickets), db_int(run->file.size), db_text(name),
		db_time(timestamp_now()), db_int(run->job->id), db_int(run->job->lease)),
	    &result));
	return ours(run, &result);
}

/* What went wrong, told to its owner; a lost database finds the lease run out later. */
static void record(struct run *run, enum err err)
{
	char said[500];
	bool final = err == ERR_NOT_FOUND;

	(void)snprintf(said, sizeof said, "%s", err_message());
	log_error("export %lld: %s", (long long)run->job->id, said);
	if (db_ready(run->other) == OK && db_execute(run->other, &JOB_FAILED,
					      DB_VALUES(db_int(final), db_int(ATTEMPTS_MOST),
						  db_text(said), db_time(timestamp_now() + PAUSE),
						  db_int(run->job->id), db_int(run->job->lease)),
					      NULL) != OK)
		log_warn("%s", err_message());
}

static void give_back(struct run *run)
{
	if (db_ready(run->other) == OK &&
	    db_execute(run->other, &JOB_GIVE_BACK,
		DB_VALUES(db_time(timestamp_now()), db_int(run->job->id), db_int(run->job->lease)),
		NULL) != OK)
		log_warn("%s", err_message());
}

enum err export_job_run(struct db *db, struct db *other, struct arena *arena,
    const struct settings *settings, const char *folder, const struct export_job *job,
    bool (*stop)(void))
{
	struct run run = {.db = db,
	    .other = other,
	    .arena = arena,
	    .settings = settings,
	    .job = job,
	    .stop = stop,
	    .renewed = timestamp_now(),
	    .file = {.file = -1}};
	char name[NAME_MOST];
	const char *path;
	enum err err;

	TRY(make_name(job, name));
	path = arena_format(arena, "%s/%s", folder, name);
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for a path");
	if (mkdir(folder, 0750) != 0 && errno != EEXIST)
		err = ERROR(ERR_IO, "%s: %s", folder, strerror(errno));
	else
		err = write_file(&run, path);
	if (err == OK) {
		err = finish(&run, name);
		if (err != OK)
			(void)unlink(path);
	}
	export_file_drop(&run.file);
	if (err == ERR_RETRY)
		give_back(&run);
	else if (err != OK && err != ERR_CONFLICT)
		record(&run, err);
	return err;
}

/* Job and lease of a file's name; false when it is none of ours. */
static bool name_parse(const char *name, int64_t *id, int64_t *lease)
{
	char copy[NAME_MOST];
	char *first, *second;

	if (strlen(name) >= sizeof copy)
		return false;
	memcpy(copy, name, strlen(name) + 1);
	first = strchr(copy, '-');
	second = first ? strchr(first + 1, '-') : NULL;
	if (!second)
		return false;
	*first = *second = '\0';
	return text_to_int(copy, 1, INT64_MAX, id) && text_to_int(first + 1, 0, INT64_MAX, lease);
}

static enum err sweep_file(
    struct db *db, struct arena *arena, const char *folder, const char *name, int64_t *deleted)
{
	int64_t id, lease;
	struct db_rows rows;
	const char *path = arena_format(arena, "%s/%s", folder, name);

	if (!path)
		return ERROR(ERR_MEMORY, "no memory for a path");
	if (!name_parse(name, &id, &lease))
		return OK;
	TRY(db_query(
	    db, arena, &JOB_OWNS, DB_VALUES(db_int(id), db_text(name), db_int(lease)), &rows));
	if (rows.count)
		return OK;
	if (unlink(path) != 0 && errno != ENOENT)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	++*deleted;
	return OK;
}

enum err export_job_sweep(struct db *db, struct arena *arena, const char *folder, int64_t *deleted)
{
	struct db_result result;
	struct dirent *entry;
	enum err err = OK;
	DIR *files;

	*deleted = 0;
	TRY(db_execute(db, &JOB_EXPIRED,
	    DB_VALUES(
		db_time(timestamp_now() - EXPORT_KEPT_DAYS * TIMESTAMP_DAY), db_int(SWEEP_MOST)),
	    &result));
	files = opendir(folder);
	if (!files)
		return errno == ENOENT ? OK : ERROR(ERR_IO, "%s: %s", folder, strerror(errno));
	while (err == OK && (entry = readdir(files)))
		if (entry->d_name[0] != '.')
			err = sweep_file(db, arena, folder, entry->d_name, deleted);
	(void)closedir(files);
	return err;
}
