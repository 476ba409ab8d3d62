/*
 * page.c: GET /export: the form, and one's exports; POST /export: an export is asked for.
 */
#include <string.h>

#include "base/message.h"
#include "export.h"
#include "model/catalogue.h"
#include "model/organisation.h"
#include "web/page.h"

/* What can be chosen, read once for the form and for the names in the list. */
struct choices {
	struct choice *at;
	size_t count;
};

struct all_choices {
	struct choices categories, organisations, teams;
};

static void fill_choice(struct data *item, const char *code, const char *label)
{
	data_text(item, "Code", code);
	data_text(item, "Label", label);
}

static struct data *begin_list(struct context *context, const char *list)
{
	fill_choice(data_item(page_data(context), list), "", page_text(context, TR("all")));
	return page_data(context);
}

static void fill_keys(struct context *context, const char *list, const struct choices *choices)
{
	struct data *page = begin_list(context, list);

	for (size_t i = 0; i < choices->count; i++)
		fill_choice(data_item(page, list),
		    arena_format(context->arena, "%lld", (long long)choices->at[i].id),
		    choices->at[i].name);
}

static void fill_catalogue(struct context *context)
{
	static const char *const CODES[] = {"csv", "xml", "jsonl"};
	static const char *const NAMES[] = {TR("CSV, for spreadsheets"), "XML", "JSON Lines"};
	const struct ticket_type *types;
	const struct status *statuses;
	size_t count = catalogue_types(&types);
	struct data *page = begin_list(context, "Types");

	for (size_t i = 0; i < count; i++)
		fill_choice(
		    data_item(page, "Types"), types[i].code, page_text(context, types[i].name));
	begin_list(context, "Statuses");
	count = catalogue_statuses(&statuses);
	for (size_t i = 0; i < count; i++)
		fill_choice(data_item(page, "Statuses"), statuses[i].code,
		    page_text(context, statuses[i].name));
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		fill_choice(data_item(page, "Formats"), CODES[i],
		    i ? NAMES[i] : page_text(context, NAMES[i]));
}

static enum err read_choices(struct context *context, struct all_choices *all)
{
	*all = (struct all_choices){.teams = {NULL, 0}};
	TRY(catalogue_ready(context->db));
	TRY(category_list(
	    context->db, context->arena, &all->categories.at, &all->categories.count));
	if (!viewer_is_staff(&context->viewer))
		return OK;
	TRY(organisation_list(
	    context->db, context->arena, &all->organisations.at, &all->organisations.count));
	return team_list(context->db, context->arena, &all->teams.at, &all->teams.count);
}

/* --- One's exports. */

static const char *state_name(enum export_state state)
{
	switch (state) {
	case EXPORT_WAITING:
		return TR("waiting");
	case EXPORT_RUNNING:
		return TR("being written");
	case EXPORT_DONE:
		return TR("ready");
	case EXPORT_FAILED:
		break;
	}
	return TR("failed");
}

/* As the stylesheet knows a status. */
static const char *state_class(enum export_state state)
{
	return state == EXPORT_DONE	? "solved"
	       : state == EXPORT_FAILED ? "rejected"
					: "waiting_other";
}

static void add_part(
    struct context *context, struct data *row, const char *pattern, const char *text)
{
	if (!text || !*text)
		return;
	data_text(data_item(row, "Parts"), "Text",
	    pattern ? language_fill(context->arena, context->language, pattern, text, NULL) : text);
}

