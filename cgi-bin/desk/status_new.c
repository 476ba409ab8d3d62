/*
 * status_new.c: GET and POST /desk/status/new: an incident, or with ?kind=maintenance work that is
 * planned.
 */
#include <string.h>

#include "base/message.h"
#include "status.h"
#include "web/incidents.h"
#include "web/page.h"

enum { KIND, TITLE, BODY, IMPACT, STATE, AUDIENCE, ORGANISATION, BEGINS, ENDS, ONCE, INPUTS_ };

static const char *const KINDS[] = {"incident", "maintenance", NULL};
static const char *const IMPACTS[] = {"none", "minor", "major", "critical", NULL};
static const char *const STATES[] = {
    "investigating", "identified", "monitoring", "scheduled", NULL};
static const char *const AUDIENCES[] = {"staff", "organisation", "clients", "public", NULL};

static const struct input INPUTS[INPUTS_] = {
    [KIND] = {.name = "kind", .kind = INPUT_CHOICE, .choices = KINDS, .required = true},
    [TITLE] = {.name = "title",
	.kind = INPUT_LINE,
	.most_characters = INCIDENT_TITLE,
	.required = true,
	.label = TR("Title")},
    [BODY] = {.name = "body",
	.kind = INPUT_TEXT,
	.most_characters = INCIDENT_BODY,
	.required = true,
	.label = TR("What do you know?")},
    [IMPACT] = {.name = "impact", .kind = INPUT_CHOICE, .choices = IMPACTS, .required = true},
    [STATE] = {.name = "state", .kind = INPUT_CHOICE, .choices = STATES},
    [AUDIENCE] = {.name = "audience", .kind = INPUT_CHOICE, .choices = AUDIENCES, .required = true},
    [ORGANISATION] = {.name = "organisation", .kind = INPUT_NUMBER, .least = 0, .most = INT64_MAX},
    [BEGINS] = {.name = "begins", .kind = INPUT_DATE, .label = TR("Begin")},
    [ENDS] = {.name = "ends", .kind = INPUT_DATE, .label = TR("End")},
    [ONCE] = {.name = "once", .kind = INPUT_LINE, .most_characters = 100},
};

static void fill_default(struct context *context, enum incident_kind kind)
{
	struct data *form = data_node(page_data(context), "Form");

	data_text(data_node(form, "impact"), "Value",
	    kind == INCIDENT_MAINTENANCE ? IMPACTS[1] : IMPACTS[2]);
	data_text(data_node(form, "state"), "Value", STATES[0]);
	data_text(data_node(form, "audience"), "Value", AUDIENCES[3]);
}

static enum err show(struct context *context, enum incident_kind kind,
    const struct input_value *values, const char *problem, int status)
{
	struct data *page = page_data(context);
	struct component *components;
	size_t count;

	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	status_fill_parts(context, components, count, NULL, 0);
	TRY(status_fill_choices(context, 0));
	if (values)
		input_fill(context, INPUTS, INPUTS_, values);
	else
		fill_default(context, kind);
	data_text(page, "Kind", incident_kind_code(kind));
	data_text(page, "Problem", problem);
	data_text(
	    page, "Once", values && values[ONCE].given ? values[ONCE].text : page_once(context));
	data_text(page, "Page.Section", "status");
	return page_send(context, "desk/status_new.cs", status,
	    page_text(context,
		kind == INCIDENT_MAINTENANCE ? TR("Plan maintenance") : TR("New incident")));
}

enum err status_new_show(struct context *context)
{
	enum incident_kind kind = incident_kind_named(params_get(&context->request->query, "kind"));

	return show(context, kind ? kind : INCIDENT_INCIDENT, NULL, NULL, 200);
}

/* A state in which the component works is no news: it is not touched. */
static enum err read_new(
    struct context *context, const struct input_value *v, struct incident_new *new)
{
	struct component *components;
	struct incident_part *parts;
	size_t count, part_count;
	bool given;

	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	TRY(status_read_parts(context, components, count, &parts, &part_count, &given));
	*new = (struct incident_new){
	    .kind = incident_kind_named(v[KIND].text),
	    .title = v[TITLE].text,
	    .body = v[BODY].text,
	    .impact = incident_impact_named(v[IMPACT].text),
	    .state = incident_state_named(v[STATE].text),
	    .audience = article_audience_named(v[AUDIENCE].text),
	    .organisation_id = v[ORGANISATION].number,
	    .begins_at = v[BEGINS].at,
	    .ends_at = v[ENDS].at,
	    .parts = parts,
	    .part_count = part_count,
	    .once = v[ONCE].text,
	};
	return OK;
}

static const char *problem_of(const struct context *context, const struct incident_new *new)
{
	if (new->audience == READERS_ORGANISATION && !new->organisation_id)
		return page_text(context, TR("Which organisation may read it?"));
	if (new->kind == INCIDENT_MAINTENANCE)
		return page_text(context, TR("Maintenance needs a begin and an end that is later, "
					     "and not over already."));
	return page_text(context, TR("Something here can't be taken as it is. Nothing was saved: "
				     "please look through it."));
}

enum err status_new_post(struct context *context)
{
	struct input_value values[INPUTS_];
	struct incident_new new;
	enum incident_kind kind;
	bool good = input_read(context, INPUTS, INPUTS_, values);
	int64_t id;
	enum err err;

	kind = incident_kind_named(values[KIND].text);
	if (!good)
		return show(context, kind ? kind : INCIDENT_INCIDENT, values, NULL, 422);
	TRY(read_new(context, values, &new));
	err = incident_open(context->db, context->arena, &context->viewer, &new, &id);
	if (err == ERR_INPUT)
		return show(context, kind, values, problem_of(context, &new), 422);
	TRY(err);
	return page_redirect(context, incident_desk_path(context, id),
	    kind == INCIDENT_MAINTENANCE
		? TR("Planned. It begins and ends by itself; subscribers are told.")
		: TR("It is on the status page now; subscribers are told."));
}
