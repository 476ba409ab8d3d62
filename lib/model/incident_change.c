#include "model/incident_change.h"

#include <string.h>

#include "base/crypto.h"
#include "model/event.h"

static const struct db_statement LOCK = {
    .name = "incident_lock",
    .sql = "SELECT version, kind + 0, impact + 0, state + 0, is_open, audience + 0,"
	   " organisation_id, title, begins_at, ends_at FROM incident WHERE id = ? FOR UPDATE",
    .in = "i",
    .out = "iiiiiiistt",
};

static const struct db_statement WRITE = {
    .name = "incident_write",
    .sql = "UPDATE incident SET title = ?, impact = ?, state = ?, is_open = ?, audience = ?,"
	   " organisation_id = ?, begins_at = ?, ends_at = ?, version = version + 1,"
	   " updated_at = ? WHERE id = ?",
    .in = "siiiiittti",
};

static const struct db_statement SAY = {
    .name = "incident_say",
    .sql = "INSERT INTO incident_update (incident_id, state, body, html, author_id, once_hash,"
	   " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    .in = "iissibt",
};

static const struct db_statement PART_LIST = {
    .name = "incident_part_list",
    .sql = "SELECT component_id, state + 0 FROM incident_component WHERE incident_id = ?"
	   " ORDER BY component_id",
    .in = "i",
    .out = "ii",
};

static const struct db_statement PART_CLEAR = {
    .name = "incident_part_clear",
    .sql = "DELETE FROM incident_component WHERE incident_id = ?",
    .in = "i",
};

/* Nothing for a component that there is not. */
static const struct db_statement PART_ADD = {
    .name = "incident_part_add",
    .sql = "INSERT INTO incident_component (incident_id, component_id, state)"
	   " SELECT ?, c.id, ? FROM component c WHERE c.id = ? AND c.is_active"
	   " ON DUPLICATE KEY UPDATE state = VALUES(state)",
    .in = "iii",
};

/* Spans whose component is no longer touched, or is in another state by now. */
static const struct db_statement SPAN_END = {
    .name = "incident_span_end",
    .sql = "UPDATE component_outage o LEFT JOIN incident_component y"
	   " ON y.incident_id = o.incident_id AND y.component_id = o.component_id"
	   " AND y.state = o.state SET o.ends_at = GREATEST(?, o.begins_at)"
	   " WHERE o.incident_id = ? AND o.ends_at IS NULL AND (NOT ? OR y.state IS NULL)",
    .in = "tii",
};

static const struct db_statement SPAN_BEGIN = {
    .name = "incident_span_begin",
    .sql = "INSERT INTO component_outage (component_id, begins_at, incident_id, state)"
	   " SELECT y.component_id, ?, y.incident_id, y.state FROM incident_component y"
	   " WHERE y.incident_id = ? AND y.state <> 'operational' AND NOT EXISTS (SELECT 1"
	   " FROM component_outage o WHERE o.incident_id = y.incident_id"
	   " AND o.component_id = y.component_id AND o.ends_at IS NULL)"
	   " ON DUPLICATE KEY UPDATE ends_at = NULL, state = VALUES(state)",
    .in = "ti",
};

DB_STATEMENTS(incident_change, &LOCK, &WRITE, &SAY, &PART_LIST, &PART_CLEAR, &PART_ADD, &SPAN_END,
    &SPAN_BEGIN);

