#include "mailout.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"

enum {
	LEASE_SECONDS = 600,
	SLICE_BYTES = 8 * 1024 * 1024, /* of composed messages at a time */
};

/* --- What this process holds. */

void mailout_forget(struct mailout *mailout, const struct job *job)
{
	for (size_t i = 0; i < mailout->held_count; i++)
		if (mailout->held[i].id == job->id) {
			mailout->held[i] = mailout->held[--mailout->held_count];
			return;
		}
}

static enum err record_sent(struct mailout *mailout)
{
	size_t lost;

	if (!mailout->sent_count)
		return OK;
	TRY(mail_out_sent(mailout->db, mailout->sent, mailout->sent_count, &lost));
	if (lost)
		log_warn("%zu messages went to another daemon while they were being sent", lost);
	mailout->sent_count = 0;
	return OK;
}

enum err mailout_settle(struct mailout *mailout)
{
	TRY(record_sent(mailout));
	while (mailout->held_count) {
		const struct job *job = &mailout->held[mailout->held_count - 1];

		TRY(job_release(mailout->db, &mailout->queue, job, timestamp_now(),
		    *mailout->trouble ? mailout->trouble : NULL));
		mailout->held_count--;
	}
	return journal_clear(mailout->journal);
}

/* --- Beginning. */

static enum err take_up(struct mailout *mailout)
{
	struct journal_left left;

	TRY(journal_read(mailout->journal, mailout->arena, &left));
	if (left.sent_count || left.claimed_count)
		log_info("taking up what was left: %zu messages were sent, %zu claimed",
		    left.sent_count, left.claimed_count);
	memcpy(mailout->sent, left.sent, left.sent_count * sizeof *left.sent);
	mailout->sent_count = left.sent_count;
	/* The attempts count: one of these may be what ended that process. */
	memcpy(mailout->held, left.claimed, left.claimed_count * sizeof *left.claimed);
	mailout->held_count = left.claimed_count;
	mailout->returning = left.claimed_count > 0;
	arena_reset(mailout->arena);
	return OK;
}

enum err mailout_open(struct mailout *mailout)
{
	const struct settings *settings = mailout->settings;

	TRY(letter_sender_open(settings, &mailout->sender));
	TRY(delivery_open(settings, &mailout->sender, &mailout->delivery));
	mailout->queue = MAIL_OUT;
	mailout->queue.pause_first =
	    settings_int(settings, "mail.retry_seconds", 1, 3600, 60) * TIMESTAMP_SECOND;
	mailout->hourly = settings_int(settings, "mail.hourly", 0, 1000000, 60);
	if (mkdir(mailout->delivery.folder, 0750) != 0 && errno != EEXIST)
		return ERROR(ERR_IO, "%s: %s", mailout->delivery.folder, strerror(errno));
	TRY(journal_open(mailout->delivery.folder, &mailout->journal));
	return take_up(mailout);
}

void mailout_close(struct mailout *mailout)
{
	delivery_close(&mailout->delivery);
	journal_close(mailout->journal);
	letter_sender_close(&mailout->sender);
}

/* What another process had claimed when it was killed. */
static enum err return_claimed(struct mailout *mailout)
{
	while (mailout->held_count) {
		const struct job *job = &mailout->held[mailout->held_count - 1];

		TRY(job_return(mailout->db, &mailout->queue, job,
		    "the daemon was ended while it was at work on this"));
		mailout->held_count--;
	}
	mailout->returning = false;
	return OK;
}

/* --- A group. */

static enum err claim(struct mailout *mailout, size_t *count)
{
	const timestamp lease = LEASE_SECONDS * TIMESTAMP_SECOND;
	struct job *jobs;

	mailout->lease_end = timestamp_now() + lease;
	TRY(job_claim(
	    mailout->db, mailout->arena, &mailout->queue, MAILOUT_GROUP, lease, &jobs, count));
	if (!*count)
		return OK;
	memcpy(mailout->held, jobs, *count * sizeof *jobs);
	mailout->held_count = *count;
	/* Without it a kill costs more; mail that isn't sent costs more than that. */
	if (journal_claimed(mailout->journal, jobs, *count) != OK)
		log_warn("%s", err_message());
	return OK;
}

/* Keeps what was composed, in one transaction for all. */
static enum err keep(struct mailout *mailout, struct parcel *parcels, size_t count)
{
	const struct mail_composed *composed[MAILOUT_GROUP];
	struct job jobs[MAILOUT_GROUP];
	bool ours[MAILOUT_GROUP];
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		composed[i] = parcels[i].raw ? parcels[i].composed : NULL;
		jobs[i] = parcels[i].job;
		any = any || composed[i];
	}
	if (!any)
		return OK;
	TRY(mail_out_composed(mailout->db, jobs, composed, ours, count));
	for (size_t i = 0; i < count; i++)
		if (composed[i] && !ours[i]) {
			log_warn("mail %" PRId64 " went to another daemon", jobs[i].id);
			mailout_forget(mailout, &jobs[i]);
			parcels[i].raw = NULL;
		}
	return OK;
}

/* As many of the jobs as fit into a slice; *taken tells. *go_on: the rest may follow. */
static enum err slice(
    struct mailout *mailout, const struct job *jobs, size_t count, size_t *taken, bool *go_on)
{
	struct parcel *parcels = ARENA_ARRAY(mailout->arena, struct parcel, count);
	size_t ready = 0;

	if (!parcels)
		return ERROR(ERR_MEMORY, "no memory for a group of messages");
	while (ready < count && (!ready || arena_used(mailout->arena) < SLICE_BYTES) &&
	       !mailout->stop()) {
		TRY(mailout_prepare(mailout, &jobs[ready], parcels, ready, &parcels[ready]));
		ready++;
	}
	*taken = ready;
	TRY(keep(mailout, parcels, ready));
	for (size_t i = 0; i < ready && *go_on; i++) {
		if (mailout->stop())
			*go_on = false;
		else if (parcels[i].raw)
			TRY(mailout_send(mailout, &parcels[i], go_on));
	}
	return record_sent(mailout);
}

static enum err work(struct mailout *mailout, size_t *count)
{
	struct job jobs[MAILOUT_GROUP];
	bool go_on = true;

	TRY(claim(mailout, count));
	memcpy(jobs, mailout->held, *count * sizeof *jobs);
	for (size_t done = 0, taken = 0; done < *count && go_on; done += taken) {
		arena_reset(mailout->arena);
		TRY(slice(mailout, jobs + done, *count - done, &taken, &go_on));
		if (mailout->stop())
			go_on = false;
	}
	return *count ? mailout_settle(mailout) : OK;
}

enum err mailout_round(struct mailout *mailout, size_t *count)
{
	enum err err;

	*count = 0;
	err = db_ready(mailout->db);
	if (err == OK && mailout->returning)
		err = return_claimed(mailout);
	/* What an earlier round could not tell, as the database was away. */
	if (err == OK && (mailout->held_count || mailout->sent_count))
		err = mailout_settle(mailout);
	if (err == OK && timestamp_now() >= mailout->not_before)
		err = work(mailout, count);
	arena_reset(mailout->arena);
	return err;
}
