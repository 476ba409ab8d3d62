#include "model/mail_apply.h"

#include <string.h>
#include <strings.h>

#include "base/settings.h"
#include "base/text.h"
#include "model/account.h"
#include "model/catalogue.h"
#include "model/consent.h"
#include "model/mail_out.h"
#include "model/mail_why.h"
#include "model/notify.h"
#include "model/ticket_change.h"
#include "model/ticket_link.h"

enum { SUBJECT_MOST = 250, NAME_MOST = 120, HTML_MOST = 4 * 1024 * 1024, WHOLE_MOST = 1024 * 1024 };

static const struct db_statement MAIL_FOLLOW = {
    .name = "mail_follow",
    .sql = "INSERT IGNORE INTO follower (ticket_id, account_id)"
	   " SELECT t.id, a.id FROM ticket t JOIN account a ON a.email = ?"
	   " WHERE t.id = ? AND a.is_active AND a.role = 'client'"
	   " AND a.organisation_id = t.organisation_id AND NOT (a.id <=> t.contact_id)",
    .in = "si",
};

static const struct db_statement MAIL_STAFF_VIEWER = {
    .name = "mail_staff_viewer",
    .sql = "SELECT role + 0, name FROM account WHERE id = ?",
    .in = "i",
    .out = "is",
};

static const struct db_statement MAIL_WROTE_BEFORE = {
    .name = "mail_wrote_before",
    .sql = "SELECT 1 FROM mail_in WHERE sender = ? AND received_at > ? AND id <> ? LIMIT 1",
    .in = "sti",
    .out = "i",
};

DB_STATEMENTS(mail_apply, &MAIL_WROTE_BEFORE, &MAIL_FOLLOW, &MAIL_STAFF_VIEWER);

/* --- People. */

/* What is before the @, as a name for somebody who gave none. */
static const char *name_of(const struct mail_case *c)
{
	char *name = text_cut(c->arena, c->mail->from.name, NAME_MOST - 1);

	if (name && text_is_blank(name))
		name = arena_text_n(c->arena, c->sender, strcspn(c->sender, "@"));
	return name ? text_trim(name) : "";
}

/* A new sender becomes a contact; who has no address stays unknown. */
static enum err make_contact(struct mail_case *c)
{
	int64_t organisation_id =
	    c->order_organisation_id ? c->order_organisation_id : c->organisation_id;
	struct account account;

	if (!organisation_id)
		organisation_id = c->mailbox_organisation_id;
	if (viewer_is_known(&c->viewer) || !*c->sender)
		return OK;
	account = (struct account){.email = c->sender,
	    .name = name_of(c),
	    .role = ROLE_CLIENT,
	    .organisation_id = organisation_id,
	    .language = ""};
	TRY(account_add(c->db, c->arena, &account, NULL, c->order_by, &c->viewer.account_id));
	c->viewer.role = ROLE_CLIENT;
	c->viewer.scope = SCOPE_OWN;
	c->viewer.organisation_id = c->organisation_id = organisation_id;
	c->viewer.name = account.name;
	c->viewer.email = c->sender;
	return OK;
}

static enum err follow(
    const struct mail_case *c, int64_t ticket_id, const struct mail_addresses *list)
{
	for (size_t i = 0; i < list->count; i++) {
		char *email = arena_text(c->arena, list->at[i].email);

		if (!email)
			return ERROR(ERR_MEMORY, "no memory for an address");
		text_lower(email);
		if (strcmp(email, c->sender) != 0)
			TRY(db_execute(c->db, &MAIL_FOLLOW,
			    DB_VALUES(db_text(email), db_int(ticket_id)), NULL));
	}
	return OK;
}

/* Colleagues who got a copy take part from now on. */
static enum err add_followers(const struct mail_case *c, int64_t ticket_id)
{
	if (c->mail->automatic != MAIL_PERSON || c->trust == TRUST_FAIL)
		return OK;
	TRY(follow(c, ticket_id, &c->mail->to));
	return follow(c, ticket_id, &c->mail->cc);
}

/* --- What is shown of it. */

struct shown {
	const char *body;
	struct mail_writing writing;
	enum message_kind kind;
};

/* Compared without white space: is there more in the whole than in what is new? */
static bool is_part(const char *part, const char *whole)
{
	size_t a = 0, b = 0;

	for (; *part; part++)
		a += !strchr(" \t\r\n", *part);
	for (; *whole; whole++)
		b += !strchr(" \t\r\n", *whole);
	return a < b;
}

