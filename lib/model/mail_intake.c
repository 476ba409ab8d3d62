#include "model/mail_intake.h"

#include <string.h>

#include "base/settings.h"
#include "base/text.h"
#include "mail/reader.h"
#include "model/file.h"
#include "model/file_scan.h"
#include "model/mail_apply.h"
#include "model/mail_why.h"

enum { CRASHES_MOST = 40, EXCERPT = 300, SUBJECT = 250, NAME = 250 };

static const struct db_statement MAIL_INTAKE_STATE = {
    .name = "mail_intake_state",
    .sql = "SELECT state + 0, attempts FROM mail_in WHERE id = ?",
    .in = "i",
    .out = "ii",
};

static const struct db_statement MAIL_INTAKE_LOCK = {
    .name = "mail_intake_lock",
    .sql = "SELECT i.state + 0, b.organisation_id, b.team_id, f.type_id, i.order_by,"
	   " i.order_ticket_id, i.order_organisation_id FROM mail_in i"
	   " LEFT JOIN mailbox b ON b.id = i.mailbox_id LEFT JOIN form f ON f.id = b.form_id"
	   " WHERE i.id = ? FOR UPDATE",
    .in = "i",
    .out = "iiiiiii",
};

static const struct db_statement MAIL_INTAKE_DECIDED = {
    .name = "mail_intake_decided",
    .sql = "UPDATE mail_in SET state = ?, reason = NULL, why = ?, why_data = LEFT(?, 250),"
	   " fingerprint = ?, content_hash = ?, sender = ?, sender_name = ?, subject = ?,"
	   " excerpt = ?, automatic = ?, trust = ?, authentication = LEFT(?, 1000),"
	   " internet_id = LEFT(?, 500), account_id = ?, ticket_id = ?,"
	   " message_id = (SELECT message_id FROM message_mail WHERE mail_in_id = ? LIMIT 1),"
	   " decided_at = ? WHERE id = ?",
    .in = "issbbsssssissiiiti",
};

static const struct db_statement MAIL_INTAKE_QUARANTINE = {
    .name = "mail_intake_quarantine",
    .sql = "UPDATE mail_in SET state = 'quarantined', reason = LEFT(?, 500), why = '',"
	   " sender = ?, sender_name = ?, subject = ?, decided_at = ?"
	   " WHERE id = ? AND state = 'received'",
    .in = "ssssti",
};

DB_STATEMENTS(mail_intake, &MAIL_INTAKE_STATE, &MAIL_INTAKE_LOCK, &MAIL_INTAKE_DECIDED,
    &MAIL_INTAKE_QUARANTINE);

