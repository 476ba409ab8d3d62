/*
 * job.h: work that waits in a table for a daemon: the one way in which it is claimed, tried
 * again, given up, and shown to staff.
 *
 * A queue is a table of its own with these columns among others (see mail_out in sql/):
 *
 *     id          key
 *     state       ENUM('waiting','sending','sent','failed','dropped')
 *     not_before  since when it should be done; never changed by trying
 *     due_at      waiting: the next try; sending: the end of the lease
 *     attempts    times it was claimed
 *     fence       grows with each claim
 *     error       VARCHAR(500): why it is not done yet
 *     sent_at     when it was done
 *     KEY (state, due_at)
 *
 * and a constant in the model file that owns the table:
 *
 *     static const struct db_statement HOOK_JOBS[JOB_STATEMENTS] = JOB_SQL("hook_call", "");
 *     DB_STATEMENTS(hook, JOB_LIST(HOOK_JOBS), …);
 *     static const struct job_queue QUEUE = {.name = "web hooks", .sql = HOOK_JOBS,
 *         .attempts_most = 20, .pause_first = 30 * TIMESTAMP_SECOND, .pause_most = TIMESTAMP_HOUR};
 *
 * The row is inserted as 'waiting' in the transaction of the change, not_before and due_at alike.
 *
 * A worker claims rows with a lease. It renews the lease before it begins what can't be undone, and
 * records the outcome under the fence that it was given: one that was too slow, whose row went to
 * another worker, gets ERR_CONFLICT and must leave its hands off. A worker that is killed leaves
 * rows whose lease ends; they are claimed again, at most attempts_most times.
 */
#ifndef DOCKET_MODEL_JOB_H
#define DOCKET_MODEL_JOB_H

#include <stddef.h>

#include "db/db.h"

enum job_statement {
	JOB_DUE,
	JOB_EXPIRED,
	JOB_LEASE,
	JOB_RENEW,
	JOB_RELEASE,
	JOB_DONE,
	JOB_END,
	JOB_AGAIN,
	JOB_DISCARD,
	JOB_AGAIN_FAILED,
	JOB_DISCARD_FAILED,
	JOB_HOLD,
	JOB_COUNT,
	JOB_OLDEST,
	JOB_STATEMENTS
};

struct job_queue {
	const char *name; /* for the log and doctor: "mail" */
	const struct db_statement *sql;
	int64_t attempts_most;
	timestamp pause_first, pause_most; /* after the first failure, doubled up to the longest */
};

/* The order is that of the ENUM in the tables. */
enum job_state { JOB_WAITING = 1, JOB_SENDING, JOB_SENT, JOB_FAILED, JOB_DROPPED };

/* A claimed row. */
struct job {
	int64_t id, fence, attempts; /* attempts: this one counted */
};

/* --- For workers. Each is a transaction, or joins the one it is called in. */

/* Up to `most` rows that are due, first those whose worker did not end, then the oldest; nobody
 * else gets them for `lease` microseconds. Those that were claimed attempts_most times without an
 * outcome are given up here. */
enum err job_claim(struct db *db, struct arena *arena, const struct job_queue *queue, size_t most,
    timestamp lease, struct job **items, size_t *count);

/* The lease begins anew. ERR_CONFLICT: it isn't ours any more. */
enum err job_renew(
    struct db *db, const struct job_queue *queue, const struct job *item, timestamp lease);

/* Done. ERR_CONFLICT: it isn't ours any more, and here it was done twice. */
enum err job_done(struct db *db, const struct job_queue *queue, const struct job *item);

/* Not done: tried again after a pause that grows with the attempts and varies by chance; after
 * attempts_most, given up. *failed (may be NULL) tells. ERR_CONFLICT. */
enum err job_later(struct db *db, const struct job_queue *queue, const struct job *item,
    const char *why, bool *failed);

/* Never to be done: staff see it, with the reason. ERR_CONFLICT. */
enum err job_failed(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why);

/* Needless, and why. ERR_CONFLICT. */
enum err job_dropped(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why);

/* Given back untried, for `at`: the attempt doesn't count. `why` (may be NULL) is shown. OK also
 * where it isn't ours any more. */
enum err job_release(struct db *db, const struct job_queue *queue, const struct job *item,
    timestamp at, const char *why);

/* Given back at once, the attempt counted: its worker was ended, and nobody knows how far it came.
 * OK also where it isn't ours any more. */
enum err job_return(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why);

/* --- For staff. ERR_CONFLICT: there is no such row, a worker has it, or it makes no sense. */

/* Tries from the beginning, now: what failed, was dropped, waits, or was sent already. */
enum err job_again(struct db *db, const struct job_queue *queue, int64_t id);
/* What waits or failed will not be sent. */
enum err job_discard(struct db *db, const struct job_queue *queue, int64_t id);

/* The same for all that failed, the oldest 1,000 of them at a time; *count tells how many. */
enum err job_again_failed(struct db *db, const struct job_queue *queue, int64_t *count);
enum err job_discard_failed(struct db *db, const struct job_queue *queue, int64_t *count);

/* All that waits fails for that reason, as nobody knows whether it is still to be done. For a
 * database that was brought back from a backup, while no worker runs. */
