#include "article.h"
#include "desk.h"

#include "base/message.h"
#include "web/incidents.h"
#include "web/page.h"
#include "work.h"

static void fill_limits(struct context *context)
{
	int64_t most =
	    settings_int(context->settings, "upload.file_mib", 1, 65536, 25) * 1024 * 1024;

	data_size(page_data(context), "Limits.File", most);
	data_int(page_data(context), "Limits.FileBytes", most);
}

/* What was typed, and why it stands here again. */
static enum err fill_work(
    struct context *context, const struct ticket *ticket, const struct work *work)
{
	struct data *page = page_data(context);

	data_text(page, "Problem", work->problem);
	data_flag(page, "Draft", work->is_draft);
	data_flag(page, "Conflict", work->conflict);
	if (work->conflict)
		TRY(ticket_fill_events(
		    context, ticket, "Changes", work->values[WORK_VERSION].number));
	return uploads_fill(context, &work->uploads);
}

enum err ticket_page(
    struct context *context, const struct ticket *ticket, const struct work *work, int status)
{
	const char *signature = context_signature(context, ticket->id);
	const char *title = arena_format(context->arena, "%s %s", signature, ticket->subject);

	ticket_fill_head(context, ticket);
	TRY(ticket_fill_talk(context, ticket));
	TRY(ticket_fill_events(context, ticket, "Events", 0));
	TRY(choices_fill(context, ticket));
	TRY(followers_fill(context, ticket));
	TRY(similar_fill(context, ticket));
	TRY(incidents_of_ticket(context, ticket->id));
	TRY(article_ticket_fill(context, ticket));
	TRY(work_fill(context, ticket, work));
	if (work)
		TRY(fill_work(context, ticket, work));
	fill_limits(context);
	data_text(page_data(context), "Page.Section", "desk");
	data_text(page_data(context), "Page.Address", ticket_path(context, ticket->id));
	return page_send(context, "desk/ticket.cs", status, title ? title : signature);
}

enum err ticket_show(struct context *context)
{
	int64_t id = signature_parse(context_parameter(context, 0), context_prefix(context));
	struct ticket ticket;

	if (!id)
		return ERROR(ERR_NOT_FOUND, "no signature");
	TRY(ticket_load(context->db, context->arena, &context->viewer, id, &ticket));
	return ticket_page(context, &ticket, NULL, 200);
}
