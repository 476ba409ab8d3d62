/* Who sent a message, and what it says, for mail_decide. */
#include <string.h>
#include <strings.h>

#include "base/settings.h"
#include "base/text.h"
#include "model/mail_decide.h"

static const struct db_statement MAIL_SENDER = {
    .name = "mail_sender",
    .sql = "SELECT a.id, a.role + 0, a.organisation_id, o.client_scope + 0, a.name, a.email,"
	   " COALESCE(o.name, ''), COALESCE(a.language, o.language, ''),"
	   " a.is_active AND COALESCE(o.is_active, TRUE)"
	   " FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.email = ?",
    .in = "s",
    .out = "iiiissssi",
};

static const struct db_statement MAIL_DOMAIN = {
    .name = "mail_domain",
    .sql = "SELECT o.id, o.name, o.is_active FROM organisation_domain d"
	   " JOIN organisation o ON o.id = d.organisation_id WHERE d.domain = ?",
    .in = "s",
    .out = "isi",
};

static const struct db_statement MAIL_OURS = {
    .name = "mail_ours",
    .sql = "SELECT 1 FROM mailbox WHERE address = ? LIMIT 1",
    .in = "s",
    .out = "i",
};

DB_STATEMENTS(mail_case, &MAIL_SENDER, &MAIL_DOMAIN, &MAIL_OURS);

static void set_viewer(struct mail_case *c, const struct db_rows *rows)
{
	c->organisation_id = db_int_at(rows, 0, 2);
	c->organisation = db_text_at(rows, 0, 6);
	c->is_off = !db_int_at(rows, 0, 8);
	c->viewer = (struct viewer){
	    .account_id = db_int_at(rows, 0, 0),
	    .role = (enum role)db_int_at(rows, 0, 1),
	    .organisation_id = c->organisation_id,
	    .scope = db_null_at(rows, 0, 3) ? SCOPE_OWN : (enum client_scope)db_int_at(rows, 0, 3),
	    .name = db_text_at(rows, 0, 4),
	    .email = db_text_at(rows, 0, 5),
	    .organisation = c->organisation,
	    .language = db_text_at(rows, 0, 7),
	};
}

static enum err read_sender(struct mail_case *c)
{
	char *email = arena_text(c->arena, c->mail->from.email);
	const char *at;
	struct db_rows rows;

	if (!email)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(email);
	c->sender = text_is_email(email) ? email : "";
	c->viewer = (struct viewer){.name = "", .email = "", .organisation = "", .language = ""};
	c->organisation = "";
	if (!*c->sender)
		return OK;
	TRY(db_query(c->db, c->arena, &MAIL_SENDER, DB_VALUES(db_text(email)), &rows));
	if (rows.count) {
		set_viewer(c, &rows);
		return OK;
	}
	at = strrchr(email, '@');
	TRY(db_query(c->db, c->arena, &MAIL_DOMAIN, DB_VALUES(db_text(at + 1)), &rows));
	if (rows.count) {
		c->organisation_id = db_int_at(&rows, 0, 0);
		c->organisation = db_text_at(&rows, 0, 1);
		c->is_off = !db_int_at(&rows, 0, 2);
	}
	return OK;
}

/* --- Hashes of what it says. */

static enum err add_text(struct sha256 *digest, const char *text)
{
	return sha256_update(digest, text, strlen(text) + 1);
}

static enum err add_files(struct sha256 *digest, const struct mail *mail)
{
	for (size_t i = 0; i < mail->attachment_count; i++)
		TRY(sha256_update(digest, mail->attachments[i].sha256, SHA256_SIZE));
	return OK;
}

static enum err digest_case(const struct mail_case *c, const char *kind, int64_t ticket_id,
    struct sha256 *digest, unsigned char hash[static SHA256_SIZE])
{
	TRY(add_text(digest, kind));
	TRY(sha256_update(digest, &ticket_id, sizeof ticket_id));
	TRY(add_text(digest, c->sender));
	if (!ticket_id)
		TRY(add_text(digest, c->mail->subject));
	TRY(add_text(digest, c->text));
	TRY(add_files(digest, c->mail));
	return sha256_finish(digest, hash);
}

static enum err hash_case(const struct mail_case *c, const char *kind, int64_t ticket_id,
    unsigned char hash[static SHA256_SIZE])
{
	struct sha256 *digest = NULL;
	enum err err = sha256_start(&digest);

	if (err == OK)
		err = digest_case(c, kind, ticket_id, digest, hash);
	sha256_free(digest);
	return err;
}

enum err mail_case_content(
    const struct mail_case *c, int64_t ticket_id, unsigned char hash[static SHA256_SIZE])
{
	return hash_case(c, "content", ticket_id, hash);
}

enum err mail_case_read(struct mail_case *c)
{
	const struct mail *mail = c->mail;

	TRY(read_sender(c));
	c->trust = mail_trust_of(
	    mail, settings_text(c->settings, "intake.trusted_host", ""), &c->authentication);
	c->text = text_is_blank(mail->reply) ? mail->text : mail->reply;
	TRY(mail_case_content(c, 0, c->content));
	/* A message without an id of its own is only known again by its bytes. */
	return *mail->message_id ? hash_case(c, mail->message_id, 0, c->fingerprint)
				 : random_bytes(c->fingerprint, sizeof c->fingerprint);
}

enum err mail_case_is_ours(const struct mail_case *c, const char *address, bool *ours)
{
	char *lower = arena_text(c->arena, address);
	struct db_rows rows;

	if (!lower)
		return ERROR(ERR_MEMORY, "no memory for an address");
	text_lower(lower);
	*ours = !strcasecmp(lower, settings_text(c->settings, "mail.from", "")) ||
		!strcasecmp(lower, settings_text(c->settings, "mail.reply_to", ""));
	if (*ours)
		return OK;
	TRY(db_query(c->db, c->arena, &MAIL_OURS, DB_VALUES(db_text(lower)), &rows));
	*ours = rows.count > 0;
	return OK;
}
