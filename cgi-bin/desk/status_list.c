/*
 * status_list.c: GET /desk/status: what is open, planned and over, and how components are.
 */
#include "base/message.h"
#include "status.h"
#include "web/incidents.h"
#include "web/page.h"

enum { LATELY = 20 };

static void fill_components(
    struct context *context, const struct component *components, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct component *c = &components[i];
		struct data *item = data_item(page_data(context), "Components");

		data_text(item, "Name", c->name);
		data_text(item, "Group", c->group);
		component_state_fill(data_node(item, "State"), c->state);
		if (c->check_kind == CHECK_NONE)
			continue;
		data_text(item, "Check", c->check_target);
		data_time(item, "Checked", c->checked_at);
		data_text(item, "Error", c->check_error);
	}
}

enum err status_list_show(struct context *context)
{
	struct data *page = page_data(context);
	struct component *components;
	struct incident *list;
	size_t count;

	TRY(incident_list_open(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++)
		incident_fill(context, data_item(page, "Open"), &list[i]);
	TRY(incident_list_planned(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++)
		incident_fill(context, data_item(page, "Planned"), &list[i]);
	TRY(incident_list_changed(context->db, context->arena, &context->viewer, 0,
	    (struct cursor){0, 0}, LATELY, &list, &count));
	for (size_t i = 0; i < count; i++)
		if (!list[i].is_open && list[i].state != INCIDENT_SCHEDULED)
			incident_fill(context, data_item(page, "Past"), &list[i]);
	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	fill_components(context, components, count);
	data_text(page, "Page.Section", "status");
	return page_send(
	    context, "desk/status_list.cs", 200, page_text(context, TR("Service status")));
}
