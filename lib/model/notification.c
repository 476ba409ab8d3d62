#include "model/notification.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/text.h"
#include "model/event.h"

static const struct db_statement LIST = {
    .name = "notification_list",
    .sql = "SELECT id, moment + 0, party + 0, is_on, addressed + 0 FROM notification ORDER BY id",
    .out = "iiiii",
};

static const struct db_statement SET = {
    .name = "notification_set",
    .sql = "UPDATE notification SET is_on = ?, addressed = ?, changed_at = ?, changed_by = ?"
	   " WHERE id = ?",
    .in = "iitii",
};

static const struct db_statement PARTY = {
    .name = "notification_party",
    .sql = "SELECT party + 0 FROM notification WHERE id = ?",
    .in = "i",
    .out = "i",
};

static const struct db_statement TEXT = {
    .name = "notification_text",
    .sql = "SELECT subject, body FROM notification_text"
	   " WHERE notification_id = ? AND language = ?",
    .in = "is",
    .out = "ss",
};

static const struct db_statement SET_TEXT = {
    .name = "notification_set_text",
    .sql = "INSERT INTO notification_text (notification_id, language, subject, body, changed_at,"
	   " changed_by) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
	   " subject = VALUES(subject), body = VALUES(body), changed_at = VALUES(changed_at),"
	   " changed_by = VALUES(changed_by)",
    .in = "isssti",
};

static const struct db_statement FORGET_TEXT = {
    .name = "notification_forget_text",
    .sql = "DELETE FROM notification_text WHERE notification_id = ? AND language = ?",
    .in = "is",
};

static const struct db_statement EXAMPLE = {
    .name = "notification_example",
    .sql = "SELECT id FROM ticket WHERE contact_id IS NOT NULL AND (? OR solution_id IS NOT NULL)"
	   " ORDER BY id DESC LIMIT 1",
    .in = "i",
    .out = "i",
};

DB_STATEMENTS(notification, &LIST, &SET, &PARTY, &TEXT, &SET_TEXT, &FORGET_TEXT, &EXAMPLE);

unsigned notification_choices(enum notify_party party)
{
	switch (party) {
	case PARTY_ORGANISATION:
		return TOLD_BIT(TOLD_ADDRESS) | TOLD_BIT(TOLD_COLLEAGUE);
	case PARTY_CONTACT:
		return TOLD_BIT(TOLD_CONTACT) | TOLD_BIT(TOLD_FOLLOWER);
	case PARTY_STAFF:
		return TOLD_BIT(TOLD_RESPONSIBLE) | TOLD_BIT(TOLD_LEAD) | TOLD_BIT(TOLD_TEAM) |
		       TOLD_BIT(TOLD_EVERYONE) | TOLD_BIT(TOLD_FOLLOWER);
	}
	return 0;
}

const char *notify_why_code(enum notify_why why)
{
	static const char *const CODES[] = {"", "contact", "follower", "responsible", "lead",
	    "team", "everyone", "colleague", "address"};

	return why > 0 && why < TOLD_END ? CODES[why] : "";
}

int64_t notification_id(enum notify_moment moment, enum notify_party party)
{
	return ((int64_t)moment - 1) * 3 + (int64_t)party;
}

enum err notification_list(
    struct db *db, struct arena *arena, struct notification list[static NOTIFICATIONS])
{
	struct db_rows rows;

	TRY(db_query(db, arena, &LIST, DB_NONE, &rows));
	if (rows.count != NOTIFICATIONS)
		return ERROR(ERR_INTERNAL, "%zu notifications instead of nine", rows.count);
	for (size_t i = 0; i < NOTIFICATIONS; i++)
		list[i] = (struct notification){.id = db_int_at(&rows, i, 0),
		    .moment = (enum notify_moment)db_int_at(&rows, i, 1),
		    .party = (enum notify_party)db_int_at(&rows, i, 2),
		    .is_on = db_int_at(&rows, i, 3) != 0,
		    .addressed = (unsigned)db_int_at(&rows, i, 4)};
	return OK;
}

struct change {
	int64_t id, actor_id;
	const struct db_statement *statement;
	struct db_values values;
	const char *kind, *after;
};

static enum err change(struct db *db, void *context)
{
	const struct change *c = context;

	TRY(db_execute(db, c->statement, c->values, NULL));
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .about_id = c->id,
				 .kind = c->kind,
				 .actor_id = c->actor_id,
				 .after = c->after,
				 .at = timestamp_now()});
}

