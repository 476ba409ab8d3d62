#include "model/attachment.h"

#include <string.h>

#include "model/visibility.h"

static const struct db_statement UPLOAD_ADD = {
    .name = "upload_add",
    .sql = "INSERT INTO upload (token_hash, account_id, file_id, name, created_at)"
	   " VALUES (?, ?, ?, LEFT(?, 250), ?)",
    .in = "biist",
};

static const struct db_statement UPLOAD_GET = {
    .name = "upload_get",
    .sql = "SELECT u.name, f.type, f.size, f.id FROM upload u JOIN file f ON f.id = u.file_id"
	   " WHERE u.token_hash = ? AND u.account_id = ?",
    .in = "bi",
    .out = "ssii",
};

static const struct db_statement UPLOAD_DELETE = {
    .name = "upload_delete",
    .sql = "DELETE FROM upload WHERE token_hash = ?",
    .in = "b",
};

static const struct db_statement UPLOAD_OLD = {
    .name = "upload_old",
    .sql = "SELECT token_hash, file_id FROM upload WHERE created_at < ? LIMIT 100",
    .in = "t",
    .out = "bi",
};

/* The foreign keys hold the row when it came into use meanwhile. */
static const struct db_statement FILE_DELETE_UNUSED = {
    .name = "file_delete_unused",
    .sql = "DELETE FROM file WHERE id = ?"
	   " AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.file_id = file.id)"
	   " AND NOT EXISTS (SELECT 1 FROM article_file x WHERE x.file_id = file.id)"
	   " AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.file_id = file.id)",
    .in = "i",
};

static const struct db_statement ATTACHMENT_ADD = {
    .name = "attachment_add",
    .sql = "INSERT INTO attachment (ticket_id, message_id, file_id, name, created_at)"
	   " VALUES (?, ?, ?, ?, ?)",
    .in = "iiist",
};

#define ATTACHMENT_SELECT                                                                          \
	"SELECT x.id, x.message_id, x.file_id, f.size, x.name, f.type, f.sha256, f.held"           \
	" FROM attachment x JOIN file f ON f.id = x.file_id JOIN message m ON m.id = x.message_id"
#define ATTACHMENT_OUT "iiiissbs"

static const struct db_statement ATTACHMENT_LIST = {
    .name = "attachment_list",
    .sql = ATTACHMENT_SELECT " WHERE x.ticket_id = ? AND (? OR m.kind <> 'note')"
			     " ORDER BY x.message_id, x.id LIMIT 1000",
    .in = "ii",
    .out = ATTACHMENT_OUT,
};

static const struct db_statement ATTACHMENT_LOAD = {
    .name = "attachment_load",
    .sql = ATTACHMENT_SELECT " JOIN ticket t ON t.id = x.ticket_id"
			     " WHERE x.id = ? AND (? OR m.kind <> 'note') AND " TICKET_VISIBLE,
    .in = "ii" TICKET_VISIBLE_IN,
    .out = ATTACHMENT_OUT,
};

DB_STATEMENTS(attachment, &UPLOAD_ADD, &UPLOAD_GET, &UPLOAD_DELETE, &UPLOAD_OLD,
    &FILE_DELETE_UNUSED, &ATTACHMENT_ADD, &ATTACHMENT_LIST, &ATTACHMENT_LOAD);

enum err upload_add(struct db *db, const struct viewer *viewer, int64_t file_id, const char *name,
    char token[static TOKEN_SIZE])
{
	unsigned char hash[SHA256_SIZE];

	TRY(random_token(token));
	TRY(sha256(token, strlen(token), hash));
	return db_execute(db, &UPLOAD_ADD,
	    DB_VALUES(db_bytes(hash, sizeof hash), db_int(viewer->account_id), db_int(file_id),
		db_text(name), db_time(timestamp_now())),
	    NULL);
}

static enum err get_upload(struct db *db, struct arena *arena, int64_t account_id,
    const char *token, unsigned char hash[static SHA256_SIZE], struct db_rows *rows)
{
	TRY(sha256(token, strlen(token), hash));
	return db_query(db, arena, &UPLOAD_GET,
	    DB_VALUES(db_bytes(hash, SHA256_SIZE), db_int(account_id)), rows);
}

