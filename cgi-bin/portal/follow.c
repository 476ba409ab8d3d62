/*
 * follow.c: POST /t/:number/follow: following a request of others, or not any more.
 */
#include "base/message.h"
#include "model/follower.h"
#include "model/ticket.h"
#include "pages.h"
#include "ticket_page.h"
#include "web/page.h"

enum err follow_post(struct context *context)
{
	const char *on = params_get(&context->request->form, "on");
	bool wants = on && *on == '1';
	struct ticket ticket;
	const char *path;
	int64_t id;

	TRY(ticket_page_id(context, &id));
	TRY(ticket_load(context->db, context->arena, &context->viewer, id, &ticket));
	if (wants)
		TRY(follower_add(
		    context->db, context->arena, &context->viewer, id, context->viewer.account_id));
	else
		TRY(follower_remove(context->db, &context->viewer, id, context->viewer.account_id));
	/* Who saw it only because they followed it doesn't any more. */
	path = ticket_load(context->db, context->arena, &context->viewer, id, &ticket) == OK
		   ? ticket_page_path(context, id, "")
		   : "/tickets";
	return page_redirect(context, path,
	    wants ? TR("You follow this request now: you are told of new messages.")
		  : TR("You don't follow this request any more."));
}
