#include "work.h"

#include <string.h>

#include "base/message.h"
#include "desk.h"
#include "web/page.h"

enum { BODY_CHARACTERS = 50000 };

static const char *const KINDS[] = {"public", "note", NULL};
static const char *const AUDIENCES[] = {"participants", "staff", "clients", "public", NULL};

static const struct input INPUTS[WORK_INPUTS] = {
    [WORK_VERSION] =
	{.name = "version", .kind = INPUT_NUMBER, .least = 1, .most = INT32_MAX, .required = true},
    [WORK_ONCE] = {.name = "once", .kind = INPUT_LINE, .most_characters = 100},
    [WORK_BODY] = {.name = "body", .kind = INPUT_TEXT, .most_characters = BODY_CHARACTERS},
    [WORK_KIND] = {.name = "kind", .kind = INPUT_CHOICE, .choices = KINDS},
    [WORK_THEN] = {.name = "then", .kind = INPUT_NUMBER, .least = 0, .most = INT32_MAX},
    [WORK_AUDIENCE] = {.name = "audience", .kind = INPUT_CHOICE, .choices = AUDIENCES},
};

#define REFERENCE(name_)                                                                           \
	{                                                                                          \
		.name = (name_), .kind = INPUT_NUMBER, .least = 0, .most = INT64_MAX               \
	}

static const struct input PROPERTY_INPUTS[PROPERTIES] = {
    [TYPE] = REFERENCE("type"),
    [STATUS] = REFERENCE("status"),
    [PRIORITY] = REFERENCE("priority"),
    [RESPONSIBLE] = REFERENCE("responsible"),
    [TEAM] = REFERENCE("team"),
    [CATEGORY] = REFERENCE("category"),
    [DUE] = {.name = "due", .kind = INPUT_DATE},
};

/* Under these the page says what each was when it was made. */
static const char *const WAS[PROPERTIES] = {
    [TYPE] = "was_type",
    [STATUS] = "was_status",
    [PRIORITY] = "was_priority",
    [RESPONSIBLE] = "was_responsible",
    [TEAM] = "was_team",
    [CATEGORY] = "was_category",
    [DUE] = "was_due",
};

static bool is_touched(const struct params *form, enum property property)
{
	const char *sent = params_get(form, PROPERTY_INPUTS[property].name);
	const char *was = params_get(form, WAS[property]);

	if (!sent || (!*sent && property != DUE))
		return false;
	return !was || strcmp(sent, was) != 0;
}

enum err work_read(struct context *context, struct work *work)
{
	int64_t id = signature_parse(context_parameter(context, 0), context_prefix(context));

	*work = (struct work){.ticket_id = id};
	if (!id)
		return ERROR(ERR_NOT_FOUND, "no signature");
	work->good = input_read(context, INPUTS, WORK_INPUTS, work->values);
	(void)input_read(context, PROPERTY_INPUTS, PROPERTIES, work->properties);
	for (size_t i = 0; i < PROPERTIES; i++) {
		work->touched[i] = is_touched(&context->request->form, (enum property)i);
		if (work->touched[i] && work->properties[i].error)
			work->good = false;
	}
	if (work->values[WORK_VERSION].error)
		work->problem = page_text(context,
		    TR("The form did not arrive whole. Please look through it and send it again."));
	work->uploads_err = uploads_take(context, &work->uploads);
	return work->uploads_err == ERR_LIMIT ? OK : work->uploads_err;
}

bool work_has_draft(const struct work *work)
{
	return work->values[WORK_BODY].given || work->uploads.count > 0;
}

bool work_has_touched(const struct work *work)
{
	for (size_t i = 0; i < PROPERTIES; i++)
		if (work->touched[i])
			return true;
	return false;
}

static void set_touched(int64_t *to, const struct work *work, enum property property)
{
	if (work->touched[property])
		*to = work->properties[property].number;
}

struct ticket_edit work_edit(const struct work *work)
{
	struct ticket_edit edit = TICKET_EDIT(work->ticket_id, work->values[WORK_VERSION].number);

	set_touched(&edit.type_id, work, TYPE);
	set_touched(&edit.status_id, work, STATUS);
	set_touched(&edit.priority, work, PRIORITY);
	set_touched(&edit.responsible_id, work, RESPONSIBLE);
	set_touched(&edit.team_id, work, TEAM);
	set_touched(&edit.category_id, work, CATEGORY);
	if (work->touched[DUE])
		edit.due_at = work->properties[DUE].at; /* TIMESTAMP_NONE when emptied */
	if (work->values[WORK_ONCE].given)
		edit.writing.once = work->values[WORK_ONCE].text;
	return edit;
}

/* As <input type="datetime-local"> writes it (HTML, section 2.3.5.5), in the site's zone. */
static const char *local_text(struct context *context, timestamp at)
{
	struct civil_time civil;

	if (at == TIMESTAMP_NONE)
		return "";
	civil = timestamp_local(at);
	return arena_format(context->arena, "%04d-%02d-%02dT%02d:%02d", civil.year, civil.month,
	    civil.day, civil.hour, civil.minute);
}

static void fill_property(
    struct context *context, enum property property, const char *now, const struct work *work)
{
	struct data *form = data_node(page_data(context), "Form");
	struct data *node = data_node(form, PROPERTY_INPUTS[property].name);
	bool typed = work && work->touched[property];

	data_text(node, "Was", now);
	data_text(node, "Value", typed ? work->properties[property].text : now);
	if (typed)
		data_text(node, "Error", work->properties[property].error);
}

static void fill_reference(
    struct context *context, enum property property, int64_t now, const struct work *work)
{
	fill_property(
	    context, property, arena_format(context->arena, "%lld", (long long)now), work);
}

/* What an input begins with where nothing was typed. */
static void fill_default(struct context *context, enum work_input input, const char *value)
{
	struct data *form = data_node(page_data(context), "Form");

	data_text(data_node(form, INPUTS[input].name), "Value", value);
}

enum err work_fill(struct context *context, const struct ticket *ticket, const struct work *work)
{
	struct data *page = page_data(context);

	if (work)
		input_fill(context, INPUTS, WORK_INPUTS, work->values);
	if (!work || !work->values[WORK_KIND].given)
		fill_default(context, WORK_KIND, KINDS[0]);
	if (!work || !work->values[WORK_THEN].given)
		fill_default(context, WORK_THEN, "0");
	if (!work || !work->values[WORK_AUDIENCE].given)
		fill_default(context, WORK_AUDIENCE,
		    ticket->audience ? audience_code(ticket->audience) : AUDIENCES[0]);
	fill_reference(context, TYPE, ticket->type_id, work);
	fill_reference(context, STATUS, ticket->status_id, work);
	fill_reference(context, PRIORITY, ticket->priority, work);
	fill_reference(context, RESPONSIBLE, ticket->responsible_id, work);
	fill_reference(context, TEAM, ticket->team_id, work);
	fill_reference(context, CATEGORY, ticket->category_id, work);
	fill_property(context, DUE, local_text(context, ticket->due_at), work);
	data_int(page, "Version", ticket->version);
	data_text(page, "Once", page_once(context));
	return OK;
}
