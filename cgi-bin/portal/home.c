/*
 * home.c: GET / and GET /new: what one may ask for, what is under way, what was solved lately.
 */
#include "base/message.h"
#include "base/text.h"
#include "model/archive.h"
#include "model/form.h"
#include "pages.h"
#include "show.h"
#include "web/page.h"

enum { OPEN_SHOWN = 6, DONE_LOOKED_AT = 10, ARCHIVE_SHOWN = 5 };

static void fill_forms(struct context *context)
{
	const struct form *forms;
	size_t count = form_list(&forms);
	const char *subject = params_get(&context->request->query, "subject");

	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Forms");

		data_text(item, "Code", forms[i].code);
		data_tr(item, "Name", forms[i].name);
		data_tr(item, "Summary", forms[i].summary);
		data_text(item, "Subject", subject);
		show_type(item, forms[i].type_id);
	}
}

static enum err fill_open(struct context *context)
{
	struct client_filter filter = {.state = LIST_OPEN, .limit = OPEN_SHOWN};
	struct ticket_page tickets;

	TRY(ticket_list_client(context->db, context->arena, &context->viewer, &filter, &tickets));
	for (size_t i = 0; i < tickets.count; i++)
		show_line(context, data_item(page_data(context), "Open"), &tickets.lines[i]);
	data_flag(page_data(context), "MoreOpen", tickets.has_more);
	return OK;
}

/* Solved, and its client has said neither that it works nor how they liked it. */
static enum err fill_unanswered(struct context *context)
{
	struct client_filter filter = {.state = LIST_DONE, .limit = DONE_LOOKED_AT};
	struct ticket_page tickets;

	TRY(ticket_list_client(context->db, context->arena, &context->viewer, &filter, &tickets));
	for (size_t i = 0; i < tickets.count; i++) {
		const struct status *status = status_by_id(tickets.lines[i].status_id);

		if (status && status->class == CLASS_SOLVED)
			show_line(
			    context, data_item(page_data(context), "Solved"), &tickets.lines[i]);
	}
	return OK;
}

/* What anyone may read: one's own solved requests stand above already. */
static enum err fill_archive(struct context *context)
{
	static const struct viewer ANYONE = {.role = ROLE_NOBODY};
	struct archive_page page;

	TRY(archive_list(
	    context->db, context->arena, &ANYONE, 0, (struct cursor){0, 0}, ARCHIVE_SHOWN, &page));
	for (size_t i = 0; i < page.count; i++) {
		const struct archive_line *line = &page.lines[i];
		struct data *item = data_item(page_data(context), "Archive");
		const char *slug = text_slug(context->arena, line->subject);

		data_text(item, "Number", context_signature(context, line->id));
		data_text(item, "Slug", slug);
		data_text(item, "Subject", line->subject);
		data_text(item, "Category", line->category);
		data_text(item, "Language", line->language);
		data_time(item, "At", line->archived_at);
	}
	return OK;
}

enum err home_show(struct context *context)
{
	int64_t solutions;

	data_text(page_data(context), "Page.Section", "home");
	TRY(archive_total(context->db, context->arena, &context->viewer, &solutions));
	data_int(page_data(context), "Solutions", solutions);
	fill_forms(context);
	if (viewer_is_known(&context->viewer)) {
		TRY(fill_open(context));
		TRY(fill_unanswered(context));
	}
	TRY(fill_archive(context));
	return page_send(context, "portal/home.cs", 200, page_text(context, TR("Home")));
}

enum err new_show(struct context *context)
{
	fill_forms(context);
	return page_send(context, "portal/new.cs", 200, page_text(context, TR("New request")));
}
