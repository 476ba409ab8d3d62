#include "model/mail_decide.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/settings.h"
#include "base/text.h"
#include "mail/token.h"
#include "model/catalogue.h"
#include "model/mail_why.h"
#include "model/visibility.h"

enum { IDS_LOOKED_AT = 30, MARK_BYTES = 8 };

static const struct db_statement MAIL_TICKET = {
    .name = "mail_ticket",
    .sql = "SELECT t.status_id, COALESCE(t.closed_at, t.solved_at, t.updated_at),"
	   " t.organisation_id, COALESCE(" TICKET_VISIBLE ", 0) FROM ticket t WHERE t.id = ?",
    .in = TICKET_VISIBLE_IN "i",
    .out = "itii",
};

static const struct db_statement MAIL_THREAD = {
    .name = "mail_thread",
    .sql = "SELECT ticket_id FROM mail_in WHERE internet_id = ? AND ticket_id IS NOT NULL"
	   " AND state = 'done' ORDER BY id LIMIT 1",
    .in = "s",
    .out = "i",
};

static const struct db_statement MAIL_TWIN = {
    .name = "mail_twin",
    .sql = "SELECT ticket_id FROM mail_in WHERE fingerprint = ? AND id <> ?",
    .in = "bi",
    .out = "i",
};

static const struct db_statement MAIL_SAME = {
    .name = "mail_same",
    .sql = "SELECT ticket_id FROM mail_in WHERE content_hash = ? AND received_at > ? AND id <> ?"
	   " AND state IN ('done', 'triage') LIMIT 1",
    .in = "bti",
    .out = "i",
};

static const struct db_statement MAIL_OFTEN = {
    .name = "mail_often",
    .sql = "SELECT COUNT(*) FROM mail_in WHERE sender = ? AND received_at > ? AND id <> ?"
	   " AND why IN ('" WHY_CLIENT "', '" WHY_DOMAIN "', '" WHY_LATE "', '" WHY_ANYONE "')",
    .in = "sti",
    .out = "i",
};

static const struct db_statement MAIL_REPLY_BASES = {
    .name = "mail_reply_bases",
    .sql = "SELECT address FROM mailbox LIMIT 1000",
    .out = "s",
};

DB_STATEMENTS(mail_decide, &MAIL_TICKET, &MAIL_THREAD, &MAIL_TWIN, &MAIL_SAME, &MAIL_OFTEN,
    &MAIL_REPLY_BASES);

/* --- Which ticket does it answer? */

struct target {
	int64_t id;
	const char *why;
	bool is_signed; /* it has a mark of ours that only who was sent mail about it can have */
	bool is_visible;
	int64_t organisation_id;
	const struct status *status;
	timestamp ended_at;
};

static struct mail_secret secret_of(const struct mail_case *c)
{
	return (struct mail_secret){settings_secret(c->settings), SECRET_SIZE};
}

/* Reads the ticket; false where there is none. */
static enum err read_target(struct mail_case *c, struct target *target, bool *found)
{
	struct db_rows rows;

	TRY(db_query(c->db, c->arena, &MAIL_TICKET,
	    DB_VALUES(VISIBILITY_VALUES(&c->viewer), db_int(target->id)), &rows));
	*found = rows.count > 0;
	if (!*found)
		return OK;
	target->status = status_by_id(db_int_at(&rows, 0, 0));
	target->ended_at = db_time_at(&rows, 0, 1);
	target->organisation_id = db_int_at(&rows, 0, 2);
	target->is_visible = viewer_is_known(&c->viewer) && !c->is_off && db_int_at(&rows, 0, 3);
	*found = target->status != NULL;
	return OK;
}

/* What it answers, the nearest first. */
static const char *answered_id(const struct mail *mail, size_t i)
{
	if (i < mail->in_reply_to.count)
		return mail->in_reply_to.at[mail->in_reply_to.count - 1 - i];
	i -= mail->in_reply_to.count;
	return i < mail->references.count ? mail->references.at[mail->references.count - 1 - i]
					  : NULL;
}