enum err notification_set(
    struct db *db, int64_t id, bool is_on, unsigned addressed, int64_t actor_id)
{
	int64_t party = (id - 1) % 3 + 1;

	if (id < 1 || id > NOTIFICATIONS)
		return ERROR(ERR_NOT_FOUND, "no notification %lld", (long long)id);
	if (addressed & ~notification_choices((enum notify_party)party))
		return ERROR(ERR_INPUT, "nobody of that party is addressed so");
	return db_transaction(db, change,
	    &(struct change){.id = id,
		.actor_id = actor_id,
		.statement = &SET,
		.values = DB_VALUES(db_int(is_on), db_int(addressed), db_time(timestamp_now()),
		    db_id(actor_id), db_int(id)),
		.kind = "notification",
		.after = is_on ? "on" : "off"});
}

enum err notification_text(struct db *db, struct arena *arena, int64_t id, const char *language,
    const char **subject, const char **body)
{
	struct db_rows rows;

	*subject = *body = NULL;
	TRY(db_query(db, arena, &TEXT, DB_VALUES(db_int(id), db_text(language)), &rows));
	if (!rows.count)
		return OK;
	*subject = db_text_at(&rows, 0, 0);
	*body = db_text_at(&rows, 0, 1);
	return OK;
}

enum err notification_set_text(struct db *db, struct arena *arena, int64_t id, const char *language,
    const char *subject, const char *body, int64_t actor_id)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &PARTY, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no notification %lld", (long long)id);
	if (text_is_blank(subject) || text_characters(subject) > NOTIFICATION_SUBJECT)
		return ERROR(ERR_INPUT, "a subject has 1 to %d characters", NOTIFICATION_SUBJECT);
	if (text_is_blank(body) || text_characters(body) > NOTIFICATION_BODY)
		return ERROR(ERR_INPUT, "a text has 1 to %d characters", NOTIFICATION_BODY);
	if (notification_unknown(arena, subject, true) || notification_unknown(arena, body, false))
		return ERROR(ERR_INPUT, "a placeholder that nothing stands for");
	return db_transaction(db, change,
	    &(struct change){.id = id,
		.actor_id = actor_id,
		.statement = &SET_TEXT,
		.values = DB_VALUES(db_int(id), db_text(language), db_text(subject), db_text(body),
		    db_time(timestamp_now()), db_id(actor_id)),
		.kind = "notification_text",
		.after = language});
}

enum err notification_forget_text(struct db *db, int64_t id, const char *language, int64_t actor_id)
{
	return db_transaction(db, change,
	    &(struct change){.id = id,
		.actor_id = actor_id,
		.statement = &FORGET_TEXT,
		.values = DB_VALUES(db_int(id), db_text(language)),
		.kind = "notification_text",
		.after = language});
}

enum err notification_example(
    struct db *db, struct arena *arena, enum notify_moment moment, int64_t *id)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &EXAMPLE, DB_VALUES(db_int(moment != MOMENT_CLOSED)), &rows));
	*id = rows.count ? db_int_at(&rows, 0, 0) : 0;
	return OK;
}

const char *notification_sample_write(struct arena *arena, const struct notification_sample *sample)
{
	json_t *object = json_pack("{s:I,s:I,s:I,s:s,s:s}", "id", (json_int_t)sample->id, "account",
	    (json_int_t)sample->account_id, "organisation", (json_int_t)sample->organisation_id,
	    "subject", sample->subject, "body", sample->body);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	const char *copy = text ? arena_text(arena, text) : NULL;

	json_decref(object);
	free(text);
	return copy;
}

bool notification_sample_read(
    struct arena *arena, const char *parameters, struct notification_sample *sample)
{
	json_t *object = json_loads(parameters, 0, NULL);
	json_int_t id = 0, account = 0, organisation = 0;
	const char *subject = "", *body = "";
	bool is_sample =
	    json_unpack(object, "{s:I,s:I,s:I,s:s,s:s}", "id", &id, "account", &account,
		"organisation", &organisation, "subject", &subject, "body", &body) == 0;

	*sample = (struct notification_sample){.id = id,
	    .account_id = account,
	    .organisation_id = organisation,
	    .subject = arena_text(arena, subject),
	    .body = arena_text(arena, body)};
	json_decref(object);
	return is_sample && sample->subject && sample->body && id >= 1 && id <= NOTIFICATIONS;
}
