#include "model/job.h"

#include <inttypes.h>
#include <string.h>

#include "base/crypto.h"

static const char *const CODES[] = {[JOB_WAITING] = "waiting",
    [JOB_SENDING] = "sending",
    [JOB_SENT] = "sent",
    [JOB_FAILED] = "failed",
    [JOB_DROPPED] = "dropped"};

const char *job_state_code(enum job_state state)
{
	return state >= JOB_WAITING && state <= JOB_DROPPED ? CODES[state] : NULL;
}

enum job_state job_state_named(const char *code)
{
	for (enum job_state state = JOB_WAITING; code && state <= JOB_DROPPED; state++)
		if (!strcmp(CODES[state], code))
			return state;
	return 0;
}

/* --- Claiming. */

struct claim {
	const struct job_queue *queue;
	struct arena *arena;
	size_t most, count;
	timestamp lease;
	struct job *items;
};

/* Leases one row, or gives up one that ended its worker too often. */
static enum err take(struct db *db, struct claim *c, const struct job *found)
{
	const struct db_statement *sql = c->queue->sql;
	struct job *item = &c->items[c->count];

	TRY(db_execute(db, &sql[JOB_LEASE],
	    DB_VALUES(db_time(timestamp_now() + c->lease), db_int(found->id)), NULL));
	*item = (struct job){found->id, found->fence + 1, found->attempts + 1};
	if (found->attempts >= c->queue->attempts_most)
		return job_failed(db, c->queue, item, "each try ended without an outcome");
	c->count++;
	return OK;
}

static enum err take_all(struct db *db, struct claim *c, const struct db_statement *statement)
{
	struct db_rows rows;

	if (c->count == c->most)
		return OK;
	TRY(db_query(db, c->arena, statement,
	    DB_VALUES(db_time(timestamp_now()), db_int((int64_t)(c->most - c->count))), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct job found = {.id = db_int_at(&rows, i, 0),
		    .attempts = db_int_at(&rows, i, 1),
		    .fence = db_int_at(&rows, i, 2)};

		TRY(take(db, c, &found));
	}
	return OK;
}

static enum err claim(struct db *db, void *context)
{
	struct claim *c = context;

	c->count = 0;
	TRY(take_all(db, c, &c->queue->sql[JOB_EXPIRED]));
	return take_all(db, c, &c->queue->sql[JOB_DUE]);
}

enum err job_claim(struct db *db, struct arena *arena, const struct job_queue *queue, size_t most,
    timestamp lease, struct job **items, size_t *count)
{
	struct claim c = {.queue = queue, .arena = arena, .most = most, .lease = lease};

	*count = 0;
	c.items = ARENA_ARRAY(arena, struct job, most);
	if (!c.items)
		return ERROR(ERR_MEMORY, "no memory for %zu rows of a queue", most);
	TRY(db_transaction(db, claim, &c));
	*items = c.items;
	*count = c.count;
	return OK;
}

/* --- Outcomes. */

/* Runs a statement that matches the row only while it is ours. */
static enum err under_fence(struct db *db, const struct job_queue *queue, enum job_statement which,
    struct db_values values, int64_t id)
{
	struct db_result result;