static enum err find_by_id(struct mail_case *c, struct target *target, bool *found)
{
	const struct mail_secret secret = secret_of(c);
	const char *id;

	for (size_t i = 0; !*found && (id = answered_id(c->mail, i)) != NULL; i++) {
		if (!mail_message_id_verify(&secret, id, &target->id) || !target->id)
			continue;
		target->why = WHY_ANSWER;
		target->is_signed = true;
		TRY(read_target(c, target, found));
	}
	return OK;
}

static enum err find_by_base(
    struct mail_case *c, const char *base, struct target *target, bool *found)
{
	const struct mail_secret secret = secret_of(c);
	const struct mail_addresses *lists[] = {&c->mail->to, &c->mail->cc};

	for (size_t l = 0; l < 2 && *base; l++)
		for (size_t i = 0; i < lists[l]->count && !*found; i++) {
			if (!mail_reply_address_verify(
				&secret, lists[l]->at[i].email, base, &target->id))
				continue;
			target->why = WHY_ADDRESS;
			target->is_signed = true;
			TRY(read_target(c, target, found));
		}
	return OK;
}

static enum err find_by_address(struct mail_case *c, struct target *target, bool *found)
{
	static const char *const NAMES[] = {"mail.reply_to", "mail.from"};
	struct db_rows rows;
	bool any = false;

	for (size_t i = 0; i < c->mail->to.count; i++)
		any = any || strchr(c->mail->to.at[i].email, '+');
	for (size_t i = 0; i < c->mail->cc.count; i++)
		any = any || strchr(c->mail->cc.at[i].email, '+');
	if (!any)
		return OK;
	for (size_t i = 0; i < 2 && !*found; i++)
		TRY(find_by_base(c, settings_text(c->settings, NAMES[i], ""), target, found));
	TRY(db_query(c->db, c->arena, &MAIL_REPLY_BASES, DB_NONE, &rows));
	for (size_t i = 0; i < rows.count && !*found; i++)
		TRY(find_by_base(c, db_text_at(&rows, i, 0), target, found));
	return OK;
}

/* "Re: [H1010] the till": each word that is a signature. */
static enum err find_by_subject(struct mail_case *c, struct target *target, bool *found)
{
	const char *prefix = settings_text(c->settings, "ticket.prefix", "H");
	size_t length = strlen(prefix);

	for (const char *at = c->mail->subject; *at && !*found; at++) {
		size_t digits;
		char number[20];

		if ((at > c->mail->subject && isalnum((unsigned char)at[-1])) ||
		    strncasecmp(at, prefix, length) != 0)
			continue;
		digits = strspn(at + length, "0123456789");
		if (!digits || digits >= sizeof number ||
		    isalnum((unsigned char)at[length + digits]))
			continue;
		memcpy(number, at + length, digits);
		number[digits] = '\0';
		if (!text_to_int(number, 1, INT64_MAX, &target->id))
			continue;
		target->why = WHY_SUBJECT;
		TRY(read_target(c, target, found));
		*found = *found && target->is_visible;
	}
	return OK;
}

/* An answer to a mail of somebody else in the ticket, of which all in Cc have a copy. */
static enum err find_by_thread(struct mail_case *c, struct target *target, bool *found)
{
	const char *id;

	if (!viewer_is_known(&c->viewer))
		return OK;
	for (size_t i = 0; i < IDS_LOOKED_AT && !*found && (id = answered_id(c->mail, i)); i++) {
		struct db_rows rows;

		TRY(db_query(c->db, c->arena, &MAIL_THREAD, DB_VALUES(db_text(id)), &rows));
		target->id = db_int_at(&rows, 0, 0);
		if (!target->id)
			continue;
		target->why = WHY_THREAD;
		TRY(read_target(c, target, found));
		*found = *found && target->is_visible;
	}
	return OK;
}

static enum err find_target(struct mail_case *c, struct target *target, bool *found)
{
	static enum err (*const WAYS[])(struct mail_case *, struct target *, bool *) = {
	    find_by_id, find_by_address, find_by_subject, find_by_thread};

