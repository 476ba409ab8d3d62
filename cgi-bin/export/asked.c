#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "export.h"
#include "model/export_words.h"
#include "web/page.h"

static const char *const FORMATS[] = {"csv", "xml", "jsonl", NULL};

static const struct input ASKED[ASKED_COUNT] = {
    [ASKED_FORMAT] = {"format", INPUT_CHOICE, .choices = FORMATS, .label = TR("Format")},
    [ASKED_MESSAGES] = {"messages", INPUT_FLAG},
    [ASKED_MARK] = {"bom", INPUT_FLAG},
    [ASKED_SINCE] = {"since", INPUT_LINE, 40, .label = TR("Changed since")},
    [ASKED_FROM] = {"created_from", INPUT_LINE, 40, .label = TR("Received from")},
    [ASKED_TO] = {"created_to", INPUT_LINE, 40, .label = TR("Received until")},
    [ASKED_TYPE] = {"type", INPUT_LINE, 40, .label = TR("Type")},
    [ASKED_STATUS] = {"status", INPUT_LINE, 40, .label = TR("Status")},
    [ASKED_CATEGORY] = {"category", INPUT_LINE, 120, .label = TR("Category")},
    [ASKED_ORGANISATION] = {"organisation", INPUT_LINE, 200, .label = TR("Organisation")},
    [ASKED_TEAM] = {"team", INPUT_LINE, 120, .label = TR("Team")},
};

static bool read_values(struct context *context, struct asked_export *asked)
{
	const struct params *query = &context->request->query;
	bool right = true;

	if (context->request->method == HTTP_POST)
		return input_read(context, ASKED, ASKED_COUNT, asked->values);
	for (size_t i = 0; i < ASKED_COUNT; i++)
		right &= input_check(
		    context, &ASKED[i], params_get(query, ASKED[i].name), &asked->values[i]);
	return right;
}

/* "/export/tickets.csv" asks for CSV. */
static enum records_format path_format(const struct context *context)
{
	const char *dot = strrchr(context->request->path, '.');

	return dot ? records_named(dot + 1) : 0;
}

static enum err read_filter(struct context *context, struct asked_export *asked, bool *right)
{
	const struct input_value *v = asked->values;
	const struct export_words words = {
	    .since = v[ASKED_SINCE].text,
	    .created_from = v[ASKED_FROM].text,
	    .created_to = v[ASKED_TO].text,
	    .type = v[ASKED_TYPE].text,
	    .status = v[ASKED_STATUS].text,
	    .category = v[ASKED_CATEGORY].text,
	    .organisation = v[ASKED_ORGANISATION].text,
	    .team = v[ASKED_TEAM].text,
	};
	const char *wrong;
	enum err err =
	    export_words_read(context->db, context->arena, &words, &asked->filter, &wrong);

	if (err != ERR_INPUT)
		return err;
	for (size_t i = ASKED_SINCE; i < ASKED_COUNT; i++)
		if (!strcmp(ASKED[i].name, wrong))
			asked->values[i].error = page_text(
			    context, i < ASKED_TYPE ? TR("Please enter a date such as 2026-11-21.")
						    : TR("Please choose one of the answers."));
	*right = false;
	return OK;
}

enum err asked_read(struct context *context, struct asked_export *asked, bool *right)
{
	enum records_format format = path_format(context);
	const struct input_value *chosen = &asked->values[ASKED_FORMAT];
	struct export_filter nothing = EXPORT_ALL;

	TRY(export_allow(&context->viewer, &nothing));
	*right = read_values(context, asked);
	asked->filter = nothing;
	if (*right)
		TRY(read_filter(context, asked, right));
	if (!format)
		format = chosen->given ? records_named(chosen->text) : RECORDS_CSV;
	asked->values[ASKED_FORMAT].text = records_code(format);
	asked->options = (struct export_options){format, asked->values[ASKED_MARK].number != 0};
	asked->filter.messages = asked->values[ASKED_MESSAGES].number != 0;
	return *right ? export_allow(&context->viewer, &asked->filter) : OK;
}

const char *asked_path(const struct context *context, const struct asked_export *asked)
{
	const char *path =
	    arena_format(context->arena, "/export/tickets.%s", asked->values[ASKED_FORMAT].text);
	char mark = '?';

	for (size_t i = ASKED_MESSAGES; path && i < ASKED_COUNT; i++) {
		const struct input_value *value = &asked->values[i];
		const char *text = ASKED[i].kind == INPUT_FLAG
				       ? "1"
				       : text_url_encode(context->arena, value->text);

		if (!value->given || !text)
			continue;
		path = arena_format(context->arena, "%s%c%s=%s", path, mark, ASKED[i].name, text);
		mark = '&';
	}
	return path;
}

void asked_fill(struct context *context, const struct asked_export *asked)
{
	input_fill(context, ASKED, ASKED_COUNT, asked->values);
}
