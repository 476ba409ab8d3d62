/*
 * incident_save.c: what staff changes about incidents and maintenance.
 */
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "model/event.h"
#include "model/incident_change.h"
#include "xml/markup.h"

static const struct db_statement ADD = {
    .name = "incident_add",
    .sql = "INSERT INTO incident (kind, title, impact, state, is_open, audience, organisation_id,"
	   " begins_at, ends_at, author_id, once_hash, created_at, updated_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "isiiiiittibtt",
};

static const struct db_statement FIND_ONCE = {
    .name = "incident_find_once",
    .sql = "SELECT id FROM incident WHERE once_hash = ?",
    .in = "b",
    .out = "i",
};

static const struct db_statement UPDATE_ONCE = {
    .name = "incident_update_find_once",
    .sql = "SELECT id FROM incident_update WHERE once_hash = ?",
    .in = "b",
    .out = "i",
};

/* Open tickets, and those that the update shall solve. */
static const struct db_statement ANSWER_ADD = {
    .name = "incident_answer_add",
    .sql = "INSERT INTO incident_answer (update_id, ticket_id, solves, due_at)"
	   " SELECT ?, t.id, FALSE, ? FROM incident_ticket x JOIN ticket t ON t.id = x.ticket_id"
	   " WHERE x.incident_id = ? AND t.is_open",
    .in = "iti",
};

static const struct db_statement ANSWER_SOLVE = {
    .name = "incident_answer_solve",
    .sql = "INSERT INTO incident_answer (update_id, ticket_id, solves, due_at)"
	   " SELECT ?, t.id, TRUE, ? FROM incident_ticket x JOIN ticket t ON t.id = x.ticket_id"
	   " WHERE x.incident_id = ? AND t.id = ? AND t.is_open"
	   " ON DUPLICATE KEY UPDATE solves = TRUE",
    .in = "itii",
};

DB_STATEMENTS(incident_save, &ADD, &FIND_ONCE, &UPDATE_ONCE, &ANSWER_ADD, &ANSWER_SOLVE);

/* The one-time key bound to who sends it, and to what is said: whoever goes back and writes more
 * sends another. NULL without a key. */
static enum err hash_once(struct arena *arena, const struct viewer *viewer, const char *once,
    const char *said, unsigned char hash[static SHA256_SIZE], const unsigned char **out)
{
	const char *text;

	*out = NULL;
	if (!once || !*once)
		return OK;
	text = arena_format(
	    arena, "incident\n%lld\n%s\n%s", (long long)viewer->account_id, once, said);
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a key");
	TRY(sha256(text, strlen(text), hash));
	*out = hash;
	return OK;
}

static enum err find_once(struct db *db, struct arena *arena, const struct db_statement *statement,
    const unsigned char *hash, int64_t *id)
{
	struct db_rows rows;

	*id = 0;
	if (!hash)
		return OK;
	TRY(db_query(db, arena, statement, DB_VALUES(db_bytes(hash, SHA256_SIZE)), &rows));
	if (rows.count)
		*id = db_int_at(&rows, 0, 0);
	return OK;
}

static enum err render(struct arena *arena, const char *body, const char **html)
{
	return markup_render(arena, MARKUP_MARKDOWN, body, strlen(body), html);
}

static enum err check_parts(const struct incident_part *parts, size_t count)
{
	if (count > INCIDENT_COMPONENTS)
		return ERROR(ERR_INPUT, "more than %d components", INCIDENT_COMPONENTS);
	for (size_t i = 0; i < count; i++)
		if (parts[i].state < COMPONENT_OPERATIONAL || parts[i].state > COMPONENT_MAJOR)
			return ERROR(ERR_INPUT, "no such state of a component");
	return OK;
}

static enum err check_texts(const char *title, const char *body)
{
	if (text_is_blank(title) || text_characters(title) > INCIDENT_TITLE)
		return ERROR(ERR_INPUT, "no title, or too long");
	if (text_is_blank(body) || text_characters(body) > INCIDENT_BODY)
		return ERROR(ERR_INPUT, "nothing said, or too much");
	return OK;
}

static enum err check_staff(const struct viewer *viewer)
{
	return viewer_is_staff(viewer) ? OK : ERROR(ERR_DENIED, "incidents are changed by staff");
}

/* --- A new one. */

struct opening {
	struct arena *arena;
	const struct viewer *viewer;
	struct incident_new new;
	const char *html;
	const unsigned char *once;
	int64_t id;
};

static enum err add(struct db *db, void *context)
{
	struct opening *o = context;
	const struct incident_new *n = &o->new;
	struct incident_change change = {
	    .db = db, .arena = o->arena, .actor_id = o->viewer->account_id, .now = timestamp_now()};
	struct db_result result;
	int64_t update_id;

