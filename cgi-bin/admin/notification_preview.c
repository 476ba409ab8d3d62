/*
 * notification_preview.c: /admin/preview/ID: a notification as its reader would see it, on a real
 * request; POST …/send mails it to oneself.
 */
#include "admin.h"
#include "base/message.h"
#include "letter/letter.h"
#include "letter/notice.h"
#include "model/mail_out.h"
#include "model/ticket.h"
#include "notification.h"
#include "web/page.h"

/* Who would read it: the contact, their organisation, or the administrator as staff. */
static enum err find_reader(struct context *context, const struct text_form *form,
    struct notification_sample *sample, const char **name)
{
	struct ticket ticket;

	TRY(ticket_load(context->db, context->arena, &context->viewer, form->ticket_id, &ticket));
	*sample = (struct notification_sample){.id = form->notification.id,
	    .subject = form->values[TEXT_SUBJECT].text,
	    .body = form->values[TEXT_BODY].text};
	sample->account_id = context->viewer.account_id;
	*name = context->viewer.name;
	if (form->notification.party == PARTY_STAFF || !ticket.contact_id)
		return OK;
	*name = ticket.contact;
	sample->account_id = ticket.contact_id;
	if (form->notification.party == PARTY_ORGANISATION && ticket.organisation_id) {
		*name = ticket.organisation;
		sample->account_id = 0;
		sample->organisation_id = ticket.organisation_id;
	}
	return OK;
}

static enum err compose(struct context *context, const struct text_form *form,
    const struct letter_sender *sender, struct letter *letter)
{
	struct notification_sample sample;
	struct letter_context letters;
	struct mail_out mail = {.kind = SAMPLE_KIND,
	    .address = context->viewer.email,
	    .language = language_code(form->language),
	    .account_id = context->viewer.account_id,
	    .ticket_id = form->ticket_id};

	TRY(find_reader(context, form, &sample, &mail.name));
	mail.parameters = notification_sample_write(context->arena, &sample);
	if (!mail.parameters)
		return ERROR(ERR_MEMORY, "no memory for a preview");
	letter_context_for(sender, context->db, context->arena, &mail, &letters);
	return letter_compose(&letters, &mail, letter);
}

static enum err answer(struct context *context, const struct letter *letter, bool as_text)
{
	struct response *response = context->response;

	buffer_text(&response->body, as_text ? letter->text : letter->html);
	response->status = 200;
	TRY(buffer_err(&response->body));
	TRY(response_header(response, "Cache-Control", "no-store"));
	return response_header(response, "Content-Type",
	    as_text ? "text/plain; charset=utf-8" : "text/html; charset=utf-8");
}

/* Why there is nothing to see, in a few words of plain text. */
static enum err answer_problem(struct context *context, const struct text_form *form)
{
	struct response *response = context->response;
	const char *problem = NULL;

	for (size_t i = 0; i < TEXT_INPUTS; i++)
		if (form->values[i].error)
			problem = form->values[i].error;
	if (!problem)
		problem = page_text(context, TR("There is no request yet to show it by."));
	buffer_text(&response->body, problem);
	response->status = 422;
	TRY(buffer_err(&response->body));
	return response_header(response, "Content-Type", "text/plain; charset=utf-8");
}

static enum err read_saved(struct context *context, struct text_form *form)
{
	const struct params *query = &context->request->query;
	struct notice_text shipped;

	TRY(notification_find(context, &form->notification));
	form->language = language_named(params_get(query, "language"));
	if (!form->language)
		form->language = context->language;
	form->ticket_id = signature_parse(params_get(query, "ticket"), context_prefix(context));
	shipped = notice_default(form->notification.moment, form->notification.party);
	TRY(notification_text(context->db, context->arena, form->notification.id,
	    language_code(form->language), &form->values[TEXT_SUBJECT].text,
	    &form->values[TEXT_BODY].text));
	if (!form->values[TEXT_SUBJECT].text) {
		form->values[TEXT_SUBJECT].text = shipped.subject;
		form->values[TEXT_BODY].text = language_text(form->language, NULL, shipped.body);
	}
	form->is_good = true;
	return OK;
}

/* GET shows the text that is kept, POST the one that was typed. */
enum err notification_preview(struct context *context)
{
	bool is_post = context->request->method == HTTP_POST;
	const struct params *sent = is_post ? &context->request->form : &context->request->query;
	struct text_form form = {.ticket_id = 0};
	struct letter_sender sender;
	struct letter letter = {.nothing = NULL};
	enum err err;

	TRY(is_post ? text_form_read(context, &form) : read_saved(context, &form));
	if (!form.is_good || !form.ticket_id)
		return answer_problem(context, &form);
	err = letter_sender_open(context->settings, &sender);
	if (err == OK)
		err = compose(context, &form, &sender, &letter);
	letter_sender_close(&sender);
	TRY(err);
	if (letter.nothing)
		return ERROR(ERR_NOT_FOUND, "no preview: %s", letter.nothing);
	return answer(context, &letter, params_get(sent, "plain") != NULL);
}

enum err notification_send_post(struct context *context)
{
	struct notification_sample sample;
	struct text_form form;
	const char *name, *parameters;

	TRY(text_form_read(context, &form));
	if (!form.is_good || !form.ticket_id)
		return text_form_show(context, &form, 422);
	TRY(find_reader(context, &form, &sample, &name));
	parameters = notification_sample_write(context->arena, &sample);
	if (!parameters)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	TRY(mail_out_add(context->db,
	    &(struct mail_new){.kind = SAMPLE_KIND,
		.address = context->viewer.email,
		.name = name,
		.language = language_code(form.language),
		.account_id = context->viewer.account_id,
		.ticket_id = form.ticket_id,
		.parameters = parameters},
	    NULL));
	data_text(page_data(context), "SentTo", context->viewer.email);
	return text_form_show(context, &form, 200);
}
