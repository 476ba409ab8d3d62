#include "desk.h"
#include "mail.h"

#include "base/text.h"
#include "model/attachment.h"
#include "model/file.h"
#include "model/message.h"
#include "view/event_words.h"
#include "web/page.h"
#include "web/people.h"

static void fill_people(struct context *context, struct data *node, const struct ticket *ticket)
{
	data_text(node, "Contact", ticket->contact);
	data_text(node, "ContactEmail", ticket->contact_email);
	data_text(node, "Organisation", ticket->organisation);
	data_text(node, "Responsible", ticket->responsible);
	data_flag(node, "Mine", ticket->responsible_id == context->viewer.account_id);
	data_text(node, "Team", ticket->team);
	data_text(node, "Category", ticket->category);
}

static void fill_dates(struct data *node, const struct ticket *ticket, bool is_open)
{
	data_time(node, "Created", ticket->created_at);
	data_time(node, "Answered", ticket->answered_at);
	data_time(node, "Updated", ticket->updated_at);
	data_time(node, "Solved", ticket->solved_at);
	data_time(node, "Closed", ticket->closed_at);
	data_time(node, "Due", ticket->due_at);
	data_flag(node, "Late",
	    is_open && ticket->due_at != TIMESTAMP_NONE && ticket->due_at < timestamp_now());
}

void ticket_fill_head(struct context *context, const struct ticket *ticket)
{
	struct data *node = data_node(page_data(context), "Ticket");
	const struct status *status = status_by_id(ticket->status_id);
	const struct status *solved = status_of_class(CLASS_SOLVED);
	bool is_open = status && class_is_open(status->class);

	data_text(node, "Number", context_signature(context, ticket->id));
	data_text(node, "Path", ticket_path(context, ticket->id));
	data_text(node, "Subject", ticket->subject);
	data_text(node, "Language", ticket->language);
	data_tr(node, "Source", source_name(ticket->source));
	data_flag(node, "Open", is_open);
	data_flag(node, "CanSolve",
	    is_open && solved && status_allowed(ticket->type_id, ticket->status_id, solved->id));
	type_fill(node, ticket->type_id);
	status_fill(node, ticket->status_id);
	data_text(node, "Priority.Code", priority_code(ticket->priority));
	data_tr(node, "Priority.Name", priority_name(ticket->priority));
	fill_people(context, node, ticket);
	fill_dates(node, ticket, is_open);
	if (ticket->audience != AUDIENCE_NONE)
		data_tr(node, "Audience", audience_name(ticket->audience));
	if (!ticket->rating)
		return;
	data_int(node, "Rating", ticket->rating);
	data_text(node, "RatingComment", ticket->rating_comment);
	data_time(node, "Rated", ticket->rated_at);
}

static void fill_file(struct context *context, struct data *item, const struct attachment *file)
{
	const char *name = text_url_encode(context->arena, file->name);

	data_text(item, "Path",
	    arena_format(
		context->arena, "/file/%lld/%s", (long long)file->id, name ? name : "file"));
	data_text(item, "Name", file->name);
	data_text(item, "Held", file->held);
	data_size(item, "Size", file->size);
	data_flag(item, "Image", file_shows_inline(file->type));
}

static void fill_message(struct context *context, struct data *item, const struct message *message)
{
	static const char *const KINDS[] = {
	    [MESSAGE_PUBLIC] = "public", [MESSAGE_NOTE] = "note", [MESSAGE_SOLUTION] = "solution"};

	data_int(item, "Id", message->id);
	data_text(item, "Kind", KINDS[message->kind]);
	data_flag(item, "Staff", message->side == SIDE_STAFF);
	data_flag(item, "Mine", message->author_id == context->viewer.account_id);
	data_text(item, "Author", person_author(context, message));
	if (message->source != SOURCE_FORM)
		data_tr(item, "Source", source_name(message->source));
	data_time(item, "At", message->at);
	data_trusted_html(item, "Html", message->html);
}

static enum err fill_answers(struct context *context, const struct ticket *ticket)
{
	struct ticket_field *fields;
	size_t count;

	TRY(ticket_fields(context->db, context->arena, ticket->id, &fields, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Fields");

		data_tr(item, "Label", fields[i].label);
		data_text(item, "Value",
		    fields[i].is_choice ? page_text(context, fields[i].value) : fields[i].value);
	}
	return OK;
}

/* Why a mail is here, who vouches for its sender, and all of it where only a part is shown. */
static void fill_mail_note(struct context *context, struct data *item,
    const struct mail_note *notes, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (notes[i].message_id != id)
			continue;
		data_text(item, "Why", mail_why(context, notes[i].why, notes[i].why_data));
		data_text(item, "Trust", mail_trust_words(context, notes[i].trust));
		if (*notes[i].whole)
			data_trusted_html(data_node(item, "Whole"), "Html", notes[i].whole);
	}
}

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

enum err ticket_fill_talk(struct context *context, const struct ticket *ticket)
{
	struct message *messages;
	struct attachment *files = NULL;
	struct mail_note *notes = NULL;
	size_t count, file_count = 0, note_count;

	TRY(message_list(
	    context->db, context->arena, &context->viewer, ticket->id, &messages, &count));
	if (ticket->file_count)
		TRY(attachment_list(context->db, context->arena, &context->viewer, ticket->id,
		    &files, &file_count));
	TRY(load_notes(context, ticket, messages, count, &notes, &note_count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Messages");

		fill_message(context, item, &messages[i]);
		fill_mail_note(context, item, notes, note_count, messages[i].id);
		for (size_t f = 0; f < file_count; f++)
			if (files[f].message_id == messages[i].id)
				fill_file(context, data_item(item, "Files"), &files[f]);
	}
	return ticket->form_id ? fill_answers(context, ticket) : OK;
}

/* What was done in one go stands together. */
static bool belong_together(const struct event *a, const struct event *b)
{
	return a->version == b->version && a->actor_id == b->actor_id;
}

enum err ticket_fill_events(
    struct context *context, const struct ticket *ticket, const char *list, int64_t version)
{
	struct event *events;
	struct data *item = NULL;
	size_t count;

	TRY(event_list(context->db, context->arena, ticket->id, version, &events, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *part;

		if (!item || !belong_together(&events[i - 1], &events[i])) {
			item = data_item(page_data(context), list);
			data_text(item, "Actor", events[i].actor);
			data_time(item, "At", events[i].at);
		}
		part = data_item(item, "Parts");
		data_text(part, "Text",
		    event_words(context->arena, context->language, &events[i], false));
		if (events[i].message_id)
			data_int(part, "Message", events[i].message_id);
	}
	return OK;
}