/* A text for a column, cut at so many characters, in one line. */
static const char *column(struct arena *arena, const char *text, size_t characters)
{
	char *cut = text_cut(arena, text, characters - 1);

	for (char *c = cut; c && *c; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	return cut ? text_trim(cut) : "";
}

static enum err quarantine(
    struct mail_intake *intake, int64_t id, const struct mail *mail, const char *reason)
{
	char *sender = arena_text(intake->arena, mail ? mail->from.email : "");

	if (!sender)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(sender);
	return db_execute(intake->db, &MAIL_INTAKE_QUARANTINE,
	    DB_VALUES(db_text(reason), db_text(column(intake->arena, sender, 254)),
		db_text(mail ? column(intake->arena, mail->from.name, NAME) : ""),
		db_text(mail ? column(intake->arena, mail->subject, SUBJECT) : ""),
		db_time(timestamp_now()), db_int(id)),
	    NULL);
}

/* --- The files. */

/* A scanner that is away is no trouble of the database: the message comes again later. */
static enum err scan(struct mail_intake *intake, const struct mail_attachment *attachment,
    int64_t file_id, bool *held)
{
	enum err err = file_scan(intake->db, intake->settings, file_id,
	    attachment->bytes ? attachment->bytes : (const unsigned char *)"", NULL,
	    attachment->bytes ? attachment->size : 0, held);

	return err == ERR_UNAVAILABLE && db_ready(intake->db) == OK ? ERR_CONFLICT : err;
}

static enum err store_files(
    struct mail_intake *intake, const struct mail *mail, struct mail_file **files)
{
	*files = ARENA_ARRAY(intake->arena, struct mail_file, mail->attachment_count + 1);
	if (!*files)
		return ERROR(ERR_MEMORY, "no memory for attachments");
	for (size_t i = 0; i < mail->attachment_count; i++) {
		const struct mail_attachment *attachment = &mail->attachments[i];
		struct mail_file *file = &(*files)[i];
		const char *type;
		bool held;

		TRY(file_store_bytes(intake->db, intake->arena, attachment->bytes, attachment->size,
		    attachment->sha256, &file->file_id, &type));
		TRY(scan(intake, attachment, file->file_id, &held));
		file->name = *attachment->name ? attachment->name : "attachment";
		file->content_id = attachment->content_id;
		file->is_picture = !held && file_shows_inline(type);
	}
	return OK;
}

/* --- The one transaction. */

static enum mail_in_state state_of(enum mail_fate fate)
{
	if (fate == FATE_TRIAGE)
		return MAIL_TRIAGE;
	return fate == FATE_DISCARD ? MAIL_DISCARDED : MAIL_DONE;
}

static enum err note(struct db *db, const struct mail_case *c, const struct mail_decision *d)
{
	const struct mail *mail = c->mail;
	bool twin = d->fate == FATE_DISCARD;

	return db_execute(db, &MAIL_INTAKE_DECIDED,
	    DB_VALUES(db_int(state_of(d->fate)), db_text(d->why), db_text(d->why_data),
		twin ? db_null() : db_bytes(c->fingerprint, SHA256_SIZE),
		db_bytes(c->content, SHA256_SIZE), db_text(c->sender),
		db_text(column(c->arena, mail->from.name, NAME)),
		db_text(column(c->arena, mail->subject, SUBJECT)),
		db_text(column(c->arena, c->text, EXCERPT)),
		db_text(mail_automatic_name(mail->automatic)), db_int(c->trust),
		db_text(c->authentication), db_text(mail->message_id), db_id(c->viewer.account_id),
		db_id(d->ticket_id), db_int(c->id), db_time(timestamp_now()), db_int(c->id)),
	    NULL);
}

struct delivery {
	struct mail_intake *intake;
	int64_t id;
	const struct mail *mail;
	const struct mail_file *files;
};

static enum err deliver(struct db *db, void *context)
{
	const struct delivery *delivery = context;
	struct mail_intake *intake = delivery->intake;
	struct mail_decision decision = {.why = "", .why_data = ""};
	struct mail_case c = {.db = db,
	    .arena = intake->arena,
	    .settings = intake->settings,
	    .mail = delivery->mail,
	    .id = delivery->id};
	struct db_rows rows;

	TRY(db_query(db, c.arena, &MAIL_INTAKE_LOCK, DB_VALUES(db_int(c.id)), &rows));
	if (db_int_at(&rows, 0, 0) != MAIL_RECEIVED)
		return OK; /* another process was quicker */
	c.mailbox_organisation_id = db_int_at(&rows, 0, 1);
	c.mailbox_team_id = db_int_at(&rows, 0, 2);
	c.mailbox_type_id = db_int_at(&rows, 0, 3);
	c.order_by = db_int_at(&rows, 0, 4);
	c.order_ticket_id = db_int_at(&rows, 0, 5);
	c.order_organisation_id = db_int_at(&rows, 0, 6);
	TRY(mail_case_read(&c));
	TRY(mail_decide(&c, &decision));
	TRY(mail_apply(&c, delivery->files, &decision));
	return note(db, &c, &decision);
}

static enum err read_mail(
    struct mail_intake *intake, const void *raw, size_t length, struct mail **mail)
{
	return intake->reader
		   ? mail_reader_read(
			 intake->reader, intake->arena, raw, length, MAIL_WITH_BYTES, mail)
		   : mail_parse_isolated(intake->arena, raw, length, MAIL_WITH_BYTES, mail);
}

enum err mail_intake_deliver(struct mail_intake *intake, int64_t id)
{
	struct delivery delivery = {.intake = intake, .id = id};
	const unsigned char *raw;
	struct mail_file *files;
	struct mail *mail;
	struct db_rows rows;
	size_t length;

	TRY(db_query(intake->db, intake->arena, &MAIL_INTAKE_STATE, DB_VALUES(db_int(id)), &rows));
	if (db_int_at(&rows, 0, 0) != MAIL_RECEIVED)
		return OK;
	if (db_int_at(&rows, 0, 1) >= CRASHES_MOST)
		return quarantine(intake, id, NULL, "the program ended each time it took it up");
	TRY(mail_in_raw(intake->db, intake->arena, id, &raw, &length));
	TRY(read_mail(intake, raw, length, &mail));
	if (mail->quarantine)
		return quarantine(intake, id, mail, mail->quarantine);
	TRY(store_files(intake, mail, &files));
	delivery.mail = mail;
	delivery.files = files;
	return db_transaction(intake->db, deliver, &delivery);
}
