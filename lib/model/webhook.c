#include "model/webhook.h"

#include <string.h>

#include "base/text.h"
#include "model/event.h"

static const struct db_statement JOBS[JOB_STATEMENTS] = JOB_SQL("webhook_call", "");

static const struct db_statement LIST = {
    .name = "webhook_list",
    .sql = "SELECT w.id, w.url, w.secret, a.name, w.is_active, w.includes_private, w.created_at"
	   " FROM webhook w JOIN account a ON a.id = w.account_id ORDER BY w.id LIMIT 100",
    .out = "isssiit",
};

static const struct db_statement ADD = {
    .name = "webhook_add",
    .sql = "INSERT INTO webhook (url, secret, includes_private, account_id, created_at)"
	   " VALUES (?, ?, ?, ?, ?)",
    .in = "ssiit",
};

static const struct db_statement URL_OF = {
    .name = "webhook_url_of",
    .sql = "SELECT url FROM webhook WHERE id = ? FOR UPDATE",
    .in = "i",
    .out = "s",
};

static const struct db_statement SET_ACTIVE = {
    .name = "webhook_set_active",
    .sql = "UPDATE webhook SET is_active = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement REMOVE = {
    .name = "webhook_remove",
    .sql = "DELETE FROM webhook WHERE id = ?",
    .in = "i",
};

#define TIME_TEXT(column) "DATE_FORMAT(" column ", '%Y-%m-%dT%H:%i:%sZ')"

/* The same names as in the feeds and pages; a component that only some may see is named only to who
 * is told of private ones. */
static const struct db_statement TELL = {
    .name = "webhook_tell",
    .sql =
	"INSERT INTO webhook_call (webhook_id, update_id, payload, not_before, due_at,"
	" created_at) SELECT w.id, u.id, JSON_OBJECT('event', CONCAT(i.kind, '.', u.state),"
	" 'incident', JSON_OBJECT('id', i.id, 'path', CONCAT('/status/', i.id),"
	" 'kind', i.kind, 'title', i.title, 'impact', i.impact, 'state', i.state,"
	" 'audience', i.audience, 'begins_at', " TIME_TEXT("i.begins_at") ", 'ends_at', " TIME_TEXT(
	    "i.ends_at") "), 'update', JSON_OBJECT('id', u.id, 'state', u.state, 'text',"
			 " u.body, 'created_at', " TIME_TEXT(
			     "u.created_at") "), 'components',"
					     " JSON_EXTRACT(COALESCE((SELECT "
					     "JSON_ARRAYAGG(JSON_OBJECT('id', c.id, 'name', c.name,"
					     " 'state', y.state)) FROM incident_component y JOIN "
					     "component c"
					     " ON c.id = y.component_id WHERE y.incident_id = i.id"
					     " AND (w.includes_private OR c.audience = 'public')), "
					     "'[]'), '$')), ?, ?, ?"
					     " FROM incident_update u JOIN incident i ON i.id = "
					     "u.incident_id JOIN webhook w"
					     " WHERE u.id = ? AND w.is_active AND "
					     "(w.includes_private OR i.audience = 'public')",
    .in = "ttti",
};

#define CALL_COLUMNS                                                                               \
	"SELECT x.id, x.webhook_id, x.attempts, COALESCE(x.answer, 0), COALESCE(x.took_ms, 0),"    \
	" w.url, w.is_active, COALESCE(x.error, ''), x.state + 0, x.created_at, x.due_at,"         \
	" x.sent_at"
#define CALL_OUT    "iiiiisisittt"
#define CALL_TABLES " FROM webhook_call x JOIN webhook w ON w.id = x.webhook_id"

static const struct db_statement CALLS = {
    .name = "webhook_calls",
    .sql = CALL_COLUMNS CALL_TABLES " ORDER BY x.id DESC LIMIT 100",
    .out = CALL_OUT,
};

static const struct db_statement CALL = {
    .name = "webhook_call_get",
    .sql = CALL_COLUMNS ", w.secret, x.payload" CALL_TABLES " WHERE x.id = ?",
    .in = "i",
    .out = CALL_OUT "ss",
};

