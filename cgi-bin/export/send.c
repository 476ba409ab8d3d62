/*
 * send.c: GET /export/tickets.csv (.xml, .jsonl): a small export at once; GET /export/file/ID: one
 * that was written in the background, which nginx sends.
 */
#include "base/message.h"
#include "base/text.h"
#include "export.h"
#include "web/page.h"

/* Into the answer, as far as it may grow: nginx takes it over from there, so that a slow reader
 * holds no worker. */
static enum err take(void *context, const char *bytes, size_t length)
{
	struct buffer *body = context;

	if (body->length + length > EXPORT_SMALL_BYTES)
		return ERROR(ERR_LIMIT, "too large to be sent at once");
	buffer_append(body, bytes, length);
	return buffer_err(body);
}

enum err export_describe(
    struct context *context, const char *name, enum records_format format, timestamp at)
{
	struct civil_time day = timestamp_local(at);
	const char *file = arena_format(context->arena, "%s-%04d-%02d-%02d.%s", name, day.year,
	    day.month, day.day, records_code(format));

	if (!file)
		return ERROR(ERR_MEMORY, "no memory for a name");
	TRY(response_header(context->response, "Content-Type", records_media_type(format)));
	TRY(response_header(context->response, "Cache-Control", "private, no-store"));
	return response_disposition(context->response, false, file);
}

static enum err too_large(struct context *context, const struct asked_export *asked)
{
	data_flag(page_data(context), "TooLarge", true);
	return export_page(context, asked, 409,
	    page_text(context, TR("This is too much to be sent at once. It can be written in the "
				  "background instead.")));
}

enum err tickets_send(struct context *context)
{
	struct asked_export asked = {.filter = EXPORT_ALL};
	struct buffer *body = &context->response->body;
	const struct export_sink sink = {take, NULL, body};
	int64_t count;
	bool right;
	enum err err;

	TRY(asked_read(context, &asked, &right));
	if (!right)
		return export_page(context, &asked, 422, NULL);
	TRY(export_count(
	    context->db, context->arena, &context->viewer, asked.filter, EXPORT_SMALL + 1, &count));
	if (count > EXPORT_SMALL)
		return too_large(context, &asked);
	err = export_tickets(context->db, context->settings, &context->viewer, asked.filter,
	    asked.options, &sink, NULL);
	if (err == ERR_LIMIT)
		return too_large(context, &asked);
	TRY(err);
	return export_describe(context, "tickets", asked.options.format, timestamp_now());
}

static enum err read_id(const struct context *context, int64_t *id)
{
	return text_to_int(context_parameter(context, 0), 1, INT64_MAX, id)
		   ? OK
		   : ERROR(ERR_NOT_FOUND, "no export has such a key");
}

enum err job_send(struct context *context)
{
	struct export_job job;
	const char *internal;
	int64_t id;

	TRY(read_id(context, &id));
	TRY(export_job_load(context->db, context->arena, &context->viewer, id, &job));
	if (job.state != EXPORT_DONE || !*job.file)
		return ERROR(ERR_NOT_FOUND, "export %lld has no file", (long long)id);
	internal = arena_format(context->arena, "/_cache/export/%s", job.file);
	if (!internal)
		return ERROR(ERR_MEMORY, "no memory for an address");
	TRY(export_describe(context, "tickets", job.options.format, job.finished_at));
	return response_header(context->response, "X-Accel-Redirect", internal);
}

enum err job_delete_post(struct context *context)
{
	char folder[EXPORT_FOLDER];
	int64_t id;

	TRY(read_id(context, &id));
	TRY(export_folder(context->settings, folder));
	TRY(export_job_delete(context->db, context->arena, &context->viewer, folder, id));
	return page_redirect(context, "/export#exports", TR("The export is deleted."));
}
