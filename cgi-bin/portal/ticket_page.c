#include "ticket_page.h"

#include "base/message.h"
#include "base/text.h"
#include "model/attachment.h"
#include "model/file.h"
#include "model/mail_message.h"
#include "model/follower.h"
#include "model/message.h"
#include "model/ticket_change.h"
#include "model/visibility.h"
#include "show.h"
#include "web/incidents.h"
#include "web/page.h"
#include "web/people.h"

enum err ticket_page_id(const struct context *context, int64_t *id)
{
	*id = signature_parse(context_parameter(context, 0), context_prefix(context));
	return *id ? OK : ERROR(ERR_NOT_FOUND, "no signature");
}

const char *ticket_page_path(const struct context *context, int64_t id, const char *place)
{
	return arena_format(context->arena, "/t/%s%s", context_signature(context, id), place);
}

/* What the page says about the ticket itself. */
static void fill_ticket(struct context *context, const struct ticket *ticket)
{
	struct data *node = data_node(page_data(context), "Ticket");
	const struct status *status = status_by_id(ticket->status_id);
	bool is_open = status && class_is_open(status->class);

	data_text(node, "Number", context_signature(context, ticket->id));
	data_text(node, "Subject", ticket->subject);
	data_text(node, "Language", ticket->language);
	show_type(node, ticket->type_id);
	show_status(context, node, ticket->status_id);
	data_text(node, "Responsible", person_staff(context, ticket->responsible));
	data_text(node, "Category", ticket->category);
	data_text(node, "Author",
	    person_client(context, ticket->contact, ticket->contact_id, ticket->organisation_id));
	if (!visibility_hides_contact(
		&context->viewer, ticket->organisation_id, ticket->contact_id))
		data_text(node, "Organisation", ticket->organisation);
	data_time(node, "Created", ticket->created_at);
	data_time(node, "Answered", ticket->answered_at);
	data_time(node, "Due", is_open ? ticket->due_at : TIMESTAMP_NONE);
	data_time(node, "Solved", ticket->solved_at);
	data_time(node, "Closed", is_open ? TIMESTAMP_NONE : ticket->closed_at);
}

static const char *source_name(enum ticket_source source)
{
	static const char *const NAMES[] = {[SOURCE_FORM] = NULL,
	    [SOURCE_EMAIL] = TR("by e-mail"),
	    [SOURCE_PHONE] = TR("by telephone"),
	    [SOURCE_API] = NULL,
	    [SOURCE_PERSON] = TR("in person"),
	    [SOURCE_IMPORT] = NULL};

	return NAMES[source];
}

static void fill_file(
    const struct context *context, struct data *message, const struct attachment *attachment)
{
	const char *name = text_url_encode(context->arena, attachment->name);
	struct data *item = data_item(message, "Files");

	data_text(item, "Path",
	    arena_format(
		context->arena, "/file/%lld/%s", (long long)attachment->id, name ? name : "file"));
	data_text(item, "Name", attachment->name);
	data_text(item, "Held", attachment->held);
	data_size(item, "Size", attachment->size);
	data_flag(item, "Image", file_shows_inline(attachment->type));
}

/* Those of mails, of which only what is new is shown at first. */
static enum err load_notes(struct context *context, const struct ticket *ticket,
    const struct message *messages, size_t count, struct mail_note **notes, size_t *note_count)
{
	*note_count = 0;
	for (size_t i = 0; i < count; i++)
		if (messages[i].source == SOURCE_EMAIL)
			return mail_notes(
			    context->db, context->arena, ticket->id, notes, note_count);
	return OK;
}

static void fill_whole(
    struct data *item, const struct mail_note *notes, size_t count, int64_t message_id)
{
	for (size_t i = 0; i < count; i++)
		if (notes[i].message_id == message_id && *notes[i].whole)
			data_trusted_html(data_node(item, "Whole"), "Html", notes[i].whole);
}

static enum err fill_conversation(struct context *context, const struct ticket *ticket)
{
	struct message *messages;
	struct attachment *attachments = NULL;
	struct mail_note *notes = NULL;
	size_t count, attachment_count = 0, note_count;

