/* The figures of a report, as its page shows them. */
#include "base/message.h"
#include "reports.h"
#include "view/chart.h"
#include "view/format.h"
#include "web/page.h"

enum { ROWS_MOST = 15, DAYS_SINGLE = 62, DAYS_BY_WEEK = 400 };

/* --- Key figures. */

static const char *number_text(const struct context *context, int64_t number)
{
	return language_number(context->arena, context->language, number);
}

static const char *two_units(
    const struct context *context, const char *pattern, int64_t large, int64_t small)
{
	return language_fill(context->arena, context->language, pattern,
	    number_text(context, large), number_text(context, small));
}

/* "2 h 15 min": as exact as one wants to know. */
static const char *duration_text(const struct context *context, int64_t seconds)
{
	int64_t minutes = (seconds + 30) / 60, hours = (minutes + 30) / 60;

	if (minutes < 60)
		return language_fill(context->arena, context->language, TR("%1 min"),
		    number_text(context, minutes), NULL);
	if (minutes < 48 * 60)
		return two_units(context, TR("%1 h %2 min"), minutes / 60, minutes % 60);
	return two_units(context, TR("%1 d %2 h"), hours / 24, hours % 24);
}

static void add_figure(
    struct context *context, const char *name, const char *number, const char *note)
{
	struct data *item = data_item(page_data(context), "Figures");

	data_tr(item, "Name", name);
	data_text(item, "Number", number);
	data_text(item, "Note", note ? note : "");
}

static void add_duration(
    struct context *context, const char *name, const struct report_quantiles *quantiles)
{
	if (!quantiles->count) {
		add_figure(context, name, "–", page_text(context, TR("none in this span")));
		return;
	}
	add_figure(context, name, duration_text(context, quantiles->median),
	    language_fill(context->arena, context->language,
		TR("median of %1; nine in ten within %2"), number_text(context, quantiles->count),
		duration_text(context, quantiles->p90)));
}

static const char *per_cent(const struct context *context, int64_t part, int64_t whole)
{
	return language_fill(context->arena, context->language, TR("%1 %"),
	    language_decimal(context->arena, context->language, (part * 1000 + whole / 2) / whole),
	    NULL);
}

static const char *of_many(const struct context *context, int64_t part, int64_t whole)
{
	return language_fill(context->arena, context->language, TR("%1 of %2"),
	    number_text(context, part), number_text(context, whole));
}

void report_fill_figures(struct context *context, const struct report *report)
{
	int64_t due = report->due_met + report->due_missed;

	add_figure(context, TR("Received"), number_text(context, report->received),
	    page_text(context, TR("tickets opened in this span")));
	add_figure(context, TR("Solved"), number_text(context, report->solved),
	    page_text(context, TR("whenever they were opened")));
	add_duration(context, TR("First response"), &report->first_response);
	add_duration(context, TR("Solution time"), &report->solution);
	if (due)
		add_figure(context, TR("Solved in time"), per_cent(context, report->due_met, due),
		    of_many(context, report->due_met, due));
	if (report->solved_once)
		add_figure(context, TR("Reopened"),
		    per_cent(context, report->reopened, report->solved_once),
		    of_many(context, report->reopened, report->solved_once));
	if (report->rating_count)
		add_figure(context, TR("Rating"),
		    language_decimal(context->arena, context->language,
			(report->rating_sum * 10 + report->rating_count / 2) /
			    report->rating_count),
		    language_fill(context->arena, context->language,
			TR("average of %1 ratings, 5 is best"),
			number_text(context, report->rating_count), NULL));
}

/* --- Columns over time: days, or weeks or months where there would be too many. */

static bool begins_column(const struct report *report, size_t day)
{
	struct civil_time date = timestamp_local(report->days[day].at);

	if (day == 0 || report->day_count <= DAYS_SINGLE)
		return true;
	return report->day_count <= DAYS_BY_WEEK ? date.weekday == 1 : date.day == 1;
}

static const char *column_label(
    const struct context *context, const struct report *report, timestamp at)
{
	enum date_style style = report->day_count > DAYS_BY_WEEK ? DATE_MONTH : DATE_DAY;
	const char *date =
	    language_date(context->arena, context->language, at, report->taken, style);

	if (report->day_count <= DAYS_SINGLE || style == DATE_MONTH)
		return date;
	return language_fill(context->arena, context->language, TR("week from %1"), date, NULL);
}

