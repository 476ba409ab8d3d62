#include "model/mail_out.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/event.h"

static const struct db_statement MAIL_OUT_JOBS[JOB_STATEMENTS] =
    JOB_SQL("mail_out", ", gather_key = NULL");

static const struct db_statement MAIL_OUT_ADD = {
    .name = "mail_out_add",
    .sql = "INSERT INTO mail_out (kind, address, name, language, account_id, ticket_id, parameters,"
	   " is_secret, not_before, due_at, created_at)"
	   " VALUES (?, LOWER(?), LEFT(?, 120), ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "ssssiisittt",
};

static const struct db_statement MAIL_OUT_GATHER = {
    .name = "mail_out_gather",
    .sql = "INSERT INTO mail_out (kind, address, name, language, account_id, ticket_id, parameters,"
	   " is_secret, not_before, due_at, created_at, gather_key)"
	   " VALUES (?, LOWER(?), LEFT(?, 120), ?, ?, ?, CONCAT('[', ?, ']'), ?, ?, ?, ?,"
	   " UNHEX(SHA2(CONCAT_WS('\\n', ?, ?, LOWER(?)), 256)))"
	   " ON DUPLICATE KEY UPDATE"
	   " parameters = JSON_MERGE_PRESERVE(parameters, VALUES(parameters))",
    .in = "ssssiisitttsis",
};

#define COLUMNS                                                                                    \
	"id, kind, address, name, language, account_id, ticket_id, is_secret, is_automatic,"       \
	" state + 0, not_before, due_at, attempts, fence, error, message_id, subject, created_at," \
	" sent_at"

static const struct db_statement MAIL_OUT_GET = {
    .name = "mail_out_get",
    .sql = "SELECT " COLUMNS ", parameters, raw FROM mail_out WHERE id = ?",
    .in = "i",
    .out = "issssiiiiittiisssttsb",
};

static const struct db_statement MAIL_OUT_FIND = {
    .name = "mail_out_find",
    .sql = "SELECT id FROM mail_out WHERE message_id = ? ORDER BY id DESC LIMIT 1",
    .in = "s",
    .out = "i",
};

static const struct db_statement MAIL_OUT_LIST = {
    .name = "mail_out_list",
    .sql = "SELECT " COLUMNS " FROM mail_out WHERE id < ? ORDER BY id DESC LIMIT ?",
    .in = "ii",
    .out = "issssiiiiittiissstt",
};

static const struct db_statement MAIL_OUT_LIST_STATE = {
    .name = "mail_out_list_state",
    .sql = "SELECT " COLUMNS " FROM mail_out WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?",
    .in = "iii",
    .out = "issssiiiiittiissstt",
};

static const struct db_statement MAIL_OUT_FORGOTTEN = {
    .name = "mail_out_forgotten",
    .sql = "SELECT state = 'sent' AND is_secret FROM mail_out WHERE id = ? FOR UPDATE",
    .in = "i",
    .out = "i",
};

static const struct db_statement MAIL_OUT_COMPOSED = {
    .name = "mail_out_composed",
    .sql = "UPDATE mail_out SET message_id = ?, subject = LEFT(?, 250), raw = ?, is_automatic = ?,"
	   " parameters = IF(is_secret, '{}', parameters)"
	   " WHERE id = ? AND fence = ? AND state = 'sending'",
    .in = "ssbiii",
};

static const struct db_statement MAIL_OUT_FORGET = {
    .name = "mail_out_forget",
    .sql = "UPDATE mail_out SET raw = NULL, parameters = '{}' WHERE id = ? AND is_secret"
	   " AND state = 'sent'",
    .in = "i",
};

static const struct db_statement MAIL_OUT_RECENT = {
    .name = "mail_out_recent",
    .sql = "SELECT COUNT(*), MIN(sent_at) FROM mail_out"
	   " WHERE address = ? AND sent_at > ? AND is_automatic AND state = 'sent'",
    .in = "st",
    .out = "it",
};

static const struct db_statement MAIL_OUT_SWEEP = {
    .name = "mail_out_sweep",
    .sql = "DELETE FROM mail_out WHERE state = ? AND due_at < ? ORDER BY due_at LIMIT 1000",
    .in = "it",
};

