#include "model/mail_message.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "xml/markup.h"

static const struct db_statement MAIL_MESSAGE_ADD = {
    .name = "mail_message_add",
    .sql =
	"INSERT INTO message_mail (message_id, ticket_id, mail_in_id, whole) VALUES (?, ?, ?, ?)",
    .in = "iiis",
};

static const struct db_statement MAIL_ATTACHMENT_ADD = {
    .name = "mail_attachment_add",
    .sql = "INSERT INTO attachment (ticket_id, message_id, file_id, name, content_id, created_at)"
	   " VALUES (?, ?, ?, LEFT(?, 250), LEFT(?, 250), ?)",
    .in = "iiisst",
};

static const struct db_statement MAIL_MESSAGE_HTML = {
    .name = "mail_message_html",
    .sql = "UPDATE message SET html = ? WHERE ticket_id = ? AND id = ?",
    .in = "sii",
};

static const struct db_statement MAIL_NOTES = {
    .name = "mail_notes",
    .sql = "SELECT x.message_id, x.mail_in_id, x.whole, i.why, i.why_data, i.sender, i.trust + 0,"
	   " i.authentication, i.automatic FROM message_mail x"
	   " LEFT JOIN mail_in i ON i.id = x.mail_in_id WHERE x.ticket_id = ? ORDER BY x.message_id"
	   " LIMIT 1000",
    .in = "i",
    .out = "iissssiss",
};

DB_STATEMENTS(
    mail_message, &MAIL_MESSAGE_ADD, &MAIL_ATTACHMENT_ADD, &MAIL_MESSAGE_HTML, &MAIL_NOTES);

/* --- Pictures in their places. */

struct picture {
	const char *content_id, *path, *name;
	bool is_shown; /* of a kind that browsers show */
};

static const struct picture *picture_of(
    const struct picture *pictures, size_t count, const char *hex, size_t length)
{
	unsigned char id[MARKUP_PICTURE_MOST + 1];
	char digits[2 * MARKUP_PICTURE_MOST + 1];

	if (length % 2 || length >= sizeof digits)
		return NULL;
	memcpy(digits, hex, length);
	digits[length] = '\0';
	if (!text_unhex(digits, id, length / 2))
		return NULL;
	id[length / 2] = '\0';
	for (size_t i = 0; i < count; i++)
		if (!strcmp(pictures[i].content_id, (const char *)id))
			return &pictures[i];
	return NULL;
}

static void show_picture(struct buffer *out, const struct picture *picture)
{
	if (!picture)
		return;
	buffer_text(out, picture->is_shown ? "<img src=\"" : "<a href=\"");
	buffer_html(out, picture->path, strlen(picture->path));
	if (picture->is_shown) {
		buffer_text(out, "\" alt=\"");
		buffer_html(out, picture->name, strlen(picture->name));
		buffer_text(out, "\" loading=\"lazy\">");
		return;
	}
	buffer_text(out, "\">");
	buffer_html(out, picture->name, strlen(picture->name));
	buffer_text(out, "</a>");
}

/* The HTML with each place of a picture filled, or empty where there is no such picture. */
static enum err fill_places(struct arena *arena, const char *html, const struct picture *pictures,
    size_t count, const char **filled)
{
	struct buffer out = BUFFER(16 * 1024 * 1024);
	const char *at = html, *begin;
	enum err err;

	*filled = html;
	if (!html || !strstr(html, MARKUP_PICTURE_BEGIN))
		return OK;
	while ((begin = strstr(at, MARKUP_PICTURE_BEGIN)) != NULL) {
		const char *id = begin + strlen(MARKUP_PICTURE_BEGIN);
		size_t length = strspn(id, "0123456789abcdef");

		buffer_append(&out, at, (size_t)(begin - at));
		at = id;
		if (strncmp(id + length, MARKUP_PICTURE_END, 3) != 0)
			continue;
		show_picture(&out, picture_of(pictures, count, id, length));
		at = id + length + strlen(MARKUP_PICTURE_END);
	}
	buffer_text(&out, at);
	err = buffer_err(&out);
	if (err == OK) {
		*filled = arena_text_n(arena, out.data ? out.data : "", out.length);
		err = *filled ? OK : ERROR(ERR_MEMORY, "no memory for a message with pictures");
	}
	buffer_free(&out);
	return err;
}

