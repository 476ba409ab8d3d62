#include "model/incident_ticket.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/event.h"
#include "model/incident_change.h"

static const struct db_statement OPEN_ONE = {
    .name = "incident_open_one",
    .sql = "SELECT i.is_open FROM incident i WHERE i.id = ? AND " STATUS_VISIBLE("i"),
    .in = "i" STATUS_VISIBLE_IN,
    .out = "i",
};

static const struct db_statement AFFECTED_ADD = {
    .name = "incident_affected_add",
    .sql = "INSERT INTO incident_affected (incident_id, account_id, created_at)"
	   " SELECT ?, ?, ? FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM incident_affected"
	   " WHERE incident_id = ? AND account_id = ?)",
    .in = "iitii",
};

static const struct db_statement AFFECTED = {
    .name = "incident_is_affected",
    .sql = "SELECT 1 FROM incident_affected WHERE incident_id = ? AND account_id = ?",
    .in = "ii",
    .out = "i",
};

#define TICKET_COLUMNS                                                                             \
	"SELECT t.id, t.status_id, t.subject, COALESCE(p.name, ''), t.created_at, t.is_open"
#define TICKET_OUT "iissti"

static const struct db_statement TICKETS = {
    .name = "incident_tickets",
    .sql = TICKET_COLUMNS
    ", EXISTS (SELECT 1 FROM incident_answer n JOIN incident_update u ON u.id = n.update_id"
    " WHERE n.ticket_id = t.id AND u.incident_id = x.incident_id AND n.due_at IS NOT NULL),"
    " COALESCE((SELECT n.error FROM incident_answer n JOIN incident_update u"
    " ON u.id = n.update_id WHERE n.ticket_id = t.id AND u.incident_id = x.incident_id"
    " AND n.done_at IS NULL ORDER BY n.update_id DESC LIMIT 1), '')"
    " FROM incident_ticket x JOIN ticket t ON t.id = x.ticket_id"
    " LEFT JOIN account p ON p.id = t.contact_id WHERE x.incident_id = ?"
    " ORDER BY t.id LIMIT 500",
    .in = "i",
    .out = TICKET_OUT "is",
};

/* Open ones that are not tied to it yet, with the beginning of what was asked. */
static const struct db_statement CANDIDATES = {
    .name = "incident_candidates",
    .sql = TICKET_COLUMNS
    ", LEFT(COALESCE((SELECT m.body FROM message m WHERE m.ticket_id = t.id AND m.kind ="
    " 'public' ORDER BY m.id LIMIT 1), ''), 1000), EXISTS (SELECT 1 FROM incident_component y"
    " JOIN component c ON c.id = y.component_id WHERE y.incident_id = ?"
    " AND c.category_id = t.category_id)"
    " FROM ticket t FORCE INDEX (ticket_queue_open)"
    " LEFT JOIN account p ON p.id = t.contact_id"
    " WHERE t.is_open AND t.updated_at >= ? AND t.created_at >= ?"
    " AND NOT EXISTS (SELECT 1 FROM incident_ticket x WHERE x.incident_id = ?"
    " AND x.ticket_id = t.id) ORDER BY t.updated_at DESC, t.id DESC LIMIT 300",
    .in = "itti",
    .out = TICKET_OUT "si",
};

static const struct db_statement TIE = {
    .name = "incident_tie",
    .sql = "INSERT INTO incident_ticket (incident_id, ticket_id, account_id, created_at)"
	   " SELECT i.id, t.id, ?, ? FROM incident i, ticket t WHERE i.id = ? AND t.id = ?",
    .in = "itii",
};

static const struct db_statement IS_TIED = {
    .name = "incident_is_tied",
    .sql = "SELECT 1 FROM incident_ticket WHERE incident_id = ? AND ticket_id = ? FOR UPDATE",
    .in = "ii",
    .out = "i",
};

static const struct db_statement UNTIE = {
    .name = "incident_untie",
    .sql = "DELETE FROM incident_ticket WHERE incident_id = ? AND ticket_id = ?",
    .in = "ii",
};

static const struct db_statement OF_TICKET = {
    .name = "incident_of_ticket",
    .sql = "SELECT i.id, i.kind + 0, i.impact + 0, i.state + 0, i.is_open, i.title, i.begins_at"
	   " FROM incident_ticket x JOIN incident i ON i.id = x.incident_id"
	   " WHERE x.ticket_id = ? AND " STATUS_VISIBLE("i") " ORDER BY i.id DESC LIMIT 5",
    .in = "i" STATUS_VISIBLE_IN,
    .out = "iiiiist",
};

