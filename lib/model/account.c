#include "model/account.h"

#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "model/consent.h"
#include "model/event.h"

#define ACCOUNT_COLUMNS                                                                            \
	"a.id, a.email, a.name, a.role + 0, a.organisation_id, o.name, a.language, a.is_active"
#define ACCOUNT_TABLES "account a LEFT JOIN organisation o ON o.id = a.organisation_id"
#define ACCOUNT_OUT    "issiissi"

static const struct db_statement ACCOUNT_ADD = {
    .name = "account_add",
    .sql = "INSERT INTO account (email, name, role, organisation_id, password_hash, language,"
	   " is_active, created_at) VALUES (?, ?, ?,"
	   " COALESCE(?, (SELECT organisation_id FROM organisation_domain WHERE domain = ?)),"
	   " ?, ?, TRUE, ?)",
    .in = "ssiissst",
};

static const struct db_statement ACCOUNT_BY_EMAIL = {
    .name = "account_by_email",
    .sql = "SELECT " ACCOUNT_COLUMNS " FROM " ACCOUNT_TABLES " WHERE a.email = ?",
    .in = "s",
    .out = ACCOUNT_OUT,
};

static const struct db_statement ACCOUNT_BY_ID = {
    .name = "account_by_id",
    .sql = "SELECT " ACCOUNT_COLUMNS " FROM " ACCOUNT_TABLES " WHERE a.id = ?",
    .in = "i",
    .out = ACCOUNT_OUT,
};

static const struct db_statement ACCOUNT_VIEWER = {
    .name = "account_viewer",
    .sql = "SELECT a.id, a.role + 0, a.name, a.email, COALESCE(a.language, o.language), o.id,"
	   " o.name, o.client_scope + 0, a.mail_consent IS NULL, a.is_manager FROM " ACCOUNT_TABLES
	   " WHERE a.id = ? AND a.is_active AND COALESCE(o.is_active, TRUE)",
    .in = "i",
    .out = "iisssisiii",
};

static const struct db_statement ACCOUNT_STAFF = {
    .name = "account_staff",
    .sql = "SELECT " ACCOUNT_COLUMNS " FROM " ACCOUNT_TABLES
	   " WHERE a.role IN ('agent', 'admin') AND a.is_active ORDER BY a.name LIMIT 500",
    .out = ACCOUNT_OUT,
};

static const struct db_statement ACCOUNT_SECRET = {
    .name = "account_secret",
    .sql = "SELECT a.id, a.password_hash, a.is_active AND COALESCE(o.is_active, TRUE)"
	   " FROM " ACCOUNT_TABLES " WHERE a.email = ?",
    .in = "s",
    .out = "isi",
};

static const struct db_statement ACCOUNT_REHASH = {
    .name = "account_rehash",
    .sql = "UPDATE account SET password_hash = ? WHERE id = ?",
    .in = "si",
};

static const struct db_statement ACCOUNT_ROLE = {
    .name = "account_role",
    .sql = "UPDATE account SET role = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement ACCOUNT_ACTIVE = {
    .name = "account_active",
    .sql = "UPDATE account SET is_active = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement ACCOUNT_MANAGER = {
    .name = "account_manager",
    .sql = "UPDATE account SET is_manager = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement ACCOUNT_LANGUAGE = {
    .name = "account_language",
    .sql = "UPDATE account SET language = ? WHERE id = ?",
    .in = "si",
};

static const struct db_statement ACCOUNT_SIGN_OUT = {
    .name = "account_sign_out",
    .sql = "DELETE FROM session WHERE account_id = ? AND id <> ?",
    .in = "ii",
};

DB_STATEMENTS(account, &ACCOUNT_ADD, &ACCOUNT_BY_EMAIL, &ACCOUNT_BY_ID, &ACCOUNT_VIEWER,
    &ACCOUNT_STAFF, &ACCOUNT_SECRET, &ACCOUNT_REHASH, &ACCOUNT_ROLE, &ACCOUNT_ACTIVE,
    &ACCOUNT_MANAGER, &ACCOUNT_LANGUAGE, &ACCOUNT_SIGN_OUT);

