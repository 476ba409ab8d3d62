#include "base/log.h"
#include "model/webhook.h"
#include "net/call.h"
#include "outside.h"

enum { AT_ONCE = 5, LEASE_SECONDS = 120, TIMEOUT = 10 };

static enum err send(
    struct outside *outside, const struct webhook_call *call, struct net_answer *answer)
{
	int64_t seconds = timestamp_now() / TIMESTAMP_SECOND;
	const char *signature =
	    webhook_signature(outside->arena, call->secret, seconds, call->payload);
	const char *headers[] = {"Content-Type: application/json",
	    arena_format(outside->arena, "Docket-Signature: %s", signature ? signature : ""),
	    arena_format(outside->arena, "Docket-Delivery: %lld", (long long)call->id), NULL};

	if (!signature || !headers[1] || !headers[2])
		return ERROR(ERR_MEMORY, "no memory for a call");
	return net_call(&(struct net_call){.method = NET_POST,
			    .url = call->url,
			    .body = call->payload,
			    .headers = headers,
			    .timeout = TIMEOUT,
			    .listed = settings_text(outside->settings, "webhook.hosts", "")},
	    answer);
}

/* A redirect is no delivery: it is not followed. */
static enum err record(
    struct outside *outside, const struct job *job, const struct net_answer *answer)
{
	const char *why = answer->problem;
	bool gone = answer->status == 410;

	TRY(webhook_call_tried(outside->db, job->id, answer->status, answer->took_ms));
	if (answer->status >= 200 && answer->status < 300)
		return job_done(outside->db, &WEBHOOK_CALLS, job);
	if (answer->status)
		why = arena_format(outside->arena, "it answered %d", answer->status);
	if (!why)
		return ERROR(ERR_MEMORY, "no memory for a reason");
	log_info("webhook call %lld: %s", (long long)job->id, why);
	return answer->is_refused || gone ? job_failed(outside->db, &WEBHOOK_CALLS, job, why)
					  : job_later(outside->db, &WEBHOOK_CALLS, job, why, NULL);
}

static enum err work(struct outside *outside, const struct job *job)
{
	struct webhook_call call;
	struct net_answer answer;
	enum err err;

	TRY(webhook_call_get(outside->db, outside->arena, job->id, &call));
	if (!call.is_active)
		return job_dropped(outside->db, &WEBHOOK_CALLS, job, "switched off");
	/* Each has the whole lease before it: what came before may have been slow. */
	err = job_renew(outside->db, &WEBHOOK_CALLS, job, LEASE_SECONDS * TIMESTAMP_SECOND);
	if (err == OK)
		err = send(outside, &call, &answer);
	if (err == OK)
		err = record(outside, job, &answer);
	return err == ERR_CONFLICT ? OK : err; /* another has it by now */
}

enum err outside_call(struct outside *outside, size_t *count)
{
	struct job *jobs;

	TRY(job_claim(outside->db, outside->arena, &WEBHOOK_CALLS, AT_ONCE,
	    LEASE_SECONDS * TIMESTAMP_SECOND, &jobs, count));
	for (size_t i = 0; i < *count; i++)
		TRY(work(outside, &jobs[i]));
	return OK;
}