enum err report_fill_time(struct context *context, const struct report *report)
{
	struct chart_point *points =
	    ARENA_ARRAY(context->arena, struct chart_point, report->day_count + 1);
	struct chart chart = {
	    .id = "by-time",
	    .title = page_text(context, report->day_count <= DAYS_SINGLE    ? TR("By day")
					: report->day_count <= DAYS_BY_WEEK ? TR("By week")
									    : TR("By month")),
	    .description = language_fill(context->arena, context->language,
		TR("Columns over time: %1 received and %2 solved in all. The table below has each "
		   "number."),
		number_text(context, report->received), number_text(context, report->solved)),
	    .series = {page_text(context, TR("Received")), page_text(context, TR("Solved"))},
	    .points = points,
	};

	if (!points)
		return ERROR(ERR_MEMORY, "no memory for a chart");
	for (size_t day = 0; day < report->day_count; day++) {
		if (begins_column(report, day))
			points[chart.count++].label =
			    column_label(context, report, report->days[day].at);
		points[chart.count - 1].values[0] += report->days[day].received;
		points[chart.count - 1].values[1] += report->days[day].solved;
	}
	chart_fill(data_node(page_data(context), "Time"), &chart);
	return OK;
}

/* --- Tables. */

static void add_table(struct context *context, const char *id, const char *title, bool translated,
    const struct report_groups *groups, const char *none)
{
	struct data *table = data_item(page_data(context), "Tables");
	size_t shown = groups->count > ROWS_MOST ? ROWS_MOST : groups->count;
	int64_t most = 1;

	data_text(table, "Id", id);
	data_tr(table, "Title", title);
	for (size_t i = 0; i < shown; i++)
		if (groups->at[i].received > most)
			most = groups->at[i].received;
	for (size_t i = 0; i < shown; i++) {
		const struct report_group *group = &groups->at[i];
		struct data *row = data_item(table, "Rows");

		if (!group->name)
			data_tr(row, "Name", none);
		else if (translated)
			data_tr(row, "Name", group->name);
		else
			data_text(row, "Name", group->name);
		data_number(row, "Received", group->received);
		data_number(row, "Solved", group->solved);
		data_int(row, "Share", group->received * 100 / most);
	}
	if (groups->count > shown)
		data_int(table, "More", (int64_t)(groups->count - shown));
}

static void add_ratings(struct context *context, const struct report *report)
{
	int64_t most = 1;

	for (int score = 1; score <= RATING_MOST; score++)
		if (report->ratings[score] > most)
			most = report->ratings[score];
	for (int score = RATING_MOST; score >= 1; score--) {
		struct data *row = data_item(page_data(context), "Ratings");

		data_int(row, "Score", score);
		data_number(row, "Count", report->ratings[score]);
		data_int(row, "Share", report->ratings[score] * 100 / most);
	}
}

static void add_knowledge(struct context *context, const struct report *report)
{
	const struct {
		const char *name;
		int64_t number;
	} lines[] = {
	    {TR("Articles published"), report->published},
	    {TR("Articles given as an answer"), report->answers},
	    {TR("Requests that were not needed any more"), report->deflected},
	    {TR("Readers whom an article helped"), report->helped},
	    {TR("Readers whom it did not help"), report->failed},
	    {TR("Searches that found nothing"), report->misses},
	};

	if (!report->has_knowledge)
		return;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct data *line = data_item(page_data(context), "Knowledge");

		data_tr(line, "Name", lines[i].name);
		data_number(line, "Number", lines[i].number);
	}
}

void report_fill_tables(struct context *context, const struct report *report)
{
	add_table(context, "by-type", TR("By type"), true, &report->types, TR("none"));
	add_table(context, "by-category", TR("By category"), false, &report->categories,
	    TR("no category"));
	add_table(context, "by-team", TR("By team"), false, &report->teams, TR("no team"));
	if (!report->filter.organisation_id)
		add_table(context, "by-organisation", TR("By organisation"), false,
		    &report->organisations, TR("no organisation"));
	add_ratings(context, report);
	add_knowledge(context, report);
}
