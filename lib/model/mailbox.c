#include "model/mailbox.h"

#include <string.h>

#include "base/seal.h"
#include "base/settings.h"
#include "base/text.h"
#include "model/event.h"
#include "model/mail_token.h"

static const char LABEL[] = "mailbox";

#define MAILBOX_COLUMNS                                                                            \
	"b.id, b.version, b.name, b.address, b.host, b.user, b.folder, b.move_to, b.port,"         \
	" b.security + 0, b.sign_in + 0, b.afterwards + 0, b.organisation_id, b.form_id,"          \
	" b.team_id, b.is_active, b.secret, p.reached_at, p.failed_at, p.error"                    \
	" FROM mailbox b LEFT JOIN mailbox_progress p ON p.mailbox_id = b.id"
#define MAILBOX_OUT "iissssssiiiiiiiibtts"

static const struct db_statement MAILBOX_LIST = {
    .name = "mailbox_list",
    .sql = "SELECT " MAILBOX_COLUMNS " ORDER BY b.name LIMIT 200",
    .out = MAILBOX_OUT,
};

static const struct db_statement MAILBOX_LOAD = {
    .name = "mailbox_load",
    .sql = "SELECT " MAILBOX_COLUMNS " WHERE b.id = ?",
    .in = "i",
    .out = MAILBOX_OUT,
};

static const struct db_statement MAILBOX_ADD = {
    .name = "mailbox_add",
    .sql = "INSERT INTO mailbox (name, address, host, user, folder, move_to, port, security,"
	   " sign_in, afterwards, organisation_id, form_id, team_id, is_active, secret, created_at)"
	   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "ssssssiiiiiiiibt",
};

static const struct db_statement MAILBOX_CHANGE = {
    .name = "mailbox_change",
    .sql = "UPDATE mailbox SET name = ?, address = ?, host = ?, user = ?, folder = ?, move_to = ?,"
	   " port = ?, security = ?, sign_in = ?, afterwards = ?, organisation_id = ?, form_id = ?,"
	   " team_id = ?, is_active = ?, secret = COALESCE(?, secret), version = version + 1"
	   " WHERE id = ?",
    .in = "ssssssiiiiiiiibi",
};

static const struct db_statement MAILBOX_SWITCH = {
    .name = "mailbox_switch",
    .sql = "UPDATE mailbox SET is_active = ?, version = version + 1 WHERE id = ?",
    .in = "ii",
};

static const struct db_statement MAILBOX_PROGRESS = {
    .name = "mailbox_progress",
    .sql = "SELECT uid_validity, uid_done FROM mailbox_progress WHERE mailbox_id = ?",
    .in = "i",
    .out = "ii",
};

static const struct db_statement MAILBOX_ADVANCE = {
    .name = "mailbox_advance",
    .sql = "INSERT INTO mailbox_progress (mailbox_id, uid_validity, uid_done) VALUES (?, ?, ?)"
	   " ON DUPLICATE KEY UPDATE uid_validity = VALUES(uid_validity),"
	   " uid_done = VALUES(uid_done)",
    .in = "iii",
};

static const struct db_statement MAILBOX_UNMARKED = {
    .name = "mailbox_unmarked",
    .sql = "SELECT uid FROM mail_in WHERE mailbox_id = ? AND is_marked = FALSE"
	   " AND uid_validity = ? ORDER BY uid LIMIT ?",
    .in = "iii",
    .out = "i",
};

static const struct db_statement MAILBOX_MARKED = {
    .name = "mailbox_marked",
    .sql = "UPDATE mail_in SET is_marked = TRUE WHERE mailbox_id = ? AND is_marked = FALSE"
	   " AND uid_validity = ? AND uid <= ?",
    .in = "iii",
};

static const struct db_statement MAILBOX_REACHED = {
    .name = "mailbox_reached",
    .sql = "INSERT INTO mailbox_progress (mailbox_id, reached_at) VALUES (?, ?)"
	   " ON DUPLICATE KEY UPDATE reached_at = VALUES(reached_at), error = NULL,"
	   " failed_at = NULL",
    .in = "it",
};

static const struct db_statement MAILBOX_FAILED = {
    .name = "mailbox_failed",
    .sql = "INSERT INTO mailbox_progress (mailbox_id, error, failed_at) VALUES (?, LEFT(?, 500), ?)"
	   " ON DUPLICATE KEY UPDATE error = VALUES(error),"
	   " failed_at = COALESCE(failed_at, VALUES(failed_at))",
    .in = "ist",
};

DB_STATEMENTS(mailbox, &MAILBOX_LIST, &MAILBOX_LOAD, &MAILBOX_ADD, &MAILBOX_CHANGE, &MAILBOX_SWITCH,
    &MAILBOX_PROGRESS, &MAILBOX_ADVANCE, &MAILBOX_UNMARKED, &MAILBOX_MARKED, &MAILBOX_REACHED,
    &MAILBOX_FAILED);

