#include "web/uploads.h"

#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "model/attachment.h"
#include "model/file.h"
#include "model/file_scan.h"
#include "web/page.h"

static bool is_dropped(const struct context *context, const char *token)
{
	const struct params *form = &context->request->form;

	for (size_t i = 0; i < form->count; i++)
		if (!strcmp(form->at[i].name, "drop") && !strcmp(form->at[i].value, token))
			return true;
	return false;
}

static void carry_over(const struct context *context, struct uploads *uploads)
{
	const struct params *form = &context->request->form;

	for (size_t i = 0; i < form->count && uploads->count < UPLOADS_MOST; i++)
		if (!strcmp(form->at[i].name, "upload") && !is_dropped(context, form->at[i].value))
			uploads->tokens[uploads->count++] = form->at[i].value;
}

static enum err store(struct context *context, const struct upload *file, const char **token)
{
	char fresh[TOKEN_SIZE];
	int64_t id;
	bool held;

	TRY(file_store(context->db, context->arena, file->path, file->size, file->sha256, &id));
	TRY(file_scan(
	    context->db, context->settings, id, NULL, file->path, (size_t)file->size, &held));
	TRY(upload_add(context->db, &context->viewer, id, file->name, fresh));
	*token = arena_text(context->arena, fresh);
	return *token ? OK : ERROR(ERR_MEMORY, "no memory for a token");
}

static enum err refuse(struct uploads *uploads, int status, const char *problem)
{
	uploads->problem = problem;
	uploads->status = status;
	return ERROR(ERR_LIMIT, "a file was left out: %s", problem);
}

static enum err say_refused(const struct context *context, struct uploads *uploads)
{
	const char *name = context->request->refused_file;
	int64_t most =
	    settings_int(context->settings, "upload.file_mib", 1, 65536, 25) * 1024 * 1024;

	if (context->request->refused_because == ERR_LIMIT)
		return refuse(uploads, 413,
		    language_fill(context->arena, context->language,
			TR("The file “%1” is too large: at most %2 each. The rest is kept."), name,
			language_size(context->arena, context->language, most)));
	log_error("no room for an upload: is the disk of the spool full?");
	return refuse(uploads, 503,
	    language_fill(context->arena, context->language,
		TR("There is no room for the file “%1” just now. Please try again later: the rest "
		   "is kept."),
		name, NULL));
}

/* The virus scanner is away. */
static enum err say_unchecked(
    const struct context *context, struct uploads *uploads, const char *name)
{
	log_error("%s", err_message());
	return refuse(uploads, 503,
	    language_fill(context->arena, context->language,
		TR("The file “%1” can't be checked for viruses just now. Please try again later: "
		   "the rest is kept."),
		name, NULL));
}

enum err uploads_take(struct context *context, struct uploads *uploads)
{
	const struct request *request = context->request;
	bool over = false;
	enum err err;

	*uploads = (struct uploads){.status = 422};
	carry_over(context, uploads);
	for (const struct upload *file = request->uploads; file; file = file->next) {
		if (uploads->count == UPLOADS_MOST) {
			over = true;
			break;
		}
		err = store(context, file, &uploads->tokens[uploads->count]);
		if (err == ERR_UNAVAILABLE && db_ready(context->db) == OK)
			return say_unchecked(context, uploads, file->name);
		TRY(err);
		uploads->count++;
	}
	if (request->refused_file)
		return say_refused(context, uploads);
	if (over)
		return refuse(uploads, 413,
		    language_count(context->arena, context->language,
			"At most %d file at once. The first is kept.",
			"At most %d files at once. The first ones are kept.", UPLOADS_MOST));
	return OK;
}

enum err uploads_fill(struct context *context, const struct uploads *uploads)
{
	struct data *page = page_data(context);
	struct upload_entry entries[UPLOADS_MOST];
	size_t found;

	TRY(upload_list(context->db, context->arena, &context->viewer, uploads->tokens,
	    uploads->count, entries, &found));
	for (size_t i = 0; i < found; i++) {
		struct data *item = data_item(page, "Uploads");

		data_text(item, "Token", entries[i].token);
		data_text(item, "Name", entries[i].name);
		data_size(item, "Size", entries[i].size);
	}
	data_text(page, "UploadProblem", uploads->problem);
	return OK;
}
