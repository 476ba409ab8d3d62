/*
 * reports.c: GET /desk/reports: figures over tickets of a span and an organisation.
 */
#include "reports.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/export_words.h"
#include "model/organisation.h"
#include "web/input.h"
#include "web/page.h"

enum { FROM, TO, ORGANISATION, INPUTS };

static const struct input ASKED[INPUTS] = {
    [FROM] = {"from", INPUT_LINE, 40, .label = TR("First day")},
    [TO] = {"to", INPUT_LINE, 40, .label = TR("Last day")},
    [ORGANISATION] = {"organisation", INPUT_LINE, 200, .label = TR("Organisation")},
};

/* "2026-11-21": a day of the site. */
static const char *day_text(const struct context *context, timestamp at)
{
	struct civil_time day = timestamp_local(at);

	return arena_format(context->arena, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static enum err read_asked(
    struct context *context, struct input_value *values, struct report_filter *filter, bool *right)
{
	struct export_words words;
	const char *wrong;
	enum err err;

	*right = true;
	for (size_t i = 0; i < INPUTS; i++)
		*right &= input_check(context, &ASKED[i],
		    params_get(&context->request->query, ASKED[i].name), &values[i]);
	if (!*right)
		return OK;
	words = (struct export_words){.created_from = values[FROM].text,
	    .created_to = values[TO].text,
	    .organisation = values[ORGANISATION].text};
	err = report_words_read(context->db, context->arena, &words, filter, &wrong);
	if (err != ERR_INPUT)
		return err;
	*right = false;
	if (!strcmp(wrong, "organisation"))
		values[ORGANISATION].error =
		    page_text(context, TR("Please choose one of the answers."));
	else
		values[strcmp(wrong, "created_to") ? FROM : TO].error =
		    page_text(context, TR("Please enter a date such as 2026-11-21."));
	return OK;
}

/* --- Spans to choose with one click. */

static timestamp day_of(int year, int month, int day)
{
	const struct civil_time date = {.year = year, .month = month, .day = day};

	return timestamp_from_local(&date);
}

static const char *span_path(const struct context *context, timestamp from, timestamp to,
    const struct input_value *organisation)
{
	const char *which = text_url_encode(context->arena, organisation->text);

	return arena_format(context->arena, "/desk/reports?from=%s&to=%s&organisation=%s",
	    day_text(context, from), day_text(context, to), which ? which : "");
}

static void fill_spans(struct context *context, const struct input_value *organisation,
    const struct report_filter *filter)
{
	timestamp now = timestamp_now();
	struct civil_time d = timestamp_local(now);
	const struct {
		const char *name;
		timestamp from, to;
	} spans[] = {
	    {TR("Last 7 days"), day_of(d.year, d.month, d.day - 6), now},
	    {TR("Last 30 days"), day_of(d.year, d.month, d.day - 29), now},
	    {TR("This month"), day_of(d.year, d.month, 1), now},
	    {TR("Last month"), day_of(d.year, d.month - 1, 1), day_of(d.year, d.month, 0)},
	    {TR("This year"), day_of(d.year, 1, 1), now},
	};

	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		struct data *item = data_item(page_data(context), "Spans");
		struct civil_time end = timestamp_local(spans[i].to);

		data_text(
		    item, "Path", span_path(context, spans[i].from, spans[i].to, organisation));
		data_tr(item, "Name", spans[i].name);
		data_flag(item, "Current",
		    filter && filter->from == spans[i].from &&
			filter->before == day_of(end.year, end.month, end.day + 1));
	}
}

static enum err fill_form(
    struct context *context, struct input_value *values, const struct report_filter *filter)
{
	struct choice *choices;
	size_t count;
	struct data *page = page_data(context), *all = data_item(page, "Organisations");

	data_text(all, "Code", "");
	data_tr(all, "Label", TR("all"));
	TRY(organisation_list(context->db, context->arena, &choices, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Organisations");

		data_int(item, "Code", choices[i].id);
		data_text(item, "Label", choices[i].name);
	}
	if (filter) {
		values[FROM].text = day_text(context, filter->from);
		values[TO].text = day_text(context, filter->before - TIMESTAMP_SECOND);
		values[ORGANISATION].text =
		    filter->organisation_id
			? arena_format(context->arena, "%lld", (long long)filter->organisation_id)
			: "";
	}
	fill_spans(context, &values[ORGANISATION], filter);
	input_fill(context, ASKED, INPUTS, values);
	return OK;
}

static void fill_links(struct context *context, const struct input_value *values)
{
	struct data *links = data_node(page_data(context), "Links");

	data_text(links, "Xml",
	    arena_format(context->arena, "/export/report.xml?from=%s&to=%s&organisation=%s",
		values[FROM].text, values[TO].text, values[ORGANISATION].text));
	data_text(links, "Export",
	    arena_format(context->arena, "/export?created_from=%s&created_to=%s&organisation=%s",
		values[FROM].text, values[TO].text, values[ORGANISATION].text));
}

enum err reports_show(struct context *context)
{
	struct input_value values[INPUTS];
	struct report_filter filter;
	struct report report;
	struct data *page = page_data(context);
	bool right;

	TRY(read_asked(context, values, &filter, &right));
	TRY(fill_form(context, values, right ? &filter : NULL));
	data_text(page, "Page.Section", "reports");
	if (!right)
		return page_send(
		    context, "desk/reports.cs", 422, page_text(context, TR("Reports")));
	TRY(report_make(context->db, context->arena, &context->viewer, filter, &report));
	data_time(page, "Span.From", filter.from);
	data_time(page, "Span.To", filter.before - TIMESTAMP_SECOND);
	data_text(page, "Organisation", report.organisation);
	fill_links(context, values);
	report_fill_figures(context, &report);
	TRY(report_fill_time(context, &report));
	report_fill_tables(context, &report);
	return page_send(context, "desk/reports.cs", 200, page_text(context, TR("Reports")));
}
