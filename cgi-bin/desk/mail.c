/*
 * mail.c: GET /desk/mail: mail that waits for a decision, or what became of other; GET
 * /desk/mail/ID: one of them.
 */
#include "mail.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "model/mail_in.h"
#include "model/organisation.h"
#include "web/page.h"

enum { PAGE_ROWS = 50, RAW_SHOWN = 64 * 1024 };

static const char *const STATES[] = {[MAIL_RECEIVED] = TR("Just received"),
    [MAIL_DONE] = TR("Taken"),
    [MAIL_TRIAGE] = TR("To decide"),
    [MAIL_QUARANTINED] = TR("Unreadable"),
    [MAIL_DISCARDED] = TR("Set aside")};

static void fill_mail(struct context *context, struct data *item, const struct mail_in *mail)
{
	data_int(item, "Id", mail->id);
	data_text(item, "Sender", mail->sender);
	data_text(item, "Name", mail->sender_name);
	data_text(item, "Subject", mail->subject);
	data_text(item, "Excerpt", mail->excerpt);
	data_text(item, "Mailbox", mail->mailbox);
	data_text(item, "Reason", mail->reason);
	data_text(item, "Why", mail_why(context, mail->why, mail->why_data));
	data_text(item, "Trust", mail_trust_words(context, mail->trust));
	data_text(item, "State", mail_in_state_code(mail->state));
	data_tr(item, "StateName", STATES[mail->state]);
	data_time(item, "At", mail->received_at);
	data_size(item, "Size", mail->size);
	if (mail->ticket_id) {
		data_text(item, "Ticket", context_signature(context, mail->ticket_id));
		data_text(item, "TicketPath", ticket_path(context, mail->ticket_id));
	}
}

static enum err fill_tabs(struct context *context, enum mail_in_state now)
{
	static const enum mail_in_state ORDER[] = {
	    MAIL_TRIAGE, MAIL_QUARANTINED, MAIL_DISCARDED, MAIL_DONE};
	struct mail_in_counts counts;

	TRY(mail_in_count(context->db, context->arena, &counts));
	for (size_t i = 0; i < sizeof ORDER / sizeof ORDER[0]; i++) {
		struct data *tab = data_item(page_data(context), "States");
		int64_t count = ORDER[i] == MAIL_TRIAGE	       ? counts.triage
				: ORDER[i] == MAIL_QUARANTINED ? counts.quarantined
							       : -1;

		data_text(tab, "Path",
		    arena_format(
			context->arena, "/desk/mail?state=%s", mail_in_state_code(ORDER[i])));
		data_tr(tab, "Name", STATES[ORDER[i]]);
		if (count >= 0)
			data_int(tab, "Count", count);
		data_flag(tab, "Current", ORDER[i] == now);
	}
	return OK;
}

enum err mail_list(struct context *context)
{
	const char *asked = params_get(&context->request->query, "state");
	const char *from = params_get(&context->request->query, "before");
	enum mail_in_state state = asked && *asked ? mail_in_state_named(asked) : MAIL_TRIAGE;
	struct data *page = page_data(context);
	const char *address;
	struct mail_in *mails;
	int64_t before = 0;
	size_t count;

	if (!state || (from && *from && !text_to_int(from, 1, INT64_MAX, &before)))
		return ERROR(ERR_NOT_FOUND, "no such list of mail");
	TRY(fill_tabs(context, state));
	TRY(mail_in_list(
	    context->db, context->arena, state, before, PAGE_ROWS + 1, &mails, &count));
	for (size_t i = 0; i < count && i < PAGE_ROWS; i++)
		fill_mail(context, data_item(page, "Mails"), &mails[i]);
	address = arena_format(context->arena, "/desk/mail?state=%s", mail_in_state_code(state));
	if (before)
		data_text(page, "Pager.First", address);
	if (count > PAGE_ROWS)
		data_text(page, "Pager.Next",
		    arena_format(context->arena, "%s&before=%lld", address,
			(long long)mails[PAGE_ROWS - 1].id));
	data_text(page, "Page.Section", "mail");
	return page_send(context, "desk/mail_list.cs", 200, page_text(context, TR("Mail")));
}

/* How it came, letter by letter: shown as text, whatever it is. */
static enum err fill_raw(struct context *context, struct data *node, const struct mail_in *mail)
{
	const unsigned char *raw;
	size_t length;
	enum err err;

	if (mail->size > 40 * 1024 * 1024)
		return OK;
	err = mail_in_raw(context->db, context->arena, mail->id, &raw, &length);
	if (err == ERR_NOT_FOUND || err == ERR_MEMORY)
		return OK;
	TRY(err);
	data_flag(node, "Cut", length > RAW_SHOWN);
	if (length > RAW_SHOWN)
		length = RAW_SHOWN;
	data_text(node, "Raw", text_repair(context->arena, (const char *)raw, length));
	return OK;
}

static enum err fill_organisations(struct context *context)
{
	struct choice *choices;
	struct data *none = data_item(page_data(context), "Organisations");
	size_t count;

	data_text(none, "Code", "");
	data_tr(none, "Label", TR("none, or the one of the sender's address"));
	TRY(organisation_list(context->db, context->arena, &choices, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Organisations");

		data_int(item, "Code", choices[i].id);
		data_text(item, "Label", choices[i].name);
	}
	return OK;
}

enum err mail_page(struct context *context, int64_t id, const char *problem, int status)
{
	struct data *node = data_node(page_data(context), "Mail");
	struct mail_in mail;

	TRY(mail_in_load(context->db, context->arena, id, &mail));
	fill_mail(context, node, &mail);
	data_text(node, "Authentication", mail.authentication);
	data_flag(node, "MayTake", mail.state == MAIL_TRIAGE || mail.state == MAIL_DISCARDED);
	data_flag(
	    node, "MayReplay", mail.state == MAIL_QUARANTINED || mail.state == MAIL_DISCARDED);
	data_flag(node, "MayDiscard", mail.state == MAIL_TRIAGE || mail.state == MAIL_QUARANTINED);
	TRY(fill_raw(context, node, &mail));
	TRY(fill_organisations(context));
	data_text(page_data(context), "Problem", problem);
	data_text(page_data(context), "Page.Section", "mail");
	return page_send(context, "desk/mail_show.cs", status,
	    *mail.subject ? mail.subject : page_text(context, TR("Mail")));
}

enum err mail_show(struct context *context)
{
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no mail has such a key");
	return mail_page(context, id, NULL, 200);
}