static struct mailbox mailbox_from_row(const struct db_rows *rows, size_t row)
{
	return (struct mailbox){
	    .id = db_int_at(rows, row, 0),
	    .version = db_int_at(rows, row, 1),
	    .name = db_text_at(rows, row, 2),
	    .address = db_text_at(rows, row, 3),
	    .host = db_text_at(rows, row, 4),
	    .user = db_text_at(rows, row, 5),
	    .folder = db_text_at(rows, row, 6),
	    .move_to = db_text_at(rows, row, 7),
	    .port = db_int_at(rows, row, 8),
	    .security = (enum imap_security)db_int_at(rows, row, 9),
	    .sign_in = (enum mailbox_sign_in)db_int_at(rows, row, 10),
	    .afterwards = (enum mailbox_afterwards)db_int_at(rows, row, 11),
	    .organisation_id = db_int_at(rows, row, 12),
	    .form_id = db_int_at(rows, row, 13),
	    .team_id = db_int_at(rows, row, 14),
	    .is_active = db_int_at(rows, row, 15) != 0,
	    .secret = *db_cell(rows, row, 16),
	    .reached_at = db_time_at(rows, row, 17),
	    .failed_at = db_time_at(rows, row, 18),
	    .error = db_text_at(rows, row, 19),
	};
}

enum err mailbox_list(struct db *db, struct arena *arena, struct mailbox **mailboxes, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAILBOX_LIST, DB_NONE, &rows));
	*mailboxes = ARENA_ARRAY(arena, struct mailbox, rows.count + 1);
	if (!*mailboxes)
		return ERROR(ERR_MEMORY, "no memory for %zu mailboxes", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*mailboxes)[i] = mailbox_from_row(&rows, i);
	*count = rows.count;
	return OK;
}

enum err mailbox_load(struct db *db, struct arena *arena, int64_t id, struct mailbox *mailbox)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAILBOX_LOAD, DB_VALUES(db_int(id)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "there is no mailbox %lld", (long long)id);
	*mailbox = mailbox_from_row(&rows, 0);
	return OK;
}

/* --- Changing. */

struct saving {
	const struct viewer *viewer;
	const struct mailbox *mailbox;
	const char *address;
	struct db_value secret;
	int64_t id;
};

static enum err note(
    struct db *db, const struct viewer *viewer, int64_t id, const char *kind, const char *after)
{
	return event_add(db, &(struct event){.about = ABOUT_INSTANCE,
				 .about_id = id,
				 .kind = kind,
				 .actor_id = viewer ? viewer->account_id : 0,
				 .after = after,
				 .at = timestamp_now()});
}

static enum err save(struct db *db, void *context)
{
	struct saving *s = context;
	const struct mailbox *m = s->mailbox;
	struct db_result result;

	if (m->id) {
		TRY(db_execute(db, &MAILBOX_CHANGE,
		    DB_VALUES(db_text(m->name), db_text(s->address), db_text(m->host),
			db_text(m->user), db_text(m->folder), db_text(m->move_to), db_int(m->port),
			db_int(m->security), db_int(m->sign_in), db_int(m->afterwards),
			db_id(m->organisation_id), db_id(m->form_id), db_id(m->team_id),
			db_int(m->is_active), s->secret, db_int(m->id)),
		    &result));
		if (!result.affected)
			return ERROR(ERR_NOT_FOUND, "there is no mailbox %lld", (long long)m->id);
		return note(db, s->viewer, m->id, "mailbox_changed", m->name);
	}
	TRY(db_execute(db, &MAILBOX_ADD,
	    DB_VALUES(db_text(m->name), db_text(s->address), db_text(m->host), db_text(m->user),
		db_text(m->folder), db_text(m->move_to), db_int(m->port), db_int(m->security),
		db_int(m->sign_in), db_int(m->afterwards), db_id(m->organisation_id),
		db_id(m->form_id), db_id(m->team_id), db_int(m->is_active), s->secret,
		db_time(timestamp_now())),
	    &result));
	s->id = result.inserted_id;
	return note(db, s->viewer, s->id, "mailbox_added", m->name);
}

static enum err check(const struct viewer *viewer, const struct mailbox *m)
{
	if (viewer && viewer->role != ROLE_ADMIN)
		return ERROR(ERR_DENIED, "only administrators set up mailboxes");
	if (text_is_blank(m->name) || text_is_blank(m->host) || text_is_blank(m->user) ||
	    text_is_blank(m->folder) || m->port < 1 || m->port > 65535)
		return ERROR(ERR_INPUT, "a mailbox needs name, server, port, user and folder");
	if (!text_is_email(m->address))
		return ERROR(ERR_INPUT, "a mailbox needs its e-mail address");
	if (m->afterwards == AFTERWARDS_MOVE && text_is_blank(m->move_to))
		return ERROR(ERR_INPUT, "moving needs a folder to move to");
	return OK;
}

