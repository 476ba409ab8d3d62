/*
 * suggest.c: what scripts of our pages ask for while somebody types. GET /kb/suggest?q= for search
 * boxes; POST for the forms of the portal, as what is written there belongs into no address and no
 * log.
 */
#include "base/text.h"
#include "model/find_json.h"
#include "pages.h"
#include "web/finding.h"
#include "web/input.h"

enum {
	TYPING = 5,
	ANSWERS = 3,
	LOOKED_AT = 8,
	SUBJECT_MOST = 250,
	TEXT_MOST = 4000,
	SNIPPET = 160
};

static enum err answer(struct context *context, const struct find_result *result)
{
	struct find_line *lines = ARENA_ARRAY(context->arena, struct find_line, result->count);
	const char *json;

	if (!lines)
		return ERROR(ERR_MEMORY, "no memory for %zu suggestions", result->count);
	for (size_t i = 0; i < result->count; i++) {
		const struct found *found = &result->found[i];

		lines[i] = (struct find_line){
		    .key = finding_key(context, found),
		    .title = found->title,
		    .path = finding_path(context, found),
		    .note = finding_note(context, found),
		    .text = found->hit && *found->hit->snippet
				? text_cut(context->arena, found->hit->snippet, SNIPPET)
				: NULL,
		    .language = found->language,
		};
	}
	TRY(find_json(context->arena, lines, result->count, &json));
	buffer_text(&context->response->body, json);
	return response_header(context->response, "Content-Type", "application/json");
}

/* Who begins a word means one of their own language; where that has few, any. */
enum err suggest_show(struct context *context)
{
	struct search_query query = {
	    .mode = SEARCH_TYPING,
	    .text = params_get(&context->request->query, "q"),
	    .language = language_code(context->language),
	    .limit = TYPING,
	};
	struct find_result result;

	TRY(finding_ask(context, &query, &result));
	query.language = NULL;
	if (result.count < TYPING && !result.plain)
		TRY(finding_ask(context, &query, &result));
	return answer(context, &result);
}

enum err suggest_post(struct context *context)
{
	enum { TITLE, TEXT, INPUTS };
	static const struct input FIELDS[INPUTS] = {
	    [TITLE] = {.name = "title", .kind = INPUT_LINE, .most_characters = SUBJECT_MOST},
	    [TEXT] = {.name = "text", .kind = INPUT_TEXT, .most_characters = TEXT_MOST},
	};
	struct input_value values[INPUTS];
	struct find_result result;

	if (!input_read(context, FIELDS, INPUTS, values))
		return ERROR(ERR_INPUT, "too much for a suggestion");
	TRY(finding_similar(context, values[TITLE].text, values[TEXT].text, 0, LOOKED_AT, &result));
	find_keep_good(&result, ANSWERS);
	return answer(context, &result);
}
