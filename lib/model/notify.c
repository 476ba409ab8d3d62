#include "model/notify.h"

#include <jansson.h>
#include <stdio.h>

#include "base/settings.h"
#include "model/mail_out.h"
#include "model/visibility.h"

enum { GATHER_SECONDS = 60, GATHER_MOST = 3600 };

static struct {
	timestamp gather;
	bool silent;
} now = {.gather = GATHER_SECONDS * TIMESTAMP_SECOND};

/* Who might be told, and why; `who` numbers are those of enum notify_why. A person may stand there
 * several times. */
#define CANDIDATES                                                                                 \
	"(SELECT ? AS account_id, 1 AS who"                                                        \
	" UNION ALL SELECT f.account_id, 2 FROM follower f WHERE f.ticket_id = ? AND ?"            \
	" UNION ALL SELECT ?, 3"                                                                   \
	" UNION ALL SELECT ?, 3"                                                                   \
	" UNION ALL SELECT m.account_id, IF(m.is_lead, 4, 5) FROM team_member m"                   \
	" WHERE m.team_id = ?"                                                                     \
	" UNION ALL SELECT s.id, 6 FROM account s WHERE ? AND s.role IN ('agent', 'admin')"        \
	" AND s.is_active"                                                                         \
	" UNION ALL SELECT k.id, 7 FROM account k WHERE k.organisation_id = ?"                     \
	" AND k.id <> ?) c"
#define CANDIDATES_IN "iiiiiiiii"

#define PARTY_OF_CANDIDATE                                                                         \
	"CASE WHEN c.who = 1 OR (c.who = 2 AND a.role = 'client') THEN 'contact'"                  \
	" WHEN c.who = 7 THEN 'organisation' ELSE 'staff' END"

/* People first: who is person and the organisation's address in one is written to as a person. */
#define RECIPIENTS                                                                                 \
	"(SELECT MIN(c.who) AS why, MIN(n.party + 0) AS party, a.id AS account_id, 0 AS org,"      \
	" a.email, a.name, COALESCE(a.language, o.language,"                                       \
	" MAX(IF(c.who = 1, LEFT(t.language, 2), ''))) AS language,"                               \
	" ? AND MIN(c.who) = 1 AS at_once"                                                         \
	" FROM " CANDIDATES " JOIN account a ON a.id = c.account_id"                               \
	" LEFT JOIN organisation o ON o.id = a.organisation_id"                                    \
	" JOIN ticket t ON t.id = ?"                                                               \
	" JOIN notification n ON n.moment = ? AND n.party = " PARTY_OF_CANDIDATE                   \
	" WHERE n.is_on AND n.addressed & (1 << (c.who - 1)) AND a.is_active"                      \
	" AND a.mail_consent AND a.email IS NOT NULL AND COALESCE(o.is_active, TRUE)"              \
	" AND (? OR a.role IN ('agent', 'admin'))"                                                 \
	" AND (a.id <> ? OR (c.who = 1 AND ?))"                                                    \
	" AND (c.who = 1 OR NOT (a.mail_digest AND a.role IN ('agent', 'admin')))"                 \
	" AND " TICKET_VISIBLE_TO_ACCOUNT " GROUP BY a.id"                                         \
	" UNION ALL SELECT 8, n.party + 0, NULL, o.id, o.email, o.name, COALESCE(o.language, '')," \
	" FALSE FROM organisation o JOIN notification n ON n.moment = ?"                           \
	" AND n.party = 'organisation' WHERE o.id = ? AND ? AND n.is_on AND n.addressed & 128"     \
	" AND o.mail_consent AND o.email IS NOT NULL AND o.is_active"                              \
	" ORDER BY why) r"
#define RECIPIENTS_IN "i" CANDIDATES_IN "iiiiiiii"

static const struct db_statement NOTIFY = {
    .name = "notify",
    .sql = "INSERT INTO mail_out (kind, address, name, language, account_id, ticket_id, parameters,"
	   " not_before, due_at, created_at, gather_key)"
	   " SELECT IF(r.at_once, '" ACKNOWLEDGEMENT_KIND "', '" NOTICE_KIND "'), r.email, r.name,"
	   " r.language, r.account_id, w.ticket_id,"
	   " CONCAT('[{\"version\":', w.version, ',\"why\":', r.why, ',\"party\":', r.party,"
	   " ',\"organisation\":', r.org, '}]'),"
	   " IF(r.at_once, w.at, w.later), IF(r.at_once, w.at, w.later), w.at,"
	   " IF(r.at_once, NULL,"
	   " UNHEX(SHA2(CONCAT_WS('\\n', '" NOTICE_KIND "', w.ticket_id, LOWER(r.email)), 256)))"
	   " FROM (SELECT ? AS ticket_id, ? AS version, ? AS at, ? AS later) w"
	   " JOIN " RECIPIENTS " WHERE TRUE ON DUPLICATE KEY UPDATE parameters ="
	   " JSON_MERGE_PRESERVE(mail_out.parameters, VALUES(parameters))",
    .in = "iitt" RECIPIENTS_IN,
};

