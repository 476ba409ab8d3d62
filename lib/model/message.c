#include "model/message.h"

#include <stdlib.h>
#include <string.h>

#include "model/names.h"

static const struct db_statement MESSAGE_ADD = {
    .name = "message_add",
    .sql = "INSERT INTO message (ref, ticket_id, kind, side, author_id, source, format, body, html,"
	   " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "siiiiiisst",
};

static const struct db_statement MESSAGE_LIST = {
    .name = "message_list",
    .sql = "SELECT " MESSAGE_COLUMNS " FROM message m"
	   " WHERE m.ticket_id = ? AND (? OR m.kind <> 'note') ORDER BY m.id LIMIT 1000",
    .in = "ii",
    .out = MESSAGE_OUT,
};

static const struct db_statement MESSAGE_HTML = {
    .name = "message_html",
    .sql = "SELECT html FROM message WHERE ticket_id = ? AND id = ? AND kind <> 'note'",
    .in = "ii",
    .out = "s",
};

DB_STATEMENTS(message, &MESSAGE_ADD, &MESSAGE_LIST, &MESSAGE_HTML);

enum err message_add(
    struct db *db, struct arena *arena, const struct message_new *message, int64_t *id)
{
	/* The order of the ENUM in the table. */
	static const int FORMATS[] = {[MARKUP_TEXT] = 1, [MARKUP_MARKDOWN] = 2, [MARKUP_HTML] = 3};
	struct db_result result;
	const char *html = message->html;

	if (!html)
		TRY(markup_render(
		    arena, message->format, message->body, strlen(message->body), &html));
	TRY(db_execute(db, &MESSAGE_ADD,
	    DB_VALUES(db_text(message->ref), db_int(message->ticket_id), db_int(message->kind),
		db_int(message->side), db_id(message->author_id), db_int(message->source),
		db_int(FORMATS[message->format]), db_text(message->body), db_text(html),
		db_time(message->at)),
	    &result));
	*id = result.inserted_id;
	return OK;
}

/* Oldest first; what was imported may have been stored in another order. */
static int by_age(const void *a, const void *b)
{
	const struct message *left = a, *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return (left->id > right->id) - (left->id < right->id);
}

static struct message message_from_row(const struct db_rows *rows, size_t row, unsigned first)
{
	return (struct message){
	    .id = db_int_at(rows, row, first),
	    .kind = (enum message_kind)db_int_at(rows, row, first + 1),
	    .side = (enum message_side)db_int_at(rows, row, first + 2),
	    .author_id = db_int_at(rows, row, first + 3),
	    .author = "",
	    .source = (enum ticket_source)db_int_at(rows, row, first + 4),
	    .html = db_text_at(rows, row, first + 5),
	    .at = db_time_at(rows, row, first + 6),
	};
}

static enum err name_author(
    struct db *db, struct arena *arena, bool clients, struct message *message)
{
	struct person_name author;

	if (message->side == SIDE_CLIENT && !clients)
		return OK;
	TRY(name_of_person(db, arena, message->author_id, &author));
	message->author = author.name;
	message->author_organisation_id = author.organisation_id;
	return OK;
}

enum err messages_from_rows(struct db *db, struct arena *arena, const struct db_rows *rows,
    unsigned first, bool clients, struct message **messages, size_t *count)
{
	struct message *list = ARENA_ARRAY(arena, struct message, rows->count);

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for %zu messages", rows->count);
	*count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		if (db_null_at(rows, i, first))
			continue;
		list[*count] = message_from_row(rows, i, first);
		TRY(name_author(db, arena, clients, &list[(*count)++]));
	}
	qsort(list, *count, sizeof *list, by_age);
	*messages = list;
	return OK;
}

enum err message_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct message **messages, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MESSAGE_LIST,
	    DB_VALUES(db_int(ticket_id), db_int(viewer_is_staff(viewer))), &rows));
	return messages_from_rows(db, arena, &rows, 0, true, messages, count);
}

enum err message_html(
    struct db *db, struct arena *arena, int64_t ticket_id, int64_t id, const char **html)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MESSAGE_HTML, DB_VALUES(db_int(ticket_id), db_int(id)), &rows));
	*html = db_text_at(&rows, 0, 0);
	return rows.count ? OK : ERROR(ERR_NOT_FOUND, "no such message");
}