static const struct db_statement MAIL_OUT_THERE = {
    .name = "mail_out_there",
    .sql = "SELECT COUNT(*) FROM information_schema.tables"
	   " WHERE table_schema = DATABASE() AND table_name = 'mail_out'",
    .out = "i",
};

DB_STATEMENTS(mail_out, JOB_LIST(MAIL_OUT_JOBS), &MAIL_OUT_ADD, &MAIL_OUT_GATHER, &MAIL_OUT_GET,
    &MAIL_OUT_FIND, &MAIL_OUT_LIST, &MAIL_OUT_LIST_STATE, &MAIL_OUT_FORGOTTEN, &MAIL_OUT_COMPOSED,
    &MAIL_OUT_FORGET, &MAIL_OUT_RECENT, &MAIL_OUT_SWEEP, &MAIL_OUT_THERE);

/* Forty tries, most of them two hours apart: three days, as servers usually go on. */
const struct job_queue MAIL_OUT = {
    .name = "mail",
    .sql = MAIL_OUT_JOBS,
    .attempts_most = 40,
    .pause_first = TIMESTAMP_MINUTE,
    .pause_most = 2 * TIMESTAMP_HOUR,
};

/* --- Adding. */

static const char *given(const char *text)
{
	return text ? text : "";
}

static enum err check(const struct mail_new *mail)
{
	return mail->address && text_is_email(mail->address)
		   ? OK
		   : ERROR(ERR_INPUT, "mail can't be sent there: no address");
}

enum err mail_out_add(struct db *db, const struct mail_new *mail, int64_t *id)
{
	timestamp now = timestamp_now(), from = mail->not_before ? mail->not_before : now;
	struct db_result result;

	TRY(check(mail));
	TRY(db_execute(db, &MAIL_OUT_ADD,
	    DB_VALUES(db_text(mail->kind), db_text(mail->address), db_text(given(mail->name)),
		db_text(given(mail->language)), db_id(mail->account_id), db_id(mail->ticket_id),
		db_text(mail->parameters ? mail->parameters : "{}"), db_int(mail->is_secret),
		db_time(from), db_time(from), db_time(now)),
	    &result));
	if (id)
		*id = result.inserted_id;
	return OK;
}

enum err mail_out_gather(struct db *db, const struct mail_new *mail, timestamp window)
{
	timestamp now = timestamp_now(), from = mail->not_before ? mail->not_before : now + window;

	TRY(check(mail));
	return db_execute(db, &MAIL_OUT_GATHER,
	    DB_VALUES(db_text(mail->kind), db_text(mail->address), db_text(given(mail->name)),
		db_text(given(mail->language)), db_id(mail->account_id), db_id(mail->ticket_id),
		db_text(mail->parameters ? mail->parameters : "{}"), db_int(mail->is_secret),
		db_time(from), db_time(from), db_time(now), db_text(mail->kind),
		db_int(mail->ticket_id), db_text(mail->address)),
	    NULL);
}

/* --- Reading. */

static void read_row(const struct db_rows *rows, size_t row, struct mail_out *mail)
{
	*mail = (struct mail_out){
	    .id = db_int_at(rows, row, 0),
	    .kind = db_text_at(rows, row, 1),
	    .address = db_text_at(rows, row, 2),
	    .name = db_text_at(rows, row, 3),
	    .language = db_text_at(rows, row, 4),
	    .account_id = db_int_at(rows, row, 5),
	    .ticket_id = db_int_at(rows, row, 6),
	    .is_secret = db_int_at(rows, row, 7) != 0,
	    .is_automatic = db_int_at(rows, row, 8) != 0,
	    .state = (enum job_state)db_int_at(rows, row, 9),
	    .not_before = db_time_at(rows, row, 10),
	    .due_at = db_time_at(rows, row, 11),
	    .attempts = db_int_at(rows, row, 12),
	    .fence = db_int_at(rows, row, 13),
	    .error = db_text_at(rows, row, 14),
	    .message_id = db_text_at(rows, row, 15),
	    .subject = db_text_at(rows, row, 16),
	    .created_at = db_time_at(rows, row, 17),
	    .sent_at = db_time_at(rows, row, 18),
	    .parameters = "",
	};
}