	*found = false;
	for (size_t i = 0; i < sizeof WAYS / sizeof WAYS[0] && !*found; i++) {
		*target = (struct target){.id = 0};
		TRY(WAYS[i](c, target, found));
	}
	return OK;
}

/* --- Decisions. */

static enum err decide(struct mail_decision *d, enum mail_fate fate, const char *why,
    const char *data, int64_t ticket_id)
{
	*d = (struct mail_decision){
	    .fate = fate, .why = why, .why_data = data, .ticket_id = ticket_id};
	return OK;
}

static const char *signature(const struct mail_case *c, int64_t ticket_id)
{
	const char *text =
	    ticket_id ? arena_format(c->arena, "%s%lld",
			    settings_text(c->settings, "ticket.prefix", "H"), (long long)ticket_id)
		      : "";

	return text ? text : "";
}

/* The same message by two ways, or the same words again so soon. */
static enum err look_for_same(struct mail_case *c, const struct target *target, bool found,
    struct mail_decision *d, bool *same)
{
	timestamp since = timestamp_now() - (found ? TIMESTAMP_HOUR : TIMESTAMP_DAY);
	struct db_rows rows;

	TRY(db_query(c->db, c->arena, &MAIL_TWIN,
	    DB_VALUES(db_bytes(c->fingerprint, SHA256_SIZE), db_int(c->id)), &rows));
	*same = rows.count > 0;
	if (*same)
		return decide(d, FATE_DISCARD, WHY_TWIN, signature(c, db_int_at(&rows, 0, 0)),
		    db_int_at(&rows, 0, 0));
	TRY(mail_case_content(c, found ? target->id : 0, c->content));
	TRY(db_query(c->db, c->arena, &MAIL_SAME,
	    DB_VALUES(db_bytes(c->content, SHA256_SIZE), db_time(since), db_int(c->id)), &rows));
	*same = rows.count > 0;
	if (!*same)
		return OK;
	return decide(d, FATE_DISCARD, WHY_SAME, signature(c, db_int_at(&rows, 0, 0)),
	    db_int_at(&rows, 0, 0));
}

/* Our own mark (see the mail's composer), and not that of another instance. */
static enum err is_our_loop(const struct mail_case *c, bool *ours)
{
	unsigned char digest[SHA256_SIZE];
	char mark[2 * MARK_BYTES + 1];
	const struct mail_secret secret = secret_of(c);

	TRY(hmac_sha256(secret.bytes, secret.length, "mail-loop", "", 0, digest));
	text_hex(digest, MARK_BYTES, mark);
	*ours = c->mail->automatic == MAIL_OWN_LOOP && strstr(c->mail->automatic_reason, mark);
	return OK;
}

/* A report that a message of ours did not arrive. */
static enum err decide_report(struct mail_case *c, struct mail_decision *d)
{
	const struct mail_secret secret = secret_of(c);
	int64_t ticket_id = 0;

	if (!mail_message_id_verify(&secret, c->mail->report.message_id, &ticket_id))
		return decide(d, FATE_DISCARD, WHY_STRAY_REPORT, "", 0);
	return decide(d, FATE_REPORT, WHY_REPORT, c->mail->report.recipient, ticket_id);
}

static bool may_reopen(const struct mail_case *c, const struct target *target)
{
	int64_t days = settings_int(c->settings, "intake.reopen_days", 0, 36500, 14);

	return class_is_open(target->status->class) ||
	       timestamp_now() - target->ended_at < days * TIMESTAMP_DAY;
}

/* A person with an account that can't have got mail about this ticket, or a stranger whose firm is
 * another: the signature has been passed on. */
static bool is_foreign(const struct mail_case *c, const struct target *target)
{
	return !target->is_visible && c->organisation_id &&
	       c->organisation_id != target->organisation_id;
}

static enum err decide_answer(
    struct mail_case *c, const struct target *target, struct mail_decision *d)
{
	const char *name = signature(c, target->id);
	bool staff = viewer_is_staff(&c->viewer);