static enum err cut_bytes(struct arena *arena, const char *text, size_t most, const char **out)
{
	size_t length = strlen(text);

	*out = text;
	if (length <= most)
		return OK;
	length = most;
	while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	*out = arena_text_n(arena, text, length);
	return *out ? OK : ERROR(ERR_MEMORY, "no memory for a text");
}

/* "#note" alone on the first line of what staff write makes it an internal note. */
static bool take_note_mark(const char **body)
{
	static const char MARK[] = "#note";
	const char *at = *body + strspn(*body, " \t\r\n");
	size_t length = strcspn(at, "\n");

	if (strncasecmp(at, MARK, strlen(MARK)) != 0 ||
	    strspn(at + strlen(MARK), " \t\r") + strlen(MARK) < length)
		return false;
	*body = at[length] ? at + length + 1 : at + length;
	return true;
}

static enum err whole_of(const struct mail_case *c, const char **whole)
{
	const char *text;

	*whole = c->mail->html;
	if (**whole && strlen(*whole) <= HTML_MOST)
		return OK;
	TRY(cut_bytes(c->arena, c->mail->text, WHOLE_MOST, &text));
	return markup_render(c->arena, MARKUP_TEXT, text, strlen(text), whole);
}

static enum err show(
    const struct mail_case *c, const struct mail_file *files, bool staff, struct shown *s)
{
	bool cut = is_part(c->text, c->mail->text), note = false;

	*s = (struct shown){.body = c->text,
	    .kind = MESSAGE_PUBLIC,
	    .writing = {.mail_in_id = c->id,
		.author_id = c->viewer.account_id,
		.side = staff ? SIDE_STAFF : SIDE_CLIENT,
		.is_automatic = c->mail->automatic != MAIL_PERSON,
		.files = files,
		.file_count = c->mail->attachment_count}};
	if (staff)
		note = take_note_mark(&s->body);
	if (note)
		s->kind = MESSAGE_NOTE;
	cut = cut || strlen(s->body) > MESSAGE_LENGTH;
	TRY(cut_bytes(c->arena, s->body, MESSAGE_LENGTH, &s->body));
	if (!cut && !note && *c->mail->html && strlen(c->mail->html) <= HTML_MOST)
		s->writing.html = c->mail->html;
	return cut ? whole_of(c, &s->writing.whole) : OK;
}

/* --- Fates. */

static const char *subject_of(const struct mail_case *c)
{
	const char *subject = c->mail->subject;
	char *cut;

	if (text_is_blank(subject))
		subject = c->text + strspn(c->text, " \t\r\n");
	cut = arena_text_n(c->arena, subject, strcspn(subject, "\n"));
	cut = cut ? text_cut(c->arena, text_trim(cut), SUBJECT_MOST - 1) : NULL;
	return cut && *cut ? cut : *c->sender ? c->sender : "–";
}

static int64_t type_of(const struct mail_case *c)
{
	const struct ticket_type *question = ticket_type_by_code("question"), *types;

	if (c->mailbox_type_id)
		return c->mailbox_type_id;
	if (question)
		return question->id;
	return catalogue_types(&types) ? types[0].id : 0;
}

/* Who acts: staff where they decided, else the sender. */
static enum err actor_of(struct mail_case *c, struct viewer *actor)
{
	struct db_rows rows;

	*actor = c->viewer;
	if (!c->order_by)
		return OK;
	TRY(db_query(c->db, c->arena, &MAIL_STAFF_VIEWER, DB_VALUES(db_int(c->order_by)), &rows));
	*actor = (struct viewer){.role = (enum role)db_int_at(&rows, 0, 0),
	    .account_id = c->order_by,
	    .name = db_text_at(&rows, 0, 1),
	    .email = "",
	    .organisation = "",
	    .language = ""};
	return OK;
}

static const char *language_of(const struct mail_case *c)
{
	return *c->viewer.language ? c->viewer.language
				   : settings_text(c->settings, "site.language", "en");
}

static enum err open_ticket(
    struct mail_case *c, const struct mail_file *files, struct mail_decision *d)
{
	int64_t earlier = d->ticket_id;
	bool is_new = !viewer_is_known(&c->viewer) && *c->sender && !c->order_by;
	struct viewer actor;
	struct shown s;

