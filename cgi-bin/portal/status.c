/*
 * status.c: GET /s/:token: where a request stands, for whoever was given the link. It proves itself
 * by its token and shows signature, status and dates alone.
 */
#include <string.h>

#include "base/message.h"
#include "model/ticket.h"
#include "pages.h"
#include "show.h"
#include "web/page.h"

/* "H1010-0123…": signature and token, or ERR_NOT_FOUND. */
static enum err read_link(struct context *context, int64_t *id)
{
	const char *link = context_parameter(context, 0);
	const char *dash = strrchr(link, '-');
	const char *number =
	    dash ? arena_text_n(context->arena, link, (size_t)(dash - link)) : NULL;

	*id = number ? signature_parse(number, context_prefix(context)) : 0;
	if (!*id || !status_token_fits(settings_secret(context->settings), *id, dash + 1))
		return ERROR(ERR_NOT_FOUND, "no status link");
	return OK;
}

enum err status_show(struct context *context)
{
	struct ticket ticket;
	struct data *page = page_data(context);
	const char *number;
	int64_t id;

	TRY(read_link(context, &id));
	TRY(ticket_load_status(context->db, context->arena, id, &ticket));
	number = context_signature(context, id);
	data_flag(page, "Page.NoIndex", true);
	data_text(page, "Number", number);
	show_status(context, page, ticket.status_id);
	show_tracker(context, &ticket, false);
	data_time(page, "Updated", ticket.updated_at);
	TRY(response_header(context->response, "X-Robots-Tag", "noindex"));
	return page_send(context, "portal/status.cs", 200,
	    language_fill(
		context->arena, context->language, TR("Where is request %1?"), number, NULL));
}