enum err job_hold(struct db *db, const struct job_queue *queue, const char *why, int64_t *count);

enum { JOB_COUNT_MOST = 1000 }; /* counts end there: "1000+" is told as 1001 */
struct job_counts {
	int64_t waiting, sending, sent, failed, dropped;
	timestamp
	    oldest; /* not_before of the first that should be done by now; or TIMESTAMP_NONE */
};
enum err job_counts(
    struct db *db, struct arena *arena, const struct job_queue *queue, struct job_counts *counts);

/* The code of a state, as an address has it: "waiting"; 0 and NULL for no state. */
const char *job_state_code(enum job_state state);
enum job_state job_state_named(const char *code);

/* --- The statements of a table; `on_claim` is added where a row stops to wait: ", column = NULL".
 * An array of structs in one initialiser, so that each stands in the model file of its table. */

/* clang-format off */
#define JOB_SQL(table, on_claim) { \
	[JOB_DUE] = {.name = table "_due", .in = "ti", .out = "iii", \
	    .sql = "SELECT id, attempts, fence FROM " table " WHERE state = 'waiting' AND due_at <= ?" \
		   " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED"}, \
	[JOB_EXPIRED] = {.name = table "_expired", .in = "ti", .out = "iii", \
	    .sql = "SELECT id, attempts, fence FROM " table " WHERE state = 'sending' AND due_at <= ?" \
		   " ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED"}, \
	[JOB_LEASE] = {.name = table "_lease", .in = "ti", \
	    .sql = "UPDATE " table " SET state = 'sending', attempts = attempts + 1," \
		   " fence = fence + 1, due_at = ?" on_claim " WHERE id = ?"}, \
	[JOB_RENEW] = {.name = table "_renew", .in = "tii", \
	    .sql = "UPDATE " table " SET due_at = ? WHERE id = ? AND fence = ? AND state = 'sending'"}, \
	[JOB_RELEASE] = {.name = table "_release", .in = "tsii", \
	    .sql = "UPDATE " table " SET state = 'waiting', attempts = attempts - 1, due_at = ?," \
		   " error = LEFT(COALESCE(?, error), 500)" \
		   " WHERE id = ? AND fence = ? AND state = 'sending'"}, \
	[JOB_DONE] = {.name = table "_done", .in = "tii", \
	    .sql = "UPDATE " table " SET state = 'sent', error = NULL, sent_at = ?" \
		   " WHERE id = ? AND fence = ? AND state = 'sending'"}, \
	[JOB_END] = {.name = table "_end", .in = "itsii", \
	    .sql = "UPDATE " table " SET state = ?, due_at = ?, error = LEFT(?, 500)" \
		   " WHERE id = ? AND fence = ? AND state = 'sending'"}, \
	[JOB_AGAIN] = {.name = table "_again", .in = "tti", \
	    .sql = "UPDATE " table " SET state = 'waiting', attempts = 0, not_before = ?, due_at = ?," \
		   " error = NULL WHERE id = ? AND state <> 'sending'"}, \
	[JOB_DISCARD] = {.name = table "_discard", .in = "i", \
	    .sql = "UPDATE " table " SET state = 'dropped'" on_claim \
		   " WHERE id = ? AND state IN ('waiting', 'failed')"}, \
	[JOB_AGAIN_FAILED] = {.name = table "_again_failed", .in = "tti", \
	    .sql = "UPDATE " table " SET state = 'waiting', attempts = 0, not_before = ?, due_at = ?," \
		   " error = NULL WHERE state = 'failed' ORDER BY due_at LIMIT ?"}, \
	[JOB_DISCARD_FAILED] = {.name = table "_discard_failed", .in = "i", \
	    .sql = "UPDATE " table " SET state = 'dropped'" \
		   " WHERE state = 'failed' ORDER BY due_at LIMIT ?"}, \
	[JOB_HOLD] = {.name = table "_hold", .in = "s", \
	    .sql = "UPDATE " table " SET state = 'failed', error = LEFT(?, 500)" on_claim \
		   " WHERE state IN ('waiting', 'sending')"}, \
	[JOB_COUNT] = {.name = table "_count", .in = "ii", .out = "i", \
	    .sql = "SELECT COUNT(*) FROM (SELECT 1 FROM " table " WHERE state = ? LIMIT ?) few"}, \
	[JOB_OLDEST] = {.name = table "_oldest", .in = "t", .out = "t", \
	    .sql = "SELECT MIN(not_before) FROM " table \
		   " WHERE state IN ('waiting', 'sending') AND not_before <= ?"}, \
}
#define JOB_LIST(array) \
	&(array)[JOB_DUE], &(array)[JOB_EXPIRED], &(array)[JOB_LEASE], &(array)[JOB_RENEW], \
	&(array)[JOB_RELEASE], &(array)[JOB_DONE], &(array)[JOB_END], &(array)[JOB_AGAIN], \
	&(array)[JOB_DISCARD], &(array)[JOB_AGAIN_FAILED], &(array)[JOB_DISCARD_FAILED], \
	&(array)[JOB_HOLD], &(array)[JOB_COUNT], &(array)[JOB_OLDEST]
/* clang-format on */

#endif
