#include "model/consent.h"

#include "base/text.h"
#include "model/event.h"

static const struct db_statement SET_ACCOUNT = {
    .name = "consent_set_account",
    .sql = "UPDATE account SET mail_consent = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement SET_ORGANISATION = {
    .name = "consent_set_organisation",
    .sql = "UPDATE organisation SET mail_consent = ? WHERE id = ?",
    .in = "ii",
};

static const struct db_statement SET_UNDECIDED = {
    .name = "consent_set_undecided",
    .sql = "UPDATE account SET mail_consent = TRUE WHERE id = ? AND mail_consent IS NULL",
    .in = "i",
};

static const struct db_statement NOTE = {
    .name = "consent_note",
    .sql = "INSERT INTO consent (account_id, organisation_id, is_given, way, actor_id, created_at)"
	   " VALUES (?, ?, ?, ?, ?, ?)",
    .in = "iiiiit",
};

static const struct db_statement OF_ACCOUNT = {
    .name = "consent_of_account",
    .sql = "SELECT COALESCE(mail_consent, FALSE) FROM account WHERE id = ?",
    .in = "i",
    .out = "i",
};

static const struct db_statement REFUSED = {
    .name = "consent_refused",
    .sql = "SELECT 1 FROM account WHERE id = ? AND mail_consent = FALSE",
    .in = "i",
    .out = "i",
};

static const struct db_statement OF_ORGANISATION = {
    .name = "consent_of_organisation",
    .sql = "SELECT COALESCE(mail_consent, FALSE) FROM organisation WHERE id = ?",
    .in = "i",
    .out = "i",
};

#define LIST_COLUMNS                                                                               \
	"SELECT c.is_given, c.way + 0, a.name, c.created_at FROM consent c"                        \
	" LEFT JOIN account a ON a.id = c.actor_id "
static const struct db_statement LIST_ACCOUNT = {
    .name = "consent_list_account",
    .sql = LIST_COLUMNS "WHERE c.account_id = ? ORDER BY c.id DESC LIMIT 50",
    .in = "i",
    .out = "iist",
};

static const struct db_statement LIST_ORGANISATION = {
    .name = "consent_list_organisation",
    .sql = LIST_COLUMNS "WHERE c.organisation_id = ? ORDER BY c.id DESC LIMIT 50",
    .in = "i",
    .out = "iist",
};

static const struct db_statement DIGEST = {
    .name = "consent_digest",
    .sql = "SELECT mail_digest FROM account WHERE id = ?",
    .in = "i",
    .out = "i",
};

/* What happened before it was chosen has been told one by one. */
static const struct db_statement SET_DIGEST = {
    .name = "consent_set_digest",
    .sql = "UPDATE account SET digest_at = IF(mail_digest, digest_at, ?), mail_digest = ?"
	   " WHERE id = ?",
    .in = "tii",
};

static const struct db_statement EMAIL = {
    .name = "consent_organisation_email",
    .sql = "SELECT name, email FROM organisation WHERE id = ?",
    .in = "i",
    .out = "ss",
};

static const struct db_statement SET_EMAIL = {
    .name = "consent_set_organisation_email",
    .sql = "UPDATE organisation SET email = ? WHERE id = ?",
    .in = "si",
};

DB_STATEMENTS(consent, &SET_ACCOUNT, &SET_ORGANISATION, &SET_UNDECIDED, &NOTE, &OF_ACCOUNT,
    &REFUSED, &OF_ORGANISATION, &LIST_ACCOUNT, &LIST_ORGANISATION, &DIGEST, &SET_DIGEST, &EMAIL,
    &SET_EMAIL);

struct setting {
	struct consent_owner owner;
	bool is_given;
	enum consent_way way;
	int64_t actor_id;
};

static enum err note(struct db *db, const struct setting *s)
{
	timestamp now = timestamp_now();

	TRY(db_execute(db, &NOTE,
	    DB_VALUES(db_id(s->owner.account_id), db_id(s->owner.organisation_id),
		db_int(s->is_given), db_int(s->way), db_id(s->actor_id), db_time(now)),
	    NULL));
	return event_add(db,
	    &(struct event){.about = s->owner.account_id ? ABOUT_ACCOUNT : ABOUT_ORGANISATION,
		.about_id = s->owner.account_id ? s->owner.account_id : s->owner.organisation_id,
		.kind = "mail_consent",
		.actor_id = s->actor_id,
		.after = s->is_given ? "on" : "off",
		.at = now});
}

static enum err set(struct db *db, void *context)
{
	const struct setting *s = context;
	bool is_person = s->owner.account_id != 0;
	struct db_result result;

