/*
 * webhook.h: other systems that are told of incidents and maintenance, and each call to them.
 *
 * A call is written in the transaction of the update, with the body that is sent: each try sends
 * the same. The daemon "outside" claims calls, signs and sends them (daemons/outside).
 */
#ifndef DOCKET_MODEL_WEBHOOK_H
#define DOCKET_MODEL_WEBHOOK_H

#include "base/crypto.h"
#include "model/job.h"
#include "model/viewer.h"

/* The queue itself, for job_claim and its kin. */
extern const struct job_queue WEBHOOK_CALLS;

enum { WEBHOOK_URL = 500 }; /* characters */

struct webhook {
	int64_t id;
	const char *url, *secret, *author;
	bool is_active, includes_private;
	timestamp created_at;
};

/* All of them; administrators. */
enum err webhook_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct webhook **hooks, size_t *count);
/* A new one, with a secret by chance. The address has been checked. */
enum err webhook_add(struct db *db, const struct viewer *viewer, const char *url,
    bool includes_private, int64_t *id);
enum err webhook_set_active(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool is_active);
/* With all its calls. */
enum err webhook_remove(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id);

struct webhook_call {
	int64_t id, webhook_id, attempts, answer, took_ms; /* answer: of the last try, or 0 */
	const char *url, *secret, *payload, *error; /* in a list without secret and payload */
	bool is_active;
	enum job_state state;
	timestamp created_at, due_at, sent_at;
};
/* The log: the last 100, newest first; administrators. */
enum err webhook_calls(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct webhook_call **calls, size_t *count);
/* Tries one again from the beginning. ERR_CONFLICT: see job_again. */
enum err webhook_again(struct db *db, const struct viewer *viewer, int64_t id);

/* Inside the transaction of the update: a call for each one that is active and may know. */
enum err webhook_tell(struct db *db, int64_t update_id);

/* --- For the daemon. */

enum err webhook_call_get(
    struct db *db, struct arena *arena, int64_t id, struct webhook_call *call);
/* What came of a try, for the log; the job's outcome is recorded by job_*. */
enum err webhook_call_tried(struct db *db, int64_t id, int64_t answer, int64_t took_ms);

/* "t=1700000000,v1=…": HMAC-SHA-256 of "1700000000." and the body with the secret, hexadecimal.
 * NULL: no memory. */
const char *webhook_signature(
    struct arena *arena, const char *secret, int64_t seconds, const char *body);

/* For the clock: forgets calls older than 30 days, at most 1,000. */
enum err webhook_sweep(struct db *db);

#endif
