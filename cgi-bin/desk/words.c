#include "desk.h"

#include <string.h>

#include "base/message.h"
#include "web/page.h"

const char *ticket_path(const struct context *context, int64_t ticket_id)
{
	const char *path =
	    arena_format(context->arena, "/desk/t/%s", context_signature(context, ticket_id));

	return path ? path : "/desk";
}

const char *priority_name(int64_t priority)
{
	static const char *const NAMES[] = {"", TR("Low"), TR("Normal"), TR("High"), TR("Urgent")};

	return priority >= PRIORITY_LOW && priority <= PRIORITY_URGENT ? NAMES[priority] : "";
}

const char *source_name(enum ticket_source source)
{
	switch (source) {
	case SOURCE_FORM:
		return TR("web form");
	case SOURCE_EMAIL:
		return TR("e-mail");
	case SOURCE_PHONE:
		return TR("telephone");
	case SOURCE_API:
		return TR("another program");
	case SOURCE_PERSON:
		return TR("in person");
	case SOURCE_IMPORT:
		return TR("imported");
	}
	return "";
}

const char *audience_name(enum audience audience)
{
	switch (audience) {
	case AUDIENCE_PARTICIPANTS:
		return TR("Its own people");
	case AUDIENCE_STAFF:
		return TR("Staff");
	case AUDIENCE_CLIENTS:
		return TR("All clients");
	case AUDIENCE_PUBLIC:
		return TR("Everybody");
	case AUDIENCE_NONE:
		break;
	}
	return "";
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