	TRY(make_contact(c));
	TRY(actor_of(c, &actor));
	TRY(show(c, files, false, &s));
	TRY(ticket_open(c->db, c->arena, &actor,
	    &(struct ticket_new){.subject = subject_of(c),
		.body = s.body,
		.language = language_of(c),
		.mail = &s.writing,
		.type_id = type_of(c),
		.team_id = c->mailbox_team_id,
		.contact_id = c->viewer.account_id,
		.stranger = is_new ? c->sender : NULL,
		.organisation_id =
		    c->order_organisation_id ? c->order_organisation_id : c->organisation_id},
	    &d->ticket_id));
	if (earlier)
		TRY(ticket_link_add(c->db, d->ticket_id, earlier, timestamp_now()));
	return add_followers(c, d->ticket_id);
}

static enum err join_ticket(
    struct mail_case *c, const struct mail_file *files, const struct mail_decision *d)
{
	bool staff = viewer_is_staff(&c->viewer) && !c->order_by;
	struct viewer actor;
	struct shown s;

	if (c->mail->automatic == MAIL_PERSON)
		TRY(make_contact(c));
	TRY(actor_of(c, &actor));
	TRY(show(c, files, staff, &s));
	if (c->mail->automatic != MAIL_PERSON && !c->order_by)
		s.kind = MESSAGE_NOTE;
	TRY(ticket_mail(c->db, c->arena, c->order_by ? &actor : NULL,
	    &(struct ticket_mail){.id = d->ticket_id,
		.body = s.body,
		.kind = s.kind,
		.mail = &s.writing,
		.reopen = d->reopen}));
	return s.kind == MESSAGE_NOTE ? OK : add_followers(c, d->ticket_id);
}

/* Mail of ours did not arrive: its address is marked, and its ticket's people read why. */
static enum err take_report(
    struct mail_case *c, const struct mail_file *files, struct mail_decision *d)
{
	const struct mail_report *report = &c->mail->report;
	bool failed = !strcasecmp(report->action, "failed") || *report->status == '5' ||
		      (!*report->action && !*report->status);
	struct mail_out out = {.id = 0};
	struct mail_decision note = *d;
	enum err err = mail_out_by_message_id(c->db, c->arena, report->message_id, &out);

	if (err != OK && err != ERR_NOT_FOUND)
		return err;
	/* Whom it was sent to is what we know; what a report names is what anybody may write. */
	if (err == OK && failed) {
		TRY(mail_mark(c->db, out.address, MAIL_MARK_BOUNCED,
		    *report->diagnostic ? report->diagnostic : c->mail->subject, out.id));
		d->why_data = out.address;
	}
	if (!d->ticket_id || !failed)
		return OK;
	return join_ticket(c, files, &note);
}

/* Has that address written within a day? Then it has its acknowledgement: whoever answers to that
 * by machine, however unlike one it looks, gets no second. */
static enum err wrote_before(const struct mail_case *c, bool *before)
{
	struct db_rows rows;

	TRY(db_query(c->db, c->arena, &MAIL_WROTE_BEFORE,
	    DB_VALUES(db_text(c->sender), db_time(timestamp_now() - TIMESTAMP_DAY), db_int(c->id)),
	    &rows));
	*before = rows.count > 0;
	return OK;
}

/* Nobody has decided on it yet: its sender learns that it is here, and nothing of what it says. */
static enum err acknowledge_call(const struct mail_case *c)
{
	bool is_refused = false;

	if (c->mail->automatic != MAIL_PERSON || c->trust == TRUST_FAIL || !*c->sender ||
	    c->order_by || viewer_is_staff(&c->viewer))
		return OK;
	TRY(wrote_before(c, &is_refused));
	if (is_refused)
		return OK;
	if (viewer_is_known(&c->viewer))
		TRY(consent_refused(c->db, c->arena, c->viewer.account_id, &is_refused));
	return is_refused ? OK : notify_stranger(c->db, c->sender, c->viewer.language, 0, c->id);
}

enum err mail_apply(
    struct mail_case *c, const struct mail_file *files, struct mail_decision *decision)
{
	switch (decision->fate) {
	case FATE_TICKET:
		return open_ticket(c, files, decision);
	case FATE_REPLY:
		return join_ticket(c, files, decision);
	case FATE_REPORT:
		return take_report(c, files, decision);
	case FATE_TRIAGE:
		return acknowledge_call(c);
	case FATE_DISCARD:
		break;
	}
	return OK;
}