	TRY(db_execute(db, is_person ? &SET_ACCOUNT : &SET_ORGANISATION,
	    DB_VALUES(db_int(s->is_given),
		db_int(is_person ? s->owner.account_id : s->owner.organisation_id)),
	    &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "nobody there whose consent could be noted");
	return note(db, s);
}

enum err consent_set(struct db *db, struct consent_owner owner, bool is_given, enum consent_way way,
    int64_t actor_id)
{
	return db_transaction(db, set, &(struct setting){owner, is_given, way, actor_id});
}

enum err consent_by_request(struct db *db, int64_t account_id)
{
	struct db_result result;

	TRY(db_execute(db, &SET_UNDECIDED, DB_VALUES(db_int(account_id)), &result));
	if (!result.affected)
		return OK;
	return note(db, &(struct setting){.owner = {.account_id = account_id},
			    .is_given = true,
			    .way = CONSENT_REQUEST,
			    .actor_id = account_id});
}

enum err consent_given(
    struct db *db, struct arena *arena, struct consent_owner owner, bool *is_given)
{
	struct db_rows rows;

	TRY(db_query(db, arena, owner.account_id ? &OF_ACCOUNT : &OF_ORGANISATION,
	    DB_VALUES(db_int(owner.account_id ? owner.account_id : owner.organisation_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "nobody there who could consent");
	*is_given = db_int_at(&rows, 0, 0) != 0;
	return OK;
}

enum err consent_refused(struct db *db, struct arena *arena, int64_t account_id, bool *is_refused)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &REFUSED, DB_VALUES(db_int(account_id)), &rows));
	*is_refused = rows.count > 0;
	return OK;
}

enum err consent_list(struct db *db, struct arena *arena, struct consent_owner owner,
    struct consent_change **changes, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, owner.account_id ? &LIST_ACCOUNT : &LIST_ORGANISATION,
	    DB_VALUES(db_int(owner.account_id ? owner.account_id : owner.organisation_id)), &rows));
	*changes = ARENA_ARRAY(arena, struct consent_change, rows.count);
	if (!*changes)
		return ERROR(ERR_MEMORY, "no memory for %zu consents", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*changes)[i] = (struct consent_change){.is_given = db_int_at(&rows, i, 0) != 0,
		    .way = (enum consent_way)db_int_at(&rows, i, 1),
		    .actor = db_text_at(&rows, i, 2),
		    .at = db_time_at(&rows, i, 3)};
	*count = rows.count;
	return OK;
}

enum err consent_digest(struct db *db, struct arena *arena, int64_t account_id, bool *is_daily)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &DIGEST, DB_VALUES(db_int(account_id)), &rows));
	*is_daily = rows.count && db_int_at(&rows, 0, 0) != 0;
	return OK;
}

enum err consent_set_digest(struct db *db, int64_t account_id, bool is_daily)
{
	return db_execute(db, &SET_DIGEST,
	    DB_VALUES(db_time(timestamp_now()), db_int(is_daily), db_int(account_id)), NULL);
}

enum err consent_organisation_email(struct db *db, struct arena *arena, int64_t organisation_id,
    const char **name, const char **email)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &EMAIL, DB_VALUES(db_int(organisation_id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no organisation %lld", (long long)organisation_id);
	*name = db_text_at(&rows, 0, 0);
	*email = db_text_at(&rows, 0, 1);
	return OK;
}

struct address {
	int64_t organisation_id, actor_id;
	const char *email; /* NULL: none */
};

static enum err set_address(struct db *db, void *context)
{
	const struct address *a = context;
	struct db_result result;

	TRY(db_execute(
	    db, &SET_EMAIL, DB_VALUES(db_text(a->email), db_int(a->organisation_id)), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "no organisation %lld", (long long)a->organisation_id);
	return event_add(db, &(struct event){.about = ABOUT_ORGANISATION,
				 .about_id = a->organisation_id,
				 .kind = "email",
				 .actor_id = a->actor_id,
				 .after = a->email,
				 .at = timestamp_now()});
}

enum err consent_set_organisation_email(struct db *db, struct arena *arena, int64_t organisation_id,
    const char *email, int64_t actor_id)
{
	struct address a = {.organisation_id = organisation_id, .actor_id = actor_id};

	if (!text_is_blank(email)) {
		char *lower = arena_text(arena, email);

		if (!lower)
			return ERROR(ERR_MEMORY, "no memory for an address");
		text_lower(lower);
		if (!text_is_email(lower))
			return ERROR(ERR_INPUT, "not an e-mail address: %s", lower);
		a.email = lower;
	}
	return db_transaction(db, set_address, &a);
}
