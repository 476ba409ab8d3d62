/*
 * answers.c: what is between "send" and "sent": does one of these solve it? The page carries all
 * that was typed, and is shown once. GET /new/:form/solved thanks those whom one of them helped.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "form.h"
#include "model/article_list.h"
#include "model/ticket_link.h"
#include "pages.h"
#include "web/finding.h"
#include "web/page.h"

enum { ANSWERS = 3, LOOKED_AT = 8 };

const char *sheet_text(const struct sheet *sheet, enum field_kind kind)
{
	for (size_t i = 0; i < sheet->form.field_count; i++)
		if (sheet->form.fields[i].kind == kind)
			return sheet->values[i].text;
	return "";
}

static void carry(struct data *page, const char *name, const char *value)
{
	struct data *item = data_item(page, "Carried");

	data_text(item, "Name", name);
	data_text(item, "Value", value);
}

/* All that the form held, files by their tokens. */
static void carry_all(struct context *context, const struct sheet *sheet)
{
	struct data *page = page_data(context);

	for (size_t i = 0; i < sheet->form.field_count; i++)
		if (sheet->form.fields[i].kind != FIELD_FILES)
			carry(page, sheet->form.fields[i].code, sheet->values[i].text);
	for (size_t i = 0; i < sheet->uploads.count; i++)
		carry(page, "upload", sheet->uploads.tokens[i]);
	carry(page, "once", params_get(&context->request->form, "once"));
	carry(page, "suggested", "1");
}

enum err answers_offer(struct context *context, const struct sheet *sheet, bool *asked)
{
	const char *suggested = params_get(&context->request->form, "suggested");
	const char *subject = sheet_text(sheet, FIELD_SUBJECT);
	struct data *page = page_data(context);
	struct find_result result;

	*asked = false;
	if (suggested && *suggested)
		return OK;
	TRY(finding_similar(
	    context, subject, sheet_text(sheet, FIELD_BODY), 0, LOOKED_AT, &result));
	find_keep_good(&result, ANSWERS);
	if (!result.count)
		return OK;
	*asked = true;
	for (size_t i = 0; i < result.count; i++)
		finding_fill(context, data_item(page, "Answers"), &result.found[i]);
	carry_all(context, sheet);
	data_text(page, "Code", sheet->form.code);
	data_text(page, "Subject", subject);
	data_text(page, "Page.Address", arena_format(context->arena, "/new/%s", sheet->form.code));
	return page_send(context, "portal/answers.cs", 200,
	    page_text(context, TR("Does one of these solve it?")));
}

enum err answers_helped(struct context *context, const struct sheet *sheet)
{
	const char *key = params_get(&context->request->form, "helped");
	int64_t reader = context->viewer.account_id, id;
	enum search_kind kind;
	struct found found;

	if (!finding_key_parse(key, &kind, &id))
		return ERROR(ERR_INPUT, "no answer has such a key");
	TRY(find_one(context->db, context->arena, &context->viewer, kind, id, &found));
	if (kind == SEARCH_ARTICLE)
		TRY(article_tie(context->db, id, 0, TIE_DEFLECTED, reader));
	else
		TRY(ticket_helped(context->db, id, reader));
	return page_redirect(context,
	    arena_format(context->arena, "/new/%s/solved?by=%s", sheet->form.code,
		finding_key(context, &found)),
	    TR("Nothing was sent: we are glad that you found your answer."));
}

enum err answers_thanks(struct context *context)
{
	struct data *page = page_data(context);
	enum search_kind kind;
	struct found found;
	struct form form;
	int64_t id;

	TRY(form_load(context->arena, context_parameter(context, 0), &form));
	if (!finding_key_parse(params_get(&context->request->query, "by"), &kind, &id))
		return ERROR(ERR_NOT_FOUND, "which answer?");
	TRY(find_one(context->db, context->arena, &context->viewer, kind, id, &found));
	finding_fill(context, data_node(page, "Answer"), &found);
	data_text(page, "Code", form.code);
	data_flag(page, "Page.NoIndex", true);
	return page_send(
	    context, "portal/solved.cs", 200, page_text(context, TR("Solved without a request")));
}