static const struct db_statement TRIED = {
    .name = "webhook_call_tried",
    .sql = "UPDATE webhook_call SET answer = ?, took_ms = ? WHERE id = ?",
    .in = "iii",
};

static const struct db_statement SWEEP = {
    .name = "webhook_sweep",
    .sql = "DELETE FROM webhook_call WHERE created_at < ? AND state <> 'sending'"
	   " ORDER BY id LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(webhook, JOB_LIST(JOBS), &LIST, &ADD, &URL_OF, &SET_ACTIVE, &REMOVE, &TELL, &CALLS,
    &CALL, &TRIED, &SWEEP);

/* Twenty tries, most of them an hour apart: most of a day. */
const struct job_queue WEBHOOK_CALLS = {
    .name = "webhooks",
    .sql = JOBS,
    .attempts_most = 20,
    .pause_first = 30 * TIMESTAMP_SECOND,
    .pause_most = TIMESTAMP_HOUR,
};

static enum err check(const struct viewer *viewer)
{
	return viewer->role == ROLE_ADMIN
		   ? OK
		   : ERROR(ERR_DENIED, "webhooks are set up by administrators");
}

enum err webhook_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct webhook **hooks, size_t *count)
{
	struct db_rows rows;

	TRY(check(viewer));
	TRY(db_query(db, arena, &LIST, DB_NONE, &rows));
	*count = rows.count;
	*hooks = ARENA_ARRAY(arena, struct webhook, rows.count);
	if (!*hooks)
		return ERROR(ERR_MEMORY, "no memory for %zu webhooks", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*hooks)[i] = (struct webhook){
		    .id = db_int_at(&rows, i, 0),
		    .url = db_text_at(&rows, i, 1),
		    .secret = db_text_at(&rows, i, 2),
		    .author = db_text_at(&rows, i, 3),
		    .is_active = db_int_at(&rows, i, 4),
		    .includes_private = db_int_at(&rows, i, 5),
		    .created_at = db_time_at(&rows, i, 6),
		};
	return OK;
}

/* --- Setting them up. */

struct setting_up {
	struct arena *arena;
	const struct viewer *viewer;
	const char *url;
	int64_t id;
	bool flag;
};

static enum err note(struct db *db, const struct setting_up *s, const char *kind, const char *url)
{
	return event_add(db, &(struct event){.about = ABOUT_WEBHOOK,
				 .about_id = s->id,
				 .kind = kind,
				 .actor_id = s->viewer->account_id,
				 .after = url,
				 .at = timestamp_now()});
}

static enum err add(struct db *db, void *context)
{
	struct setting_up *s = context;
	char secret[TOKEN_SIZE];
	struct db_result result;

	TRY(random_token(secret));
	TRY(db_execute(db, &ADD,
	    DB_VALUES(db_text(s->url), db_text(secret), db_int(s->flag),
		db_int(s->viewer->account_id), db_time(timestamp_now())),
	    &result));
	s->id = result.inserted_id;
	return note(db, s, "created", s->url);
}

enum err webhook_add(
    struct db *db, const struct viewer *viewer, const char *url, bool includes_private, int64_t *id)
{
	struct setting_up s = {.viewer = viewer, .url = url, .flag = includes_private};

	TRY(check(viewer));
	if (text_is_blank(url) || text_characters(url) > WEBHOOK_URL)
		return ERROR(ERR_INPUT, "no address, or too long");
	TRY(db_transaction(db, add, &s));
	*id = s.id;
	return OK;
}

static enum err url_of(struct db *db, struct setting_up *s)
{
	struct db_rows rows;