static struct account account_from_row(const struct db_rows *rows, size_t row)
{
	return (struct account){
	    .id = db_int_at(rows, row, 0),
	    .email = db_text_at(rows, row, 1),
	    .name = db_text_at(rows, row, 2),
	    .role = (enum role)db_int_at(rows, row, 3),
	    .organisation_id = db_int_at(rows, row, 4),
	    .organisation = db_text_at(rows, row, 5),
	    .language = db_text_at(rows, row, 6),
	    .is_active = db_int_at(rows, row, 7) != 0,
	};
}

static enum err check_password(const char *password)
{
	if (text_characters(password) < PASSWORD_LEAST)
		return ERROR(ERR_INPUT, "a password has at least %d characters", PASSWORD_LEAST);
	if (strlen(password) > PASSWORD_MOST)
		return ERROR(ERR_INPUT, "a password has at most %d bytes", PASSWORD_MOST);
	return OK;
}

static enum err event_of_account(
    struct db *db, int64_t id, const char *kind, int64_t actor_id, const char *after)
{
	return event_add(db, &(struct event){.about = ABOUT_ACCOUNT,
				 .about_id = id,
				 .kind = kind,
				 .actor_id = actor_id,
				 .after = after,
				 .at = timestamp_now()});
}

struct addition {
	const struct account *account;
	const char *email, *domain, *hash;
	int64_t actor_id, id;
};

static enum err add(struct db *db, void *context)
{
	struct addition *a = context;
	struct db_result result;
	const char *language = text_is_blank(a->account->language) ? NULL : a->account->language;

	TRY(db_execute(db, &ACCOUNT_ADD,
	    DB_VALUES(db_text(a->email), db_text(a->account->name), db_int(a->account->role),
		db_id(a->account->organisation_id),
		db_text(a->account->role == ROLE_CLIENT ? a->domain : NULL), db_text(a->hash),
		db_text(language), db_time(timestamp_now())),
	    &result));
	a->id = result.inserted_id;
	if (a->account->role != ROLE_CLIENT)
		TRY(consent_set(db, (struct consent_owner){.account_id = a->id}, true,
		    CONSENT_ADDED, a->actor_id));
	return event_of_account(db, a->id, "created", a->actor_id, a->account->name);
}

enum err account_add(struct db *db, struct arena *arena, const struct account *account,
    const char *password, int64_t actor_id, int64_t *id)
{
	char hash[PASSWORD_HASH];
	struct addition a = {.account = account, .actor_id = actor_id};

	if (account->email) {
		char *email = arena_text(arena, account->email);

		if (!email)
			return ERROR(ERR_MEMORY, "no memory for an address");
		text_lower(email);
		if (!text_is_email(email))
			return ERROR(ERR_INPUT, "not an e-mail address: %s", email);
		a.email = email;
		a.domain = strrchr(email, '@') + 1;
	}
	if (password) {
		TRY(check_password(password));
		TRY(password_hash(password, hash));
		a.hash = hash;
	}
	TRY(db_transaction(db, add, &a));
	*id = a.id;
	return OK;
}

enum err account_by_email(
    struct db *db, struct arena *arena, const char *email, struct account *account)
{
	struct db_rows rows;
	char *lower = arena_text(arena, email);

