#include "web/input.h"

#include <string.h>

#include "base/text.h"
#include "web/page.h"

static bool refuse(struct input_value *value, const char *why)
{
	value->error = why;
	return false;
}

static bool check_length(
    struct context *context, const struct input *input, struct input_value *value)
{
	if (!input->most_characters ||
	    text_characters(value->text) <= (size_t)input->most_characters)
		return true;
	return refuse(
	    value, language_count(context->arena, context->language,
		       "Please shorten this: at most %d character.",
		       "Please shorten this: at most %d characters.", input->most_characters));
}

static bool check_number(
    struct context *context, const struct input *input, struct input_value *value)
{
	if (text_to_int(value->text, input->least, input->most, &value->number))
		return true;
	return refuse(value, language_fill(context->arena, context->language,
				 TR("Please enter a whole number from %1 to %2."),
				 language_number(context->arena, context->language, input->least),
				 language_number(context->arena, context->language, input->most)));
}

static bool check_choice(
    struct context *context, const struct input *input, struct input_value *value)
{
	for (int64_t i = 0; input->choices && input->choices[i]; i++) {
		if (!strcmp(input->choices[i], value->text)) {
			value->number = i;
			return true;
		}
	}
	return refuse(value, page_text(context, TR("Please choose one of the answers.")));
}

static bool check_date(struct context *context, struct input_value *value)
{
	char text[40];
	const char *tail = strchr(value->text, 'T') ? ":00Z" : "T23:59:59Z";
	size_t length = strlen(value->text);
	timestamp utc;
	struct civil_time local;

	if (length + strlen(tail) < sizeof text) {
		memcpy(text, value->text, length);
		memcpy(text + length, tail, strlen(tail) + 1);
		if (timestamp_parse(text, &utc)) {
			local = timestamp_civil(utc);
			value->at = timestamp_from_local(&local);
			return true;
		}
	}
	return refuse(value, page_text(context, TR("Please enter a date such as 2026-11-21.")));
}

/* Line breaks as one character; of a line none at all. */
static char *clean_text(struct context *context, enum input_kind kind, const char *text)
{
	char *copy = arena_text(context->arena, text);
	char *to = copy;

	if (!copy || kind == INPUT_SECRET)
		return copy;
	for (const char *from = copy; *from; from++) {
		if (*from == '\r' && from[1] == '\n')
			continue;
		*to++ = *from == '\r' || (*from == '\n' && kind != INPUT_TEXT) ? ' ' : *from;
	}
	*to = '\0';
	return kind == INPUT_TEXT ? copy : text_trim(copy);
}

bool input_check(
    struct context *context, const struct input *input, const char *text, struct input_value *value)
{
	char *clean = clean_text(context, input->kind, text ? text : "");

	*value = (struct input_value){.text = clean ? clean : "", .at = TIMESTAMP_NONE};
	value->given = !text_is_blank(value->text);
	if (input->kind == INPUT_FLAG) {
		value->number = value->given;
		return true;
	}
	if (!value->given)
		return input->required
			   ? refuse(value, page_text(context, TR("Please fill this in.")))
			   : true;
	switch (input->kind) {
	case INPUT_NUMBER:
		return check_number(context, input, value);
	case INPUT_CHOICE:
		return check_choice(context, input, value);
	case INPUT_DATE:
		return check_date(context, value);
	default:
		return check_length(context, input, value);
	}
}

bool input_read(
    struct context *context, const struct input *inputs, size_t count, struct input_value *values)
{
	bool good = true;

	for (size_t i = 0; i < count; i++)
		if (!input_check(context, &inputs[i],
			params_get(&context->request->form, inputs[i].name), &values[i]))
			good = false;
	return good;
}

void input_fill(struct context *context, const struct input *inputs, size_t count,
    const struct input_value *values)
{
	struct data *form = data_node(page_data(context), "Form");
	int64_t errors = 0;

	for (size_t i = 0; i < count; i++) {
		struct data *node = data_node(form, inputs[i].name);

		if (inputs[i].kind != INPUT_SECRET)
			data_text(node, "Value", values[i].text);
		data_text(node, "Error", values[i].error);
		errors += values[i].error != NULL;
	}
	data_int(form, "Errors", errors);
}