	TRY(message_list(
	    context->db, context->arena, &context->viewer, ticket->id, &messages, &count));
	if (ticket->file_count)
		TRY(attachment_list(context->db, context->arena, &context->viewer, ticket->id,
		    &attachments, &attachment_count));
	TRY(load_notes(context, ticket, messages, count, &notes, &note_count));
	for (size_t i = 0; i < count; i++) {
		const struct message *message = &messages[i];
		struct data *item;

		if (message->kind == MESSAGE_NOTE) /* staff read notes at the desk */
			continue;
		item = data_item(page_data(context), "Messages");
		data_int(item, "Id", message->id);
		data_text(item, "Author", person_author(context, message));
		data_flag(item, "Staff", message->side == SIDE_STAFF);
		data_flag(item, "Own",
		    message->author_id && message->author_id == context->viewer.account_id);
		data_flag(item, "Solution", message->kind == MESSAGE_SOLUTION);
		data_flag(item, "Current", message->id == ticket->solution_id);
		if (source_name(message->source))
			data_tr(item, "Source", source_name(message->source));
		data_time(item, "At", message->at);
		data_trusted_html(item, "Html", message->html);
		fill_whole(item, notes, note_count, message->id);
		for (size_t k = 0; k < attachment_count; k++)
			if (attachments[k].message_id == message->id)
				fill_file(context, item, &attachments[k]);
	}
	return OK;
}

static enum err fill_answers(struct context *context, const struct ticket *ticket)
{
	struct ticket_field *fields;
	size_t count;

	TRY(ticket_fields(context->db, context->arena, ticket->id, &fields, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Answers");

		data_tr(item, "Label", fields[i].label);
		if (fields[i].is_choice)
			data_tr(item, "Value", fields[i].value);
		else
			data_text(item, "Value", fields[i].value);
	}
	return OK;
}

/* What the viewer may do. Staff answer at the desk, unless the request is their own. */
static void fill_rights(struct context *context, const struct ticket *ticket)
{
	const struct viewer *viewer = &context->viewer;
	struct data *may = data_node(page_data(context), "May");
	const struct status *status = status_by_id(ticket->status_id);
	enum status_class class = status ? status->class : CLASS_NEW;
	bool is_client = !viewer_is_staff(viewer) || viewer->account_id == ticket->contact_id;

	data_flag(may, "Reply", is_client);
	data_flag(may, "Confirm", is_client && class == CLASS_SOLVED);
	data_flag(may, "Contest", is_client && class_is_archived(class));
	data_flag(may, "Rate", ticket_may_rate(viewer, ticket, timestamp_now()));
	data_flag(may, "Work", viewer_is_staff(viewer));
}

static enum err fill_forms(
    struct context *context, const struct ticket *ticket, const struct ticket_page_form *form)
{
	struct data *page = page_data(context);
	char token[STATUS_TOKEN_SIZE];

	fill_rights(context, ticket);
	rating_fill(page, ticket, &form->rating);
	data_text(page, "Reply.Value", form->text);
	data_text(page, "Reply.Error", form->text_error);
	data_text(page, "Once", page_once(context));
	show_limits(context);
	TRY(status_token(settings_secret(context->settings), ticket->id, token));
	data_text(page, "StatusLink",
	    arena_format(context->arena, "%s/s/%s-%s",
		settings_text(context->settings, "site.url", ""),
		context_signature(context, ticket->id), token));
	return uploads_fill(context, &form->uploads);
}

/* The contact is told anyway. */
static enum err fill_following(struct context *context, const struct ticket *ticket)
{
	struct data *may = data_node(page_data(context), "May");
	bool is_follower;

	if (context->viewer.account_id == ticket->contact_id)
		return OK;
	TRY(follower_is(
	    context->db, context->arena, ticket->id, context->viewer.account_id, &is_follower));
	data_flag(may, "Follow", !is_follower);
	data_flag(may, "Unfollow", is_follower);
	return OK;
}

enum err ticket_page_send(
    struct context *context, int64_t id, const struct ticket_page_form *form, int status)
{
	struct ticket ticket;
	struct data *page = page_data(context);

	TRY(ticket_load(context->db, context->arena, &context->viewer, id, &ticket));
	data_text(page, "Page.Section", "tickets");
	data_text(page, "Page.Address", ticket_page_path(context, id, ""));
	fill_ticket(context, &ticket);
	show_tracker(context, &ticket, true);
	TRY(incidents_of_ticket(context, ticket.id));
	TRY(fill_conversation(context, &ticket));
	if (ticket.form_id)
		TRY(fill_answers(context, &ticket));
	TRY(fill_forms(context, &ticket, form));
	TRY(fill_following(context, &ticket));
	return page_send(context, "portal/ticket.cs", status,
	    arena_format(context->arena, "%s %s", context_signature(context, id), ticket.subject));
}
