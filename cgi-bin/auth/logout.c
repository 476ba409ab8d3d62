#include "auth.h"

#include "base/message.h"
#include "model/session.h"
#include "web/page.h"

/* Somebody typed the address, or comes back to it: only the button signs out. */
enum err logout_show(struct context *context)
{
	return page_redirect(
	    context, viewer_is_known(&context->viewer) ? "/account" : "/login", NULL);
}

enum err logout_post(struct context *context)
{
	enum err err = session_close(context->db, &context->viewer, context->viewer.session_id);

	if (err != OK && err != ERR_NOT_FOUND) /* ended from elsewhere at the same moment */
		return err;
	TRY(response_cookie(context->response,
	    &(struct cookie){.name = "docket", .value = "", .max_age = 0},
	    context->request->https));
	return page_redirect(context, "/", TR("You are signed out."));
}