enum err mail_out_get(struct db *db, struct arena *arena, int64_t id, struct mail_out *mail)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_OUT_GET, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no mail %" PRId64, id);
	read_row(&rows, 0, mail);
	mail->parameters = db_text_at(&rows, 0, 19);
	if (!db_null_at(&rows, 0, 20)) {
		const struct db_value *raw = db_cell(&rows, 0, 20);

		mail->raw = raw->p;
		mail->raw_length = raw->length;
	}
	return OK;
}

enum err mail_out_by_message_id(
    struct db *db, struct arena *arena, const char *message_id, struct mail_out *mail)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_OUT_FIND, DB_VALUES(db_text(message_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no mail went out under that id");
	return mail_out_get(db, arena, db_int_at(&rows, 0, 0), mail);
}

enum err mail_out_list(struct db *db, struct arena *arena, enum job_state state, int64_t before,
    size_t limit, struct mail_out_page *page)
{
	const struct db_value from = db_int(before ? before : INT64_MAX),
			      most = db_int((int64_t)limit + 1);
	struct db_rows rows;

	if (state)
		TRY(db_query(
		    db, arena, &MAIL_OUT_LIST_STATE, DB_VALUES(db_int(state), from, most), &rows));
	else
		TRY(db_query(db, arena, &MAIL_OUT_LIST, DB_VALUES(from, most), &rows));
	page->has_more = rows.count > limit;
	page->count = page->has_more ? limit : rows.count;
	page->rows = ARENA_ARRAY(arena, struct mail_out, page->count);
	if (!page->rows)
		return ERROR(ERR_MEMORY, "no memory for a list of mail");
	for (size_t i = 0; i < page->count; i++)
		read_row(&rows, i, &page->rows[i]);
	return OK;
}

/* --- Staff's hand. */

struct hand {
	int64_t id, actor_id;
};

static enum err leave_event(struct db *db, const struct hand *hand, const char *kind)
{
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .about_id = hand->id,
				 .kind = kind,
				 .actor_id = hand->actor_id,
				 .at = timestamp_now()});
}

static enum err again(struct db *db, void *context)
{
	const struct hand *hand = context;
	struct arena *arena = arena_new(64 * 1024);
	struct db_rows rows;
	enum err err;

	if (!arena)
		return ERROR(ERR_MEMORY, "no memory");
	err = db_query(db, arena, &MAIL_OUT_FORGOTTEN, DB_VALUES(db_int(hand->id)), &rows);
	if (err == OK && rows.count && db_int_at(&rows, 0, 0))
		err = ERROR(ERR_CONFLICT, "a secret message is forgotten once it is sent");
	arena_free(arena);
	TRY(err);
	TRY(job_again(db, &MAIL_OUT, hand->id));
	return leave_event(db, hand, "mail_again");
}

enum err mail_out_again(struct db *db, int64_t id, int64_t actor_id)
{
	return db_transaction(db, again, &(struct hand){id, actor_id});
}

static enum err discard(struct db *db, void *context)
{
	const struct hand *hand = context;

	TRY(job_discard(db, &MAIL_OUT, hand->id));
	return leave_event(db, hand, "mail_discard");
}

enum err mail_out_discard(struct db *db, int64_t id, int64_t actor_id)
{
	return db_transaction(db, discard, &(struct hand){id, actor_id});
}

struct all {
	int64_t actor_id, count;
	const char *kind;
	enum err (*change)(struct db *db, const struct job_queue *queue, int64_t *count);
};

static enum err change_all(struct db *db, void *context)
{
	struct all *all = context;
	char number[32];

	TRY(all->change(db, &MAIL_OUT, &all->count));
	(void)snprintf(number, sizeof number, "%" PRId64, all->count);
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .kind = all->kind,
				 .actor_id = all->actor_id,
				 .after = number,
				 .at = timestamp_now()});
}

