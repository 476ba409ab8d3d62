/*
 * status_setup.c: GET /desk/status/components: for administrators, what the status page lists, and
 * what its forms send.
 */
#include "base/message.h"
#include "base/text.h"
#include "model/organisation.h"
#include "status.h"
#include "web/page.h"

enum {
	ID,
	NAME,
	DESCRIPTION,
	GROUP,
	SORT,
	AUDIENCE,
	ORGANISATION,
	CATEGORY,
	CHECK,
	TARGET,
	COUNTS,
	INPUTS_
};

static const char *const AUDIENCES[] = {"staff", "organisation", "clients", "public", NULL};
static const char *const CHECKS[] = {"none", "url", "tcp", NULL};
#define REFERENCE(name_)                                                                           \
	{                                                                                          \
		.name = (name_), .kind = INPUT_NUMBER, .least = 0, .most = INT64_MAX               \
	}

static const struct input INPUTS[INPUTS_] = {
    [ID] = REFERENCE("id"),
    [NAME] = {.name = "name",
	.kind = INPUT_LINE,
	.most_characters = COMPONENT_NAME,
	.required = true,
	.label = TR("Name")},
    [DESCRIPTION] = {.name = "description",
	.kind = INPUT_LINE,
	.most_characters = COMPONENT_DESCRIPTION},
    [GROUP] = {.name = "group", .kind = INPUT_LINE, .most_characters = COMPONENT_NAME},
    [SORT] = {.name = "sort", .kind = INPUT_NUMBER, .least = -9999, .most = 9999},
    [AUDIENCE] = {.name = "audience", .kind = INPUT_CHOICE, .choices = AUDIENCES, .required = true},
    [ORGANISATION] = REFERENCE("organisation"),
    [CATEGORY] = REFERENCE("category"),
    [CHECK] = {.name = "check", .kind = INPUT_CHOICE, .choices = CHECKS, .required = true},
    [TARGET] = {.name = "target", .kind = INPUT_LINE, .most_characters = COMPONENT_TARGET},
    [COUNTS] = {.name = "counts", .kind = INPUT_FLAG},
};

static void value(struct data *item, const char *name, const char *text)
{
	data_text(data_node(item, name), "Value", text);
}

static void value_number(struct context *context, struct data *item, const char *name, int64_t n)
{
	value(item, name, arena_format(context->arena, "%lld", (long long)n));
}

/* What was typed into the form of that component and could not be taken stands there again. */
static void fill_typed(struct context *context, struct data *item, int64_t id)
{
	const struct params *form = &context->request->form;
	const char *of = params_get(form, INPUTS[ID].name);
	int64_t sent;

	if (!of || !text_to_int(of, 0, INT64_MAX, &sent) || sent != id)
		return;
	for (size_t i = NAME; i < COUNTS; i++)
		value(item, INPUTS[i].name, params_get(form, INPUTS[i].name));
	value(item, INPUTS[COUNTS].name, params_get(form, INPUTS[COUNTS].name) ? "1" : "");
	data_flag(item, "Open", true);
}

/* Each component is a form of its own; the last one, without a key, makes a new one. */
static void fill_component(struct context *context, const struct component *c)
{
	struct data *item = data_item(page_data(context), "Components");

	data_int(item, "Id", c->id);
	data_text(item, "Title", c->name);
	data_text(item, "Group", c->group);
	data_text(item, "Error", c->check_error);
	data_time(item, "Checked", c->checked_at);
	value(item, "name", c->name);
	value(item, "description", c->description);
	value(item, "group", c->group);
	value_number(context, item, "sort", c->sort);
	value(item, "audience", article_audience_code(c->audience));
	value_number(context, item, "organisation", c->organisation_id);
	value_number(context, item, "category", c->category_id);
	value(item, "check", check_kind_code(c->check_kind));
	value(item, "target", c->check_target);
	value(item, "counts", c->counts_checks ? "1" : "");
	fill_typed(context, item, c->id);
}

static struct data *choice(struct context *context, const char *list, const char *code)
{
	struct data *item = data_item(data_node(page_data(context), "Choices"), list);

	data_text(item, "Code", code);
	return item;
}

static enum err fill_choices(struct context *context)
{
	static const char *const WORDS[] = {"", TR("not checked by itself"),
	    TR("a web address answers"), TR("a port can be reached")};
	struct choice *categories;
	size_t count;

