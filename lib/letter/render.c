#include "letter/render.h"

#include "view/template.h"

enum { PART_MOST = 1024 * 1024 };

struct data *letter_data(const struct letter_context *context, const struct mail_out *mail)
{
	struct data *data = data_new(context->arena, context->language);
	struct data *node;

	if (!data)
		return NULL;
	node = data_node(data, "Site");
	data_text(node, "Name", context->sender->site_name);
	data_text(node, "Url", context->sender->site_url);
	data_text(data_node(data, "Page"), "Language", language_code(context->language));
	data_text(data_node(data, "Mail"), "Name", mail->name);
	return data;
}

static enum err render(const struct letter_context *context, struct data *data, const char *name,
    const char *part, const char **out)
{
	const char *file = arena_format(context->arena, "mail/%s.%s.cs", name, part);
	struct buffer buffer = BUFFER(PART_MOST);
	enum err err = file ? template_render(file, data, &buffer) : ERR_MEMORY;

	if (err == OK)
		err = buffer_err(&buffer);
	if (err == OK) {
		*out = arena_text_n(context->arena, buffer.data ? buffer.data : "", buffer.length);
		if (!*out)
			err = ERROR(ERR_MEMORY, "no memory for the texts of a mail");
	}
	buffer_free(&buffer);
	return err;
}

enum err letter_render(const struct letter_context *context, struct data *data, const char *name,
    struct letter *letter)
{
	struct data *node = data_node(data, "Mail");

	data_text(node, "Subject", letter->subject);
	data_text(node, "Unsubscribe", letter->unsubscribe);
	TRY(render(context, data, name, "html", &letter->html));
	return render(context, data, name, "text", &letter->text);
}