static const struct db_statement THREAD = {
    .name = "notify_thread",
    .sql = "SELECT r.id FROM (SELECT message_id AS id, sent_at AS at FROM mail_out"
	   " WHERE ticket_id = ? AND address = ? AND state = 'sent' AND message_id IS NOT NULL"
	   " UNION ALL SELECT internet_id, received_at FROM mail_in WHERE ticket_id = ?"
	   " AND sender = ? AND internet_id <> '' UNION ALL SELECT internet_id, received_at"
	   " FROM mail_in WHERE id = ? AND sender = ? AND internet_id <> ''"
	   " ORDER BY at DESC LIMIT 10) r ORDER BY r.at",
    .in = "isisis",
    .out = "s",
};

DB_STATEMENTS(notify, &NOTIFY, &THREAD);

void notify_prepare(const struct settings *settings)
{
	now.gather = settings_int(settings, "mail.gather_seconds", 0, GATHER_MOST, GATHER_SECONDS) *
		     TIMESTAMP_SECOND;
}

void notify_silence(bool silent)
{
	now.silent = silent;
}

static enum err tell(struct db *db, const struct notify_change *c, enum notify_moment moment,
    int64_t contact_id, bool contact_alone)
{
	timestamp at = timestamp_now();
	bool nobody_has_it = !c->responsible_id && !c->responsible_before && !c->team_id;
	bool for_all = !contact_alone;

	return db_execute(db, &NOTIFY,
	    DB_VALUES(db_int(c->ticket_id), db_int(c->version), db_time(at),
		db_time(at + now.gather), db_int(moment == MOMENT_CREATED), db_id(contact_id),
		db_int(c->ticket_id), db_int(for_all && c->is_message),
		db_id(for_all ? c->responsible_id : 0), db_id(for_all ? c->responsible_before : 0),
		db_id(for_all ? c->team_id : 0), db_int(for_all && nobody_has_it),
		db_id(for_all ? c->organisation_id : 0), db_int(c->contact_id),
		db_int(c->ticket_id), db_int(moment), db_int(c->for_clients), db_int(c->actor_id),
		db_int(moment == MOMENT_CREATED), db_int(moment),
		db_id(for_all ? c->organisation_id : 0), db_int(c->for_clients)),
	    NULL);
}

enum err notify_change(struct db *db, const struct notify_change *change)
{
	bool is_linked = change->linked_contact_id && change->moment != MOMENT_CREATED;

	if (now.silent)
		return OK;
	if (is_linked)
		TRY(tell(db, change, MOMENT_CREATED, change->linked_contact_id, true));
	return tell(db, change, change->moment, is_linked ? 0 : change->contact_id, false);
}

enum err notify_stranger(
    struct db *db, const char *address, const char *language, int64_t ticket_id, int64_t mail_in_id)
{
	char parameters[64];

	if (now.silent)
		return OK;
	(void)snprintf(parameters, sizeof parameters, "{\"mail\":%lld}", (long long)mail_in_id);
	return mail_out_add(db,
	    &(struct mail_new){.kind = "stranger",
		.address = address,
		.language = language,
		.ticket_id = ticket_id,
		.parameters = parameters},
	    NULL);
}

static bool read_change(const json_t *object, struct notify_row *row)
{
	json_int_t version = 0, why = 0, party = 0, organisation = 0;

	if (json_unpack((json_t *)object, "{s:I,s:I,s:I,s:I}", "version", &version, "why", &why,
		"party", &party, "organisation", &organisation) < 0)
		return false;
	if (row->count < NOTIFY_VERSIONS)
		row->versions[row->count++] = version;
	if (!row->why) {
		row->why = (enum notify_why)why;
		row->party = (enum notify_party)party;
		row->organisation_id = organisation;
	}
	return why > 0 && why < TOLD_END && party >= PARTY_ORGANISATION && party <= PARTY_STAFF;
}

bool notify_row_read(const char *parameters, struct notify_row *row)
{
	json_t *list = json_loads(parameters, 0, NULL);
	bool is_ours = json_is_array(list) && json_array_size(list) > 0;

	*row = (struct notify_row){.count = 0};
	for (size_t i = 0; is_ours && i < json_array_size(list); i++)
		is_ours = read_change(json_array_get(list, i), row);
	json_decref(list);
	return is_ours;
}

enum err notify_thread(struct db *db, struct arena *arena, int64_t ticket_id, const char *address,
    int64_t mail_in_id, const char ***ids, size_t *count)
{
	const struct db_value ticket = db_id(ticket_id), to = db_text(address);
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &THREAD, DB_VALUES(ticket, to, ticket, to, db_id(mail_in_id), to), &rows));
	*ids = ARENA_ARRAY(arena, const char *, rows.count + 1);
	if (!*ids)
		return ERROR(ERR_MEMORY, "no memory for a thread");
	for (size_t i = 0; i < rows.count; i++)
		(*ids)[i] = db_text_at(&rows, i, 0);
	*count = rows.count;
	return OK;
}

int64_t notify_stranger_mail(const char *parameters)
{
	json_t *object = json_loads(parameters, 0, NULL);
	int64_t id = json_integer_value(json_object_get(object, "mail"));

	json_decref(object);
	return id;
}