enum err mailbox_save(struct db *db, struct arena *arena, const struct settings *settings,
    const struct viewer *viewer, const struct mailbox *mailbox, const char *password, int64_t *id)
{
	unsigned char sealed[MAILBOX_PASSWORD_MOST + SEAL_EXTRA];
	struct saving s = {
	    .viewer = viewer, .mailbox = mailbox, .secret = db_null(), .id = mailbox->id};
	char *address = arena_text(arena, mailbox->address);

	if (!address)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(address);
	s.address = address;
	TRY(check(viewer, mailbox));
	if (password) {
		size_t length = strlen(password);

		if (length > MAILBOX_PASSWORD_MOST)
			return ERROR(ERR_INPUT, "the password is too long");
		TRY(seal_close(settings_secret(settings), LABEL, password, length, sealed));
		s.secret = db_bytes(sealed, length + SEAL_EXTRA);
	}
	TRY(db_transaction(db, save, &s));
	*id = s.id;
	return OK;
}

struct switching {
	const struct viewer *viewer;
	int64_t id;
	bool is_active;
};

static enum err do_switch(struct db *db, void *context)
{
	const struct switching *s = context;
	struct db_result result;

	TRY(db_execute(
	    db, &MAILBOX_SWITCH, DB_VALUES(db_int(s->is_active), db_int(s->id)), &result));
	if (!result.affected)
		return ERROR(ERR_NOT_FOUND, "there is no mailbox %lld", (long long)s->id);
	return note(db, s->viewer, s->id, s->is_active ? "mailbox_on" : "mailbox_off", NULL);
}

enum err mailbox_switch(struct db *db, const struct viewer *viewer, int64_t id, bool is_active)
{
	if (viewer && viewer->role != ROLE_ADMIN)
		return ERROR(ERR_DENIED, "only administrators set up mailboxes");
	return db_transaction(db, do_switch, &(struct switching){viewer, id, is_active});
}

/* --- Signing in. */

enum err mailbox_password(struct arena *arena, const struct settings *settings,
    const struct mailbox *mailbox, const char **password)
{
	size_t length = mailbox->secret.length;
	unsigned char *clear;

	*password = "";
	if (mailbox->secret.type == DB_NULL || length < SEAL_EXTRA)
		return OK;
	clear = arena_alloc(arena, length - SEAL_EXTRA + 1);
	if (!clear)
		return ERROR(ERR_MEMORY, "no memory for a password");
	if (seal_open(settings_secret(settings), LABEL, mailbox->secret.p, length, clear) != OK)
		return ERROR(ERR_INPUT,
		    "the stored password can't be read with this secret.key: enter it anew");
	*password = (const char *)clear;
	return OK;
}

enum err mailbox_server(struct arena *arena, const struct settings *settings,
    const struct mailbox *mailbox, struct imap_server *server)
{
	*server = (struct imap_server){.host = mailbox->host,
	    .port = (int)mailbox->port,
	    .security = mailbox->security,
	    .user = mailbox->user,
	    .ca_file = settings_text(settings, "intake.ca_file", NULL),
	    .timeout = (int)settings_int(settings, "intake.timeout", 1, 3600, 60)};
	if (mailbox->sign_in == SIGN_IN_TOKEN)
		return mail_token(arena, settings, mailbox->name, mailbox->user, &server->token);
	return mailbox_password(arena, settings, mailbox, &server->password);
}

/* --- Progress. */

enum err mailbox_progress(
    struct db *db, struct arena *arena, int64_t id, int64_t *uid_validity, int64_t *uid_done)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAILBOX_PROGRESS, DB_VALUES(db_int(id)), &rows));
	*uid_validity = db_int_at(&rows, 0, 0);
	*uid_done = db_int_at(&rows, 0, 1);
	return OK;
}

enum err mailbox_advance(struct db *db, int64_t id, int64_t uid_validity, int64_t uid_done)
{
	return db_execute(db, &MAILBOX_ADVANCE,
	    DB_VALUES(db_int(id), db_int(uid_validity), db_int(uid_done)), NULL);
}

enum err mailbox_unmarked(struct db *db, struct arena *arena, int64_t id, int64_t uid_validity,
    size_t most, int64_t **uids, size_t *count)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &MAILBOX_UNMARKED,
	    DB_VALUES(db_int(id), db_int(uid_validity), db_int((int64_t)most)), &rows));
	*uids = ARENA_ARRAY(arena, int64_t, rows.count + 1);
	if (!*uids)
		return ERROR(ERR_MEMORY, "no memory for %zu messages", rows.count);
	for (size_t i = 0; i < rows.count; i++)
		(*uids)[i] = db_int_at(&rows, i, 0);
	*count = rows.count;
	return OK;
}

enum err mailbox_marked(struct db *db, int64_t id, int64_t uid_validity, int64_t uid)
{
	return db_execute(
	    db, &MAILBOX_MARKED, DB_VALUES(db_int(id), db_int(uid_validity), db_int(uid)), NULL);
}

enum err mailbox_reached(struct db *db, int64_t id)
{
	return db_execute(
	    db, &MAILBOX_REACHED, DB_VALUES(db_int(id), db_time(timestamp_now())), NULL);
}

enum err mailbox_failed(struct db *db, struct arena *arena, int64_t id, const char *why)
{
	char *text = text_repair(arena, why, strlen(why));

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a reason");
	return db_execute(db, &MAILBOX_FAILED,
	    DB_VALUES(db_int(id), db_text(text), db_time(timestamp_now())), NULL);
}