enum err incident_change_begin(struct incident_change *change, struct db *db, struct arena *arena,
    int64_t actor_id, int64_t id, int64_t version)
{
	struct incident *b = &change->before;
	struct db_rows rows;

	*change = (struct incident_change){
	    .db = db, .arena = arena, .actor_id = actor_id, .now = timestamp_now()};
	TRY(db_query(db, arena, &LOCK, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no incident %lld", (long long)id);
	*b = (struct incident){
	    .id = id,
	    .version = db_int_at(&rows, 0, 0),
	    .kind = (enum incident_kind)db_int_at(&rows, 0, 1),
	    .impact = (enum incident_impact)db_int_at(&rows, 0, 2),
	    .state = (enum incident_state)db_int_at(&rows, 0, 3),
	    .is_open = db_int_at(&rows, 0, 4),
	    .audience = (enum article_audience)db_int_at(&rows, 0, 5),
	    .organisation_id = db_int_at(&rows, 0, 6),
	    .title = db_text_at(&rows, 0, 7),
	    .organisation = "",
	    .begins_at = db_time_at(&rows, 0, 8),
	    .ends_at = db_time_at(&rows, 0, 9),
	};
	if (version && version != b->version)
		return ERROR(ERR_CONFLICT, "incident %lld is at version %lld, not %lld",
		    (long long)id, (long long)b->version, (long long)version);
	return OK;
}

enum err incident_change_note(
    const struct incident_change *change, const char *kind, const char *before, const char *after)
{
	if (!strcmp(before ? before : "", after ? after : ""))
		return OK;
	return event_add(change->db, &(struct event){.about = ABOUT_INCIDENT,
					 .about_id = change->before.id,
					 .version = change->before.version + 1,
					 .kind = kind,
					 .actor_id = change->actor_id,
					 .before = before && *before ? before : NULL,
					 .after = after && *after ? after : NULL,
					 .at = change->now});
}

static const char *time_text(timestamp at, char out[static TIMESTAMP_TEXT])
{
	*out = '\0';
	if (at != TIMESTAMP_NONE)
		timestamp_format(at, out);
	return out;
}

static enum err note_differences(const struct incident_change *c, const struct incident *after)
{
	const struct incident *b = &c->before;
	char was[TIMESTAMP_TEXT], is[TIMESTAMP_TEXT];

	TRY(incident_change_note(c, "title", b->title, after->title));
	TRY(incident_change_note(
	    c, "impact", incident_impact_code(b->impact), incident_impact_code(after->impact)));
	TRY(incident_change_note(
	    c, "state", incident_state_code(b->state), incident_state_code(after->state)));
	TRY(incident_change_note(c, "audience", article_audience_code(b->audience),
	    article_audience_code(after->audience)));
	TRY(incident_change_note(
	    c, "begins_at", time_text(b->begins_at, was), time_text(after->begins_at, is)));
	return incident_change_note(
	    c, "ends_at", time_text(b->ends_at, was), time_text(after->ends_at, is));
}

enum err incident_change_write(const struct incident_change *change, const struct incident *after)
{
	TRY(note_differences(change, after));
	return db_execute(change->db, &WRITE,
	    DB_VALUES(db_text(after->title), db_int(after->impact), db_int(after->state),
		db_int(after->is_open), db_int(after->audience), db_id(after->organisation_id),
		db_time(after->begins_at), db_time(after->ends_at), db_time(change->now),
		db_int(change->before.id)),
	    NULL);
}

enum err incident_change_say(const struct incident_change *change, enum incident_state state,
    const char *body, const char *html, const unsigned char *once_hash, int64_t *update_id)
{
	struct db_result result;

	TRY(db_execute(change->db, &SAY,
	    DB_VALUES(db_int(change->before.id), db_int(state), db_text(body), db_text(html),
		db_id(change->actor_id), db_bytes(once_hash, SHA256_SIZE), db_time(change->now)),
	    &result));
	*update_id = result.inserted_id;
	return incident_change_note(
	    change, "update", NULL, *body ? body : incident_state_code(state));
}

/* "12 major_outage, 13 degraded": for the event. */
static enum err list_parts(const struct incident_change *change, const char **text)
{
	struct db_rows rows;

	TRY(db_query(
	    change->db, change->arena, &PART_LIST, DB_VALUES(db_int(change->before.id)), &rows));
	*text = "";
	for (size_t i = 0; i < rows.count && *text; i++)
		*text = arena_format(change->arena, "%s%s%lld %s", *text, i ? ", " : "",
		    (long long)db_int_at(&rows, i, 0),
		    component_state_code((enum component_state)db_int_at(&rows, i, 1)));
	return *text ? OK : ERROR(ERR_MEMORY, "no memory for components");
}

enum err incident_change_parts(const struct incident_change *change, bool is_open,
    const struct incident_part *parts, size_t count, timestamp from)
{
	const struct db_value id = db_int(change->before.id);
	const char *was, *is;

	if (parts) {
		TRY(list_parts(change, &was));
		TRY(db_execute(change->db, &PART_CLEAR, DB_VALUES(id), NULL));
		for (size_t i = 0; i < count; i++) {
			struct db_result result;

			TRY(db_execute(change->db, &PART_ADD,
			    DB_VALUES(id, db_int(parts[i].state), db_int(parts[i].component_id)),
			    &result));
			if (!result.affected)
				return ERROR(ERR_INPUT, "no component %lld",
				    (long long)parts[i].component_id);
		}
		TRY(list_parts(change, &is));
		TRY(incident_change_note(change, "components", was, is));
	}
	TRY(db_execute(change->db, &SPAN_END, DB_VALUES(db_time(from), id, db_int(is_open)), NULL));
	return is_open ? db_execute(change->db, &SPAN_BEGIN, DB_VALUES(db_time(from), id), NULL)
		       : OK;
}