	TRY(find_once(db, o->arena, &FIND_ONCE, o->once, &o->id));
	if (o->id)
		return OK;
	TRY(db_execute(db, &ADD,
	    DB_VALUES(db_int(n->kind), db_text(n->title), db_int(n->impact), db_int(n->state),
		db_int(incident_state_is_open(n->state)), db_int(n->audience),
		db_id(n->organisation_id), db_time(n->begins_at), db_time(n->ends_at),
		db_int(o->viewer->account_id), db_bytes(o->once, SHA256_SIZE), db_time(change.now),
		db_time(change.now)),
	    &result));
	change.before.id = o->id = result.inserted_id;
	TRY(incident_change_note(&change, "created", NULL, n->title));
	TRY(incident_change_say(&change, n->state, n->body, o->html, NULL, &update_id));
	TRY(incident_change_parts(
	    &change, incident_state_is_open(n->state), n->parts, n->part_count, n->begins_at));
	return incident_change_tell(&change, update_id);
}

static enum err check_new(struct incident_new *n, timestamp now)
{
	TRY(check_texts(n->title, n->body));
	TRY(check_parts(n->parts, n->part_count));
	if (!n->impact || !n->audience)
		return ERROR(ERR_INPUT, "no impact, or no audience");
	if (n->audience == READERS_ORGANISATION && !n->organisation_id)
		return ERROR(ERR_INPUT, "for one organisation, but which?");
	if (n->audience != READERS_ORGANISATION)
		n->organisation_id = 0;
	if (n->kind == INCIDENT_MAINTENANCE) {
		n->state = INCIDENT_SCHEDULED;
		if (n->begins_at == TIMESTAMP_NONE || n->ends_at == TIMESTAMP_NONE ||
		    n->ends_at <= n->begins_at || n->ends_at <= now)
			return ERROR(ERR_INPUT, "maintenance needs a begin and a later end");
		return OK;
	}
	if (n->begins_at == TIMESTAMP_NONE || n->begins_at > now)
		n->begins_at = now;
	n->ends_at = TIMESTAMP_NONE;
	if (n->state == INCIDENT_RESOLVED || n->state < INCIDENT_INVESTIGATING)
		return ERROR(ERR_INPUT, "a new incident is not over");
	return OK;
}

enum err incident_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident_new *new, int64_t *id)
{
	struct opening o = {.arena = arena, .viewer = viewer, .new = *new};
	unsigned char hash[SHA256_SIZE];
	const char *said;
	enum err err;

	TRY(check_staff(viewer));
	TRY(check_new(&o.new, timestamp_now()));
	TRY(render(arena, new->body, &o.html));
	said = arena_format(arena, "%s\n%s", new->title, new->body);
	if (!said)
		return ERROR(ERR_MEMORY, "no memory for a text");
	TRY(hash_once(arena, viewer, new->once, said, hash, &o.once));
	err = db_transaction(db, add, &o);
	if (err == ERR_CONFLICT && o.once) /* the same form, a moment earlier, by another worker */
		err = find_once(db, arena, &FIND_ONCE, o.once, &o.id);
	TRY(err);
	*id = o.id;
	return OK;
}

/* --- An update. */

struct posting {
	struct arena *arena;
	const struct viewer *viewer;
	const struct incident_post *post;
	const char *html;
	const unsigned char *once;
	int64_t update_id;
};

static enum err queue_answers(struct db *db, const struct posting *p, timestamp now)
{
	const struct db_value update = db_int(p->update_id), id = db_int(p->post->id);
	/* The page that posts it gives them at once; the clock is for what that leaves. */
	const struct db_value due = db_time(now + TIMESTAMP_MINUTE);

	if (p->post->answers)
		TRY(db_execute(db, &ANSWER_ADD, DB_VALUES(update, due, id), NULL));
	for (size_t i = 0; i < p->post->solve_count; i++)
		TRY(db_execute(db, &ANSWER_SOLVE,
		    DB_VALUES(update, due, id, db_int(p->post->solves[i])), NULL));
	return OK;
}

static enum err say(struct db *db, void *context)
{
	struct posting *p = context;
	const struct incident_post *post = p->post;
	struct incident_change change;
	struct incident after;

