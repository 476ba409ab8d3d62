/*
 * history.c: GET /status/history?month=2026-11: what there was in a month.
 */
#include "base/message.h"
#include "base/text.h"
#include "pages.h"
#include "web/incidents.h"
#include "web/page.h"

struct month {
	int year, month;
};

/* "2026-11"; the present month without one. */
static enum err read_month(const struct context *context, struct month *month)
{
	const char *text = params_get(&context->request->query, "month");
	struct civil_time now = timestamp_civil(timestamp_now());
	const char *year, *rest;
	int64_t y, m;

	*month = (struct month){now.year, now.month};
	if (!text || !*text)
		return OK;
	year = arena_text_n(context->arena, text, 4);
	rest = text_characters(text) == 7 && text[4] == '-' ? text + 5 : "";
	if (!year || !text_to_int(year, 2000, 2999, &y) || !text_to_int(rest, 1, 12, &m))
		return ERROR(ERR_NOT_FOUND, "no month: %s", text);
	*month = (struct month){(int)y, (int)m};
	return OK;
}

static timestamp begin_of(struct month month)
{
	return timestamp_from_civil(
	    &(struct civil_time){.year = month.year, .month = month.month, .day = 1});
}

static struct month neighbour(struct month month, int step)
{
	int months = month.year * 12 + month.month - 1 + step;

	return (struct month){months / 12, months % 12 + 1};
}

static void fill_link(struct context *context, const char *name, struct month month)
{
	struct data *node = data_node(page_data(context), name);

	data_text(node, "Path",
	    arena_format(
		context->arena, "/status/history?month=%04d-%02d", month.year, month.month));
	data_text(node, "Name",
	    language_date(context->arena, context->language, begin_of(month) + TIMESTAMP_DAY,
		timestamp_now(), DATE_MONTH));
}

enum err history_show(struct context *context)
{
	struct month month;
	struct incident *list;
	timestamp begin, end;
	size_t count;

	TRY(read_month(context, &month));
	begin = begin_of(month);
	end = begin_of(neighbour(month, 1));
	TRY(incident_list_between(
	    context->db, context->arena, &context->viewer, begin, end, &list, &count));
	for (size_t i = 0; i < count; i++)
		incident_fill(context, data_item(page_data(context), "Incidents"), &list[i]);
	fill_link(context, "Month", month);
	fill_link(context, "Earlier", neighbour(month, -1));
	if (end <= timestamp_now())
		fill_link(context, "Later", neighbour(month, 1));
	return shared_send(context, "status/history.cs", page_text(context, TR("Past incidents")));
}
