/*
 * follow.c: POST /desk/t/NUMBER/follow: who follows a ticket; POST …/contact: whose it is.
 */
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "model/account.h"
#include "model/follower.h"
#include "model/ticket_change.h"
#include "web/page.h"

enum err followers_fill(struct context *context, const struct ticket *ticket)
{
	struct data *page = page_data(context);
	struct follower *followers;
	size_t count;

	TRY(follower_list(context->db, context->arena, ticket->id, &followers, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Followers");

		data_int(item, "Id", followers[i].account_id);
		data_text(item, "Name", followers[i].name);
		data_text(item, "Email", followers[i].email);
		data_flag(item, "Silent", !followers[i].has_consent);
		if (followers[i].account_id == context->viewer.account_id)
			data_flag(page, "Following", true);
	}
	if (ticket->contact_id)
		data_int(page, "Ticket.ContactId", ticket->contact_id);
	return OK;
}

static enum err find(struct context *context, int64_t *id)
{
	struct ticket ticket;

	*id = signature_parse(context_parameter(context, 0), context_prefix(context));
	if (!*id)
		return ERROR(ERR_NOT_FOUND, "no signature");
	return ticket_load(context->db, context->arena, &context->viewer, *id, &ticket);
}

static enum err back(struct context *context, int64_t id, const char *done)
{
	const char *path = arena_format(context->arena, "%s#people", ticket_path(context, id));

	return path ? page_redirect(context, path, done)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

/* The account that was named by its address; 0 and what to say where there is none. */
static enum err named(
    struct context *context, const char *email, int64_t *account_id, const char **problem)
{
	struct account account = {.id = 0};
	enum err err = text_is_blank(email)
			   ? ERR_NOT_FOUND
			   : account_by_email(context->db, context->arena, email, &account);

	*account_id = account.id;
	if (err == ERR_NOT_FOUND) {
		*problem = TR("Nobody here has this e-mail address.");
		return OK;
	}
	return err;
}

static enum err add(struct context *context, int64_t id, const char *email)
{
	const char *problem = NULL;
	int64_t account_id;
	enum err err;

	TRY(named(context, email, &account_id, &problem));
	if (problem)
		return back(context, id, problem);
	err = follower_add(context->db, context->arena, &context->viewer, id, account_id);
	if (err == ERR_DENIED || err == ERR_NOT_FOUND)
		return back(context, id,
		    TR("They may not see this ticket: followers are staff or people of its "
		       "organisation."));
	TRY(err);
	return back(context, id, TR("They follow the ticket now."));
}

enum err follow_post(struct context *context)
{
	const struct params *form = &context->request->form;
	const char *remove = params_get(form, "remove"), *me = params_get(form, "me");
	int64_t id, account_id;

	TRY(find(context, &id));
	if (remove) {
		if (!text_to_int(remove, 1, INT64_MAX, &account_id))
			return ERROR(ERR_INPUT, "no such person");
		TRY(follower_remove(context->db, &context->viewer, id, account_id));
		return back(context, id, TR("They follow the ticket no longer."));
	}
	if (me && *me == '1') {
		TRY(follower_add(
		    context->db, context->arena, &context->viewer, id, context->viewer.account_id));
		return back(context, id, TR("You follow the ticket now."));
	}
	if (me) {
		TRY(follower_remove(context->db, &context->viewer, id, context->viewer.account_id));
		return back(context, id, TR("You follow the ticket no longer."));
	}
	return add(context, id, params_get(form, "email"));
}

enum err contact_link_post(struct context *context)
{
	const char *problem = NULL;
	struct ticket_edit edit;
	int64_t id, account_id;
	enum err err;

	TRY(find(context, &id));
	TRY(named(context, params_get(&context->request->form, "email"), &account_id, &problem));
	if (problem)
		return back(context, id, problem);
	edit = TICKET_EDIT(id, 0);
	edit.contact_id = account_id;
	err = ticket_edit(context->db, context->arena, &context->viewer, &edit);
	if (err == ERR_INPUT)
		return back(context, id, TR("This account is switched off."));
	TRY(err);
	return back(context, id, TR("The ticket is theirs now, and of their organisation."));
}
