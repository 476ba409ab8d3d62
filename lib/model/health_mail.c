#include <inttypes.h>

#include "base/settings.h"
#include "model/health.h"
#include "model/mail_out.h"

enum { FAILED_WARN = 1, FAILED_FAIL = 50 };

static const char WATCH[] = "see /admin/mail for the reason of each";

static void tell_waiting(
    const struct health_report *report, const struct job_counts *counts, int64_t minutes)
{
	int64_t late = counts->oldest == TIMESTAMP_NONE
			   ? 0
			   : (timestamp_now() - counts->oldest) / TIMESTAMP_MINUTE;

	if (late > minutes * 10)
		health_tell(report, HEALTH_FAIL, WATCH,
		    "mail has been waiting for %" PRId64 " minutes: is mailout running?", late);
	else if (late > minutes)
		health_tell(report, HEALTH_WARN, WATCH,
		    "the oldest mail has been waiting for %" PRId64 " minutes", late);
	else
		health_tell(report, HEALTH_OK, "", "%" PRId64 " messages wait to be sent",
		    counts->waiting + counts->sending);
}

void health_mail(struct db *db, struct arena *arena, const struct settings *settings,
    const struct health_report *report)
{
	struct job_counts counts;

	if (job_counts(db, arena, &MAIL_OUT, &counts) != OK) {
		health_tell(report, HEALTH_FAIL, "see the lines above", "mail can't be counted");
		return;
	}
	tell_waiting(report, &counts, settings_int(settings, "mail.alarm_minutes", 1, 100000, 30));
	if (counts.failed >= FAILED_WARN)
		health_tell(report, counts.failed >= FAILED_FAIL ? HEALTH_FAIL : HEALTH_WARN,
		    "look at /admin/mail?state=failed, and send again or drop each",
		    "%" PRId64 "%s messages could not be sent", counts.failed,
		    counts.failed > JOB_COUNT_MOST ? " or more" : "");
}
