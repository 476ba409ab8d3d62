/*
 * export.h: the handlers of the program "export" and what they share.
 */
#ifndef DOCKET_EXPORT_EXPORT_H
#define DOCKET_EXPORT_EXPORT_H

#include "model/export_job.h"
#include "web/context.h"
#include "web/input.h"

/* --- Pages. */

enum err export_show(struct context *context);
enum err export_post(struct context *context);
enum err tickets_send(struct context *context);
enum err report_send(struct context *context);
enum err job_send(struct context *context);
enum err job_delete_post(struct context *context);

/* --- What is asked for. */

enum asked {
	ASKED_FORMAT,
	ASKED_MESSAGES,
	ASKED_MARK,
	ASKED_SINCE,
	ASKED_FROM,
	ASKED_TO,
	ASKED_TYPE,
	ASKED_STATUS,
	ASKED_CATEGORY,
	ASKED_ORGANISATION,
	ASKED_TEAM,
	ASKED_COUNT
};

struct asked_export {
	struct input_value values[ASKED_COUNT];
	struct export_filter filter;
	struct export_options options;
};

/* Reads an export from the form, or for a GET from the query. *right is false when something in it
 * is wrong, which then stands with its value. ERR_NOT_FOUND: this viewer may not export. */
enum err asked_read(struct context *context, struct asked_export *asked, bool *right);

/* Puts it back into the form. */
void asked_fill(struct context *context, const struct asked_export *asked);

/* The address at which that export is had at once. */
const char *asked_path(const struct context *context, const struct asked_export *asked);

/* The page with its form and the viewer's exports. `notice` (translated) stands above, or NULL. */
enum err export_page(
    struct context *context, const struct asked_export *asked, int status, const char *notice);

/* Headers of a file "NAME-2026-11-22.csv", to be saved; kept by nobody on the way. */
enum err export_describe(
    struct context *context, const char *name, enum records_format format, timestamp at);

/* What is sent at once: up to so many tickets, and bytes. */
enum { EXPORT_SMALL = 2000, EXPORT_SMALL_BYTES = 4 * 1024 * 1024 };

#endif
