/*
 * form.c: GET and POST /new/:form: a structured form, whose questions are data.
 */
#include "form.h"

#include "base/message.h"
#include "base/text.h"
#include "model/ticket_change.h"
#include "pages.h"
#include "show.h"
#include "web/incidents.h"
#include "web/page.h"

enum { SUBJECT_MOST = 250 };

/* Priorities that a client may ask for. */
static const struct form_choice PRIORITIES[] = {{"low", TR("It can wait")},
    {"normal", TR("As you see fit")}, {"high", TR("Soon, please")}, {"urgent", TR("Very urgent")}};
enum { PRIORITY_COUNT = sizeof PRIORITIES / sizeof PRIORITIES[0] };

/* A field of kind priority has the same choices in every form. */
static void complete(struct form_field *field)
{
	if (field->kind != FIELD_PRIORITY)
		return;
	field->choices = (struct form_choice *)(uintptr_t)PRIORITIES;
	field->choice_count = PRIORITY_COUNT;
}

static enum err load(struct context *context, struct sheet *sheet)
{
	struct form *form = &sheet->form;

	*sheet = (struct sheet){.errors = 0};
	TRY(form_load(context->arena, context_parameter(context, 0), form));
	sheet->values = ARENA_ARRAY(context->arena, struct input_value, form->field_count);
	if (!sheet->values)
		return ERROR(ERR_MEMORY, "no memory for %zu values", form->field_count);
	for (size_t i = 0; i < form->field_count; i++) {
		complete(&form->fields[i]);
		sheet->values[i].text = form->fields[i].kind == FIELD_PRIORITY ? "normal" : "";
	}
	return OK;
}

/* The declaration that a field's answer is checked against. */
static enum err declare(
    struct context *context, const struct form_field *field, struct input *input)
{
	const char **codes = ARENA_ARRAY(context->arena, const char *, field->choice_count + 1);

	if (!codes)
		return ERROR(ERR_MEMORY, "no memory for %zu choices", field->choice_count);
	for (size_t i = 0; i < field->choice_count; i++)
		codes[i] = field->choices[i].code;
	*input = (struct input){
	    .name = field->code,
	    .kind = field->choice_count					     ? INPUT_CHOICE
		    : field->kind == FIELD_BODY || field->kind == FIELD_TEXT ? INPUT_TEXT
									     : INPUT_LINE,
	    .most_characters = field->max_length,
	    .choices = codes,
	    .required = field->is_required,
	    .label = field->label,
	};
	if (field->kind == FIELD_SUBJECT && input->most_characters > SUBJECT_MOST)
		input->most_characters = SUBJECT_MOST;
	return OK;
}

/* Takes answers and files from the request. */
static enum err take(struct context *context, struct sheet *sheet)
{
	enum err err = uploads_take(context, &sheet->uploads);

	if (err != OK && err != ERR_LIMIT)
		return err;
	sheet->errors = err == ERR_LIMIT;
	for (size_t i = 0; i < sheet->form.field_count; i++) {
		const struct form_field *field = &sheet->form.fields[i];
		struct input input;

		if (field->kind == FIELD_FILES)
			continue;
		TRY(declare(context, field, &input));
		if (!input_check(context, &input, params_get(&context->request->form, field->code),
			&sheet->values[i]))
			sheet->errors++;
	}
	return OK;
}

static void fill_field(
    struct data *page, const struct form_field *field, const struct input_value *value)
{
	static const char *const KINDS[] = {[FIELD_SUBJECT] = "line",
	    [FIELD_BODY] = "text",
	    [FIELD_LINE] = "line",
	    [FIELD_TEXT] = "text",
	    [FIELD_CHOICE] = "choice",
	    [FIELD_PRIORITY] = "choice",
	    [FIELD_FILES] = "files"};
	struct data *item = data_item(page, "Fields");

	data_text(item, "Code", field->code);
	data_text(item, "Kind", KINDS[field->kind]);
	data_tr(item, "Label", field->label);
	if (*field->help)
		data_tr(item, "Help", field->help);
	data_int(item, "Most", field->max_length);
	data_int(item, "Required", field->is_required);
	data_text(item, "Value", value->text);
	data_text(item, "Error", value->error);
	for (size_t i = 0; i < field->choice_count; i++) {
		struct data *choice = data_item(item, "Choices");

		data_text(choice, "Code", field->choices[i].code);
		data_tr(choice, "Label", field->choices[i].label);
	}
}

