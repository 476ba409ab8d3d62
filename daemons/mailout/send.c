#include "mailout.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

enum { LEASE_SECONDS = 600, PAUSE_FIRST = 2, PAUSE_MOST = 60 };

/* --- The lease: nothing is sent that may have gone to another daemon. */

static enum err hold(struct mailout *mailout, const struct parcel *parcel, bool *ours)
{
	const timestamp lease = LEASE_SECONDS * TIMESTAMP_SECOND;
	/* A kept connection that turns out to be dead makes two tries of one. */
	timestamp needed = (mailout->delivery.timeout * 2 + 30) * TIMESTAMP_SECOND;
	enum err err;

	*ours = true;
	if (timestamp_now() + needed < mailout->lease_end)
		return OK;
	err = job_renew(mailout->db, &mailout->queue, &parcel->job, lease + needed);
	if (err != ERR_CONFLICT)
		return err;
	*ours = false;
	log_warn("mail %" PRId64 " went to another daemon", parcel->job.id);
	mailout_forget(mailout, &parcel->job);
	return OK;
}

/* --- What became of it. */

static enum err took(struct mailout *mailout, const struct parcel *parcel)
{
	/* Known to the file first: see journal.h. A file that can't be written leaves the database.
	 */
	enum err err = journal_sent(mailout->journal, &parcel->job);
	size_t lost;

	mailout_forget(mailout, &parcel->job);
	mailout->total++;
	mailout->troubles = 0;
	mailout->trouble[0] = '\0';
	if (err == OK || mailout->sent_count == JOURNAL_JOBS) {
		mailout->sent[mailout->sent_count++] = parcel->job;
		return OK;
	}
	log_error("%s", err_message());
	return mail_out_sent(mailout->db, &parcel->job, 1, &lost);
}

/* The server is left alone for a while that grows, and differs by chance. */
static void leave_alone(struct mailout *mailout, const struct smtp_recipient *recipient)
{
	timestamp pause = PAUSE_FIRST * TIMESTAMP_SECOND, now = timestamp_now();

	for (unsigned i = 0; i < mailout->troubles && pause < PAUSE_MOST * TIMESTAMP_SECOND; i++)
		pause *= 2;
	if (pause > PAUSE_MOST * TIMESTAMP_SECOND)
		pause = PAUSE_MOST * TIMESTAMP_SECOND;
	if (pause > mailout->queue.pause_first)
		pause = mailout->queue.pause_first;
	mailout->not_before = now + pause * 3 / 4 + now % (pause / 2 + 1);
	if (!mailout->troubles || strcmp(mailout->trouble, recipient->reply) != 0)
		log_warn("the mail server: %s", recipient->reply);
	mailout->troubles++;
	(void)snprintf(mailout->trouble, sizeof mailout->trouble, "%s", recipient->reply);
}

/* Does this refusal speak of the mailbox itself, or of a policy that may change? RFC 3463: 5.1.x is
 * about the address, 5.2.1 a disabled mailbox; without such a code 550, 551 and 553 mean that. */
static bool speaks_of_address(const struct smtp_recipient *recipient)
{
	const char *status = recipient->reply + strspn(recipient->reply, "0123456789");

	status += strspn(status, " -");
	if (!strncmp(status, "5.1.", 4) || !strncmp(status, "5.2.1", 5))
		return true;
	if (status[0] == '5' && status[1] == '.')
		return false;
	return recipient->code == 550 || recipient->code == 551 || recipient->code == 553;
}

static enum err refused(
    struct mailout *mailout, const struct parcel *parcel, const struct smtp_recipient *recipient)
{
	bool marks = mailout->delivery.mode == DELIVERY_LIVE &&
		     recipient->stage == SMTP_AT_RECIPIENT && speaks_of_address(recipient);

	log_warn("mail %" PRId64 " was refused: %s", parcel->job.id, recipient->reply);
	if (marks)
		TRY(mail_mark(mailout->db, parcel->mail.address, MAIL_MARK_REFUSED,
		    recipient->reply, parcel->job.id));
	return job_failed(mailout->db, &mailout->queue, &parcel->job, recipient->reply);
}

static enum err later(
    struct mailout *mailout, const struct parcel *parcel, const struct smtp_recipient *recipient)
{
	char why[SMTP_REPLY_MOST + 100];
	bool failed;
	enum err err;

	(void)snprintf(why, sizeof why, "%s%s", recipient->reply,
	    recipient->perhaps_sent ? " (it may have arrived: the answer was lost)" : "");
	err = job_later(mailout->db, &mailout->queue, &parcel->job, why, &failed);
	if (err == OK && failed)
		log_error("mail %" PRId64 " is given up: %s", parcel->job.id, why);
	return err;
}

enum err mailout_send(struct mailout *mailout, struct parcel *parcel, bool *go_on)
{
	struct smtp_recipient recipient = {.address = parcel->mail.address};
	enum err err;
	bool ours;

	TRY(hold(mailout, parcel, &ours));
	if (!ours)
		return OK;
	err = delivery_send(
	    &mailout->delivery, parcel->job.id, &recipient, parcel->raw, parcel->raw_length);
	if (err == ERR_INPUT) { /* an address that no server would take */
		(void)snprintf(recipient.reply, sizeof recipient.reply, "%s",
		    "the address can't be written to");
		recipient.outcome = SMTP_PERMANENT;
		recipient.stage = SMTP_AT_RECIPIENT;
	} else {
		TRY(err);
	}
	if (recipient.outcome == SMTP_SENT)
		return took(mailout, parcel);
	if (recipient.outcome == SMTP_PERMANENT) {
		err = refused(mailout, parcel, &recipient);
	} else {
		if (recipient.stage == SMTP_AT_SERVER || recipient.stage == SMTP_AT_SENDER) {
			leave_alone(mailout, &recipient);
			*go_on = false;
		}
		err = later(mailout, parcel, &recipient);
	}
	if (err != OK && err != ERR_CONFLICT)
		return err;
	mailout_forget(mailout, &parcel->job);
	return OK;
}
