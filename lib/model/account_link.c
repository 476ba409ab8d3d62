#include "model/account_link.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/account.h"
#include "model/event.h"
#include "model/mail_out.h"

/* Nothing is written where there is no such account. */
static const struct db_statement ADD_PASSWORD = {
    .name = "account_link_add_password",
    .sql = "INSERT INTO account_link (token_hash, account_id, purpose, email, created_at)"
	   " SELECT ?, a.id, 'password', a.email, ? FROM account a"
	   " LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " WHERE a.email = ? AND a.is_active AND COALESCE(o.is_active, TRUE)",
    .in = "bts",
};

static const struct db_statement ADD_EMAIL = {
    .name = "account_link_add_email",
    .sql = "INSERT INTO account_link (token_hash, account_id, purpose, email, created_at)"
	   " VALUES (?, ?, 'email', ?, ?)",
    .in = "bist",
};

static const struct db_statement FIND = {
    .name = "account_link_find",
    .sql = "SELECT l.account_id, l.email, a.email, a.name, COALESCE(a.language, '')"
	   " FROM account_link l JOIN account a ON a.id = l.account_id AND a.is_active"
	   " WHERE l.token_hash = ? AND l.purpose = ? AND l.created_at > ?",
    .in = "bst",
    .out = "issss",
};

static const struct db_statement USE = {
    .name = "account_link_use",
    .sql = "DELETE FROM account_link WHERE token_hash = ?",
    .in = "b",
};

static const struct db_statement END_ALL = {
    .name = "account_link_end_all",
    .sql = "DELETE FROM account_link WHERE account_id = ? AND purpose = ?",
    .in = "is",
};

static const struct db_statement CONFIRM = {
    .name = "account_link_confirm",
    .sql = "UPDATE account SET email_confirmed_at = ? WHERE id = ? AND email = ?",
    .in = "tis",
};

static const struct db_statement SET_EMAIL = {
    .name = "account_link_set_email",
    .sql = "UPDATE account SET email = ?, email_confirmed_at = ? WHERE id = ?",
    .in = "sti",
};

static const struct db_statement SWEEP = {
    .name = "account_link_sweep",
    .sql = "DELETE FROM account_link WHERE created_at < ? LIMIT 1000",
    .in = "t",
};

DB_STATEMENTS(
    account_link, &ADD_PASSWORD, &ADD_EMAIL, &FIND, &USE, &END_ALL, &CONFIRM, &SET_EMAIL, &SWEEP);

struct link {
	struct arena *arena;
	const char *email, *language, *token, *password, *parameters;
	int64_t account_id;
	unsigned char hash[SHA256_SIZE];
};

static enum err make_token(struct arena *arena, struct link *link)
{
	char token[TOKEN_SIZE];

	TRY(random_token(token));
	TRY(sha256(token, strlen(token), link->hash));
	link->token = arena_text(arena, token);
	link->parameters = arena_format(arena, "{\"token\":\"%s\"}", token);
	return link->token && link->parameters ? OK : ERROR(ERR_MEMORY, "no memory for a token");
}

static enum err hash_token(const char *token, unsigned char hash[static SHA256_SIZE])
{
	if (!token || strlen(token) != TOKEN_SIZE - 1)
		return ERROR(ERR_NOT_FOUND, "no such link");
	return sha256(token, strlen(token), hash);
}

static enum err lower(struct arena *arena, const char *email, const char **out)
{
	char *text = arena_text(arena, email);

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(text);
	*out = text;
	return text_is_email(text) ? OK : ERROR(ERR_INPUT, "not an e-mail address: %s", text);
}

static enum err add_password(struct db *db, void *context)
{
	const struct link *l = context;

	TRY(db_execute(db, &ADD_PASSWORD,
	    DB_VALUES(db_bytes(l->hash, SHA256_SIZE), db_time(timestamp_now()), db_text(l->email)),
	    NULL));
	return mail_out_add(db,
	    &(struct mail_new){.kind = PASSWORD_KIND,
		.address = l->email,
		.language = l->language,
		.parameters = l->parameters,
		.is_secret = true},
	    NULL);
}

enum err account_link_password(
    struct db *db, struct arena *arena, const char *email, const char *language)
{
	struct link l = {.language = language};

	TRY(lower(arena, email, &l.email));
	TRY(make_token(arena, &l));
	return db_transaction(db, add_password, &l);
}

static enum err find(struct db *db, struct arena *arena, const unsigned char *hash,
    const char *purpose, int hours, struct db_rows *rows)
{
	TRY(db_query(db, arena, &FIND,
	    DB_VALUES(db_bytes(hash, SHA256_SIZE), db_text(purpose),
		db_time(timestamp_now() - hours * TIMESTAMP_HOUR)),
	    rows));
	return rows->count ? OK : ERROR(ERR_NOT_FOUND, "no such link, or not any more");
}

