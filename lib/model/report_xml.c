/* A report as XML: htdocs/schema/report-1.xsd says the same. */
#include <stdio.h>

#include "model/report.h"
#include "xml/document.h"

static void put_counts(struct document *d, int64_t received, int64_t solved)
{
	document_number(d, "received", received);
	document_number(d, "solved", solved);
}

static void put_groups(struct document *d, const char *list, const char *name, bool has_id,
    const struct report_groups *groups)
{
	document_begin(d, list);
	for (size_t i = 0; i < groups->count; i++) {
		const struct report_group *group = &groups->at[i];

		document_begin(d, name);
		if (has_id && group->key)
			document_number(d, "id", group->key);
		document_text(d, "code", group->code);
		document_text(d, "name", group->name);
		put_counts(d, group->received, group->solved);
		document_end(d);
	}
	document_end(d);
}

static void put_quantiles(
    struct document *d, const char *name, const struct report_quantiles *quantiles)
{
	document_begin(d, name);
	document_number(d, "count", quantiles->count);
	if (quantiles->count) {
		document_number(d, "median_seconds", quantiles->median);
		document_number(d, "p90_seconds", quantiles->p90);
	}
	document_end(d);
}

static void put_days(struct document *d, const struct report *report)
{
	document_begin(d, "days");
	for (size_t i = 0; i < report->day_count; i++) {
		struct civil_time day = timestamp_local(report->days[i].at);
		char date[40];

		(void)snprintf(date, sizeof date, "%04d-%02d-%02d", day.year, day.month, day.day);
		document_begin(d, "day");
		document_text(d, "date", date);
		put_counts(d, report->days[i].received, report->days[i].solved);
		document_end(d);
	}
	document_end(d);
}

static void put_ratings(struct document *d, const struct report *report)
{
	document_begin(d, "ratings");
	document_number(d, "count", report->rating_count);
	if (report->rating_count)
		document_decimal(d, "average",
		    (report->rating_sum * 1000 + report->rating_count / 2) / report->rating_count);
	for (int64_t score = 1; score <= RATING_MOST; score++) {
		document_begin(d, "rating");
		document_number(d, "score", score);
		document_number(d, "count", report->ratings[score]);
		document_end(d);
	}
	document_end(d);
}

static void put_figures(struct document *d, const struct report *report)
{
	put_quantiles(d, "first_response", &report->first_response);
	put_quantiles(d, "solution", &report->solution);
	document_begin(d, "due");
	document_number(d, "met", report->due_met);
	document_number(d, "missed", report->due_missed);
	document_end(d);
	document_begin(d, "reopened");
	document_number(d, "solved_once", report->solved_once);
	document_number(d, "reopened", report->reopened);
	if (report->solved_once)
		document_decimal(d, "rate",
		    (report->reopened * 1000 + report->solved_once / 2) / report->solved_once);
	document_end(d);
	put_ratings(d, report);
}

static void put_knowledge(struct document *d, const struct report *report)
{
	document_begin(d, "knowledge_base");
	document_number(d, "published", report->published);
	document_number(d, "answers", report->answers);
	document_number(d, "needless_requests", report->deflected);
	document_number(d, "helped", report->helped);
	document_number(d, "did_not_help", report->failed);
	document_number(d, "searches_in_vain", report->misses);
	document_end(d);
}

enum err report_xml(const struct report *report, const char *zone, struct buffer *out)
{
	struct document *d = document_open(out, "report", "urn:docket:report:1");

	if (!d)
		return ERROR(ERR_MEMORY, "no memory for an XML document");
	document_text(d, "version", "1");
	document_time(d, "taken", report->taken);
	document_time(d, "from", report->filter.from);
	document_time(d, "before", report->filter.before);
	document_text(d, "zone", zone);
	if (report->filter.organisation_id) {
		document_number(d, "organisation_id", report->filter.organisation_id);
		document_text(d, "organisation", report->organisation);
	}
	put_counts(d, report->received, report->solved);
	put_figures(d, report);
	put_days(d, report);
	put_groups(d, "types", "type", false, &report->types);
	put_groups(d, "categories", "category", false, &report->categories);
	if (report->for_staff) {
		put_groups(d, "organisations", "organisation", true, &report->organisations);
		put_groups(d, "teams", "team", true, &report->teams);
	}
	if (report->has_knowledge)
		put_knowledge(d, report);
	return document_finish(d);
}
