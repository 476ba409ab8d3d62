/*
 * report.c: GET /export/report.xml: figures over tickets.
 */
#include "base/message.h"
#include "export.h"
#include "model/export_words.h"
#include "web/page.h"

enum err report_send(struct context *context)
{
	const struct params *query = &context->request->query;
	const struct export_words words = {
	    .created_from = params_get(query, "from"),
	    .created_to = params_get(query, "to"),
	    .organisation = params_get(query, "organisation"),
	};
	struct export_filter allowed = EXPORT_ALL;
	struct report_filter filter;
	struct report report;
	const char *wrong;

	TRY(export_allow(&context->viewer, &allowed));
	TRY(report_words_read(context->db, context->arena, &words, &filter, &wrong));
	TRY(report_make(context->db, context->arena, &context->viewer, filter, &report));
	TRY(report_xml(&report, settings_text(context->settings, "site.timezone", "UTC"),
	    &context->response->body));
	return export_describe(context, "report", RECORDS_XML, report.taken);
}