	TRY(db_query(db, s->arena, &URL_OF, DB_VALUES(db_int(s->id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no webhook %lld", (long long)s->id);
	s->url = db_text_at(&rows, 0, 0);
	return OK;
}

static enum err set_active(struct db *db, void *context)
{
	struct setting_up *s = context;

	TRY(url_of(db, s));
	TRY(db_execute(db, &SET_ACTIVE, DB_VALUES(db_int(s->flag), db_int(s->id)), NULL));
	return note(db, s, s->flag ? "switched on" : "switched off", s->url);
}

enum err webhook_set_active(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool is_active)
{
	struct setting_up s = {.arena = arena, .viewer = viewer, .id = id, .flag = is_active};

	TRY(check(viewer));
	return db_transaction(db, set_active, &s);
}

static enum err take_away(struct db *db, void *context)
{
	struct setting_up *s = context;

	TRY(url_of(db, s));
	TRY(db_execute(db, &REMOVE, DB_VALUES(db_int(s->id)), NULL));
	return note(db, s, "removed", s->url);
}

enum err webhook_remove(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id)
{
	struct setting_up s = {.arena = arena, .viewer = viewer, .id = id};

	TRY(check(viewer));
	return db_transaction(db, take_away, &s);
}

/* --- Calls. */

enum err webhook_tell(struct db *db, int64_t update_id)
{
	const struct db_value now = db_time(timestamp_now());

	return db_execute(db, &TELL, DB_VALUES(now, now, now, db_int(update_id)), NULL);
}

static void read_call(const struct db_rows *rows, size_t i, struct webhook_call *call)
{
	*call = (struct webhook_call){
	    .id = db_int_at(rows, i, 0),
	    .webhook_id = db_int_at(rows, i, 1),
	    .attempts = db_int_at(rows, i, 2),
	    .answer = db_int_at(rows, i, 3),
	    .took_ms = db_int_at(rows, i, 4),
	    .url = db_text_at(rows, i, 5),
	    .is_active = db_int_at(rows, i, 6),
	    .error = db_text_at(rows, i, 7),
	    .state = (enum job_state)db_int_at(rows, i, 8),
	    .created_at = db_time_at(rows, i, 9),
	    .due_at = db_time_at(rows, i, 10),
	    .sent_at = db_time_at(rows, i, 11),
	    .secret = "",
	    .payload = "",
	};
}

enum err webhook_calls(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct webhook_call **calls, size_t *count)
{
	struct db_rows rows;

	TRY(check(viewer));
	TRY(db_query(db, arena, &CALLS, DB_NONE, &rows));
	*count = rows.count;
	*calls = ARENA_ARRAY(arena, struct webhook_call, rows.count);
	if (!*calls)
		return ERROR(ERR_MEMORY, "no memory for %zu calls", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		read_call(&rows, i, &(*calls)[i]);
	return OK;
}

enum err webhook_again(struct db *db, const struct viewer *viewer, int64_t id)
{
	TRY(check(viewer));
	return job_again(db, &WEBHOOK_CALLS, id);
}

enum err webhook_call_get(struct db *db, struct arena *arena, int64_t id, struct webhook_call *call)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &CALL, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no call %lld", (long long)id);
	read_call(&rows, 0, call);
	call->secret = db_text_at(&rows, 0, 12);
	call->payload = db_text_at(&rows, 0, 13);
	return OK;
}

enum err webhook_call_tried(struct db *db, int64_t id, int64_t answer, int64_t took_ms)
{
	return db_execute(db, &TRIED, DB_VALUES(db_id(answer), db_int(took_ms), db_int(id)), NULL);
}

const char *webhook_signature(
    struct arena *arena, const char *secret, int64_t seconds, const char *body)
{
	const char *signed_text = arena_format(arena, "%lld.%s", (long long)seconds, body);
	unsigned char hash[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];

	if (!signed_text || hmac_sha256_plain((const unsigned char *)secret, strlen(secret),
				signed_text, strlen(signed_text), hash) != OK)
		return NULL;
	text_hex(hash, sizeof hash, hex);
	return arena_format(arena, "t=%lld,v1=%s", (long long)seconds, hex);
}

enum err webhook_sweep(struct db *db)
{
	return db_execute(
	    db, &SWEEP, DB_VALUES(db_time(timestamp_now() - 30 * TIMESTAMP_DAY)), NULL);
}
