/*
 * subscription_mail.c: mails about the status: who gets one for an update, and what it is about.
 */
#include <jansson.h>

#include "model/account.h"
#include "model/subscription.h"

/* As lib/model/component.h says who sees what, here of the account that a subscription belongs to:
 * one without sees what is public. */
#define SEEN_BY                                                                                    \
	"(i.audience = 'public' OR a.role IN ('agent', 'admin')"                                   \
	" OR (i.audience = 'clients' AND a.id IS NOT NULL)"                                        \
	" OR (i.audience = 'organisation' AND a.organisation_id = i.organisation_id))"
#define MAIL_COLUMNS                                                                               \
	"INSERT INTO mail_out (kind, address, name, language, account_id, parameters, not_before," \
	" due_at, created_at)"

static const struct db_statement TELL = {
    .name = "subscription_tell",
    .sql = MAIL_COLUMNS
    " SELECT 'status_update', s.email, COALESCE(a.name, ''), s.language, a.id,"
    " JSON_OBJECT('update', u.id, 'incident', i.id, 'subscription', s.id), ?, ?, ?"
    " FROM incident_update u JOIN incident i ON i.id = u.incident_id"
    " JOIN subscription s ON s.confirmed_at IS NOT NULL"
    " AND ((i.kind = 'incident' AND s.wants_incidents)"
    " OR (i.kind = 'maintenance' AND s.wants_maintenance))"
    " LEFT JOIN account a ON a.id = s.account_id AND a.is_active"
    " WHERE u.id = ? AND " SEEN_BY " AND (s.account_id IS NULL OR a.id IS NOT NULL)"
    " AND (s.all_components OR EXISTS (SELECT 1 FROM incident_component y"
    " JOIN subscription_component x ON x.component_id = y.component_id"
    " WHERE y.incident_id = i.id AND x.subscription_id = s.id))",
    .in = "ttti",
};

/* Who said that it affects them, unless a subscription tells them already. */
static const struct db_statement TELL_AFFECTED = {
    .name = "subscription_tell_affected",
    .sql = MAIL_COLUMNS " SELECT 'status_update', a.email, a.name, COALESCE(a.language, ''), a.id,"
			" JSON_OBJECT('update', u.id, 'incident', i.id, 'subscription', 0), ?, ?, ?"
			" FROM incident_update u JOIN incident i ON i.id = u.incident_id"
			" JOIN incident_affected f ON f.incident_id = i.id"
			" JOIN account a ON a.id = f.account_id AND a.is_active"
			" WHERE u.id = ? AND " SEEN_BY " AND NOT EXISTS (SELECT 1 FROM mail_out m"
			" WHERE m.kind = 'status_update' AND m.address = a.email"
			" AND m.state = 'waiting' AND JSON_VALUE(m.parameters, '$.update') = u.id)",
    .in = "ttti",
};

DB_STATEMENTS(subscription_mail, &TELL, &TELL_AFFECTED);

enum err subscription_tell(struct db *db, int64_t update_id)
{
	const struct db_value now = db_time(timestamp_now());

	TRY(db_execute(db, &TELL, DB_VALUES(now, now, now, db_int(update_id)), NULL));
	return db_execute(db, &TELL_AFFECTED, DB_VALUES(now, now, now, db_int(update_id)), NULL);
}

static enum err reader_of(
    struct db *db, struct arena *arena, int64_t account_id, struct viewer *reader)
{
	struct account account;

	*reader = (struct viewer){.role = ROLE_NOBODY};
	if (!account_id)
		return OK;
	TRY(account_by_id(db, arena, account_id, &account));
	if (!account.is_active)
		return ERROR(ERR_NOT_FOUND, "the account is off");
	reader->role = account.role;
	reader->account_id = account.id;
	reader->organisation_id = account.organisation_id;
	return OK;
}

static int64_t member(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

/* The update to tell comes first; those that came after it are another mail's. */
static enum err choose_update(struct incident *incident, int64_t update_id)
{
	for (size_t i = 0; i < incident->update_count; i++)
		if (incident->updates[i].id == update_id) {
			incident->updates += i;
			incident->update_count -= i;
			return OK;
		}
	return ERROR(ERR_NOT_FOUND, "no such update");
}

enum err subscription_mail(struct db *db, struct arena *arena, const char *parameters,
    int64_t account_id, struct subscription_mail *mail)
{
	json_t *object = json_loads(parameters, 0, NULL);
	int64_t update = member(object, "update"), incident = member(object, "incident");
	int64_t subscription = member(object, "subscription");
	struct viewer reader;

	json_decref(object);
	*mail = (struct subscription_mail){.subscription = {.id = 0}};
	if (subscription) {
		TRY(subscription_by_id(db, arena, subscription, &mail->subscription));
		if (update && !mail->subscription.is_confirmed)
			return ERROR(ERR_NOT_FOUND, "not confirmed");
	}
	if (!update)
		return OK;
	TRY(reader_of(db, arena, account_id, &reader));
	TRY(incident_load(db, arena, &reader, incident, &mail->incident));
	return choose_update(&mail->incident, update);
}
