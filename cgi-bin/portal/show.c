#include "show.h"

#include "base/message.h"
#include "web/page.h"
#include "web/people.h"

void show_status(const struct context *context, struct data *node, int64_t status_id)
{
	static const char *const CLASSES[] = {[CLASS_NEW] = "new",
	    [CLASS_OPEN] = "open",
	    [CLASS_WAITING_CLIENT] = "waiting_client",
	    [CLASS_WAITING_OTHER] = "waiting_other",
	    [CLASS_SOLVED] = "solved",
	    [CLASS_CLOSED] = "closed",
	    [CLASS_REJECTED] = "rejected"};
	const struct status *status = status_by_id(status_id);
	struct data *shown = data_node(node, "Status");

	if (!status)
		return;
	data_text(shown, "Code", status->code);
	data_text(shown, "Class", CLASSES[status->class]);
	if (status->class == CLASS_WAITING_CLIENT && !viewer_is_staff(&context->viewer))
		data_tr(shown, "Name", TR("Waiting for you"));
	else
		data_tr(shown, "Name", status->name);
}

void show_type(struct data *node, int64_t type_id)
{
	const struct ticket_type *type = ticket_type_by_id(type_id);

	if (!type)
		return;
	data_tr(node, "Type", type->name);
	data_text(node, "Icon", type->icon);
}

void show_line(const struct context *context, struct data *node, const struct ticket_line *line)
{
	const struct status *status = status_by_id(line->status_id);
	bool is_open = status && class_is_open(status->class);

	data_text(node, "Number", context_signature(context, line->id));
	data_text(node, "Subject", line->subject);
	show_type(node, line->type_id);
	show_status(context, node, line->status_id);
	data_text(node, "Responsible", person_staff(context, line->responsible));
	data_text(node, "Author",
	    person_client(context, line->contact, line->contact_id, line->organisation_id));
	data_time(node, "Created", line->created_at);
	data_time(node, "Updated", line->updated_at);
	data_time(node, "Due", is_open ? line->due_at : TIMESTAMP_NONE);
	data_time(node, "Done", line->solved_at);
	data_flag(node, "Solved", status && status->class == CLASS_SOLVED);
	if (line->rating)
		data_int(node, "Rating", line->rating);
	data_flag(node, "MayRate",
	    status && class_is_archived(status->class) && !line->rating &&
		line->contact_id == context->viewer.account_id);
}

void show_limits(struct context *context)
{
	struct data *limits = data_node(page_data(context), "Limits");
	int64_t bytes =
	    settings_int(context->settings, "upload.file_mib", 1, 65536, 25) * 1024 * 1024;

	data_int(limits, "FileBytes", bytes);
	data_size(limits, "File", bytes);
}
