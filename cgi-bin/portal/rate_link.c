/*
 * rate_link.c: /rate/TOKEN: the contact rates the work by the link in the closing mail, without
 * signing in. The token stands for that one person and that one request.
 */
#include "base/message.h"
#include "model/account.h"
#include "model/mail_link.h"
#include "model/ticket_change.h"
#include "pages.h"
#include "rating.h"
#include "web/input.h"
#include "web/page.h"

static enum err find(struct context *context, struct viewer *contact, struct ticket *ticket)
{
	int64_t ticket_id, account_id;

	if (!rate_read(context->arena, settings_secret(context->settings),
		context_parameter(context, 0), &ticket_id, &account_id))
		return ERROR(ERR_NOT_FOUND, "no such link");
	TRY(account_viewer(context->db, context->arena, account_id, contact));
	return ticket_load(context->db, context->arena, contact, ticket_id, ticket);
}

static enum err show(struct context *context, const struct viewer *contact,
    const struct ticket *ticket, const struct rating_form *form, int status)
{
	struct data *page = page_data(context);

	data_text(page, "Token", context_parameter(context, 0));
	data_text(page, "Ticket.Number", context_signature(context, ticket->id));
	data_text(page, "Ticket.Subject", ticket->subject);
	data_text(page, "Ticket.Language", ticket->language);
	data_flag(page, "May", ticket_may_rate(contact, ticket, timestamp_now()));
	rating_fill(page, ticket, form);
	data_flag(page, "Page.NoIndex", true);
	TRY(response_header(context->response, "Cache-Control", "no-store"));
	return page_send(
	    context, "portal/rate.cs", status, page_text(context, TR("How did we do?")));
}

enum err rate_link_show(struct context *context)
{
	struct viewer contact;
	struct ticket ticket;

	TRY(find(context, &contact, &ticket));
	return show(context, &contact, &ticket, &(struct rating_form){.rating = NULL}, 200);
}

enum err rate_link_post(struct context *context)
{
	struct input_value values[RATING_INPUTS];
	struct viewer contact;
	struct ticket ticket;
	enum err err;

	TRY(find(context, &contact, &ticket));
	if (!input_read(context, RATING_FORM, RATING_INPUTS, values)) {
		struct rating_form form = rating_again(context, values);

		return show(context, &contact, &ticket, &form, 422);
	}
	err = ticket_rate(context->db, context->arena, &contact, ticket.id,
	    values[RATING_POINTS].number, values[RATING_SAID].text);
	if (err != OK && err != ERR_DENIED)
		return err;
	TRY(find(context, &contact, &ticket));
	data_flag(page_data(context), "Thanks", err == OK);
	return show(context, &contact, &ticket, &(struct rating_form){.rating = NULL}, 200);
}