enum err mail_out_again_failed(struct db *db, int64_t actor_id, int64_t *count)
{
	struct all all = {actor_id, 0, "mail_again_failed", job_again_failed};

	TRY(db_transaction(db, change_all, &all));
	*count = all.count;
	return OK;
}

enum err mail_out_discard_failed(struct db *db, int64_t actor_id, int64_t *count)
{
	struct all all = {actor_id, 0, "mail_discard_failed", job_discard_failed};

	TRY(db_transaction(db, change_all, &all));
	*count = all.count;
	return OK;
}

enum err mail_out_hold(struct db *db, struct arena *arena, int64_t *count)
{
	struct db_rows rows;

	*count = 0;
	TRY(db_query(db, arena, &MAIL_OUT_THERE, DB_NONE, &rows));
	if (!db_int_at(&rows, 0, 0))
		return OK;
	return job_hold(db, &MAIL_OUT,
	    "it waited when the backup was made: look whether it was sent since", count);
}

/* --- The daemon's. */

static enum err compose_one(
    struct db *db, const struct job *job, const struct mail_composed *composed)
{
	struct db_result result;

	TRY(db_execute(db, &MAIL_OUT_COMPOSED,
	    DB_VALUES(db_text(composed->message_id), db_text(composed->subject),
		db_bytes(composed->raw, composed->raw_length), db_int(composed->is_automatic),
		db_int(job->id), db_int(job->fence)),
	    &result));
	return result.affected
		   ? OK
		   : ERROR(ERR_CONFLICT, "mail %" PRId64 " was claimed by another", job->id);
}

struct composing {
	const struct mail_composed *const *composed;
	const struct job *jobs;
	bool *ours;
	size_t count;
};

static enum err compose_all(struct db *db, void *context)
{
	const struct composing *c = context;

	for (size_t i = 0; i < c->count; i++) {
		enum err err = c->composed[i] ? compose_one(db, &c->jobs[i], c->composed[i]) : OK;

		c->ours[i] = err == OK;
		if (err != ERR_CONFLICT)
			TRY(err);
	}
	return OK;
}

enum err mail_out_composed(struct db *db, const struct job *jobs,
    const struct mail_composed *const *composed, bool *ours, size_t count)
{
	struct composing c = {composed, jobs, ours, count};

	return db_transaction(db, compose_all, &c);
}

struct sent {
	const struct job *jobs;
	size_t count, lost;
};

static enum err sent(struct db *db, void *context)
{
	struct sent *s = context;

	s->lost = 0;
	for (size_t i = 0; i < s->count; i++) {
		enum err err = job_done(db, &MAIL_OUT, &s->jobs[i]);

		s->lost += err == ERR_CONFLICT;
		if (err != ERR_CONFLICT)
			TRY(err);
		TRY(db_execute(db, &MAIL_OUT_FORGET, DB_VALUES(db_int(s->jobs[i].id)), NULL));
	}
	return OK;
}

enum err mail_out_sent(struct db *db, const struct job *jobs, size_t count, size_t *lost)
{
	struct sent s = {jobs, count, 0};

	TRY(db_transaction(db, sent, &s));
	*lost = s.lost;
	return OK;
}

enum err mail_out_recent(struct db *db, struct arena *arena, const char *address, timestamp since,
    int64_t *count, timestamp *first)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &MAIL_OUT_RECENT, DB_VALUES(db_text(address), db_time(since)), &rows));
	*count = db_int_at(&rows, 0, 0);
	*first = db_time_at(&rows, 0, 1);
	return OK;
}

/* A row that was sent or dropped has kept the time of its last try in due_at. */
enum err mail_out_sweep(struct db *db, timestamp before, int64_t *deleted)
{
	*deleted = 0;
	for (enum job_state state = JOB_SENT; state <= JOB_DROPPED; state++) {
		struct db_result result;

		if (state == JOB_FAILED)
			continue;
		TRY(db_execute(
		    db, &MAIL_OUT_SWEEP, DB_VALUES(db_int(state), db_time(before)), &result));
		*deleted += result.affected;
	}
	return OK;
}
