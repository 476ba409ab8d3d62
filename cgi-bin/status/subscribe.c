/*
 * subscribe.c: GET and POST /status/subscribe, and /status/subscription/:token, where its owner
 * confirms, changes or ends it.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/subscription.h"
#include "pages.h"
#include "web/guard.h"
#include "web/input.h"
#include "web/page.h"

enum { EMAIL, INCIDENTS, MAINTENANCE, WHICH, INPUTS_ };

static const char *const WHICHS[] = {"all", "some", NULL};
static const struct input INPUTS[INPUTS_] = {
    [EMAIL] = {.name = "email",
	.kind = INPUT_LINE,
	.most_characters = 254,
	.label = TR("E-mail address")},
    [INCIDENTS] = {.name = "incidents", .kind = INPUT_FLAG},
    [MAINTENANCE] = {.name = "maintenance", .kind = INPUT_FLAG},
    [WHICH] = {.name = "which", .kind = INPUT_CHOICE, .choices = WHICHS, .required = true},
};

static bool has(const struct subscription *s, int64_t id)
{
	for (size_t i = 0; i < s->component_count; i++)
		if (s->components[i] == id)
			return true;
	return false;
}

/* What its form says. */
static enum err read_form(
    struct context *context, struct input_value values[INPUTS_], struct subscription *s)
{
	const struct params *form = &context->request->form;
	int64_t *list = ARENA_ARRAY(context->arena, int64_t, form->count);

	if (!list)
		return ERROR(ERR_MEMORY, "no memory for components");
	(void)input_read(context, INPUTS, INPUTS_, values);
	s->wants_incidents = values[INCIDENTS].number;
	s->wants_maintenance = values[MAINTENANCE].number;
	s->all_components = strcmp(values[WHICH].text, WHICHS[1]) != 0;
	s->components = list;
	s->component_count = 0;
	for (size_t i = 0; i < form->count; i++)
		if (!strcmp(form->at[i].name, "component") &&
		    text_to_int(form->at[i].value, 1, INT64_MAX, &list[s->component_count]))
			s->component_count++;
	return OK;
}

static enum err send_page(struct context *context, const struct subscription *s, const char *action,
    const char *problem, int status)
{
	struct data *page = page_data(context), *node = data_node(page, "Subscription");
	const char *token = NULL;
	struct component *list;
	size_t count;

	TRY(component_list(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Components");

		data_int(item, "Id", list[i].id);
		data_text(item, "Name", list[i].name);
		data_text(item, "Group", list[i].group);
		data_flag(item, "Chosen", has(s, list[i].id));
	}
	data_text(node, "Email", s->email);
	data_flag(node, "Incidents", s->wants_incidents);
	data_flag(node, "Maintenance", s->wants_maintenance);
	data_flag(node, "All", s->all_components);
	data_flag(node, "Known", s->id != 0);
	data_flag(node, "Confirmed", s->is_confirmed);
	data_text(node, "Action", action);
	data_text(page, "Problem", problem);
	if (viewer_is_known(&context->viewer)) {
		TRY(guard_make_csrf(context, false));
		token = context->csrf;
	} else {
		TRY(guard_open_token(context, action, &token));
	}
	data_text(node, "Token", token);
	data_text(page, "Page.Section", "status");
	data_flag(page, "Page.NoIndex", true);
	return page_send(context, "status/subscribe.cs", status,
	    page_text(context, TR("News about the service status")));
}

enum err subscribe_show(struct context *context)
{
	const struct subscription s = {.email = context->viewer.email,
	    .wants_incidents = true,
	    .wants_maintenance = true,
	    .all_components = true};

	return send_page(context, &s, "/status/subscribe", NULL, 200);
}

enum err subscribe_post(struct context *context)
{
	struct input_value values[INPUTS_];
	struct subscription s = {.id = 0, .language = language_code(context->language)};
	bool sent;
	enum err err;

	TRY(read_form(context, values, &s));
	s.email = values[EMAIL].text;
	err = subscription_ask(context->db, context->arena, &context->viewer, &s, &sent);
	if (err == ERR_INPUT)
		return send_page(context, &s, "/status/subscribe",
		    page_text(
			context, TR("Give an e-mail address, and choose at least one thing to "
				    "be told of.")),
		    422);
	TRY(err);
	return page_redirect(context, "/status",
	    sent || !viewer_is_known(&context->viewer)
		? TR("We have sent a mail to that address: please open its link to confirm.")
		: TR("You will be told by mail from now on."));
}

/* --- By its link. */

static enum err load(struct context *context, struct subscription *s, const char **path)
{
	TRY(subscription_by_token(context->db, context->arena, settings_secret(context->settings),
	    SECRET_SIZE, context_parameter(context, 0), s));
	*path =
	    arena_format(context->arena, "/status/subscription/%s", context_parameter(context, 0));
	return *path ? OK : ERROR(ERR_MEMORY, "no memory for an address");
}

enum err subscription_show(struct context *context)
{
	struct subscription s;
	const char *path;

	TRY(load(context, &s, &path));
	return send_page(context, &s, path, NULL, 200);
}

/* A mail program's one click has no button's name but its own (RFC 8058, section 3.2). */
static bool is_end(const struct context *context)
{
	const char *then = params_get(&context->request->form, "do");

	return params_get(&context->request->form, "List-Unsubscribe") ||
	       (then && !strcmp(then, "end"));
}

enum err subscription_post(struct context *context)
{
	struct input_value values[INPUTS_];
	struct subscription s;
	const char *path;
	enum err err;

	TRY(load(context, &s, &path));
	if (is_end(context)) {
		TRY(subscription_end(context->db, s.id));
		return page_redirect(context, "/status", TR("Ended. You get no more such mail."));
	}
	TRY(read_form(context, values, &s));
	err = subscription_save(context->db, &s);
	if (err == ERR_INPUT)
		return send_page(context, &s, path,
		    page_text(context, TR("Choose at least one thing to be told of, or end the "
					  "subscription.")),
		    422);
	TRY(err);
	return page_redirect(context, path, TR("Saved. You will be told by mail from now on."));
}
