#include "model/demo_bulk.h"

#include <stdio.h>

#include "base/crypto.h"
#include "model/counter.h"
#include "model/organisation.h"

enum { CHUNK = 10000, CLIENT_TICKETS = 40, ORGANISATION_CLIENTS = 25 };

/* The indexes and the order of joins are named below: while the tables grow tenfold within a minute
 * the server's statistics are always old, and its plan may take an hour. */

/* A number by chance, the same each time, for ticket n: other ones for other salts. */
#define CHANCE(salt) "CRC32(CONCAT('" salt "', s.n))"

/* Seconds over which the tickets are spread. */
#define SPAN "94608000"

#define BY_STAFF "(i.seq % 2 = 0 OR (t.audience IS NOT NULL AND i.seq = t.version - 1))"

static const struct db_statement BULK_COUNT = {
    .name = "bulk_count",
    .sql = "SELECT COUNT(*) FROM ticket WHERE ref LIKE 'bulk-%'",
    .out = "i",
};

static const struct db_statement BULK_CHECKS = {
    .name = "bulk_checks",
    .sql = "SET SESSION foreign_key_checks = ?, SESSION unique_checks = ?",
    .in = "ii",
};

static const struct db_statement BULK_ORGANISATIONS = {
    .name = "bulk_organisations",
    .sql = "INSERT IGNORE INTO organisation (name, client_scope, created_at)"
	   " SELECT CONCAT('Organisation ', seq),"
	   " ELT(1 + seq % 5, 'organisation', 'own', 'own', 'own', 'organisation'), ?"
	   " FROM seq_0_to_999999 WHERE seq < ?",
    .in = "ti",
};

static const struct db_statement BULK_CLIENTS = {
    .name = "bulk_clients",
    .sql =
	"INSERT IGNORE INTO account (email, name, role, organisation_id, password_hash,"
	" created_at)"
	" SELECT CONCAT('client', s.seq, '@org', s.seq DIV 25, '.example'),"
	" CONCAT(ELT(1 + s.seq % 12, 'Kari', 'Ola', 'Anna', 'Piotr', 'Ирина', 'Олег', 'Maria',"
	" 'James', 'Nora', 'Jan', 'Zofia', 'Emma'), ' ', ELT(1 + s.seq % 11, 'Holm', 'Nowak',"
	" 'Smith', 'Berg', 'Lind', 'Wójcik', 'Moe', 'Brown', 'Lie', 'Novak', 'Dahl'), ' ', s.seq),"
	" 'client', o.id, ?, ?"
	" FROM seq_0_to_999999 s"
	" JOIN organisation o ON o.name = CONCAT('Organisation ', s.seq DIV 25)"
	" WHERE s.seq < ?",
    .in = "sti",
};

static const struct db_statement BULK_STAFF = {
    .name = "bulk_staff",
    .sql = "INSERT IGNORE INTO account (email, name, role, password_hash, created_at)"
	   " SELECT CONCAT('agent', seq, '@bulk.example'), CONCAT('Agent ', seq), 'agent', ?, ?"
	   " FROM seq_0_to_39",
    .in = "st",
};

/* What is decided by chance for each number first, then joined with its people and things. Its
 * values: the last number before the chunk, how many are in it, how many tickets and clients there
 * are to be, and the moment now. */
