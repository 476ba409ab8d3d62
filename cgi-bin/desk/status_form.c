#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/organisation.h"
#include "status.h"
#include "view/status_words.h"
#include "web/page.h"

enum err status_read_id(const struct context *context, int64_t *id)
{
	const char *given = context_parameter(context, 0);

	*id = 0;
	if (*given == '0' || !text_to_int(given, 1, INT64_MAX, id))
		return ERROR(ERR_NOT_FOUND, "no number: %s", given);
	return OK;
}

static const char *input_name(const struct context *context, int64_t id)
{
	return arena_format(context->arena, "component-%lld", (long long)id);
}

enum err status_read_parts(struct context *context, const struct component *components,
    size_t component_count, struct incident_part **parts, size_t *count, bool *given)
{
	struct incident_part *list =
	    ARENA_ARRAY(context->arena, struct incident_part, component_count);

	*parts = list;
	*count = 0;
	*given = false;
	if (!list)
		return ERROR(ERR_MEMORY, "no memory for components");
	for (size_t i = 0; i < component_count; i++) {
		const char *name = input_name(context, components[i].id);
		const char *code = name ? params_get(&context->request->form, name) : NULL;
		enum component_state state = component_state_named(code);

		if (!code)
			continue;
		*given = true;
		if (!*code)
			continue;
		if (!state)
			return ERROR(ERR_INPUT, "no state of a component: %s", code);
		list[(*count)++] =
		    (struct incident_part){.component_id = components[i].id, .state = state};
	}
	return OK;
}

static const char *state_in(const struct incident_part *parts, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (parts[i].component_id == id)
			return component_state_code(parts[i].state);
	return "";
}

void status_fill_parts(struct context *context, const struct component *components,
    size_t component_count, const struct incident_part *parts, size_t count)
{
	for (size_t i = 0; i < component_count; i++) {
		struct data *item = data_item(page_data(context), "Components");
		const char *name = input_name(context, components[i].id);
		const char *typed = name ? params_get(&context->request->form, name) : NULL;

		data_int(item, "Id", components[i].id);
		data_text(item, "Input", name);
		data_text(item, "Name", components[i].name);
		data_text(item, "Group", components[i].group);
		data_text(item, "Value", typed ? typed : state_in(parts, count, components[i].id));
	}
}

/* --- What may be chosen. */

static struct data *choice(struct context *context, const char *list, const char *code)
{
	struct data *item = data_item(data_node(page_data(context), "Choices"), list);

	data_text(item, "Code", code);
	return item;
}

static void fill_states(struct context *context, enum incident_state from)
{
	for (int s = INCIDENT_SCHEDULED; s <= INCIDENT_RESOLVED; s++) {
		enum incident_state state = (enum incident_state)s;
		bool fits = from ? incident_state_allowed(from, state)
				 : state >= INCIDENT_INVESTIGATING && state < INCIDENT_RESOLVED;

		if (fits)
			data_tr(choice(context, "States", incident_state_code(state)), "Label",
			    status_state_words(state));
	}
}

enum err status_fill_choices(struct context *context, enum incident_state from)
{
	static const char *const READERS[] = {"", TR("Staff alone"), TR("One organisation"),
	    TR("All clients who are signed in"), TR("Everybody")};
	struct choice *organisations;
	size_t count;

	for (enum article_audience a = READERS_PUBLIC; a >= READERS_STAFF; a--)
		data_tr(
		    choice(context, "Audiences", article_audience_code(a)), "Label", READERS[a]);
	data_tr(choice(context, "Organisations", "0"), "Label", TR("choose one"));
	TRY(organisation_list(context->db, context->arena, &organisations, &count));
	for (size_t i = 0; i < count; i++)
		data_text(choice(context, "Organisations",
			      arena_format(context->arena, "%lld", (long long)organisations[i].id)),
		    "Label", organisations[i].name);
	for (enum incident_impact i = IMPACT_NONE; i <= IMPACT_CRITICAL; i++)
		data_tr(choice(context, "Impacts", incident_impact_code(i)), "Label",
		    status_impact_words(i));
	data_tr(choice(context, "Works", ""), "Label", TR("not touched"));
	for (enum component_state s = COMPONENT_MAJOR; s >= COMPONENT_OPERATIONAL; s--)
		data_tr(choice(context, "Works", component_state_code(s)), "Label",
		    status_component_words(s));
	fill_states(context, from);
	return OK;
}
