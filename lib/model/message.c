#include "model/message.h"

#include <string.h>

static const struct db_statement MESSAGE_ADD = {
    .name = "message_add",
    .sql = "INSERT INTO message (ref, ticket_id, kind, side, author_id, source, format, body, html,"
	   " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "siiiiiisst",
};

static const struct db_statement MESSAGE_LIST = {
    .name = "message_list",
    .sql = "SELECT m.id, m.kind + 0, m.side + 0, m.author_id, a.name, a.organisation_id,"
	   " m.source + 0, m.html, m.created_at"
	   " FROM message m LEFT JOIN account a ON a.id = m.author_id"
	   " WHERE m.ticket_id = ? AND (? OR m.kind <> 'note')"
	   " ORDER BY m.created_at, m.id LIMIT 1000",
    .in = "ii",
    .out = "iiiisiist",
};

DB_STATEMENTS(message, &MESSAGE_ADD, &MESSAGE_LIST);

enum err message_add(
    struct db *db, struct arena *arena, const struct message_new *message, int64_t *id)
{
	/* The order of the ENUM in the table. */
	static const int FORMATS[] = {[MARKUP_TEXT] = 1, [MARKUP_MARKDOWN] = 2, [MARKUP_HTML] = 3};
	struct db_result result;
	const char *html;

	TRY(markup_render(arena, message->format, message->body, strlen(message->body), &html));
	TRY(db_execute(db, &MESSAGE_ADD,
	    DB_VALUES(db_text(message->ref), db_int(message->ticket_id), db_int(message->kind),
		db_int(message->side), db_id(message->author_id), db_int(message->source),
		db_int(FORMATS[message->format]), db_text(message->body), db_text(html),
		db_time(message->at)),
	    &result));
	*id = result.inserted_id;
	return OK;
}

enum err message_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct message **messages, size_t *count)
{
	struct db_rows rows;
	struct message *list;

	TRY(db_query(db, arena, &MESSAGE_LIST,
	    DB_VALUES(db_int(ticket_id), db_int(viewer_is_staff(viewer))), &rows));
	list = ARENA_ARRAY(arena, struct message, rows.count);
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu messages", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		list[i] = (struct message){
		    .id = db_int_at(&rows, i, 0),
		    .kind = (enum message_kind)db_int_at(&rows, i, 1),
		    .side = (enum message_side)db_int_at(&rows, i, 2),
		    .author_id = db_int_at(&rows, i, 3),
		    .author = db_text_at(&rows, i, 4),
		    .author_organisation_id = db_int_at(&rows, i, 5),
		    .source = (enum ticket_source)db_int_at(&rows, i, 6),
		    .html = db_text_at(&rows, i, 7),
		    .at = db_time_at(&rows, i, 8),
		};
	*messages = list;
	*count = rows.count;
	return OK;
}
