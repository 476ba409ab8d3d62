/*
 * export_job_row.h: a job as it stands in the table. For lib/model/export_job*.c alone.
 */
#ifndef DOCKET_MODEL_EXPORT_JOB_ROW_H
#define DOCKET_MODEL_EXPORT_JOB_ROW_H

#include "model/export_job.h"

#define EXPORT_JOB_COLUMNS                                                                         \
	"SELECT j.id, j.account_id, j.lease, j.attempts, j.format + 0, j.with_mark,"               \
	" j.with_messages, j.since, j.created_from, j.created_before, j.type_id, j.status_id,"     \
	" j.category_id, j.organisation_id, j.team_id, j.for_staff, j.state + 0, j.tickets,"       \
	" COALESCE(j.size, -1), COALESCE(j.file, ''), COALESCE(j.error, ''), j.created_at,"        \
	" j.finished_at FROM export_job j"
#define EXPORT_JOB_OUT "iiiiiiitttiiiiiiiiisstt"

struct export_job export_job_row(const struct db_rows *rows, size_t row);

#endif
