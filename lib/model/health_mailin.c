#include <inttypes.h>

#include "model/health.h"
#include "model/mail_in.h"
#include "model/mailbox.h"

/* A mailbox that was not reached for so long is no passing trouble. */
#define LONG (30 * TIMESTAMP_MINUTE)

static void tell_mailbox(const struct health_report *report, const struct mailbox *mailbox)
{
	timestamp now = timestamp_now();

	if (!mailbox->is_active)
		return;
	if (*mailbox->error)
		health_tell(report, now - mailbox->failed_at > LONG ? HEALTH_FAIL : HEALTH_WARN,
		    "see /admin/mailboxes, and try the connection there", "mailbox %s: %s",
		    mailbox->name, mailbox->error);
	else if (mailbox->reached_at == TIMESTAMP_NONE || now - mailbox->reached_at > LONG)
		health_tell(report, HEALTH_WARN, "is mailin running (docket-mailin.service)?",
		    "mailbox %s has not been asked for a while", mailbox->name);
	else
		health_tell(report, HEALTH_OK, "", "mailbox %s", mailbox->name);
}

void health_mailin(struct db *db, struct arena *arena, const struct health_report *report)
{
	struct mail_in_counts counts;
	struct mailbox *mailboxes;
	size_t count;

	if (mailbox_list(db, arena, &mailboxes, &count) != OK ||
	    mail_in_count(db, arena, &counts) != OK) {
		health_tell(
		    report, HEALTH_FAIL, "see the lines above", "incoming mail can't be counted");
		return;
	}
	for (size_t i = 0; i < count; i++)
		tell_mailbox(report, &mailboxes[i]);
	if (counts.late)
		health_tell(report, HEALTH_FAIL, "is mailin running (docket-mailin.service)?",
		    "%" PRId64 " messages came over ten minutes ago and were not looked at",
		    counts.late);
	if (counts.quarantined)
		health_tell(report, HEALTH_WARN, "look at /desk/mail?state=quarantined",
		    "%" PRId64 " messages could not be read", counts.quarantined);
	health_tell(
	    report, HEALTH_OK, "", "%" PRId64 " messages wait for staff to decide", counts.triage);
}
