/*
 * status_incident.c: GET /desk/status/12, and what its forms send.
 */
#include <string.h>

#include "base/message.h"
#include "base/signature.h"
#include "base/text.h"
#include "desk.h"
#include "status.h"
#include "web/incidents.h"
#include "web/page.h"

/* --- Showing it. */

/* As <input type="datetime-local"> writes it, in the site's zone. */
static void fill_local(struct context *context, const char *input, timestamp at)
{
	struct data *node = data_node(data_node(page_data(context), "Move"), input);
	const char *typed = params_get(&context->request->form, input);
	struct civil_time t;

	if (typed || at == TIMESTAMP_NONE) {
		data_text(node, "Value", typed);
		return;
	}
	t = timestamp_local(at);
	data_text(node, "Value",
	    arena_format(context->arena, "%04d-%02d-%02dT%02d:%02d", t.year, t.month, t.day, t.hour,
		t.minute));
}

static void fill_ticket(
    struct context *context, const char *list, const struct incident_ticket *ticket)
{
	struct data *item = data_item(page_data(context), list);

	data_int(item, "Id", ticket->ticket_id);
	data_text(item, "Number", context_signature(context, ticket->ticket_id));
	data_text(item, "Path", ticket_path(context, ticket->ticket_id));
	data_text(item, "Subject", ticket->subject);
	data_text(item, "Contact", ticket->contact);
	data_time(item, "Created", ticket->created_at);
	data_flag(item, "Open", ticket->is_open);
	data_flag(item, "Waits", ticket->waits);
	if (*ticket->error)
		data_text(item, "Error", ticket->error);
	status_fill(item, ticket->status_id);
}

static enum err fill_tickets(struct context *context, const struct incident *incident)
{
	struct incident_ticket *tickets;
	size_t count, open = 0;

	TRY(incident_tickets(
	    context->db, context->arena, &context->viewer, incident->id, &tickets, &count));
	for (size_t i = 0; i < count; i++) {
		fill_ticket(context, "Tied", &tickets[i]);
		open += tickets[i].is_open;
	}
	data_int(page_data(context), "TiedOpen", (int64_t)open);
	if (!incident->is_open)
		return OK;
	TRY(incident_suggest(
	    context->db, context->arena, &context->viewer, incident, &tickets, &count));
	for (size_t i = 0; i < count; i++)
		fill_ticket(context, "Suggested", &tickets[i]);
	return OK;
}

/* What an update begins with. */
static void fill_defaults(struct context *context, const struct incident *incident)
{
	struct data *form = data_node(page_data(context), "Form");
	const struct params *sent = &context->request->form;
	const char *typed = params_get(sent, "body");
	const char *state = params_get(sent, "state");
	const char *impact = params_get(sent, "impact");

	data_text(data_node(form, "body"), "Value", typed ? typed : "");
	data_text(data_node(form, "state"), "Value",
	    state ? state : incident_state_code(incident->state));
	data_text(data_node(form, "impact"), "Value",
	    impact ? impact : incident_impact_code(incident->impact));
	data_text(data_node(form, "title"), "Value", incident->title);
	data_text(data_node(form, "audience"), "Value", article_audience_code(incident->audience));
	data_text(data_node(form, "organisation"), "Value",
	    arena_format(context->arena, "%lld", (long long)incident->organisation_id));
}

enum err status_incident_page(struct context *context, int64_t id, const char *problem, int status)
{
	struct data *page = page_data(context);
	struct component *components;
	struct incident incident;
	size_t count;

	TRY(incident_load(context->db, context->arena, &context->viewer, id, &incident));
	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	incident_fill(context, data_node(page, "Incident"), &incident);
	status_fill_parts(context, components, count, incident.parts, incident.part_count);
	TRY(status_fill_choices(context, incident.state));
	fill_defaults(context, &incident);
	TRY(fill_tickets(context, &incident));
	if (incident.state == INCIDENT_SCHEDULED) {
		fill_local(context, "begins", incident.begins_at);
		fill_local(context, "ends", incident.ends_at);
	}
	data_int(page, "Version", incident.version);
	data_text(page, "Once", page_once(context));
	data_text(page, "Problem", problem);
	data_text(page, "Page.Section", "status");
	return page_send(context, "desk/status_incident.cs", status, incident.title);
}

enum err status_incident_show(struct context *context)
{
	int64_t id;

	TRY(status_read_id(context, &id));
	return status_incident_page(context, id, NULL, 200);
}

/* --- Posting an update. */