/* A moment as a day of the site; the end of a span is the day before its midnight. */
static const char *day_of(const struct context *context, timestamp at, timestamp back)
{
	struct civil_time day;

	if (at == TIMESTAMP_NONE)
		return NULL;
	day = timestamp_local(at - back);
	return arena_format(context->arena, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static const char *name_of(const struct choices *choices, int64_t id)
{
	for (size_t i = 0; i < choices->count; i++)
		if (choices->at[i].id == id)
			return choices->at[i].name;
	return NULL;
}

static void fill_parts(struct context *context, struct data *row, const struct export_job *job,
    const struct all_choices *all)
{
	const struct export_filter *f = &job->filter;
	const struct ticket_type *type = ticket_type_by_id(f->type_id);
	const struct status *status = status_by_id(f->status_id);

	if (f->messages)
		add_part(context, row, NULL, page_text(context, TR("with messages")));
	add_part(context, row, TR("changed since %1"), day_of(context, f->since, 0));
	add_part(context, row, TR("received from %1"), day_of(context, f->created_from, 0));
	add_part(context, row, TR("received until %1"),
	    day_of(context, f->created_before, TIMESTAMP_SECOND));
	add_part(context, row, NULL, type ? page_text(context, type->name) : NULL);
	add_part(context, row, NULL, status ? page_text(context, status->name) : NULL);
	add_part(context, row, NULL, name_of(&all->categories, f->category_id));
	add_part(context, row, NULL, name_of(&all->organisations, f->organisation_id));
	add_part(context, row, NULL, name_of(&all->teams, f->team_id));
}

static void fill_job(
    struct context *context, const struct export_job *job, const struct all_choices *all)
{
	struct data *row = data_item(page_data(context), "Exports");

	data_int(row, "Id", job->id);
	data_text(row, "Format",
	    job->options.format == RECORDS_JSONL ? "JSON Lines"
	    : job->options.format == RECORDS_XML ? "XML"
						 : "CSV");
	fill_parts(context, row, job, all);
	data_tr(row, "State.Name", state_name(job->state));
	data_text(row, "State.Class", state_class(job->state));
	data_flag(row, "Ready", job->state == EXPORT_DONE);
	data_flag(row, "Failed", job->state == EXPORT_FAILED);
	if (job->state == EXPORT_WAITING || job->state == EXPORT_RUNNING)
		data_flag(page_data(context), "Unfinished", true);
	data_number(row, "Tickets", job->tickets);
	data_flag(row, "HasTickets", job->tickets > 0 || job->state == EXPORT_DONE);
	if (job->size >= 0)
		data_size(row, "Size", job->size);
	data_time(row, "Created", job->created_at);
}

enum err export_page(
    struct context *context, const struct asked_export *asked, int status, const char *notice)
{
	struct data *page = page_data(context);
	struct all_choices all;
	struct export_job *jobs;
	size_t count;

	TRY(read_choices(context, &all));
	fill_catalogue(context);
	fill_keys(context, "Categories", &all.categories);
	fill_keys(context, "Organisations", &all.organisations);
	fill_keys(context, "Teams", &all.teams);
	asked_fill(context, asked);
	TRY(export_job_list(context->db, context->arena, &context->viewer, &jobs, &count));
	for (size_t i = 0; i < count; i++)
		fill_job(context, &jobs[i], &all);
	data_text(page, "Notice", notice);
	data_int(page, "Small", EXPORT_SMALL);
	data_int(page, "KeptDays", EXPORT_KEPT_DAYS);
	data_text(page, "Page.Section", viewer_is_staff(&context->viewer) ? "reports" : "export");
	return page_send(context, "export/page.cs", status, page_text(context, TR("Export")));
}

enum err export_show(struct context *context)
{
	struct asked_export asked = {.filter = EXPORT_ALL};
	bool right;

	TRY(asked_read(context, &asked, &right));
	return export_page(context, &asked, 200, NULL);
}

static enum err add_job(struct context *context, const struct asked_export *asked)
{
	int64_t id;
	enum err err = export_job_add(
	    context->db, context->arena, &context->viewer, asked->filter, asked->options, &id);

	if (err == ERR_LIMIT)
		return export_page(context, asked, 409,
		    page_text(context, TR("You have several exports that are not finished yet. "
					  "Wait for one, or delete it.")));
	TRY(err);
	return page_redirect(context, "/export#exports",
	    TR("The export is being written. You can go on working: it stands below when it is "
	       "ready."));
}

enum err export_post(struct context *context)
{
	struct asked_export asked = {.filter = EXPORT_ALL};
	int64_t count;
	bool right;

	TRY(asked_read(context, &asked, &right));
	if (!right)
		return export_page(context, &asked, 422, NULL);
	if (params_get(&context->request->form, "background"))
		return add_job(context, &asked);
	TRY(export_count(
	    context->db, context->arena, &context->viewer, asked.filter, EXPORT_SMALL + 1, &count));
	if (count > EXPORT_SMALL)
		return add_job(context, &asked);
	return page_redirect(context, asked_path(context, &asked), NULL);
}
