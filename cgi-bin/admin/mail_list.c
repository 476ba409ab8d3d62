/*
 * mail_list.c: GET /admin/mail: the queue of mail going out; GET and POST /admin/mail/marked:
 * addresses that take no mail; POST /admin/mail: a test message to oneself, or all that failed.
 */
#include <string.h>

#include "admin.h"
#include "base/message.h"
#include "base/text.h"
#include "mail.h"
#include "web/input.h"
#include "web/page.h"

enum { PAGE_ROWS = 50, MARKS_MOST = 200 };

const char *mail_state_name(enum job_state state)
{
	static const char *const NAMES[] = {
	    [JOB_WAITING] = TR("Waiting"),
	    [JOB_SENDING] = TR("Being sent"),
	    [JOB_SENT] = TR("Sent"),
	    [JOB_FAILED] = TR("Failed"),
	    [JOB_DROPPED] = TR("Dropped"),
	};

	return NAMES[state];
}

void mail_fill(struct context *context, struct data *item, const struct mail_out *mail)
{
	data_int(item, "Id", mail->id);
	data_text(item, "Kind", mail->kind);
	data_text(item, "Address", mail->address);
	data_text(item, "Name", mail->name);
	data_text(item, "Subject", mail->subject);
	data_text(item, "Error", mail->error);
	data_text(item, "State", job_state_code(mail->state));
	data_tr(item, "StateName", mail_state_name(mail->state));
	data_int(item, "Attempts", mail->attempts);
	data_time(item, "Created", mail->created_at);
	data_time(item, "Sent", mail->sent_at);
	if (mail->state == JOB_WAITING)
		data_time(item, "Next", mail->due_at);
	data_flag(item, "MayDrop", mail->state == JOB_WAITING || mail->state == JOB_FAILED);
	data_flag(item, "MayAgain",
	    mail->state != JOB_SENDING && !(mail->state == JOB_SENT && mail->is_secret));
	if (mail->ticket_id) {
		const char *signature = context_signature(context, mail->ticket_id);

		data_text(item, "Ticket", signature);
		data_text(
		    item, "TicketPath", arena_format(context->arena, "/desk/t/%s", signature));
	}
}

/* A tab for each state, and one for all. */
static enum err fill_states(struct context *context, enum job_state now)
{
	struct job_counts counts;

	TRY(job_counts(context->db, context->arena, &MAIL_OUT, &counts));
	for (enum job_state state = 0; state <= JOB_DROPPED; state++) {
		const int64_t count[] = {
		    0, counts.waiting, counts.sending, counts.sent, counts.failed, counts.dropped};
		struct data *tab = data_item(page_data(context), "States");

		data_text(tab, "Path",
		    state ? arena_format(
				context->arena, "/admin/mail?state=%s", job_state_code(state))
			  : "/admin/mail");
		data_tr(tab, "Name", state ? mail_state_name(state) : TR("All"));
		if (count[state] > JOB_COUNT_MOST)
			data_text(tab, "Count", "1000+");
		else if (state)
			data_int(tab, "Count", count[state]);
		data_flag(tab, "Current", state == now);
	}
	return OK;
}

enum err mail_list(struct context *context)
{
	const char *asked = params_get(&context->request->query, "state");
	const char *from = params_get(&context->request->query, "before");
	enum job_state state = job_state_named(asked);
	struct data *page = page_data(context);
	struct mail_out_page list;
	const char *address;
	int64_t before = 0;

	if ((asked && *asked && !state) ||
	    (from && *from && !text_to_int(from, 1, INT64_MAX, &before)))
		return ERROR(ERR_NOT_FOUND, "no such list of mail");
	TRY(fill_states(context, state));
	TRY(mail_out_list(context->db, context->arena, state, before, PAGE_ROWS, &list));
	for (size_t i = 0; i < list.count; i++)
		mail_fill(context, data_item(page, "Mails"), &list.rows[i]);
	address = state
		      ? arena_format(context->arena, "/admin/mail?state=%s", job_state_code(state))
		      : "/admin/mail";
	if (before)
		data_text(page, "Pager.First", address);
	if (list.has_more)
		data_text(page, "Pager.Next",
		    arena_format(context->arena, "%s%cbefore=%lld", address, state ? '&' : '?',
			(long long)list.rows[list.count - 1].id));
	data_flag(page, "Failed", state == JOB_FAILED && list.count > 0);
	data_text(page, "Mode", settings_text(context->settings, "mail.mode", "file"));
	data_text(page, "Viewer.Address", context->viewer.email);
	return admin_send(context, "admin/mail_list.cs", "mail", TR("Mail going out"));
}

static enum err send_test(struct context *context)
{
	TRY(mail_out_add(context->db,
	    &(struct mail_new){.kind = "test",
		.address = context->viewer.email,
		.name = context->viewer.name,
		.language = language_code(context->language),
		.account_id = context->viewer.account_id},
	    NULL));
	return page_redirect(
	    context, "/admin/mail", TR("A test message to you is on its way: see below."));
}

enum err mail_post(struct context *context)
{
	enum { TEST, AGAIN, DROP };
	static const char *const WHAT[] = {"test", "again", "drop", NULL};
	static const struct input INPUTS[] = {{"what", INPUT_CHOICE, .choices = WHAT}};
	struct input_value value;
	int64_t count;

	if (!input_read(context, INPUTS, 1, &value) || !value.given)
		return ERROR(ERR_INPUT, "nothing that can be done with all mail");
	if (value.number == AGAIN) {
		TRY(mail_out_again_failed(context->db, context->viewer.account_id, &count));
		return page_redirect(
		    context, "/admin/mail", TR("All that had failed is tried again."));
	}
	if (value.number == DROP) {
		TRY(mail_out_discard_failed(context->db, context->viewer.account_id, &count));
		return page_redirect(
		    context, "/admin/mail", TR("All that had failed won't be sent."));
	}
	return send_test(context);
}

/* --- Addresses that take no mail. */

enum err marked_list(struct context *context)
{
	struct mail_mark *marks;
	size_t count;

	TRY(mail_mark_list(context->db, context->arena, MARKS_MOST, &marks, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Marks");

		data_text(item, "Address", marks[i].address);
		data_text(item, "Reason", marks[i].reason);
		data_flag(item, "Bounced", marks[i].kind == MAIL_MARK_BOUNCED);
		data_time(item, "At", marks[i].at);
		if (marks[i].mail_out_id)
			data_int(item, "Mail", marks[i].mail_out_id);
	}
	return admin_send(
	    context, "admin/mail_marked.cs", "marked", TR("Addresses that take no mail"));
}

enum err marked_clear_post(struct context *context)
{
	static const struct input INPUTS[] = {
	    {"address", INPUT_LINE, 254, .required = true, .label = TR("E-mail address")}};
	struct input_value value;
	enum err err;

	if (!input_read(context, INPUTS, 1, &value))
		return ERROR(ERR_INPUT, "no address was sent");
	err = mail_mark_clear(context->db, value.text, context->viewer.account_id);
	if (err == ERR_NOT_FOUND) /* somebody else was quicker */
		return page_redirect(context, "/admin/mail/marked", NULL);
	TRY(err);
	return page_redirect(
	    context, "/admin/mail/marked", TR("Mail is sent to that address again."));
}