	if (c->mail->automatic != MAIL_PERSON)
		return decide(
		    d, FATE_REPLY, WHY_AUTOMATIC_ANSWER, c->mail->automatic_reason, target->id);
	if (c->trust == TRUST_FAIL)
		return decide(d, FATE_TRIAGE, WHY_FORGED, c->sender, target->id);
	if (c->is_off)
		return decide(d, FATE_TRIAGE, WHY_OFF, c->sender, target->id);
	if (staff && !target->is_signed && c->trust != TRUST_PASS)
		return decide(d, FATE_TRIAGE, WHY_STAFF_UNSIGNED, name, target->id);
	if (is_foreign(c, target))
		return decide(d, FATE_TRIAGE, WHY_FOREIGN, name, target->id);
	if (!staff && !may_reopen(c, target))
		return decide(d, FATE_TICKET, WHY_LATE, name, target->id);
	TRY(decide(d, FATE_REPLY, target->why, name, target->id));
	d->reopen = !staff;
	return OK;
}

static enum err is_often(struct mail_case *c, bool *often)
{
	int64_t most = settings_int(c->settings, "intake.tickets_per_hour", 1, 100000, 20);
	struct db_rows rows;

	TRY(db_query(c->db, c->arena, &MAIL_OFTEN,
	    DB_VALUES(db_text(c->sender), db_time(timestamp_now() - TIMESTAMP_HOUR), db_int(c->id)),
	    &rows));
	*often = db_int_at(&rows, 0, 0) >= most;
	return OK;
}

static bool strangers_welcome(const struct mail_case *c)
{
	return !strcmp(settings_text(c->settings, "intake.unknown", "triage"), "ticket");
}

/* A call: a ticket at once from whom we know, else people look at it first. */
static enum err decide_call(struct mail_case *c, struct mail_decision *d)
{
	enum mail_automatic automatic = c->mail->automatic;
	bool often;

	if (automatic == MAIL_AUTO_REPLY)
		return decide(d, FATE_DISCARD, WHY_AUTO_REPLY, c->mail->automatic_reason, 0);
	if (!*c->sender)
		return decide(d, FATE_TRIAGE, WHY_NOBODY, c->mail->from.email, 0);
	if (c->trust == TRUST_FAIL)
		return decide(d, FATE_TRIAGE, WHY_FORGED, c->sender, 0);
	if (c->is_off)
		return decide(d, FATE_TRIAGE, WHY_OFF, c->sender, 0);
	if (viewer_is_staff(&c->viewer))
		return decide(d, FATE_TRIAGE, WHY_STAFF, c->viewer.name, 0);
	TRY(is_often(c, &often));
	if (often)
		return decide(d, FATE_TRIAGE, WHY_OFTEN, c->sender, 0);
	if (viewer_is_known(&c->viewer))
		return decide(d, FATE_TICKET, WHY_CLIENT, c->viewer.name, 0);
	if (automatic != MAIL_PERSON)
		return decide(d, FATE_TRIAGE, WHY_AUTOMATIC, c->mail->automatic_reason, 0);
	if (c->organisation_id)
		return decide(d, FATE_TICKET, WHY_DOMAIN, c->organisation, 0);
	if (strangers_welcome(c))
		return decide(d, FATE_TICKET, WHY_ANYONE, c->sender, 0);
	return decide(d, FATE_TRIAGE, WHY_STRANGER, c->sender, 0);
}

enum err mail_decide(struct mail_case *c, struct mail_decision *d)
{
	struct target target = {.id = 0};
	bool found = false, same = false, loop;

	if (c->order_by)
		return decide(d, c->order_ticket_id ? FATE_REPLY : FATE_TICKET, WHY_ORDER, "",
		    c->order_ticket_id);
	TRY(is_our_loop(c, &loop));
	if (loop)
		return decide(d, FATE_DISCARD, WHY_LOOP, "", 0);
	if (c->mail->automatic == MAIL_BOUNCE)
		return decide_report(c, d);
	TRY(find_target(c, &target, &found));
	TRY(look_for_same(c, &target, found, d, &same));
	if (same)
		return OK;
	return found ? decide_answer(c, &target, d) : decide_call(c, d);
}
