#include "desk.h"

#include "base/message.h"
#include "web/page.h"

enum { PAGE_ROWS = 50 };

static void fill_row(struct context *context, const struct ticket_line *line, timestamp now)
{
	struct data *row = data_item(page_data(context), "Tickets");
	const struct status *status = status_by_id(line->status_id);

	data_text(row, "Number", context_signature(context, line->id));
	data_text(row, "Path", ticket_path(context, line->id));
	data_text(row, "Subject", line->subject);
	data_text(row, "Contact", line->contact);
	data_text(row, "Organisation", line->organisation);
	data_text(row, "Responsible", line->responsible);
	data_flag(row, "Mine", line->responsible_id == context->viewer.account_id);
	type_fill(row, line->type_id);
	status_fill(row, line->status_id);
	data_text(row, "Priority.Code", priority_code(line->priority));
	data_tr(row, "Priority.Name", priority_name(line->priority));
	data_time(row, "Due", line->due_at);
	data_flag(row, "Late",
	    line->due_at != TIMESTAMP_NONE && line->due_at < now && status &&
		class_is_open(status->class));
	data_time(row, "Updated", line->updated_at);
}

/* The tab that is current names the page. */
static const char *title_of(struct context *context, const struct queue_filter *filter)
{
	switch (filter->queue) {
	case QUEUE_MINE:
		return page_text(context, TR("My tickets"));
	case QUEUE_UNASSIGNED:
		return page_text(context, TR("Unassigned tickets"));
	case QUEUE_STATUS:
		return page_text(context, status_by_id(filter->key)->name);
	case QUEUE_OPEN:
	case QUEUE_TEAM:
		break;
	}
	return page_text(context, TR("Open tickets"));
}

static void fill_pager(struct context *context, const char *name, const struct ticket_page *tickets,
    const struct queue_filter *filter)
{
	struct data *page = page_data(context);
	char next[CURSOR_TEXT];

	if (filter->after.at)
		data_text(
		    page, "Pager.First", arena_format(context->arena, "/desk/queue/%s", name));
	if (!tickets->has_more)
		return;
	cursor_text(tickets->next, next);
	data_text(page, "Pager.Next",
	    arena_format(context->arena, "/desk/queue/%s?after=%s", name, next));
}

static enum err show(struct context *context, const char *name)
{
	struct queue_filter filter = {.limit = PAGE_ROWS};
	struct ticket_page tickets;
	timestamp now = timestamp_now();

	if (!queue_parse(name, &filter) ||
	    !cursor_parse(params_get(&context->request->query, "after"), &filter.after))
		return ERROR(ERR_NOT_FOUND, "no queue or page of that name");
	TRY(ticket_list_queue(context->db, context->arena, &context->viewer, &filter, &tickets));

	TRY(queue_tabs(context, name));
	for (size_t i = 0; i < tickets.count; i++)
		fill_row(context, &tickets.lines[i], now);
	fill_pager(context, name, &tickets, &filter);
	data_text(page_data(context), "Page.Section", "desk");
	data_text(page_data(context), "Queue", name);
	data_text(page_data(context), "FeedPath",
	    arena_format(context->arena, "/account?feed=queue-%s#feeds", name));
	return page_send(context, "desk/queue.cs", 200, title_of(context, &filter));
}

enum err queue_home(struct context *context)
{
	return show(context, "mine");
}

enum err queue_show(struct context *context)
{
	return show(context, context_parameter(context, 0));
}
