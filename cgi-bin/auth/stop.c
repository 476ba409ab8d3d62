/*
 * stop.c: /stop/TOKEN, the address at the foot of each mail that ends such mail. GET only shows; a
 * POST does it, also the one that a mail program sends of its own (RFC 8058), without a session.
 */
#include "auth.h"

#include <string.h>

#include "base/message.h"
#include "model/account.h"
#include "model/consent.h"
#include "model/follower.h"
#include "model/mail_link.h"
#include "web/page.h"

static enum err read_link(struct context *context, struct stop_link *link)
{
	return stop_read(context->arena, settings_secret(context->settings),
		   context_parameter(context, 0), link)
		   ? OK
		   : ERROR(ERR_NOT_FOUND, "no such link");
}

static enum err fill_owner(struct context *context, const struct stop_link *link)
{
	struct data *page = page_data(context);
	const char *name, *email = "";
	struct account account;

	if (link->organisation_id) {
		TRY(consent_organisation_email(
		    context->db, context->arena, link->organisation_id, &name, &email));
	} else {
		TRY(account_by_id(context->db, context->arena, link->account_id, &account));
		email = account.email;
	}
	data_text(page, "Email", email);
	return OK;
}

static struct consent_owner owner_of(const struct stop_link *link)
{
	return (struct consent_owner){link->account_id, link->organisation_id};
}

static enum err show(struct context *context, const struct stop_link *link, const char *done)
{
	struct data *page = page_data(context);
	bool is_given, is_follower = false;

	TRY(fill_owner(context, link));
	TRY(consent_given(context->db, context->arena, owner_of(link), &is_given));
	if (link->account_id && link->ticket_id)
		TRY(follower_is(
		    context->db, context->arena, link->ticket_id, link->account_id, &is_follower));
	data_text(page, "Token", context_parameter(context, 0));
	data_flag(page, "On", is_given);
	data_flag(page, "Follows", is_follower);
	if (link->ticket_id)
		data_text(page, "Number", context_signature(context, link->ticket_id));
	if (done)
		data_tr(page, "Done", done);
	data_flag(page, "Page.NoIndex", true);
	TRY(response_header(context->response, "Cache-Control", "no-store"));
	return page_send(
	    context, "auth/stop.cs", 200, page_text(context, TR("Messages by e-mail")));
}

enum err stop_show(struct context *context)
{
	struct stop_link link;

	TRY(read_link(context, &link));
	return show(context, &link, NULL);
}

/* The answer is no redirect, as a mail program need not follow one (RFC 8058, section 3.2). */
enum err stop_post(struct context *context)
{
	const char *what = params_get(&context->request->form, "what");
	struct stop_link link;
	bool on;

	TRY(read_link(context, &link));
	/* A mail program's click says nothing: it ends what the message was a part of. */
	if (!what)
		what = link.is_follower ? "ticket" : "all";
	if (!strcmp(what, "ticket") && link.account_id && link.ticket_id) {
		TRY(follower_remove_by_link(context->db, link.ticket_id, link.account_id));
		return show(context, &link, TR("You don't follow this request any more."));
	}
	on = !strcmp(what, "on");
	TRY(consent_set(context->db, owner_of(&link), on, CONSENT_LINK, 0));
	return show(context, &link,
	    on ? TR("From now on you are told by e-mail again.")
	       : TR("From now on you get no such messages."));
}