	TRY(db_execute(db, &queue->sql[which], values, &result));
	return result.affected
		   ? OK
		   : ERROR(ERR_CONFLICT, "%s: %" PRId64 " was claimed by another", queue->name, id);
}

enum err job_renew(
    struct db *db, const struct job_queue *queue, const struct job *item, timestamp lease)
{
	return under_fence(db, queue, JOB_RENEW,
	    DB_VALUES(db_time(timestamp_now() + lease), db_int(item->id), db_int(item->fence)),
	    item->id);
}

enum err job_done(struct db *db, const struct job_queue *queue, const struct job *item)
{
	return under_fence(db, queue, JOB_DONE,
	    DB_VALUES(db_time(timestamp_now()), db_int(item->id), db_int(item->fence)), item->id);
}

static enum err end(struct db *db, const struct job_queue *queue, const struct job *item,
    enum job_state state, timestamp due, const char *why)
{
	return under_fence(db, queue, JOB_END,
	    DB_VALUES(
		db_int(state), db_time(due), db_text(why), db_int(item->id), db_int(item->fence)),
	    item->id);
}

/* Doubled with each attempt up to the longest; then between three quarters and five quarters of
 * it, so that what failed together does not come back together. */
static timestamp pause_after(const struct job_queue *queue, int64_t attempts)
{
	timestamp pause = queue->pause_first;
	uint32_t chance = 0;

	for (int64_t i = 1; i < attempts && pause < queue->pause_most; i++)
		pause *= 2;
	if (pause > queue->pause_most)
		pause = queue->pause_most;
	if (random_bytes((unsigned char *)&chance, sizeof chance) != OK)
		return pause;
	return pause * 3 / 4 + (timestamp)((double)pause / 2 * (chance / 4294967296.0));
}

enum err job_later(struct db *db, const struct job_queue *queue, const struct job *item,
    const char *why, bool *failed)
{
	bool enough = item->attempts >= queue->attempts_most;

	if (failed)
		*failed = enough;
	return end(db, queue, item, enough ? JOB_FAILED : JOB_WAITING,
	    timestamp_now() + (enough ? 0 : pause_after(queue, item->attempts)), why);
}

enum err job_failed(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why)
{
	return end(db, queue, item, JOB_FAILED, timestamp_now(), why);
}

enum err job_dropped(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why)
{
	return end(db, queue, item, JOB_DROPPED, timestamp_now(), why);
}

enum err job_release(struct db *db, const struct job_queue *queue, const struct job *item,
    timestamp at, const char *why)
{
	return db_execute(db, &queue->sql[JOB_RELEASE],
	    DB_VALUES(db_time(at), db_text(why), db_int(item->id), db_int(item->fence)), NULL);
}

enum err job_return(
    struct db *db, const struct job_queue *queue, const struct job *item, const char *why)
{
	enum err err = end(db, queue, item, JOB_WAITING, timestamp_now(), why);

	return err == ERR_CONFLICT ? OK : err;
}

/* --- Staff. */

enum err job_again(struct db *db, const struct job_queue *queue, int64_t id)
{
	timestamp now = timestamp_now();
	struct db_result result;

	TRY(db_execute(db, &queue->sql[JOB_AGAIN],
	    DB_VALUES(db_time(now), db_time(now), db_int(id)), &result));
	return result.affected
		   ? OK
		   : ERROR(ERR_CONFLICT, "%s: %" PRId64 " is being sent, or gone", queue->name, id);
}

enum err job_discard(struct db *db, const struct job_queue *queue, int64_t id)
{
	struct db_result result;

	TRY(db_execute(db, &queue->sql[JOB_DISCARD], DB_VALUES(db_int(id)), &result));
	return result.affected
		   ? OK
		   : ERROR(ERR_CONFLICT, "%s: %" PRId64 " is being sent, or gone", queue->name, id);
}

enum err job_again_failed(struct db *db, const struct job_queue *queue, int64_t *count)
{
	timestamp now = timestamp_now();
	struct db_result result;

	TRY(db_execute(db, &queue->sql[JOB_AGAIN_FAILED],
	    DB_VALUES(db_time(now), db_time(now), db_int(JOB_COUNT_MOST)), &result));
	*count = result.affected;
	return OK;
}

enum err job_discard_failed(struct db *db, const struct job_queue *queue, int64_t *count)
{
	struct db_result result;

	TRY(db_execute(
	    db, &queue->sql[JOB_DISCARD_FAILED], DB_VALUES(db_int(JOB_COUNT_MOST)), &result));
	*count = result.affected;
	return OK;
}

enum err job_hold(struct db *db, const struct job_queue *queue, const char *why, int64_t *count)
{
	struct db_result result;

	TRY(db_execute(db, &queue->sql[JOB_HOLD], DB_VALUES(db_text(why)), &result));
	*count = result.affected;
	return OK;
}

enum err job_counts(
    struct db *db, struct arena *arena, const struct job_queue *queue, struct job_counts *counts)
{
	int64_t *const into[] = {[JOB_WAITING] = &counts->waiting,
	    [JOB_SENDING] = &counts->sending,
	    [JOB_SENT] = &counts->sent,
	    [JOB_FAILED] = &counts->failed,
	    [JOB_DROPPED] = &counts->dropped};
	struct db_rows rows;

	for (enum job_state state = JOB_WAITING; state <= JOB_DROPPED; state++) {
		TRY(db_query(db, arena, &queue->sql[JOB_COUNT],
		    DB_VALUES(db_int(state), db_int(JOB_COUNT_MOST + 1)), &rows));
		*into[state] = db_int_at(&rows, 0, 0);
	}
	TRY(db_query(
	    db, arena, &queue->sql[JOB_OLDEST], DB_VALUES(db_time(timestamp_now())), &rows));
	counts->oldest = rows.count ? db_time_at(&rows, 0, 0) : TIMESTAMP_NONE;
	return OK;
}