	TRY(find_once(db, p->arena, &UPDATE_ONCE, p->once, &p->update_id));
	if (p->update_id)
		return OK;
	TRY(incident_change_begin(
	    &change, db, p->arena, p->viewer->account_id, post->id, post->version));
	after = change.before;
	if (!incident_state_allowed(after.state, post->state))
		return ERROR(ERR_INPUT, "no way from %s to %s", incident_state_code(after.state),
		    incident_state_code(post->state));
	after.state = post->state;
	after.is_open = incident_state_is_open(post->state);
	if (post->impact)
		after.impact = post->impact;
	if (change.before.is_open && !after.is_open)
		after.ends_at = change.now;
	else if (after.is_open && after.kind == INCIDENT_INCIDENT)
		after.ends_at = TIMESTAMP_NONE;
	if (change.before.state == INCIDENT_SCHEDULED && after.state == INCIDENT_IN_PROGRESS &&
	    after.begins_at > change.now)
		after.begins_at = change.now; /* begun by hand, before its time */
	TRY(incident_change_write(&change, &after));
	TRY(incident_change_say(&change, post->state, post->body, p->html, p->once, &p->update_id));
	TRY(incident_change_parts(
	    &change, after.is_open, post->parts, post->part_count, change.now));
	TRY(queue_answers(db, p, change.now));
	return incident_change_tell(&change, p->update_id);
}

enum err incident_update(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident_post *post, int64_t *update_id)
{
	struct posting p = {.arena = arena, .viewer = viewer, .post = post};
	unsigned char hash[SHA256_SIZE];
	const char *said;
	enum err err;

	TRY(check_staff(viewer));
	TRY(check_texts("-", post->body));
	TRY(check_parts(post->parts, post->part_count));
	TRY(render(arena, post->body, &p.html));
	said =
	    arena_format(arena, "%lld %d\n%s", (long long)post->id, (int)post->state, post->body);
	if (!said)
		return ERROR(ERR_MEMORY, "no memory for a text");
	TRY(hash_once(arena, viewer, post->once, said, hash, &p.once));
	err = db_transaction(db, say, &p);
	if (err == ERR_CONFLICT && p.once) {
		TRY(find_once(db, arena, &UPDATE_ONCE, p.once, &p.update_id));
		if (!p.update_id)
			return ERROR(ERR_CONFLICT, "incident %lld was changed meanwhile",
			    (long long)post->id);
		err = OK;
	}
	TRY(err);
	*update_id = p.update_id;
	return OK;
}

/* --- Another time, other words. */

struct editing {
	struct arena *arena;
	const struct viewer *viewer;
	int64_t id, version, organisation_id;
	timestamp begins_at, ends_at;
	const char *title, *body, *html;
	enum article_audience audience;
};

static enum err move(struct db *db, void *context)
{
	const struct editing *e = context;
	struct incident_change change;
	struct incident after;
	int64_t update_id;

	TRY(incident_change_begin(&change, db, e->arena, e->viewer->account_id, e->id, e->version));
	after = change.before;
	if (after.state != INCIDENT_SCHEDULED)
		return ERROR(ERR_INPUT, "only what has not begun gets another time");
	after.begins_at = e->begins_at;
	after.ends_at = e->ends_at;
	TRY(incident_change_write(&change, &after));
	TRY(incident_change_say(&change, INCIDENT_SCHEDULED, e->body, e->html, NULL, &update_id));
	return incident_change_tell(&change, update_id);
}

enum err incident_reschedule(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, timestamp begins_at, timestamp ends_at, const char *body)
{
	struct editing e = {.arena = arena,
	    .viewer = viewer,
	    .id = id,
	    .version = version,
	    .begins_at = begins_at,
	    .ends_at = ends_at,
	    .body = body ? body : ""};

	TRY(check_staff(viewer));
	if (begins_at == TIMESTAMP_NONE || ends_at == TIMESTAMP_NONE || ends_at <= begins_at ||
	    ends_at <= timestamp_now() || text_characters(e.body) > INCIDENT_BODY)
		return ERROR(ERR_INPUT, "maintenance needs a begin and a later end");
	TRY(render(arena, e.body, &e.html));
	return db_transaction(db, move, &e);
}

static enum err edit(struct db *db, void *context)
{
	const struct editing *e = context;
	struct incident_change change;
	struct incident after;

	TRY(incident_change_begin(&change, db, e->arena, e->viewer->account_id, e->id, e->version));
	after = change.before;
	after.title = e->title;
	after.audience = e->audience;
	after.organisation_id = e->audience == READERS_ORGANISATION ? e->organisation_id : 0;
	return incident_change_write(&change, &after);
}

enum err incident_edit(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t version, const char *title, enum article_audience audience, int64_t organisation_id)
{
	struct editing e = {.arena = arena,
	    .viewer = viewer,
	    .id = id,
	    .version = version,
	    .title = title,
	    .audience = audience,
	    .organisation_id = organisation_id};

	TRY(check_staff(viewer));
	TRY(check_texts(title, "-"));
	if (!audience || (audience == READERS_ORGANISATION && !organisation_id))
		return ERROR(ERR_INPUT, "for one organisation, but which?");
	return db_transaction(db, edit, &e);
}
