#include "web/resend.h"

#include <string.h>

#include "base/message.h"
#include "web/page.h"
#include "web/route.h"
#include "web/uploads.h"

/* Fields that are never shown back: the stale token itself, and passwords. */
static bool is_kept(const char *name)
{
	return strcmp(name, "csrf") != 0 && strcmp(name, "upload") != 0 &&
	       strcmp(name, "drop") != 0 && !strstr(name, "password");
}

static void add_field(struct data *resend, const char *name, const char *value)
{
	struct data *item = data_item(resend, "Fields");

	data_text(item, "Name", name);
	data_text(item, "Value", value);
}

enum err resend_page(struct context *context)
{
	const struct params *form = &context->request->form;
	bool known = viewer_is_known(&context->viewer);
	struct uploads uploads = {.count = 0};
	struct data *resend;

	if (!page_data(context))
		return ERROR(ERR_MEMORY, "no memory for a page");
	resend = data_node(page_data(context), "Resend");
	data_text(resend, "Action", context->request->target);
	data_flag(resend, "SignIn", !known && !context->route->open_form);
	for (size_t i = 0; i < form->count; i++)
		if (is_kept(form->at[i].name))
			add_field(resend, form->at[i].name, form->at[i].value);
	if (known && context->route->uploads) {
		enum err err = uploads_take(context, &uploads);

		if (err != OK && err != ERR_LIMIT)
			return err;
		for (size_t i = 0; i < uploads.count; i++)
			add_field(resend, "upload", uploads.tokens[i]);
	}
	data_flag(resend, "FilesLost", !known && context->request->uploads);
	return page_send(
	    context, "errors/resend.cs", 403, page_text(context, TR("Please send it once more")));
}
