#include "desk.h"

#include "base/message.h"
#include "web/page.h"

const char *ticket_path(const struct context *context, int64_t ticket_id)
{
	const char *path =
	    arena_format(context->arena, "/desk/t/%s", context_signature(context, ticket_id));

	return path ? path : "/desk";
}

const char *status_class_code(const struct status *status)
{
	static const char *const CODES[] = {
	    "", "new", "open", "waiting_client", "waiting_other", "solved", "closed", "rejected"};

	return CODES[status->class];
}

void status_fill(struct data *node, int64_t status_id)
{
	const struct status *status = status_by_id(status_id);
	struct data *below = data_node(node, "Status");

	if (!status)
		return;
	data_text(below, "Code", status->code);
	data_tr(below, "Name", status->name);
	data_text(below, "Class", status_class_code(status));
}

void type_fill(struct data *node, int64_t type_id)
{
	const struct ticket_type *type = ticket_type_by_id(type_id);
	struct data *below = data_node(node, "Type");

	if (!type)
		return;
	data_text(below, "Code", type->code);
	data_tr(below, "Name", type->name);
	data_text(below, "Icon", type->icon);
}
