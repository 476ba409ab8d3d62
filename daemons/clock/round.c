#include "clock.h"

#include "base/log.h"
#include "model/article_list.h"
#include "model/attachment.h"
#include "model/export_job.h"
#include "model/file.h"
#include "model/incident_ticket.h"
#include "model/mail_in.h"
#include "model/mail_out.h"
#include "model/session.h"
#include "model/submission.h"
#include "model/subscription.h"
#include "model/throttle.h"
#include "model/webhook.h"

static enum err sessions(struct clock *clock)
{
	int64_t deleted = 0;

	TRY(session_sweep(clock->db, clock->settings, &deleted));
	if (deleted)
		log_info("%lld sessions had expired", (long long)deleted);
	return OK;
}

static enum err throttles(struct clock *clock)
{
	return throttle_sweep(clock->db);
}

static enum err submissions(struct clock *clock)
{
	return submission_sweep(clock->db);
}

static enum err uploads(struct clock *clock)
{
	int64_t deleted = 0;

	TRY(upload_sweep(clock->db, clock->arena, &deleted));
	if (deleted)
		log_info("%lld uploads were never sent", (long long)deleted);
	return OK;
}

static enum err articles(struct clock *clock)
{
	int64_t changed = 0;

	TRY(article_run_schedule(clock->db, clock->arena, &changed));
	if (changed)
		log_info("%lld articles were published or retired", (long long)changed);
	return OK;
}

static enum err votes(struct clock *clock)
{
	return article_vote_sweep(clock->db);
}

static enum err exports(struct clock *clock)
{
	char folder[EXPORT_FOLDER];
	int64_t deleted = 0;

	TRY(export_folder(clock->settings, folder));
	TRY(export_job_sweep(clock->db, clock->arena, folder, &deleted));
	if (deleted)
		log_info("%lld files of exports were of no more use", (long long)deleted);
	return OK;
}

static enum err maintenance(struct clock *clock)
{
	int64_t changed = 0;

	TRY(incident_run_schedule(clock->db, clock->arena, &changed));
	if (changed)
		log_info("maintenance began or ended: %lld", (long long)changed);
	return OK;
}

/* What the page that posted an update left, be it that it was cut short. */
static enum err answers(struct clock *clock)
{
	enum { AT_ONCE = 200 };
	int64_t given = 0;

	TRY(incident_answer_due(clock->db, clock->arena, 0, AT_ONCE,
	    settings_text(clock->settings, "site.url", ""), &given));
	if (given)
		log_info("%lld tickets got the update of their incident", (long long)given);
	return OK;
}

static enum err sent_mail(struct clock *clock)
{
	int64_t days = settings_int(clock->settings, "mail.keep_days", 1, 3660, 30);
	int64_t deleted = 0;

	return mail_out_sweep(clock->db, timestamp_now() - days * TIMESTAMP_DAY, &deleted);
}

static enum err received_mail(struct clock *clock)
{
	int64_t days = settings_int(clock->settings, "intake.keep_days", 0, 36500, 90);
	int64_t deleted = 0;

	if (!days)
		return OK;
	return mail_in_sweep(clock->db, timestamp_now() - days * TIMESTAMP_DAY, &deleted);
}

static enum err subscriptions(struct clock *clock)
{
	int64_t deleted = 0;

	TRY(subscription_sweep(clock->db, &deleted));
	if (deleted)
		log_info("%lld subscriptions were never confirmed", (long long)deleted);
	return OK;
}

static enum err webhooks(struct clock *clock)
{
	return webhook_sweep(clock->db);
}

static enum err cache(struct clock *clock)
{
	return file_sweep_cache(clock->cache);
}

static enum err spool(struct clock *clock)
{
	return file_sweep_spool(clock->spool);
}

static const struct piece {
	const char *name;
	enum err (*work)(struct clock *clock);
	bool needs_database;
} PIECES[] = {
    {"sessions", sessions, true},
    {"throttle", throttles, true},
    {"submissions", submissions, true},
    {"uploads", uploads, true},
    {"solved tickets", clock_close_solved, true},
    {"articles", articles, true},
    {"daily mails", clock_digests, true},
    {"mailed links", clock_account_links, true},
    {"votes on articles", votes, true},
    {"maintenance", maintenance, true},
    {"answers of incidents", answers, true},
    {"subscriptions", subscriptions, true},
    {"calls of webhooks", webhooks, true},
    {"exports", exports, true},
    {"sent mail", sent_mail, true},
    {"received mail", received_mail, true},
    {"file cache", cache, false},
    {"spool", spool, false},
};

/* False while there is no database. The log tells when that begins and when it ends. */
static bool has_database(struct clock *clock)
{
	bool unreachable = db_ready(clock->db) != OK;

	if (unreachable && !clock->unreachable)
		log_warn("waiting for the database: %s", err_message());
	else if (!unreachable && clock->unreachable)
		log_info("the database is back");
	clock->unreachable = unreachable;
	return !unreachable;
}

enum err clock_round(struct clock *clock, bool (*stop)(void))
{
	enum err first = OK;
	bool lost = false; /* once a round is enough to find that out */

	for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0] && !stop(); i++) {
		const struct piece *piece = &PIECES[i];
		enum err err = ERR_UNAVAILABLE;

		if (piece->needs_database && !lost)
			lost = !has_database(clock);
		if (!piece->needs_database || !lost) {
			err = piece->work(clock);
			if (err != OK)
				log_error("%s: %s", piece->name, err_message());
		}
		if (first == OK)
			first = err;
		arena_reset(clock->arena);
	}
	return first;
}
