/*
 * ticket.c: GET /kb/:number: a solved request, to read. No attachments, no names of clients: what
 * people wrote is all there is. "/kb/H1010" and "/kb/H1010-anything" show it; the canonical address
 * ends in the subject's words.
 */
#include <string.h>

#include "base/message.h"
#include "model/message.h"
#include "model/ticket.h"
#include "pages.h"
#include "web/page.h"
#include "web/people.h"
#include "web/validated.h"

static enum err read_number(const struct context *context, int64_t *id)
{
	const char *given = context_parameter(context, 0);
	const char *number = arena_text_n(context->arena, given, strcspn(given, "-"));

	*id = number ? signature_parse(number, context_prefix(context)) : 0;
	return *id ? OK : ERROR(ERR_NOT_FOUND, "no signature: %s", given);
}

static void fill_ticket(struct context *context, const struct archive_ticket *ticket)
{
	struct data *node = data_node(page_data(context), "Ticket");
	const struct ticket_type *type = ticket_type_by_id(ticket->type_id);
	const struct status *status = status_by_id(ticket->status_id);

	data_text(node, "Number", context_signature(context, ticket->id));
	data_text(node, "Subject", ticket->subject);
	data_text(node, "Language", ticket->language);
	data_text(node, "Category", ticket->category);
	data_time(node, "Created", ticket->created_at);
	data_time(node, "Archived", ticket->archived_at);
	if (type)
		data_tr(node, "Type", type->name);
	if (status) {
		data_text(node, "Status.Code", status->code);
		data_tr(node, "Status.Name", status->name);
		data_text(
		    node, "Status.Class", status->class == CLASS_SOLVED ? "solved" : "closed");
	}
}

static void fill_message(
    const struct context *context, struct data *item, const struct message *message)
{
	data_text(item, "Author", person_archived(context, message));
	data_flag(item, "Staff", message->side == SIDE_STAFF);
	data_time(item, "At", message->at);
	data_trusted_html(item, "Html", message->html);
}

/* The solution stands by itself, above what led to it. */
static void fill_conversation(struct context *context, const struct archive_ticket *ticket,
    const struct message *messages, size_t count)
{
	struct data *page = page_data(context);

	for (size_t i = 0; i < count; i++) {
		if (messages[i].kind == MESSAGE_NOTE)
			continue;
		if (messages[i].id == ticket->solution_id)
			fill_message(context, data_node(page, "Solution"), &messages[i]);
		else
			fill_message(context, data_item(page, "Messages"), &messages[i]);
	}
}

/* Those who take part find their own page of it, staff the desk's. */
static enum err fill_own_page(struct context *context, int64_t id)
{
	struct ticket ticket;
	enum err err;

	if (!viewer_is_known(&context->viewer))
		return OK;
	err = ticket_load(context->db, context->arena, &context->viewer, id, &ticket);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	data_text(page_data(context), "OwnPage",
	    arena_format(context->arena, "%s/t/%s",
		viewer_is_staff(&context->viewer) ? "/desk" : "", context_signature(context, id)));
	return OK;
}

enum err ticket_show(struct context *context)
{
	struct data *page = page_data(context);
	struct archive_ticket ticket;
	struct message *messages;
	size_t count;
	int64_t id;

	TRY(read_number(context, &id));
	TRY(archive_read(
	    context->db, context->arena, &context->viewer, id, &ticket, &messages, &count));
	data_text(page, "Page.Section", "kb");
	data_text(page, "Page.Canonical",
	    arena_format(context->arena, "%s%s", settings_text(context->settings, "site.url", ""),
		archive_path(context, id, ticket.subject)));
	fill_ticket(context, &ticket);
	fill_conversation(context, &ticket, messages, count);
	TRY(fill_own_page(context, id));
	return validated_send(context, "kb/ticket.cs", ticket.subject, ticket.archived_at);
}