DB_STATEMENTS(incident_ticket, &OPEN_ONE, &AFFECTED_ADD, &AFFECTED, &TICKETS, &CANDIDATES, &TIE,
    &IS_TIED, &UNTIE, &OF_TICKET);

/* --- "This affects me too". */

struct tying {
	struct arena *arena;
	const struct viewer *viewer;
	int64_t id, ticket_id;
	bool tied, changed;
};

static enum err note(
    struct db *db, const struct tying *t, const char *kind, const char *after, timestamp now)
{
	return event_add(db, &(struct event){.about = ABOUT_INCIDENT,
				 .about_id = t->id,
				 .kind = kind,
				 .actor_id = t->viewer->account_id,
				 .after = after,
				 .at = now});
}

static enum err add_affected(struct db *db, void *context)
{
	struct tying *t = context;
	const struct db_value id = db_int(t->id), account = db_int(t->viewer->account_id);
	timestamp now = timestamp_now();
	struct db_result result;

	t->changed = false;
	TRY(db_execute(
	    db, &AFFECTED_ADD, DB_VALUES(id, account, db_time(now), id, account), &result));
	if (!result.affected)
		return OK;
	t->changed = true;
	return note(db, t, "affected", NULL, now);
}

enum err incident_affects(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool *counted)
{
	struct tying t = {.arena = arena, .viewer = viewer, .id = id};
	struct db_rows rows;
	enum err err;

	*counted = false;
	if (!viewer_is_known(viewer))
		return ERROR(ERR_DENIED, "who is not signed in can't be told");
	TRY(db_query(db, arena, &OPEN_ONE, DB_VALUES(db_int(id), STATUS_VALUES(viewer)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no incident %lld", (long long)id);
	if (!db_int_at(&rows, 0, 0))
		return ERROR(ERR_INPUT, "incident %lld is over", (long long)id);
	err = db_transaction(db, add_affected, &t);
	if (err == ERR_CONFLICT) /* a double click: the other one counted */
		return OK;
	*counted = t.changed;
	return err;
}

enum err incident_is_affected(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool *affected)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &AFFECTED, DB_VALUES(db_int(id), db_int(viewer->account_id)), &rows));
	*affected = rows.count > 0;
	return OK;
}

/* --- Tickets. */

static void read_ticket(const struct db_rows *rows, size_t i, struct incident_ticket *ticket)
{
	*ticket = (struct incident_ticket){
	    .ticket_id = db_int_at(rows, i, 0),
	    .status_id = db_int_at(rows, i, 1),
	    .subject = db_text_at(rows, i, 2),
	    .contact = db_text_at(rows, i, 3),
	    .created_at = db_time_at(rows, i, 4),
	    .is_open = db_int_at(rows, i, 5),
	    .error = "",
	};
}

enum err incident_tickets(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct incident_ticket **tickets, size_t *count)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "who else wrote is for staff");
	TRY(db_query(db, arena, &TICKETS, DB_VALUES(db_int(id)), &rows));
	*count = rows.count;
	*tickets = ARENA_ARRAY(arena, struct incident_ticket, rows.count);
	if (!*tickets)
		return ERROR(ERR_MEMORY, "no memory for %zu tickets", rows.count);
	for (size_t i = 0; i < rows.count; i++) {
		read_ticket(&rows, i, &(*tickets)[i]);
		(*tickets)[i].waits = db_int_at(&rows, i, 6);
		(*tickets)[i].error = db_text_at(&rows, i, 7);
	}
	return OK;
}

static enum err tie(struct db *db, void *context)
{
	struct tying *t = context;
	const struct db_value id = db_int(t->id), ticket = db_int(t->ticket_id);
	timestamp now = timestamp_now();
	struct db_result result;
	struct db_rows rows;
	const char *number = arena_format(t->arena, "%lld", (long long)t->ticket_id);

	if (!number)
		return ERROR(ERR_MEMORY, "no memory for a number");
	TRY(db_query(db, t->arena, &IS_TIED, DB_VALUES(id, ticket), &rows));
	if ((rows.count > 0) == t->tied)
		return OK;
	if (!t->tied) {
		TRY(db_execute(db, &UNTIE, DB_VALUES(id, ticket), NULL));
		return note(db, t, "untied", number, now);
	}
	TRY(db_execute(
	    db, &TIE, DB_VALUES(db_int(t->viewer->account_id), db_time(now), id, ticket), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "no ticket %lld", (long long)t->ticket_id);
	return note(db, t, "tied", number, now);
}

enum err incident_tie(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t ticket_id, bool tied)
{
	struct tying t = {
	    .arena = arena, .viewer = viewer, .id = id, .ticket_id = ticket_id, .tied = tied};
	enum err err;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "tickets are tied by staff");
	err = db_transaction(db, tie, &t);
	return err == ERR_CONFLICT ? OK : err; /* another was quicker to tie the same */
}