	TRY(status_fill_choices(context, 0));
	for (enum check_kind k = CHECK_NONE; k <= CHECK_TCP; k++)
		data_tr(choice(context, "Checks", check_kind_code(k)), "Label", WORDS[k]);
	data_tr(choice(context, "Categories", "0"), "Label", TR("no category"));
	TRY(category_list(context->db, context->arena, &categories, &count));
	for (size_t i = 0; i < count; i++)
		data_text(choice(context, "Categories",
			      arena_format(context->arena, "%lld", (long long)categories[i].id)),
		    "Label", categories[i].name);
	return OK;
}

/* What was typed and could not be taken stands in the form that sent it. */
static enum err show(struct context *context, const char *problem, int status)
{
	struct data *page = page_data(context);
	struct component new = {.name = "",
	    .group = "",
	    .description = "",
	    .check_target = "",
	    .check_error = "",
	    .audience = READERS_PUBLIC,
	    .check_kind = CHECK_NONE,
	    .checked_at = TIMESTAMP_NONE};
	struct component_group *groups;
	struct component *list;
	size_t count;

	TRY(component_list(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++)
		fill_component(context, &list[i]);
	fill_component(context, &new);
	TRY(component_groups(context->db, context->arena, &groups, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Groups");

		data_int(item, "Id", groups[i].id);
		data_text(item, "Name", groups[i].name);
		value(item, "name", groups[i].name);
		value_number(context, item, "sort", groups[i].sort);
	}
	TRY(fill_choices(context));
	data_text(page, "Hosts", settings_text(context->settings, "status.check_hosts", ""));
	data_text(page, "Problem", problem);
	data_text(page, "Page.Section", "status");
	return page_send(context, "desk/status_setup.cs", status,
	    page_text(context, TR("Parts of the service")));
}

enum err status_setup_show(struct context *context)
{
	return show(context, NULL, 200);
}

enum err status_component_post(struct context *context)
{
	struct input_value v[INPUTS_];
	enum err err = ERR_INPUT;
	int64_t id;

	if (input_read(context, INPUTS, INPUTS_, v)) {
		struct component_text text = {.name = v[NAME].text,
		    .description = v[DESCRIPTION].text,
		    .group = v[GROUP].text,
		    .sort = v[SORT].number,
		    .audience = article_audience_named(v[AUDIENCE].text),
		    .organisation_id = v[ORGANISATION].number,
		    .category_id = v[CATEGORY].number,
		    .check_kind = check_kind_named(v[CHECK].text),
		    .check_target = v[TARGET].text,
		    .counts_checks = v[COUNTS].number};

		id = v[ID].number;
		err = component_save(context->db, context->arena, &context->viewer, &text, &id);
	}
	if (err == ERR_INPUT)
		return show(context,
		    page_text(context, TR("It needs a name; a check needs an address; and for one "
					  "organisation, say which. Nothing was saved.")),
		    422);
	TRY(err);
	return page_redirect(context, "/desk/status/components", TR("Saved."));
}

enum err status_component_remove_post(struct context *context)
{
	int64_t id;
	enum err err;

	TRY(status_read_id(context, &id));
	err = component_remove(context->db, context->arena, &context->viewer, id);
	if (err == ERR_CONFLICT)
		return show(context,
		    page_text(context, TR("Something open or planned touches it: end that first.")),
		    409);
	TRY(err);
	return page_redirect(
	    context, "/desk/status/components", TR("Taken from the status page. Its past stays."));
}

enum err status_group_post(struct context *context)
{
	enum { GROUP_NAME, GROUP_SORT, GROUPS };
	static const struct input GROUP_INPUTS[GROUPS] = {
	    [GROUP_NAME] = {.name = "name",
		.kind = INPUT_LINE,
		.most_characters = COMPONENT_NAME,
		.required = true},
	    [GROUP_SORT] = {.name = "sort", .kind = INPUT_NUMBER, .least = -9999, .most = 9999},
	};
	struct input_value v[GROUPS];
	enum err err = ERR_INPUT;
	int64_t id;

	TRY(status_read_id(context, &id));
	if (input_read(context, GROUP_INPUTS, GROUPS, v))
		err = component_group_save(
		    context->db, &context->viewer, id, v[GROUP_NAME].text, v[GROUP_SORT].number);
	if (err == ERR_INPUT || err == ERR_CONFLICT)
		return show(context,
		    page_text(context, TR("A group needs a name that no other has.")), 422);
	TRY(err);
	return page_redirect(context, "/desk/status/components", TR("Saved."));
}
