#include "model/event.h"

static const struct db_statement EVENT_ADD = {
    .name = "event_add",
    .sql = "INSERT INTO event (about, about_id, version, kind, actor_id, message_id, before_value,"
	   " after_value, created_at) VALUES (?, ?, ?, ?, ?, ?, LEFT(?, 500), LEFT(?, 500), ?)",
    .in = "iiisiisst",
};

static const struct db_statement EVENT_LIST = {
    .name = "event_list",
    .sql = "SELECT e.version, e.kind, e.actor_id, a.name, a.role + 0, e.message_id,"
	   " e.before_value, e.after_value, e.created_at"
	   " FROM event e LEFT JOIN account a ON a.id = e.actor_id"
	   " WHERE e.about = 'ticket' AND e.about_id = ? AND e.version > ?"
	   " ORDER BY e.id LIMIT 500",
    .in = "ii",
    .out = "isisiisst",
};

static const struct db_statement EVENT_LIST_ARTICLE = {
    .name = "event_list_article",
    .sql = "SELECT e.version, e.kind, e.actor_id, a.name, a.role + 0, e.message_id,"
	   " e.before_value, e.after_value, e.created_at"
	   " FROM event e LEFT JOIN account a ON a.id = e.actor_id"
	   " WHERE e.about = 'article' AND e.about_id = ? ORDER BY e.id DESC LIMIT 200",
    .in = "i",
    .out = "isisiisst",
};

DB_STATEMENTS(event, &EVENT_ADD, &EVENT_LIST, &EVENT_LIST_ARTICLE);

enum err event_add(struct db *db, const struct event *event)
{
	return db_execute(db, &EVENT_ADD,
	    DB_VALUES(db_int(event->about), db_int(event->about_id), db_int(event->version),
		db_text(event->kind), db_id(event->actor_id), db_id(event->message_id),
		db_text(event->before), db_text(event->after), db_time(event->at)),
	    NULL);
}

static enum err from_rows(struct arena *arena, const struct db_rows *rows, enum event_about about,
    int64_t id, struct event **events)
{
	struct event *list = ARENA_ARRAY(arena, struct event, rows->count);

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu events", rows->count);
	for (size_t i = 0; i < rows->count; i++) {
		int64_t role = db_int_at(rows, i, 4);

		list[i] = (struct event){
		    .about = about,
		    .about_id = id,
		    .version = db_int_at(rows, i, 0),
		    .kind = db_text_at(rows, i, 1),
		    .actor_id = db_int_at(rows, i, 2),
		    .actor = db_text_at(rows, i, 3),
		    .actor_side = role == 0   ? ACTOR_PROGRAM
				  : role == 1 ? ACTOR_CLIENT
					      : ACTOR_STAFF,
		    .message_id = db_int_at(rows, i, 5),
		    .before = db_null_at(rows, i, 6) ? NULL : db_text_at(rows, i, 6),
		    .after = db_null_at(rows, i, 7) ? NULL : db_text_at(rows, i, 7),
		    .at = db_time_at(rows, i, 8),
		};
	}
	*events = list;
	return OK;
}

enum err event_list(struct db *db, struct arena *arena, int64_t ticket_id, int64_t version,
    struct event **events, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &EVENT_LIST, DB_VALUES(db_int(ticket_id), db_int(version)), &rows));
	*count = rows.count;
	return from_rows(arena, &rows, ABOUT_TICKET, ticket_id, events);
}

enum err event_list_article(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t article_id, struct event **events, size_t *count)
{
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "what happened to articles is for staff");
	TRY(db_query(db, arena, &EVENT_LIST_ARTICLE, DB_VALUES(db_int(article_id)), &rows));
	*count = rows.count;
	return from_rows(arena, &rows, ABOUT_ARTICLE, article_id, events);
}
