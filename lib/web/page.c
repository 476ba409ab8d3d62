#include "web/page.h"

#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "view/template.h"
#include "web/flash.h"
#include "web/guard.h"
#include "web/incidents.h"

enum { LINK_MOST = 1000 };

struct data *page_data(struct context *context)
{
	if (!context->page)
		context->page = data_new(context->arena, context->language);
	return context->page;
}

const char *page_text(const struct context *context, const char *message)
{
	return language_text(context->language, NULL, message);
}

static void fill_viewer(struct context *context, struct data *page)
{
	const struct viewer *viewer = &context->viewer;
	struct data *node = data_node(page, "Viewer");

	data_flag(node, "Known", viewer_is_known(viewer));
	data_flag(node, "Staff", viewer_is_staff(viewer));
	data_flag(node, "Admin", viewer->role == ROLE_ADMIN);
	data_flag(node, "Manager", viewer->is_manager);
	data_text(node, "Name", viewer->name);
	data_text(node, "Email", viewer->email);
	data_text(node, "Organisation", viewer->organisation);
}

/* What else stands in this page's address: the list in another language is the same list. "" for
 * more than a link should hold. */
static const char *other_parameters(const struct context *context)
{
	const struct params *query = &context->request->query;
	const char *text = "";

	for (size_t i = 0; i < query->count && text; i++) {
		const char *name = text_url_encode(context->arena, query->at[i].name);
		const char *value = text_url_encode(context->arena, query->at[i].value);

		if (strcmp(query->at[i].name, "lang") != 0)
			text = name && value
				   ? arena_format(context->arena, "%s&%s=%s", text, name, value)
				   : NULL;
	}
	return text && strlen(text) <= LINK_MOST ? text : "";
}

static void fill_languages(struct context *context, struct data *page)
{
	const char *others = other_parameters(context);

	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		const struct language *language = language_at(i);
		struct data *item = data_item(page, "Languages");

		data_text(item, "Code", language_code(language));
		data_text(item, "Query",
		    arena_format(context->arena, "?lang=%s%s", language_code(language), others));
		data_text(item, "Name", language_name(language));
		data_flag(item, "Current", language == context->language);
	}
}

static enum err fill_frame(struct context *context, struct data *page, const char *title)
{
	struct data *node = data_node(page, "Page");

	data_text(node, "Title", title);
	data_text(node, "Path", context->request->target);
	data_text(node, "Language", language_code(context->language));
	node = data_node(page, "Site");
	data_text(node, "Name", settings_text(context->settings, "site.name", "Docket"));
	data_text(node, "Home", "/");
	fill_viewer(context, page);
	fill_languages(context, page);
	TRY(guard_make_csrf(context, context->route && context->route->pre_session));
	data_text(page, "Csrf", context->csrf);
	return flash_show(context, page);
}

enum err page_send(struct context *context, const char *template, int status, const char *title)
{
	struct response *response = context->response;
	struct data *page = page_data(context);

	if (!page)
		return ERROR(ERR_MEMORY, "no memory for a page");
	/* An error page is made of what is there even when nothing works. */
	if (status < 500)
		incidents_banner(context);
	TRY(fill_frame(context, page, title));
	TRY(data_err(page));
	buffer_reset(&response->body, response->body.size);
	TRY(template_render(template, page, &response->body));
	TRY(buffer_err(&response->body));
	response->status = status;
	return response_header(response, "Content-Type", "text/html; charset=utf-8");
}

enum err page_redirect(struct context *context, const char *path, const char *done)
{
	if (done)
		TRY(flash_keep(context, done));
	return response_redirect(context->response, path);
}

/* What an error page says: heading, what happened, what to do. */
static const struct error_text {
	int status;
	const char *title, *happened, *advice;
} ERROR_TEXTS[] = {
    {400, TR("That did not arrive as it should"),
	TR("Your browser sent something that this page can't read."),
	TR("Go back and try once more. If it happens again, tell us and quote the number below.")},
    {403, TR("This did not come from our page"),
	TR("To protect you, forms are accepted only from this site."),
	TR("Open the page here and send the form again.")},
    {404, TR("There is nothing here"),
	TR("The address may be mistyped, or what was here is not for you to see."),
	TR("Go to the home page, or look among your requests.")},
    {405, TR("That can't be done here"),
	TR("This address answers only to another kind of request."),
	TR("Go to the home page and start from there.")},
    {409, TR("Somebody was quicker"), TR("What you changed has changed meanwhile."),
	TR("Go back, load the page again and look what is new.")},
    {413, TR("That is too much at once"), TR("What you sent is larger than this page takes."),
	TR("Send fewer or smaller files.")},
    {414, TR("That did not arrive as it should"),
	TR("Your browser sent something that this page can't read."),
	TR("Go back and try once more. If it happens again, tell us and quote the number below.")},
    {429, TR("Too many tries"), TR("There were too many tries in a short time."),
	TR("Wait a little, then try again.")},
    {500, TR("Something went wrong here"), TR("It is our fault, not yours, and it has been noted."),
	TR("Try again. If it happens again, tell us and quote the number below.")},
    {503, TR("Back in a moment"), TR("The service can't answer just now."),
	TR("Wait a few seconds, then load the page again. Nothing you sent before is lost.")},
};

static const struct error_text *error_text(int status)
{
	const size_t count = sizeof ERROR_TEXTS / sizeof ERROR_TEXTS[0];

	for (size_t i = 0; i < count; i++)
		if (ERROR_TEXTS[i].status == status)
			return &ERROR_TEXTS[i];
	return error_text(500);
}

enum err page_error(struct context *context, int status, const char *say)
{
	const struct error_text *text = error_text(status);
	struct data *error;

	context->page = NULL; /* nothing of a half-made page */
	if (!page_data(context))
		return ERROR(ERR_MEMORY, "no memory for an error page");
	error = data_node(page_data(context), "Error");
	data_int(error, "Status", status);
	data_text(error, "Happened", say ? say : page_text(context, text->happened));
	data_text(error, "Advice", page_text(context, text->advice));
	data_text(error, "Request", context->request->id);
	if (status == 503)
		TRY(response_header(context->response, "Retry-After", "5"));
	return page_send(context, "errors/error.cs", status, page_text(context, text->title));
}

enum err page_sign_in(struct context *context)
{
	const char *next = text_url_encode(context->arena, context->request->target);
	const char *path = next ? arena_format(context->arena, "/login?next=%s", next) : NULL;

	return path ? response_redirect(context->response, path)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

const char *page_once(struct context *context)
{
	unsigned char chance[16];

	if (random_bytes(chance, sizeof chance) != OK)
		return NULL;
	return text_base64url(context->arena, chance, sizeof chance);
}