static const struct db_statement
    BULK_TICKETS =
	{
	    .name = "bulk_tickets",
	    .sql = "INSERT INTO ticket (ref, type_id, form_id, category_id, source, "
		   "organisation_id,"
		   " contact_id, status_id, is_open, priority, team_id, responsible_id, subject, "
		   "version,"
		   " created_at, updated_at, accepted_at, started_at, answered_at, solved_at, "
		   "closed_at,"
		   " audience, archived_at, rating, rated_at)"
		   " SELECT STRAIGHT_JOIN CONCAT('bulk-', d.n), d.type, d.type, k.id, d.source, "
		   "a.organisation_id, a.id,"
		   " st.id, st.class NOT IN ('solved', 'closed', 'rejected'), d.priority,"
		   " IF(d.status = 'new', NULL, m.id), IF(d.status = 'new', NULL, r.id),"
		   " CONCAT(d.subject, ' (', d.n, ')'), d.messages + 1,"
		   " d.created, d.updated, d.taken, d.taken, d.taken,"
		   " IF(d.is_done, d.updated, NULL), IF(d.status IN ('closed', 'rejected'), "
		   "d.updated, NULL),"
		   " IF(d.is_done, d.audience, NULL), IF(d.is_done, d.updated, NULL),"
		   " IF(d.is_done AND d.n % 5 = 0, 1 + d.n DIV 5 % 5, NULL),"
		   " IF(d.is_done AND d.n % 5 = 0, d.updated, NULL)"
		   " FROM (SELECT c.*, c.status IN ('solved', 'closed') AS is_done,"
		   "  IF(c.status = 'new', 1, 2 + c.more) AS messages,"
		   "  c.now - INTERVAL c.age SECOND AS created,"
		   "  c.now - INTERVAL c.age - c.took % c.age SECOND AS updated,"
		   "  IF(c.status = 'new', NULL, c.now - INTERVAL c.age - LEAST(c.age, c.took DIV "
		   "9) SECOND)"
		   "   AS taken"
		   "  FROM (SELECT s.n, v.now,"
		   "   (v.tickets - s.n) * " SPAN " DIV v.tickets + 60 + " CHANCE(
		       "age") " % 3600 AS age,"
			      "   600 + " CHANCE(
				  "took") " % 1200000 AS took,"
					  "   " CHANCE(
					      "more") " % 4 AS more,"
						      "   CASE WHEN " CHANCE(
							  "open") " % 1000 < IF(s.n * 20 > "
								  "v.tickets * 19, 600, 5)"
								  "    THEN ELT(1 + " CHANCE(
								      "status") " % 20, 'new', "
										"'new', 'new', "
										"'new', 'new', "
										"'accepted',"
										"     'accepted', "
										"'accepted', "
										"'in_progress', "
										"'in_progress', "
										"'in_progress', "
										"'in_progress',"
										"     "
										"'in_progress', "
										"'in_progress', "
										"'in_progress', "
										"'waiting_client', "
										"'waiting_client',"
										"     "
										"'waiting_client', "
										"'waiting_other', "
										"'waiting_other')"
										"    WHEN s.n * "
										"200 > v.tickets * "
										"199 THEN 'solved'"
										"    WHEN " CHANCE(
										    "status") " % "
											      "40 "
											      "= 0 "
											      "THEN"
											      " '"
											      "reje"
											      "cted"
											      "' "
											      "ELSE"
											      " '"
											      "clos"
											      "ed' "
											      "END "
											      "AS "
											      "stat"
											      "us,"
											      "   "
											      "1 "
											      "+"
											      " " CHANCE("type") " % 3 AS type,"
														 "   ELT(1 + " CHANCE(
														     "source") " % 10, 'form', 'form', 'form', 'form', 'form', 'form',"
															       "    'email', 'email', 'email', 'phone') AS source,"
															       "   ELT(1 + " CHANCE("priority") " % 10, 1, 2, 2, 2, 2, 2, 2, 2, 3, 4) AS priority,"
																				"   ELT(1 + " CHANCE("audience") " % 10, 'participants', 'participants', 'participants',"
																								 "    'participants', 'participants', 'staff', 'clients', 'clients', 'public', 'public')"
																								 "    AS audience,"
																								 "   CONCAT(ELT(1 + " CHANCE("what") " % 12, 'The till', 'The printer', 'Our mailbox',"
																												     "    'The web page', 'The order form', 'The scanner', 'The report', 'The calendar',"
																												     "    'The newsletter', 'The card terminal', 'The wireless network', 'The price list'), ' ',"
																												     "    ELT(1 + " CHANCE("does") " % 10, 'does not start', 'is very slow', 'shows an error',"
																																   "    'has stopped at noon', 'needs a new entry', 'shows old figures', 'loses its connection',"
																																   "    'asks for a password', 'should be clearer', 'cannot be reached from outside')) AS subject,"
																																   "   ELT(1 + " CHANCE("category") " % 12, 'tills', 'payment', 'printers', 'network', 'email',"
																																				    "    'website', 'webshop', 'domains', 'accounts', 'reports', 'devices', 'security') AS category,"
																																				    "   " CHANCE(
																																					"client") " % v.clients AS client,"
																																						  "   " CHANCE("agent") " % 40 AS agent, 1 + " CHANCE(
																																						      "agent") " % 3 AS team"
																																							       "   FROM (SELECT ? + q.seq AS n FROM seq_1_to_10000 q WHERE q.seq <= ?) s"
																																							       "   JOIN (SELECT ? AS tickets, ? AS clients, ? AS now) v) c) d"
																																							       " JOIN account a ON a.email = CONCAT('client', d.client, '@org', d.client DIV 25, '.example')"
																																							       " JOIN account r ON r.email = CONCAT('agent', d.agent, '@bulk.example')"
																																							       " JOIN status st ON st.code = d.status"
																																							       " JOIN category k ON k.code = d.category"
																																							       " JOIN team m ON m.name = ELT(d.team, 'Shop systems', 'Websites', 'E-mail and accounts')"
																																							       " ORDER BY d.n",
	    .in = "iiiit",
};