enum err account_link_fits(struct db *db, struct arena *arena, const char *token, bool *fits)
{
	unsigned char hash[SHA256_SIZE];
	struct db_rows rows;
	enum err err = hash_token(token, hash);

	if (err == OK)
		err = find(db, arena, hash, "password", ACCOUNT_LINK_HOURS, &rows);
	*fits = err == OK;
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err set_password(struct db *db, void *context)
{
	const struct link *l = context;
	struct db_result result;
	struct db_rows rows;
	int64_t id;

	TRY(find(db, l->arena, l->hash, "password", ACCOUNT_LINK_HOURS, &rows));
	id = db_int_at(&rows, 0, 0);
	TRY(db_execute(db, &USE, DB_VALUES(db_bytes(l->hash, SHA256_SIZE)), &result));
	if (!result.affected) /* at the same moment, in another window */
		return ERROR(ERR_NOT_FOUND, "the link is used");
	TRY(account_set_password(db, id, l->password, 0, id));
	TRY(db_execute(db, &END_ALL, DB_VALUES(db_int(id), db_text("password")), NULL));
	return db_execute(db, &CONFIRM,
	    DB_VALUES(db_time(timestamp_now()), db_int(id), db_text(db_text_at(&rows, 0, 1))),
	    NULL);
}

enum err account_link_set_password(
    struct db *db, struct arena *arena, const char *token, const char *password)
{
	struct link l = {.arena = arena, .password = password};

	TRY(hash_token(token, l.hash));
	return db_transaction(db, set_password, &l);
}

static enum err add_email(struct db *db, void *context)
{
	const struct link *l = context;

	TRY(db_execute(db, &END_ALL, DB_VALUES(db_int(l->account_id), db_text("email")), NULL));
	TRY(db_execute(db, &ADD_EMAIL,
	    DB_VALUES(db_bytes(l->hash, SHA256_SIZE), db_int(l->account_id), db_text(l->email),
		db_time(timestamp_now())),
	    NULL));
	return mail_out_add(db,
	    &(struct mail_new){.kind = EMAIL_KIND,
		.address = l->email,
		.language = l->language,
		.account_id = l->account_id,
		.parameters = l->parameters,
		.is_secret = true},
	    NULL);
}

enum err account_link_email(
    struct db *db, struct arena *arena, int64_t account_id, const char *email)
{
	struct link l = {.account_id = account_id};
	struct account account;

	TRY(lower(arena, email, &l.email));
	TRY(account_by_id(db, arena, account_id, &account));
	l.language = account.language;
	TRY(make_token(arena, &l));
	return db_transaction(db, add_email, &l);
}

static enum err tell_old(struct db *db, const struct db_rows *rows)
{
	if (!*db_text_at(rows, 0, 2))
		return OK;
	return mail_out_add(db,
	    &(struct mail_new){.kind = EMAIL_CHANGED,
		.address = db_text_at(rows, 0, 2),
		.name = db_text_at(rows, 0, 3),
		.language = db_text_at(rows, 0, 4)},
	    NULL);
}

static enum err confirm_email(struct db *db, void *context)
{
	const struct link *l = context;
	timestamp now = timestamp_now();
	struct db_rows rows;
	const char *email;
	int64_t id;

	TRY(find(db, l->arena, l->hash, "email", ACCOUNT_LINK_EMAIL_HOURS, &rows));
	id = db_int_at(&rows, 0, 0);
	email = db_text_at(&rows, 0, 1);
	TRY(db_execute(db, &SET_EMAIL, DB_VALUES(db_text(email), db_time(now), db_int(id)), NULL));
	TRY(db_execute(db, &END_ALL, DB_VALUES(db_int(id), db_text("email")), NULL));
	/* A link that was mailed to the old address must not open the account any more. */
	TRY(db_execute(db, &END_ALL, DB_VALUES(db_int(id), db_text("password")), NULL));
	if (strcmp(email, db_text_at(&rows, 0, 2)) != 0)
		TRY(tell_old(db, &rows));
	return event_add(db, &(struct event){.about = ABOUT_ACCOUNT,
				 .about_id = id,
				 .kind = "email",
				 .actor_id = id,
				 .before = db_text_at(&rows, 0, 2),
				 .after = email,
				 .at = now});
}

enum err account_link_confirm_email(struct db *db, struct arena *arena, const char *token)
{
	struct link l = {.arena = arena};

	TRY(hash_token(token, l.hash));
	return db_transaction(db, confirm_email, &l);
}

const char *account_link_parameter(struct arena *arena, const char *parameters, const char *name)
{
	json_t *object = json_loads(parameters, 0, NULL);
	const char *value = json_string_value(json_object_get(object, name));
	const char *copy = value ? arena_text(arena, value) : NULL;

	json_decref(object);
	return copy ? copy : "";
}

enum err account_link_sweep(struct db *db)
{
	return db_execute(db, &SWEEP,
	    DB_VALUES(db_time(timestamp_now() - ACCOUNT_LINK_EMAIL_HOURS * TIMESTAMP_HOUR)), NULL);
}
