/*
 * export_job.h: exports too large to wait for: asked for on a page, written into a file by the
 * daemon "exporter", sent by nginx.
 *
 * A job is worked off under a lease with a number that grows: whoever was given up for dead and
 * comes back finds that the job is no longer theirs. The file is named in the job only once it is
 * whole. What its owner may have is asked anew when it is written and each time it is sent.
 */
#ifndef DOCKET_MODEL_EXPORT_JOB_H
#define DOCKET_MODEL_EXPORT_JOB_H

#include "model/export.h"

enum {
	EXPORT_JOBS_MOST = 5, /* of one person, unfinished */
	EXPORT_JOBS_LISTED = 50,
	EXPORT_KEPT_DAYS = 7,
	EXPORT_FOLDER = 4096 /* room for its path */
};

/* The order is that of the ENUM. */
enum export_state { EXPORT_WAITING = 1, EXPORT_RUNNING, EXPORT_DONE, EXPORT_FAILED };

struct export_job {
	int64_t id, account_id, lease, attempts;
	struct export_filter filter;
	struct export_options options;
	bool for_staff;
	enum export_state state;
	int64_t tickets, size;	  /* size: -1 while there is no file */
	const char *file, *error; /* "" */
	timestamp created_at, finished_at;
};

/* The folder of the files, HOME/cache/export; nginx knows HOME/cache as /_cache/. */
enum err export_folder(const struct settings *settings, char folder[static EXPORT_FOLDER]);

/* ERR_NOT_FOUND: the viewer may not export that. ERR_LIMIT: too many of theirs are unfinished. */
enum err export_job_add(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_filter filter, struct export_options options, int64_t *id);

/* Newest first; only what the viewer may still have. */
enum err export_job_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_job **jobs, size_t *count);

/* ERR_NOT_FOUND: not theirs, or no longer for them. */
enum err export_job_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct export_job *job);

/* With its file. One that is being written stops soon. */
enum err export_job_delete(struct db *db, struct arena *arena, const struct viewer *viewer,
    const char *folder, int64_t id);

/* --- For those who work them off. */

/* Takes up the next; job->id is 0 when there is none. */
enum err export_job_claim(struct db *db, struct arena *arena, struct export_job *job);

/* Writes the file and gives it to the job. `other` is a second connection, which keeps the lease
 * while the first one reads. `stop` is asked now and then: when it says so the job is given back
 * (ERR_RETRY). ERR_CONFLICT: it was deleted, or another has it by now. All other errors are
 * recorded in the job. */
enum err export_job_run(struct db *db, struct db *other, struct arena *arena,
    const struct settings *settings, const char *folder, const struct export_job *job,
    bool (*stop)(void));

/* Forgets jobs and files that are old, and files that belong to no job. */
enum err export_job_sweep(struct db *db, struct arena *arena, const char *folder, int64_t *deleted);

#endif