/* Client and staff in turns; the last of a done ticket is the solution. */
static const struct db_statement BULK_MESSAGES = {
    .name = "bulk_messages",
    .sql =
	"INSERT INTO message (ticket_id, kind, side, author_id, source, format, body, html,"
	" created_at)"
	" SELECT s.n, IF(s.is_solution, 'solution', 'public'), IF(s.by_staff, 'staff', 'client'),"
	" IF(s.by_staff, s.responsible_id, s.contact_id), s.source, 'text', s.text,"
	" CONCAT('<p>', s.text, '</p>'), s.at FROM ("
	"  SELECT t.id AS n, t.source, t.responsible_id, t.contact_id,"
	"   t.audience IS NOT NULL AND i.seq = t.version - 1 AS is_solution,"
	"   " BY_STAFF " AS by_staff,"
	"   CONCAT(t.subject, '. ', ELT(1 + (t.id * 7 + i.seq * 5) % 6 * 2 + " BY_STAFF ","
	"    'It began this morning and happens again and again.',"
	"    'We have looked at it and found the cause in the settings.',"
	"    'A colleague of mine sees the same on another computer.',"
	"    'Could you tell us when it happened last?',"
	"    'Nothing was changed here since the last update.',"
	"    'Please try once more after switching it off and on.',"
	"    'It is urgent for us, as customers are waiting.',"
	"    'The change is ready and goes live tomorrow morning.',"
	"    'Yes, any time after two is fine.',"
	"    'The entry was missing; it is there now and is checked each night.',"
	"    'I have tried that already, and it is the same as before.',"
	"    'It was switched off by mistake, and now it is on for all of you.')) AS text,"
	"   t.created_at + INTERVAL TIMESTAMPDIFF(SECOND, t.created_at, t.updated_at) * (i.seq - 1)"
	"    DIV GREATEST(t.version - 2, 1) SECOND AS at"
	"  FROM ticket t FORCE INDEX (PRIMARY) STRAIGHT_JOIN seq_1_to_5 i ON i.seq < t.version"
	"  WHERE t.id >= ? AND t.ref LIKE 'bulk-%') s ORDER BY s.n, s.at",
    .in = "i",
};

static const struct db_statement BULK_SOLUTIONS = {
    .name = "bulk_solutions",
    .sql = "UPDATE ticket t FORCE INDEX (PRIMARY) JOIN message m ON m.ticket_id = t.id AND m.kind "
	   "= 'solution'"
	   " SET t.solution_id = m.id WHERE t.id >= ? AND t.ref LIKE 'bulk-%'",
    .in = "i",
};

static const struct db_statement BULK_EVENTS = {
    .name = "bulk_events",
    .sql = "INSERT INTO event (about, about_id, version, kind, actor_id, message_id, after_value,"
	   " created_at)"
	   " SELECT 'ticket', e.id, e.version, IF(e.version = 1, 'created', e.kind), e.author_id,"
	   " e.message_id, IF(e.version = 1, e.subject, NULL), e.created_at"
	   " FROM (SELECT t.id, t.subject, m.id AS message_id, m.author_id, m.created_at,"
	   "  IF(m.kind = 'solution', 'solution', 'message') AS kind,"
	   "  (SELECT COUNT(*) FROM message f WHERE f.ticket_id = t.id AND f.id <= m.id) AS version"
	   "  FROM ticket t FORCE INDEX (PRIMARY) STRAIGHT_JOIN message m ON m.ticket_id = t.id"
	   "  WHERE t.id >= ? AND t.ref LIKE 'bulk-%') e",
    .in = "i",
};

static const struct db_statement BULK_STATUS_EVENTS = {
    .name = "bulk_status_events",
    .sql = "INSERT INTO event (about, about_id, version, kind, actor_id, before_value, after_value,"
	   " created_at)"
	   " SELECT 'ticket', t.id, t.version, 'status', t.responsible_id, 'new', s.code,"
	   " t.updated_at FROM ticket t FORCE INDEX (PRIMARY) JOIN status s ON s.id = t.status_id"
	   " WHERE t.id >= ? AND t.ref LIKE 'bulk-%' AND s.code <> 'new' ORDER BY t.id",
    .in = "i",
};