/* --- Storing. */

struct adding {
	struct db *db;
	struct arena *arena;
	const struct message_new *message;
	const struct mail_writing *mail;
	struct picture *pictures;
	int64_t id;
};

static enum err attach(struct adding *a)
{
	for (size_t i = 0; i < a->mail->file_count; i++) {
		const struct mail_file *file = &a->mail->files[i];
		struct picture *picture = &a->pictures[i];
		const char *name = text_url_encode(a->arena, file->name);
		struct db_result result;

		TRY(db_execute(a->db, &MAIL_ATTACHMENT_ADD,
		    DB_VALUES(db_int(a->message->ticket_id), db_int(a->id), db_int(file->file_id),
			db_text(file->name), db_text(file->content_id), db_time(a->message->at)),
		    &result));
		*picture = (struct picture){.content_id = file->content_id,
		    .name = file->name,
		    .is_shown = file->is_picture,
		    .path = arena_format(a->arena, "/file/%lld/%s", (long long)result.inserted_id,
			name && *name ? name : "file")};
		if (!picture->path)
			return ERROR(ERR_MEMORY, "no memory for an address");
	}
	return OK;
}

enum err mail_message_add(struct db *db, struct arena *arena, const struct message_new *message,
    const struct mail_writing *mail, int64_t *id, int64_t *attached)
{
	struct message_new without = *message;
	struct adding a = {.db = db, .arena = arena, .message = message, .mail = mail};
	const char *html, *whole;

	without.html = mail->html;
	TRY(message_add(db, arena, &without, id));
	a.id = *id;
	a.pictures = ARENA_ARRAY(arena, struct picture, mail->file_count + 1);
	if (!a.pictures)
		return ERROR(ERR_MEMORY, "no memory for pictures");
	TRY(attach(&a));
	TRY(fill_places(arena, mail->html, a.pictures, mail->file_count, &html));
	TRY(fill_places(arena, mail->whole, a.pictures, mail->file_count, &whole));
	if (html != mail->html)
		TRY(db_execute(db, &MAIL_MESSAGE_HTML,
		    DB_VALUES(db_text(html), db_int(message->ticket_id), db_int(*id)), NULL));
	*attached = (int64_t)mail->file_count;
	return db_execute(db, &MAIL_MESSAGE_ADD,
	    DB_VALUES(
		db_int(*id), db_int(message->ticket_id), db_id(mail->mail_in_id), db_text(whole)),
	    NULL);
}

enum err mail_notes(
    struct db *db, struct arena *arena, int64_t ticket_id, struct mail_note **notes, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAIL_NOTES, DB_VALUES(db_int(ticket_id)), &rows));
	*notes = ARENA_ARRAY(arena, struct mail_note, rows.count);
	if (!*notes)
		return ERROR(ERR_MEMORY, "no memory for %zu mails", rows.count);
	*count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		(*notes)[i] = (struct mail_note){
		    .message_id = db_int_at(&rows, i, 0),
		    .mail_in_id = db_int_at(&rows, i, 1),
		    .whole = db_text_at(&rows, i, 2),
		    .why = db_text_at(&rows, i, 3),
		    .why_data = db_text_at(&rows, i, 4),
		    .sender = db_text_at(&rows, i, 5),
		    .trust = db_int_at(&rows, i, 6),
		    .authentication = db_text_at(&rows, i, 7),
		    .automatic = db_text_at(&rows, i, 8),
		};
	return OK;
}