/* --- Suggestions: words that both have, by their beginnings, as endings differ. */

enum { STEM = 5, STEMS = 64, LONG = 4 };

struct stems {
	const char *at[STEMS];
	size_t count;
};

static bool has_stem(const struct stems *stems, const char *word)
{
	for (size_t i = 0; i < stems->count; i++)
		if (!strcmp(stems->at[i], word))
			return true;
	return false;
}

/* The first letters of each longer word, each once. */
static enum err read_stems(struct arena *arena, const char *text, struct stems *stems)
{
	static const char BLANKS[] = " \t\r\n.,;:!?\"'()[]{}<>/\\|*_#`+=-0123456789";
	const char *at = text_fold(arena, text);

	if (!at)
		return ERROR(ERR_MEMORY, "no memory for words");
	while (*(at += strspn(at, BLANKS)) && stems->count < STEMS) {
		size_t length = strcspn(at, BLANKS);
		char *word = arena_text_n(arena, at, length), *end = word;

		if (!word)
			return ERROR(ERR_MEMORY, "no memory for words");
		at += length;
		if (text_characters(word) < LONG)
			continue;
		for (size_t letters = 0; *end && letters < STEM; letters++) {
			end++;
			while (((unsigned char)*end & 0xc0) == 0x80)
				end++;
		}
		*end = '\0';
		if (!has_stem(stems, word))
			stems->at[stems->count++] = word;
	}
	return OK;
}

struct scored {
	size_t row;
	int64_t score;
};

static int best_first(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

static enum err score(struct arena *arena, const struct db_rows *rows, const struct stems *about,
    struct scored *scored)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct stems subject = {.count = 0}, body = {.count = 0};
		int64_t points = db_int_at(rows, i, 7) ? 2 : 0;

		TRY(read_stems(arena, db_text_at(rows, i, 2), &subject));
		TRY(read_stems(arena, db_text_at(rows, i, 6), &body));
		for (size_t k = 0; k < about->count; k++) {
			if (has_stem(&subject, about->at[k]))
				points += 3;
			else if (has_stem(&body, about->at[k]))
				points += 1;
		}
		scored[i] = (struct scored){i, points};
	}
	qsort(scored, rows->count, sizeof *scored, best_first);
	return OK;
}

enum err incident_suggest(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident *incident, struct incident_ticket **tickets, size_t *count)
{
	enum { SUGGESTED = 12, POINTS_LEAST = 2 };
	const struct db_value id = db_int(incident->id);
	const struct db_value since = db_time(incident->begins_at - TIMESTAMP_DAY);
	struct stems about = {.count = 0};
	struct scored *scored;
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "who else wrote is for staff");
	*count = 0;
	TRY(read_stems(arena, incident->title, &about));
	for (size_t i = 0; i < incident->part_count; i++)
		TRY(read_stems(arena, incident->parts[i].name, &about));
	if (incident->update_count)
		TRY(read_stems(arena, incident->updates[incident->update_count - 1].body, &about));
	TRY(db_query(db, arena, &CANDIDATES, DB_VALUES(id, since, since, id), &rows));
	scored = ARENA_ARRAY(arena, struct scored, rows.count);
	*tickets = ARENA_ARRAY(arena, struct incident_ticket, SUGGESTED);
	if (!scored || !*tickets)
		return ERROR(ERR_MEMORY, "no memory for suggestions");
	TRY(score(arena, &rows, &about, scored));
	for (size_t i = 0; i < rows.count && *count < SUGGESTED; i++)
		if (scored[i].score >= POINTS_LEAST)
			read_ticket(&rows, scored[i].row, &(*tickets)[(*count)++]);
	return OK;
}

enum err incident_of_ticket(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct incident **incidents, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &OF_TICKET, DB_VALUES(db_int(ticket_id), STATUS_VALUES(viewer)), &rows));
	*count = rows.count;
	*incidents = ARENA_ARRAY(arena, struct incident, rows.count);
	if (!*incidents)
		return ERROR(ERR_MEMORY, "no memory for %zu incidents", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*incidents)[i] = (struct incident){
		    .id = db_int_at(&rows, i, 0),
		    .kind = (enum incident_kind)db_int_at(&rows, i, 1),
		    .impact = (enum incident_impact)db_int_at(&rows, i, 2),
		    .state = (enum incident_state)db_int_at(&rows, i, 3),
		    .is_open = db_int_at(&rows, i, 4),
		    .title = db_text_at(&rows, i, 5),
		    .begins_at = db_time_at(&rows, i, 6),
		    .organisation = "",
		};
	return OK;
}
