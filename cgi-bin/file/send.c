#include "file.h"

#include "base/text.h"
#include "model/article.h"
#include "model/attachment.h"
#include "model/file.h"

/* A file as any of its owners knows it. */
struct sent {
	int64_t file_id, size;
	const unsigned char *sha256;
	const char *name, *type;
};

/* What browsers may do with it: show it when it is a picture of a harmless kind, else save it. */
static enum err describe(struct context *context, const struct sent *sent)
{
	bool is_inline = file_shows_inline(sent->type);

	TRY(response_header(context->response, "Content-Type",
	    is_inline ? sent->type : "application/octet-stream"));
	return response_disposition(context->response, is_inline, sent->name);
}

static enum err send(struct context *context, const struct sent *sent)
{
	const char *folder, *name, *internal;

	folder = arena_format(context->arena, "%s/cache", settings_home(context->settings));
	if (!folder)
		return ERROR(ERR_MEMORY, "no memory for a path");
	TRY(file_cache(
	    context->db, context->arena, folder, sent->file_id, sent->sha256, sent->size, &name));
	TRY(describe(context, sent));
	internal = arena_format(context->arena, "/_cache/%s", name);
	if (!internal)
		return ERROR(ERR_MEMORY, "no memory for an address");
	return response_header(context->response, "X-Accel-Redirect", internal);
}

static enum err read_id(const struct context *context, int64_t *id)
{
	return text_to_int(context_parameter(context, 0), 1, INT64_MAX, id)
		   ? OK
		   : ERROR(ERR_NOT_FOUND, "no file has such a key");
}

enum err file_send(struct context *context)
{
	struct attachment attachment;
	int64_t id;

	TRY(read_id(context, &id));
	TRY(attachment_load(context->db, context->arena, &context->viewer, id, &attachment));
	if (*attachment.held)
		return ERROR(ERR_NOT_FOUND, "this file is held back: %s", attachment.held);
	return send(context, &(struct sent){attachment.file_id, attachment.size, attachment.sha256,
				 attachment.name, attachment.type});
}

enum err file_send_article(struct context *context)
{
	struct article_file file;
	int64_t id;

	TRY(read_id(context, &id));
	TRY(article_file_load(context->db, context->arena, &context->viewer, id, &file));
	return send(
	    context, &(struct sent){file.file_id, file.size, file.sha256, file.name, file.type});
}