enum err upload_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    const char *const *tokens, size_t count, struct upload_entry *entries, size_t *found)
{
	unsigned char hash[SHA256_SIZE];
	struct db_rows rows;

	*found = 0;
	for (size_t i = 0; i < count; i++) {
		TRY(get_upload(db, arena, viewer->account_id, tokens[i], hash, &rows));
		if (rows.count)
			entries[(*found)++] =
			    (struct upload_entry){tokens[i], db_text_at(&rows, 0, 0),
				db_text_at(&rows, 0, 1), db_int_at(&rows, 0, 2)};
	}
	return OK;
}

enum err upload_take(struct db *db, struct arena *arena, int64_t account_id, const char *token,
    int64_t *file_id, const char **name)
{
	unsigned char hash[SHA256_SIZE];
	struct db_rows rows;

	TRY(get_upload(db, arena, account_id, token, hash, &rows));
	*file_id = db_int_at(&rows, 0, 3);
	*name = db_text_at(&rows, 0, 0);
	if (!rows.count)
		return OK;
	return db_execute(db, &UPLOAD_DELETE, DB_VALUES(db_bytes(hash, sizeof hash)), NULL);
}

enum err upload_attach(struct db *db, struct arena *arena, int64_t account_id,
    const char *const *tokens, size_t count, int64_t ticket_id, int64_t message_id,
    int64_t *attached)
{
	*attached = 0;
	for (size_t i = 0; i < count; i++) {
		const char *name;
		int64_t file_id;

		TRY(upload_take(db, arena, account_id, tokens[i], &file_id, &name));
		if (!file_id)
			continue;
		TRY(db_execute(db, &ATTACHMENT_ADD,
		    DB_VALUES(db_int(ticket_id), db_int(message_id), db_int(file_id), db_text(name),
			db_time(timestamp_now())),
		    NULL));
		++*attached;
	}
	return OK;
}

static struct attachment attachment_from_row(const struct db_rows *rows, size_t row)
{
	struct attachment attachment = {
	    .id = db_int_at(rows, row, 0),
	    .message_id = db_int_at(rows, row, 1),
	    .file_id = db_int_at(rows, row, 2),
	    .size = db_int_at(rows, row, 3),
	    .name = db_text_at(rows, row, 4),
	    .type = db_text_at(rows, row, 5),
	    .held = db_text_at(rows, row, 7),
	};
	const struct db_value *hash = db_cell(rows, row, 6);

	if (hash->length == SHA256_SIZE)
		memcpy(attachment.sha256, hash->p, SHA256_SIZE);
	return attachment;
}

enum err attachment_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct attachment **attachments, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &ATTACHMENT_LIST,
	    DB_VALUES(db_int(ticket_id), db_int(viewer_is_staff(viewer))), &rows));
	*attachments = ARENA_ARRAY(arena, struct attachment, rows.count);
	if (!*attachments)
		return ERROR(ERR_MEMORY, "no memory for %zu attachments", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*attachments)[i] = attachment_from_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err attachment_load(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct attachment *attachment)
{
	struct db_rows rows;

	if (!viewer_is_known(viewer))
		return ERROR(ERR_NOT_FOUND, "nobody sees attachments");
	TRY(db_query(db, arena, &ATTACHMENT_LOAD,
	    DB_VALUES(db_int(id), db_int(viewer_is_staff(viewer)), VISIBILITY_VALUES(viewer)),
	    &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no such attachment for this viewer");
	*attachment = attachment_from_row(&rows, 0);
	return OK;
}

enum err file_forget(struct db *db, int64_t file_id)
{
	enum err err = db_execute(db, &FILE_DELETE_UNUSED, DB_VALUES(db_int(file_id)), NULL);

	/* Taken into use between the look and the deletion: that is its good right. */
	return err == ERR_INPUT || err == ERR_CONFLICT ? OK : err;
}

enum err upload_sweep(struct db *db, struct arena *arena, int64_t *deleted)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &UPLOAD_OLD, DB_VALUES(db_time(timestamp_now() - TIMESTAMP_DAY)), &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct db_value *hash = db_cell(&rows, i, 0);

		TRY(db_execute(db, &UPLOAD_DELETE, DB_VALUES(*hash), NULL));
		TRY(file_forget(db, db_int_at(&rows, i, 1)));
	}
	*deleted = (int64_t)rows.count;
	return OK;
}
