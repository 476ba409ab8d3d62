#include "file.h"

#include "base/text.h"
#include "model/attachment.h"
#include "model/file.h"

/* What browsers may do with it: show it when it is a picture of a harmless kind, else save it. */
static enum err describe(struct context *context, const struct attachment *attachment)
{
	bool is_inline = file_shows_inline(attachment->type);

	TRY(response_header(context->response, "Content-Type",
	    is_inline ? attachment->type : "application/octet-stream"));
	return response_disposition(context->response, is_inline, attachment->name);
}

enum err file_send(struct context *context)
{
	struct attachment attachment;
	const char *folder, *name, *internal;
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no attachment has such a key");
	TRY(attachment_load(context->db, context->arena, &context->viewer, id, &attachment));

	folder = arena_format(context->arena, "%s/cache", settings_home(context->settings));
	if (!folder)
		return ERROR(ERR_MEMORY, "no memory for a path");
	TRY(file_cache(context->db, context->arena, folder, attachment.file_id, attachment.sha256,
	    attachment.size, &name));

	TRY(describe(context, &attachment));
	internal = arena_format(context->arena, "/_cache/%s", name);
	if (!internal)
		return ERROR(ERR_MEMORY, "no memory for an address");
	return response_header(context->response, "X-Accel-Redirect", internal);
}