enum { SEEN, STATE, IMPACT, BODY, ANSWERS, ONCE, INPUTS_ };

static const char *const STATES[] = {"scheduled", "in_progress", "completed", "cancelled",
    "investigating", "identified", "monitoring", "resolved", NULL};
static const char *const IMPACTS[] = {"none", "minor", "major", "critical", NULL};
static const char *const AUDIENCES[] = {"staff", "organisation", "clients", "public", NULL};

static const struct input INPUTS[INPUTS_] = {
    [SEEN] =
	{.name = "version", .kind = INPUT_NUMBER, .least = 1, .most = INT32_MAX, .required = true},
    [STATE] = {.name = "state", .kind = INPUT_CHOICE, .choices = STATES, .required = true},
    [IMPACT] = {.name = "impact", .kind = INPUT_CHOICE, .choices = IMPACTS},
    [BODY] = {.name = "body",
	.kind = INPUT_TEXT,
	.most_characters = INCIDENT_BODY,
	.required = true},
    [ANSWERS] = {.name = "answers", .kind = INPUT_FLAG},
    [ONCE] = {.name = "once", .kind = INPUT_LINE, .most_characters = 100},
};

/* Tickets whose box "solve" is checked: only an update that ends it solves. */
static enum err read_solves(struct context *context, struct incident_post *post)
{
	const struct params *form = &context->request->form;
	int64_t *list = ARENA_ARRAY(context->arena, int64_t, form->count);

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for tickets");
	post->solves = list;
	if (incident_state_is_open(post->state) || !post->answers)
		return OK;
	for (size_t i = 0; i < form->count; i++)
		if (!strcmp(form->at[i].name, "solve") &&
		    text_to_int(form->at[i].value, 1, INT64_MAX, &list[post->solve_count]))
			post->solve_count++;
	return OK;
}

static enum err say_conflict(struct context *context, int64_t id)
{
	return status_incident_page(context, id,
	    page_text(
		context, TR("Somebody changed this meanwhile. What you typed stands below: look "
			    "what is new, then send it again.")),
	    409);
}

/* The tickets' answers at once as far as one waits for it; the clock gives the rest. */
static enum err answer(struct context *context, int64_t id, int64_t update_id, bool answers)
{
	enum { AT_ONCE = 50 };
	int64_t given = 0;

	if (answers)
		TRY(incident_answer_due(context->db, context->arena, update_id, AT_ONCE,
		    settings_text(context->settings, "site.url", ""), &given));
	return page_redirect(context, incident_desk_path(context, id),
	    given ? TR("Posted. The tickets tied to it are answered, subscribers are told.")
		  : TR("Posted. Subscribers are told."));
}

enum err status_update_post(struct context *context)
{
	struct input_value v[INPUTS_];
	struct component *components;
	struct incident_part *parts;
	struct incident_post post;
	int64_t id, update_id;
	size_t count;
	bool given, good;
	enum err err;

	TRY(status_read_id(context, &id));
	good = input_read(context, INPUTS, INPUTS_, v);
	if (!good)
		return status_incident_page(context, id,
		    page_text(
			context, TR("An update says how it goes on: please write a sentence.")),
		    422);
	post = (struct incident_post){.id = id,
	    .version = v[SEEN].number,
	    .state = incident_state_named(v[STATE].text),
	    .impact = incident_impact_named(v[IMPACT].text),
	    .body = v[BODY].text,
	    .answers = v[ANSWERS].number,
	    .once = v[ONCE].text};
	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	TRY(status_read_parts(context, components, count, &parts, &post.part_count, &given));
	post.parts = given ? parts : NULL;
	TRY(read_solves(context, &post));
	err = incident_update(context->db, context->arena, &context->viewer, &post, &update_id);
	if (err == ERR_CONFLICT)
		return say_conflict(context, id);
	TRY(err);
	return answer(context, id, update_id, post.answers);
}

/* --- Another time, other words. */

enum err status_move_post(struct context *context)
{
	enum { MOVE_VERSION, BEGINS, ENDS, WHY, MOVES };
	static const struct input MOVE[MOVES] = {
	    [MOVE_VERSION] = {.name = "version",
		.kind = INPUT_NUMBER,
		.least = 1,
		.most = INT32_MAX,
		.required = true},
	    [BEGINS] = {.name = "begins", .kind = INPUT_DATE, .required = true},
	    [ENDS] = {.name = "ends", .kind = INPUT_DATE, .required = true},
	    [WHY] = {.name = "why", .kind = INPUT_TEXT, .most_characters = INCIDENT_BODY},
	};
	struct input_value v[MOVES];
	enum err err = ERR_INPUT;
	int64_t id;

