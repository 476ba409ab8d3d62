#include "model/subscription.h"

#include <string.h>

#include <jansson.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/account.h"
#include "model/event.h"
#include "model/mail_out.h"

#define COLUMNS                                                                                    \
	"SELECT id, COALESCE(account_id, 0), email, language, wants_incidents,"                    \
	" wants_maintenance, all_components, confirmed_at IS NOT NULL, nonce FROM subscription"
#define COLUMNS_OUT "iissiiiib"

static const struct db_statement BY_ID = {
    .name = "subscription_by_id",
    .sql = COLUMNS " WHERE id = ?",
    .in = "i",
    .out = COLUMNS_OUT,
};

static const struct db_statement BY_EMAIL = {
    .name = "subscription_by_email",
    .sql = COLUMNS " WHERE email = ? FOR UPDATE",
    .in = "s",
    .out = COLUMNS_OUT,
};

static const struct db_statement COMPONENTS = {
    .name = "subscription_components",
    .sql = "SELECT component_id FROM subscription_component WHERE subscription_id = ?"
	   " ORDER BY component_id",
    .in = "i",
    .out = "i",
};

static const struct db_statement ADD = {
    .name = "subscription_add",
    .sql = "INSERT INTO subscription (email, account_id, language, nonce, created_at)"
	   " VALUES (?, ?, ?, ?, ?)",
    .in = "sisbt",
};

static const struct db_statement WRITE = {
    .name = "subscription_write",
    .sql = "UPDATE subscription SET wants_incidents = ?, wants_maintenance = ?,"
	   " all_components = ?, language = ?, account_id = COALESCE(?, account_id),"
	   " confirmed_at = IF(?, COALESCE(confirmed_at, ?), confirmed_at) WHERE id = ?",
    .in = "iiisiiti",
};

static const struct db_statement COMPONENTS_CLEAR = {
    .name = "subscription_components_clear",
    .sql = "DELETE FROM subscription_component WHERE subscription_id = ?",
    .in = "i",
};

static const struct db_statement COMPONENTS_ADD = {
    .name = "subscription_components_add",
    .sql = "INSERT INTO subscription_component (subscription_id, component_id)"
	   " SELECT ?, id FROM component WHERE id = ? AND is_active"
	   " ON DUPLICATE KEY UPDATE component_id = VALUES(component_id)",
    .in = "ii",
};

/* Whoever asks again and again sends one mail in ten minutes. */
static const struct db_statement MAILED = {
    .name = "subscription_mailed",
    .sql = "SELECT 1 FROM mail_out WHERE kind = 'subscription' AND address = ?"
	   " AND created_at > ? LIMIT 1",
    .in = "st",
    .out = "i",
};

static const struct db_statement END = {
    .name = "subscription_end",
    .sql = "DELETE FROM subscription WHERE id = ?",
    .in = "i",
};

static const struct db_statement SWEEP = {
    .name = "subscription_sweep",
    .sql = "DELETE FROM subscription WHERE confirmed_at IS NULL AND created_at < ? LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(subscription, &BY_ID, &BY_EMAIL, &COMPONENTS, &ADD, &WRITE, &COMPONENTS_CLEAR,
    &COMPONENTS_ADD, &MAILED, &END, &SWEEP);

/* --- Reading. */

static enum err read_one(struct db *db, struct arena *arena, const struct db_rows *rows,
    struct subscription *subscription)
{
	const struct db_value *nonce;
	struct db_rows components;
	int64_t *list;

	if (!rows->count)
		return ERROR(ERR_NOT_FOUND, "no such subscription");
	*subscription = (struct subscription){
	    .id = db_int_at(rows, 0, 0),
	    .account_id = db_int_at(rows, 0, 1),
	    .email = db_text_at(rows, 0, 2),
	    .language = db_text_at(rows, 0, 3),
	    .wants_incidents = db_int_at(rows, 0, 4),
	    .wants_maintenance = db_int_at(rows, 0, 5),
	    .all_components = db_int_at(rows, 0, 6),
	    .is_confirmed = db_int_at(rows, 0, 7),
	};
	nonce = db_cell(rows, 0, 8);
	if (nonce->length == sizeof subscription->nonce)
		memcpy(subscription->nonce, nonce->p, nonce->length);
	TRY(db_query(db, arena, &COMPONENTS, DB_VALUES(db_int(subscription->id)), &components));
	list = ARENA_ARRAY(arena, int64_t, components.count);
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for components");
	for (size_t i = 0; i < components.count; i++)
		list[i] = db_int_at(&components, i, 0);
	subscription->components = list;
	subscription->component_count = components.count;
	return OK;
}

enum err subscription_by_id(
    struct db *db, struct arena *arena, int64_t id, struct subscription *subscription)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &BY_ID, DB_VALUES(db_int(id)), &rows));
	return read_one(db, arena, &rows, subscription);
}

/* --- Links. */

const char *subscription_token(struct arena *arena, const unsigned char *secret, size_t length,
    const struct subscription *subscription)
{
	unsigned char data[sizeof subscription->nonce + sizeof subscription->id];
	unsigned char hash[SHA256_SIZE];
	const char *text;

	memcpy(data, subscription->nonce, sizeof subscription->nonce);
	memcpy(data + sizeof subscription->nonce, &subscription->id, sizeof subscription->id);
	if (hmac_sha256(secret, length, "status subscription", data, sizeof data, hash) != OK)
		return NULL;
	text = text_base64url(arena, hash, sizeof hash);
	return text ? arena_format(arena, "%lld-%s", (long long)subscription->id, text) : NULL;
}

