/*
 * reports.h: what the files of the report's page share.
 */
#ifndef DOCKET_DESK_REPORTS_H
#define DOCKET_DESK_REPORTS_H

#include "model/report.h"
#include "web/context.h"

enum err reports_show(struct context *context);

/* Key figures; columns over time; tables by group. */
void report_fill_figures(struct context *context, const struct report *report);
enum err report_fill_time(struct context *context, const struct report *report);
void report_fill_tables(struct context *context, const struct report *report);

#endif
