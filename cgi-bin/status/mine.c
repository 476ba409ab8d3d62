/*
 * mine.c: GET /status/mine: one's open requests at a glance: what waits for the viewer first.
 */
#include "base/message.h"
#include "model/catalogue.h"
#include "model/ticket_list.h"
#include "pages.h"
#include "web/page.h"
#include "web/people.h"

enum { SHOWN = 100, SOLVED = 20 };

static void fill_line(struct context *context, const char *list, const struct ticket_line *line,
    const struct status *status)
{
	static const char *const CLASSES[] = {[CLASS_NEW] = "new",
	    [CLASS_OPEN] = "open",
	    [CLASS_WAITING_CLIENT] = "waiting_client",
	    [CLASS_WAITING_OTHER] = "waiting_other",
	    [CLASS_SOLVED] = "solved",
	    [CLASS_CLOSED] = "closed",
	    [CLASS_REJECTED] = "rejected"};
	const struct ticket_type *type = ticket_type_by_id(line->type_id);
	struct data *item = data_item(page_data(context), list);
	struct data *shown = data_node(item, "Status");

	data_text(item, "Number", context_signature(context, line->id));
	data_text(item, "Subject", line->subject);
	data_text(item, "Responsible", person_staff(context, line->responsible));
	data_time(item, "Due", line->due_at);
	data_time(item, "Updated", line->updated_at);
	if (type) {
		data_tr(item, "Type", type->name);
		data_text(item, "Icon", type->icon);
	}
	data_text(shown, "Code", status->code);
	data_text(shown, "Class", CLASSES[status->class]);
	data_tr(shown, "Name",
	    status->class == CLASS_WAITING_CLIENT ? TR("Waiting for you")
	    : status->class == CLASS_SOLVED	  ? TR("Does it work?")
						  : status->name);
}

static enum err fill(struct context *context, enum list_state state, size_t limit)
{
	struct client_filter filter = {.state = state, .limit = limit};
	struct ticket_page tickets;

	TRY(ticket_list_client(context->db, context->arena, &context->viewer, &filter, &tickets));
	for (size_t i = 0; i < tickets.count; i++) {
		const struct status *status = status_by_id(tickets.lines[i].status_id);

		if (!status || (state == LIST_DONE && status->class != CLASS_SOLVED))
			continue;
		fill_line(context,
		    status->class == CLASS_WAITING_CLIENT || status->class == CLASS_SOLVED
			? "Waiting"
			: "Working",
		    &tickets.lines[i], status);
	}
	if (state == LIST_OPEN)
		data_flag(page_data(context), "HasMore", tickets.has_more);
	return OK;
}

enum err mine_show(struct context *context)
{
	TRY(fill(context, LIST_OPEN, SHOWN));
	TRY(fill(context, LIST_DONE, SOLVED));
	data_time(page_data(context), "AsOf", timestamp_now());
	data_text(page_data(context), "Page.Section", "tickets");
	return page_send(
	    context, "status/mine.cs", 200, page_text(context, TR("Your open requests")));
}