DB_STATEMENTS(demo_bulk, &BULK_COUNT, &BULK_CHECKS, &BULK_ORGANISATIONS, &BULK_CLIENTS, &BULK_STAFF,
    &BULK_TICKETS, &BULK_MESSAGES, &BULK_SOLUTIONS, &BULK_EVENTS, &BULK_STATUS_EVENTS);

struct bulk {
	int64_t tickets, clients;
	timestamp now;
	int64_t before, count; /* of the chunk */
};

/* One chunk in one transaction. */
static enum err add_chunk(struct db *db, void *context)
{
	const struct bulk *b = context;
	struct db_result result;
	struct db_values first;

	TRY(db_execute(db, &BULK_TICKETS,
	    DB_VALUES(db_int(b->before), db_int(b->count), db_int(b->tickets), db_int(b->clients),
		db_time(b->now)),
	    &result));
	if (result.affected != b->count)
		return ERROR(ERR_INTERNAL, "%lld of %lld tickets made", (long long)result.affected,
		    (long long)b->count);
	first = DB_VALUES(db_int(result.inserted_id));
	TRY(db_execute(db, &BULK_MESSAGES, first, NULL));
	TRY(db_execute(db, &BULK_SOLUTIONS, first, NULL));
	TRY(db_execute(db, &BULK_EVENTS, first, NULL));
	return db_execute(db, &BULK_STATUS_EVENTS, first, NULL);
}

static enum err add_people(struct db *db, struct arena *arena, const struct bulk *b)
{
	static const char *const TEAMS[] = {"Shop systems", "Websites", "E-mail and accounts"};
	static const char *const CATEGORIES[] = {"tills", "payment", "printers", "network", "email",
	    "website", "webshop", "domains", "accounts", "reports", "devices", "security"};
	char hash[PASSWORD_HASH];
	struct db_value now = db_time(b->now), secret;
	int64_t id;

	TRY(password_hash("docket-demo", hash));
	secret = db_text(hash);
	for (size_t i = 0; i < sizeof TEAMS / sizeof TEAMS[0]; i++)
		TRY(team_ensure(db, arena, TEAMS[i], &id));
	for (size_t i = 0; i < sizeof CATEGORIES / sizeof CATEGORIES[0]; i++)
		TRY(category_ensure(db, arena, CATEGORIES[i], &id));
	TRY(db_execute(db, &BULK_ORGANISATIONS,
	    DB_VALUES(now, db_int(b->clients / ORGANISATION_CLIENTS + 1)), NULL));
	TRY(db_execute(db, &BULK_CLIENTS, DB_VALUES(secret, now, db_int(b->clients)), NULL));
	return db_execute(db, &BULK_STAFF, DB_VALUES(secret, now), NULL);
}

static enum err add_tickets(
    struct db *db, struct bulk *b, int64_t there, void (*progress)(int64_t there, int64_t tickets))
{
	enum err err = OK;

	/* Every reference below is one that was just read. */
	TRY(db_execute(db, &BULK_CHECKS, DB_VALUES(db_int(0), db_int(0)), NULL));
	while (there < b->tickets && err == OK) {
		b->before = there;
		b->count = b->tickets - there < CHUNK ? b->tickets - there : CHUNK;
		err = db_transaction(db, add_chunk, b);
		there += b->count;
		if (err == OK && progress)
			progress(there, b->tickets);
	}
	TRY(err);
	return db_execute(db, &BULK_CHECKS, DB_VALUES(db_int(1), db_int(1)), NULL);
}

enum err demo_bulk(struct db *db, struct arena *arena, int64_t tickets,
    void (*progress)(int64_t there, int64_t tickets), int64_t *added)
{
	struct bulk b = {
	    .tickets = tickets, .clients = tickets / CLIENT_TICKETS + 1, .now = timestamp_now()};
	struct db_rows rows;
	char reason[500];
	int64_t there;
	enum err err;

	TRY(db_query(db, arena, &BULK_COUNT, DB_NONE, &rows));
	there = db_int_at(&rows, 0, 0);
	*added = tickets > there ? tickets - there : 0;
	if (!*added)
		return OK;
	TRY(add_people(db, arena, &b));
	err = add_tickets(db, &b, there, progress);
	if (err == OK)
		return counter_rebuild(db);
	/* What is there must be counted all the same; the first error is the one to tell. */
	(void)snprintf(reason, sizeof reason, "%s", err_message());
	(void)counter_rebuild(db);
	return ERROR(err, "%s", reason);
}