	if (!lower)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(lower);
	TRY(db_query(db, arena, &ACCOUNT_BY_EMAIL, DB_VALUES(db_text(lower)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no account %s", lower);
	*account = account_from_row(&rows, 0);
	return OK;
}

enum err account_by_id(struct db *db, struct arena *arena, int64_t id, struct account *account)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &ACCOUNT_BY_ID, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no account with key %lld", (long long)id);
	*account = account_from_row(&rows, 0);
	return OK;
}

enum err account_viewer(struct db *db, struct arena *arena, int64_t id, struct viewer *viewer)
{
	struct db_rows rows;

	*viewer = (struct viewer){
	    .role = ROLE_NOBODY, .name = "", .email = "", .organisation = "", .language = ""};
	TRY(db_query(db, arena, &ACCOUNT_VIEWER, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return OK;
	*viewer = (struct viewer){
	    .account_id = db_int_at(&rows, 0, 0),
	    .role = (enum role)db_int_at(&rows, 0, 1),
	    .name = db_text_at(&rows, 0, 2),
	    .email = db_text_at(&rows, 0, 3),
	    .language = db_text_at(&rows, 0, 4),
	    .organisation_id = db_int_at(&rows, 0, 5),
	    .organisation = db_text_at(&rows, 0, 6),
	    .scope = (enum client_scope)db_int_at(&rows, 0, 7),
	    .never_asked = db_int_at(&rows, 0, 8) != 0,
	    .is_manager = db_int_at(&rows, 0, 9) != 0,
	};
	viewer_raise_manager(viewer);
	return OK;
}

enum err account_staff(struct db *db, struct arena *arena, struct account **accounts, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &ACCOUNT_STAFF, DB_NONE, &rows));
	*accounts = ARENA_ARRAY(arena, struct account, rows.count);
	if (!*accounts)
		return ERROR(ERR_MEMORY, "no memory for %zu accounts", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*accounts)[i] = account_from_row(&rows, i);
	*count = rows.count;
	return OK;
}

/* One change of one account, with its event, in a transaction. */
struct change {
	const struct db_statement *statement;
	struct db_value value;
	int64_t id, actor_id, keep_session;
	bool signs_out;
	const char *kind, *after;
};

static enum err apply(struct db *db, void *context)
{
	const struct change *c = context;
	struct db_result result;

	TRY(db_execute(db, c->statement, DB_VALUES(c->value, db_int(c->id)), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "no account with key %lld", (long long)c->id);
	if (c->signs_out)
		TRY(db_execute(db, &ACCOUNT_SIGN_OUT,
		    DB_VALUES(db_int(c->id), db_int(c->keep_session)), NULL));
	return event_of_account(db, c->id, c->kind, c->actor_id, c->after);
}

enum err account_set_role(struct db *db, int64_t id, enum role role, int64_t actor_id)
{
	return db_transaction(db, apply,
	    &(struct change){.statement = &ACCOUNT_ROLE,
		.value = db_int(role),
		.id = id,
		.actor_id = actor_id,
		.kind = "role",
		.after = role_code(role)});
}

enum err account_set_active(struct db *db, int64_t id, bool is_active, int64_t actor_id)
{
	return db_transaction(db, apply,
	    &(struct change){.statement = &ACCOUNT_ACTIVE,
		.value = db_int(is_active),
		.id = id,
		.actor_id = actor_id,
		.signs_out = !is_active,
		.kind = is_active ? "enabled" : "disabled"});
}

enum err account_set_manager(struct db *db, int64_t id, bool is_manager, int64_t actor_id)
{
	return db_transaction(db, apply,
	    &(struct change){.statement = &ACCOUNT_MANAGER,
		.value = db_int(is_manager),
		.id = id,
		.actor_id = actor_id,
		.kind = "manager",
		.after = is_manager ? "yes" : "no"});
}

enum err account_set_language(struct db *db, int64_t id, const char *language, int64_t actor_id)
{
	return db_transaction(db, apply,
	    &(struct change){.statement = &ACCOUNT_LANGUAGE,
		.value = db_text(text_is_blank(language) ? NULL : language),
		.id = id,
		.actor_id = actor_id,
		.kind = "language",
		.after = language});
}

enum err account_set_password(
    struct db *db, int64_t id, const char *password, int64_t keep_session, int64_t actor_id)
{
	char hash[PASSWORD_HASH];

	TRY(check_password(password));
	TRY(password_hash(password, hash));
	return db_transaction(db, apply,
	    &(struct change){.statement = &ACCOUNT_REHASH,
		.value = db_text(hash),
		.id = id,
		.actor_id = actor_id,
		.signs_out = true,
		.keep_session = keep_session,
		.kind = "password"});
}

enum err account_authenticate(
    struct db *db, struct arena *arena, const char *email, const char *password, int64_t *id)
{
	struct db_rows rows;
	char *lower = arena_text(arena, email);
	const char *stored = NULL;
	bool matches, outdated;
	char hash[PASSWORD_HASH];

	*id = 0;
	if (!lower)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(lower);
	TRY(db_query(db, arena, &ACCOUNT_SECRET, DB_VALUES(db_text(lower)), &rows));
	if (rows.count && !db_null_at(&rows, 0, 1) && strlen(password) <= PASSWORD_MOST)
		stored = db_text_at(&rows, 0, 1);
	TRY(password_verify(password, stored, &matches, &outdated));
	if (!matches || !db_int_at(&rows, 0, 2))
		return OK;
	*id = db_int_at(&rows, 0, 0);
	if (outdated) {
		TRY(password_hash(password, hash));
		TRY(db_execute(db, &ACCOUNT_REHASH, DB_VALUES(db_text(hash), db_int(*id)), NULL));
		log_info("password hash of account %lld made anew", (long long)*id);
	}
	return OK;
}
