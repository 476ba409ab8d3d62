/*
 * ticket.c: GET /t/:number: a request, for those who take part in it.
 */
#include <string.h>

#include "model/archive.h"
#include "pages.h"
#include "ticket_page.h"
#include "web/page.h"

/* Those who don't take part may still read it in the archive, or after signing in. */
static enum err show_elsewhere(struct context *context, int64_t id)
{
	struct archive_ticket ticket;
	enum err err = archive_load(context->db, context->arena, &context->viewer, id, &ticket);
	const char *path;

	if (err == ERR_NOT_FOUND && !viewer_is_known(&context->viewer))
		return page_sign_in(context);
	TRY(err);
	path = arena_format(context->arena, "/kb/%s", context_signature(context, id));
	return path ? page_redirect(context, path, NULL)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

enum err ticket_show(struct context *context)
{
	static const struct ticket_page_form NO_FORM;
	int64_t id;
	enum err err;

	TRY(ticket_page_id(context, &id));
	/* "/t/1010" and "/t/h1010" are other ways to write it. */
	if (strcmp(context_parameter(context, 0), context_signature(context, id)) != 0)
		return ticket_back(context);
	err = ticket_page_send(context, id, &NO_FORM, 200);
	return err == ERR_NOT_FOUND ? show_elsewhere(context, id) : err;
}

enum err ticket_back(struct context *context)
{
	int64_t id;
	const char *path;

	TRY(ticket_page_id(context, &id));
	path = ticket_page_path(context, id, "");
	return path ? page_redirect(context, path, NULL)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}