	TRY(status_read_id(context, &id));
	if (input_read(context, MOVE, MOVES, v))
		err = incident_reschedule(context->db, context->arena, &context->viewer, id,
		    v[MOVE_VERSION].number, v[BEGINS].at, v[ENDS].at, v[WHY].text);
	if (err == ERR_CONFLICT)
		return say_conflict(context, id);
	if (err == ERR_INPUT)
		return status_incident_page(context, id,
		    page_text(context, TR("Maintenance needs a begin and an end that is later, and "
					  "not over already.")),
		    422);
	TRY(err);
	return page_redirect(
	    context, incident_desk_path(context, id), TR("Moved. Subscribers are told."));
}

enum err status_edit_post(struct context *context)
{
	enum { EDIT_VERSION, TITLE, AUDIENCE, ORGANISATION, EDITS };
	static const struct input EDIT[EDITS] = {
	    [EDIT_VERSION] = {.name = "version",
		.kind = INPUT_NUMBER,
		.least = 1,
		.most = INT32_MAX,
		.required = true},
	    [TITLE] = {.name = "title",
		.kind = INPUT_LINE,
		.most_characters = INCIDENT_TITLE,
		.required = true},
	    [AUDIENCE] = {.name = "audience",
		.kind = INPUT_CHOICE,
		.choices = AUDIENCES,
		.required = true},
	    [ORGANISATION] = {.name = "organisation",
		.kind = INPUT_NUMBER,
		.least = 0,
		.most = INT64_MAX},
	};
	struct input_value v[EDITS];
	enum err err = ERR_INPUT;
	int64_t id;

	TRY(status_read_id(context, &id));
	if (input_read(context, EDIT, EDITS, v))
		err = incident_edit(context->db, context->arena, &context->viewer, id,
		    v[EDIT_VERSION].number, v[TITLE].text, article_audience_named(v[AUDIENCE].text),
		    v[ORGANISATION].number);
	if (err == ERR_CONFLICT)
		return say_conflict(context, id);
	if (err == ERR_INPUT)
		return status_incident_page(context, id,
		    page_text(context, TR("It needs a title, and, for one organisation, which.")),
		    422);
	TRY(err);
	return page_redirect(context, incident_desk_path(context, id), TR("Saved."));
}

/* --- Tickets. */

/* Numbers with blanks or commas between, and those whose box "ticket" is checked. */
enum err status_tie_post(struct context *context)
{
	const struct params *form = &context->request->form;
	const char *numbers = params_get(form, "numbers");
	int64_t id, ticket;
	size_t tied = 0;

	TRY(status_read_id(context, &id));
	for (size_t i = 0; i < form->count; i++) {
		if (strcmp(form->at[i].name, "ticket") != 0 ||
		    !text_to_int(form->at[i].value, 1, INT64_MAX, &ticket))
			continue;
		TRY(incident_tie(context->db, context->arena, &context->viewer, id, ticket, true));
		tied++;
	}
	for (const char *at = numbers ? numbers : ""; *(at += strspn(at, " ,;\t\r\n"));) {
		size_t length = strcspn(at, " ,;\t\r\n");
		const char *word = arena_text_n(context->arena, at, length);
		enum err err = ERR_NOT_FOUND;

		at += length;
		ticket = word ? signature_parse(word, context_prefix(context)) : 0;
		if (ticket)
			err = incident_tie(
			    context->db, context->arena, &context->viewer, id, ticket, true);
		if (err == ERR_NOT_FOUND)
			return status_incident_page(context, id,
			    language_fill(context->arena, context->language,
				TR("There is no ticket %1."), word, NULL),
			    422);
		TRY(err);
		tied++;
	}
	return page_redirect(context, incident_desk_path(context, id),
	    tied ? TR("Tied. The next update can answer them all.") : NULL);
}

enum err status_untie_post(struct context *context)
{
	const char *given = params_get(&context->request->form, "ticket");
	int64_t id, ticket;

	TRY(status_read_id(context, &id));
	if (!given || !text_to_int(given, 1, INT64_MAX, &ticket))
		return ERROR(ERR_INPUT, "no ticket");
	TRY(incident_tie(context->db, context->arena, &context->viewer, id, ticket, false));
	return page_redirect(context, incident_desk_path(context, id), NULL);
}
