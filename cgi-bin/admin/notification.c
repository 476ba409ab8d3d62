/*
 * notification.c: /admin/notifications/ID: the text of one notification in one language.
 */
#include "notification.h"

#include "admin.h"
#include "base/message.h"
#include "base/text.h"
#include "letter/notice.h"
#include "model/ticket.h"
#include "web/page.h"

static const char *const LANGUAGES[] = {"en", "pl", "nb", "ru", NULL};

static const struct input TEXT[TEXT_INPUTS] = {
    [TEXT_LANGUAGE] = {.name = "language",
	.kind = INPUT_CHOICE,
	.choices = LANGUAGES,
	.required = true,
	.label = TR("Language")},
    [TEXT_SUBJECT] = {.name = "subject",
	.kind = INPUT_LINE,
	.most_characters = NOTIFICATION_SUBJECT,
	.required = true,
	.label = TR("Subject")},
    [TEXT_BODY] = {.name = "body",
	.kind = INPUT_TEXT,
	.most_characters = NOTIFICATION_BODY,
	.required = true,
	.label = TR("Text")},
    [TEXT_TICKET] = {.name = "ticket",
	.kind = INPUT_LINE,
	.most_characters = 30,
	.label = TR("Request to show it by")},
};

static bool check_places(struct context *context, struct input_value *value, bool is_subject)
{
	const char *unknown = notification_unknown(context->arena, value->text, is_subject);
	enum placeholder place;

	if (!unknown || value->error)
		return !value->error;
	(void)placeholder_read(unknown, &place);
	value->error = language_fill(context->arena, context->language,
	    place == PLACE_NONE
		? TR("There is no placeholder %1: those that there are stand below.")
		: TR("%1 is too long for a subject: it belongs into the text."),
	    unknown, NULL);
	return false;
}

static enum err choose_ticket(struct context *context, struct text_form *form, bool *is_good)
{
	struct input_value *value = &form->values[TEXT_TICKET];
	struct ticket ticket;
	enum err err;

	if (!value->given)
		return notification_example(
		    context->db, context->arena, form->notification.moment, &form->ticket_id);
	form->ticket_id = signature_parse(value->text, context_prefix(context));
	err = ticket_load(context->db, context->arena, &context->viewer, form->ticket_id, &ticket);
	if (err != ERR_NOT_FOUND)
		return err;
	value->error = page_text(context, TR("There is no such request."));
	form->ticket_id = 0;
	*is_good = false;
	return OK;
}

enum err text_form_read(struct context *context, struct text_form *form)
{
	TRY(notification_find(context, &form->notification));
	form->is_good = input_read(context, TEXT, TEXT_INPUTS, form->values);
	form->language = language_named(form->values[TEXT_LANGUAGE].text);
	if (!form->language)
		form->language = context->language;
	form->is_good = check_places(context, &form->values[TEXT_SUBJECT], true) && form->is_good;
	form->is_good = check_places(context, &form->values[TEXT_BODY], false) && form->is_good;
	return choose_ticket(context, form, &form->is_good);
}

static void fill_languages(struct context *context, const struct text_form *form)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		const struct language *language = language_at(i);
		struct data *item = data_item(page_data(context), "TextLanguages");

		data_text(item, "Name", language_name(language));
		data_flag(item, "Current", language == form->language);
		data_text(item, "Path",
		    arena_format(context->arena, "/admin/notifications/%d?language=%s",
			(int)form->notification.id, language_code(language)));
	}
}

static void fill_places(struct context *context)
{
	for (enum placeholder place = PLACE_NONE + 1; place < PLACES; place++) {
		struct data *item = data_item(page_data(context), "Places");

		data_text(
		    item, "Name", arena_format(context->arena, "{%s}", placeholder_name(place)));
		data_tr(item, "Help", placeholder_help(place));
		data_flag(item, "Line", placeholder_is_line(place));
	}
}

enum err text_form_show(struct context *context, struct text_form *form, int status)
{
	struct data *page = page_data(context);
	const char *subject, *body;

	TRY(notification_text(context->db, context->arena, form->notification.id,
	    language_code(form->language), &subject, &body));
	input_fill(context, TEXT, TEXT_INPUTS, form->values);
	data_int(page, "Id", form->notification.id);
	data_tr(page, "Moment", moment_name(form->notification.moment));
	data_tr(page, "Party", party_name(form->notification.party));
	data_text(page, "TextLanguage", language_code(form->language));
	data_flag(page, "Own", subject != NULL);
	data_text(page, "Me", context->viewer.email);
	if (form->ticket_id)
		data_text(page, "Ticket", context_signature(context, form->ticket_id));
	fill_languages(context, form);
	fill_places(context);
	data_text(page, "Page.Section", "admin");
	data_text(page, "Admin.Entry", "notifications");
	return page_send(context, "admin/notification.cs", status,
	    page_text(context, TR("The text of a notification")));
}

/* GET /admin/notifications/2?language=nb&ticket=H1010 */
enum err notification_show(struct context *context)
{
	const struct params *query = &context->request->query;
	struct text_form form = {.language = language_named(params_get(query, "language"))};
	struct notice_text shipped;
	const char *ticket = params_get(query, "ticket");

	TRY(notification_find(context, &form.notification));
	if (!form.language)
		form.language = context->language;
	shipped = notice_default(form.notification.moment, form.notification.party);
	TRY(notification_text(context->db, context->arena, form.notification.id,
	    language_code(form.language), &form.values[TEXT_SUBJECT].text,
	    &form.values[TEXT_BODY].text));
	if (!form.values[TEXT_SUBJECT].text) {
		form.values[TEXT_SUBJECT].text = shipped.subject;
		form.values[TEXT_BODY].text = language_text(form.language, NULL, shipped.body);
	}
	form.values[TEXT_LANGUAGE].text = language_code(form.language);
	form.values[TEXT_TICKET].text = ticket ? ticket : "";
	form.values[TEXT_TICKET].given = ticket && *ticket;
	TRY(choose_ticket(context, &form, &form.is_good));
	return text_form_show(context, &form, 200);
}

static enum err back(struct context *context, const struct text_form *form, const char *done)
{
	const char *path = arena_format(context->arena, "/admin/notifications/%d?language=%s%s%s",
	    (int)form->notification.id, language_code(form->language),
	    form->values[TEXT_TICKET].given ? "&ticket=" : "",
	    form->values[TEXT_TICKET].given ? context_signature(context, form->ticket_id) : "");

	return path ? page_redirect(context, path, done)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

enum err notification_text_post(struct context *context)
{
	struct text_form form;

	TRY(text_form_read(context, &form));
	if (!form.is_good)
		return text_form_show(context, &form, 422);
	TRY(notification_set_text(context->db, context->arena, form.notification.id,
	    language_code(form.language), form.values[TEXT_SUBJECT].text,
	    form.values[TEXT_BODY].text, context->viewer.account_id));
	return back(context, &form, TR("The text is kept."));
}

enum err notification_forget_post(struct context *context)
{
	struct text_form form = {
	    .language = language_named(params_get(&context->request->form, "language"))};

	TRY(notification_find(context, &form.notification));
	if (!form.language)
		return ERROR(ERR_INPUT, "no such language");
	TRY(notification_forget_text(context->db, form.notification.id,
	    language_code(form.language), context->viewer.account_id));
	return back(context, &form, TR("The text is the one that ships with Docket again."));
}