enum err subscription_by_token(struct db *db, struct arena *arena, const unsigned char *secret,
    size_t length, const char *token, struct subscription *subscription)
{
	const char *number = arena_text_n(arena, token, strcspn(token, "-"));
	const char *right;
	int64_t id;

	if (!number)
		return ERROR(ERR_MEMORY, "no memory for a number");
	if (!text_to_int(number, 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no such link");
	TRY(subscription_by_id(db, arena, id, subscription));
	right = subscription_token(arena, secret, length, subscription);
	if (!right)
		return ERROR(ERR_MEMORY, "no memory for a link");
	if (strlen(right) != strlen(token) || !equal_bytes(right, token, strlen(right)))
		return ERROR(ERR_NOT_FOUND, "no such link");
	return OK;
}

/* --- Asking for one, and changing it. */

static enum err note(struct db *db, int64_t id, const char *kind)
{
	return event_add(
	    db, &(struct event){
		    .about = ABOUT_INSTANCE, .about_id = id, .kind = kind, .at = timestamp_now()});
}

static enum err write(struct db *db, const struct subscription *s, int64_t account_id, bool confirm)
{
	TRY(db_execute(db, &WRITE,
	    DB_VALUES(db_int(s->wants_incidents), db_int(s->wants_maintenance),
		db_int(s->all_components), db_text(s->language), db_id(account_id), db_int(confirm),
		db_time(timestamp_now()), db_int(s->id)),
	    NULL));
	TRY(db_execute(db, &COMPONENTS_CLEAR, DB_VALUES(db_int(s->id)), NULL));
	for (size_t i = 0; i < s->component_count && !s->all_components; i++)
		TRY(db_execute(
		    db, &COMPONENTS_ADD, DB_VALUES(db_int(s->id), db_int(s->components[i])), NULL));
	return note(db, s->id, confirm ? "subscribed" : "subscription asked");
}

struct asking {
	struct arena *arena;
	const struct viewer *viewer;
	struct subscription asked;
	bool sent;
};

static enum err send_link(struct db *db, struct asking *a)
{
	timestamp since = timestamp_now() - 10 * TIMESTAMP_MINUTE;
	struct db_rows rows;

	TRY(db_query(
	    db, a->arena, &MAILED, DB_VALUES(db_text(a->asked.email), db_time(since)), &rows));
	if (rows.count)
		return OK;
	a->sent = true;
	return mail_out_add(db,
	    &(struct mail_new){.kind = SUBSCRIPTION_KIND,
		.address = a->asked.email,
		.language = a->asked.language,
		.is_secret = true,
		.parameters =
		    arena_format(a->arena, "{\"subscription\":%lld}", (long long)a->asked.id)},
	    NULL);
}

static enum err ask(struct db *db, void *context)
{
	struct asking *a = context;
	struct subscription *s = &a->asked, known;
	bool own = viewer_is_known(a->viewer) && !strcmp(s->email, a->viewer->email);
	struct db_result result;
	struct db_rows rows;

	a->sent = false;
	TRY(db_query(db, a->arena, &BY_EMAIL, DB_VALUES(db_text(s->email)), &rows));
	if (rows.count) {
		TRY(read_one(db, a->arena, &rows, &known));
		s->id = known.id;
		/* Nobody changes what another has confirmed. */
		if (known.is_confirmed && !own)
			return send_link(db, a);
	} else {
		unsigned char nonce[sizeof s->nonce];

		TRY(random_bytes(nonce, sizeof nonce));
		TRY(db_execute(db, &ADD,
		    DB_VALUES(db_text(s->email), db_id(own ? a->viewer->account_id : 0),
			db_text(s->language), db_bytes(nonce, sizeof nonce),
			db_time(timestamp_now())),
		    &result));
		s->id = result.inserted_id;
	}
	TRY(write(db, s, own ? a->viewer->account_id : 0, own));
	return own ? OK : send_link(db, a);
}

static enum err check(const struct subscription *s)
{
	if (!s->wants_incidents && !s->wants_maintenance)
		return ERROR(ERR_INPUT, "a subscription to nothing");
	if (!s->all_components && !s->component_count)
		return ERROR(ERR_INPUT, "a subscription to no component");
	return OK;
}

enum err subscription_ask(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct subscription *asked, bool *sent)
{
	struct asking a = {.arena = arena, .viewer = viewer, .asked = *asked};
	char *email = arena_text(arena, asked->email);

	if (!email)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(email);
	a.asked.email = email;
	if (!text_is_email(email))
		return ERROR(ERR_INPUT, "no e-mail address");
	TRY(check(asked));
	TRY(db_transaction(db, ask, &a));
	*sent = a.sent;
	return OK;
}

static enum err save(struct db *db, void *context)
{
	return write(db, context, 0, true);
}

enum err subscription_save(struct db *db, const struct subscription *subscription)
{
	struct subscription s = *subscription;

	TRY(check(&s));
	return db_transaction(db, save, &s);
}

static enum err end(struct db *db, void *context)
{
	const int64_t *id = context;

	TRY(db_execute(db, &END, DB_VALUES(db_int(*id)), NULL));
	return note(db, *id, "unsubscribed");
}

enum err subscription_end(struct db *db, int64_t id)
{
	return db_transaction(db, end, &id);
}

enum err subscription_sweep(struct db *db, int64_t *deleted)
{
	struct db_result result;

	TRY(db_execute(
	    db, &SWEEP, DB_VALUES(db_time(timestamp_now() - 7 * TIMESTAMP_DAY)), &result));
	*deleted = result.affected;
	return OK;
}