/* Which inputs scripts look at for suggestions. */
static void fill_suggest(struct data *page, const struct form *form)
{
	for (size_t i = 0; i < form->field_count; i++) {
		if (form->fields[i].kind == FIELD_SUBJECT)
			data_text(page, "Suggest.Title", form->fields[i].code);
		else if (form->fields[i].kind == FIELD_BODY)
			data_text(page, "Suggest.Text", form->fields[i].code);
	}
}

static enum err send_page(struct context *context, const struct sheet *sheet, int status)
{
	const struct form *form = &sheet->form;
	struct data *page = page_data(context);

	data_text(page, "Code", form->code);
	data_tr(page, "Name", form->name);
	data_tr(page, "Summary", form->summary);
	show_type(page, form->type_id);
	for (size_t i = 0; i < form->field_count; i++)
		fill_field(page, &form->fields[i], &sheet->values[i]);
	fill_suggest(page, form);
	data_text(page, "Suggested", params_get(&context->request->form, "suggested"));
	data_int(page, "Errors", sheet->errors);
	data_text(page, "Once", page_once(context));
	show_limits(context);
	TRY(incidents_offer(context));
	TRY(uploads_fill(context, &sheet->uploads));
	return page_send(context, "portal/form.cs", status, page_text(context, form->name));
}

/* Opens the ticket of a sheet without errors. */
static enum err open_ticket(struct context *context, const struct sheet *sheet, int64_t *id)
{
	const struct form *form = &sheet->form;
	struct form_answer *answers =
	    ARENA_ARRAY(context->arena, struct form_answer, form->field_count);
	struct ticket_new new = {
	    .form = form,
	    .subject = "",
	    .body = "",
	    .language = language_code(context->language),
	    .answers = answers,
	    .uploads = sheet->uploads.tokens,
	    .upload_count = sheet->uploads.count,
	    .once = params_get(&context->request->form, "once"),
	};

	if (!answers)
		return ERROR(ERR_MEMORY, "no memory for %zu answers", form->field_count);
	for (size_t i = 0; i < form->field_count; i++) {
		const struct form_field *field = &form->fields[i];
		const struct input_value *value = &sheet->values[i];

		if (field->kind == FIELD_SUBJECT)
			new.subject = value->text;
		else if (field->kind == FIELD_BODY)
			new.body = value->text;
		else if (field->kind == FIELD_PRIORITY)
			new.priority = priority_named(value->text);
		else if (field->kind != FIELD_FILES && value->given)
			answers[new.answer_count++] = (struct form_answer){field->id, value->text};
	}
	return ticket_open(context->db, context->arena, &context->viewer, &new, id);
}

/* Who searched first finds the words in the subject. */
static enum err take_subject(struct context *context, struct sheet *sheet)
{
	const char *subject = params_get(&context->request->query, "subject");

	for (size_t i = 0; i < sheet->form.field_count && subject; i++) {
		if (sheet->form.fields[i].kind != FIELD_SUBJECT)
			continue;
		sheet->values[i].text = text_cut(context->arena, subject, SUBJECT_MOST - 1);
		if (!sheet->values[i].text)
			return ERROR(ERR_MEMORY, "no memory for a subject");
	}
	return OK;
}

enum err form_show(struct context *context)
{
	struct sheet sheet;

	TRY(load(context, &sheet));
	TRY(take_subject(context, &sheet));
	return send_page(context, &sheet, 200);
}

enum err form_post(struct context *context)
{
	struct sheet sheet;
	int64_t id;
	const char *path;
	bool asked;

	TRY(load(context, &sheet));
	if (params_get(&context->request->form, "helped"))
		return answers_helped(context, &sheet);
	TRY(take(context, &sheet));
	if (sheet.errors)
		return send_page(context, &sheet, sheet.uploads.status);
	TRY(answers_offer(context, &sheet, &asked));
	if (asked)
		return OK;
	TRY(open_ticket(context, &sheet, &id));
	path = arena_format(context->arena, "/t/%s", context_signature(context, id));
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	return page_redirect(context, path,
	    TR("We have your request. Its number is above the subject: quote it whenever you write "
	       "or call."));
}
