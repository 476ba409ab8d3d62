/*
 * similar.c: what was solved before, beside an open ticket, and POST /desk/t/:number/reuse: its
 * solution goes into the answer that is being written, behind what stands there already.
 */
#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "model/article_list.h"
#include "model/ticket_link.h"
#include "web/finding.h"
#include "web/page.h"
#include "work.h"

enum { LOOKED_AT = 12, SHOWN = 4 };

/* What was put into the answer on this page, or on the ones before it. */
static void fill_reused(struct context *context)
{
	const struct params *form = &context->request->form;

	for (size_t i = 0; i < form->count; i++)
		if (!strcmp(form->at[i].name, "reused") || !strcmp(form->at[i].name, "reuse"))
			data_text(
			    data_item(page_data(context), "Reused"), "Key", form->at[i].value);
}

enum err similar_fill(struct context *context, const struct ticket *ticket)
{
	const struct status *status = status_by_id(ticket->status_id);
	struct find_result result;
	const char *question;
	size_t shown = 0;

	if (!status || !class_is_open(status->class))
		return OK;
	fill_reused(context);
	TRY(find_question(context->db, context->arena, ticket->id, &question));
	TRY(finding_similar(context, ticket->subject, question, ticket->id, LOOKED_AT, &result));
	for (size_t i = 0; i < result.count && shown < SHOWN; i++) {
		struct data *item;

		if (!result.found[i].has_answer)
			continue;
		item = data_item(page_data(context), "Similar");
		finding_fill(context, item, &result.found[i]);
		if (result.found[i].kind == SEARCH_TICKET)
			data_text(item, "Path", ticket_path(context, result.found[i].id));
		shown++;
	}
	return OK;
}

/* What goes into the answer: a ticket's solution, or the way to an article. */
static enum err reused_text(struct context *context, const char *key, const char **text)
{
	enum search_kind kind;
	struct found found;
	int64_t id;

	if (!finding_key_parse(key, &kind, &id))
		return ERROR(ERR_INPUT, "nothing has such a key");
	if (kind == SEARCH_TICKET)
		return find_solution(context->db, context->arena, &context->viewer, id, text);
	TRY(find_one(context->db, context->arena, &context->viewer, kind, id, &found));
	*text = arena_format(context->arena, "%s\n<%s%s>", found.title,
	    settings_text(context->settings, "site.url", ""), finding_path(context, &found));
	return *text ? OK : ERROR(ERR_MEMORY, "no memory for an article's address");
}

enum err reuse_post(struct context *context)
{
	struct input_value *body;
	struct ticket ticket;
	struct work work;
	const char *text;

	TRY(work_read(context, &work));
	TRY(ticket_load(context->db, context->arena, &context->viewer, work.ticket_id, &ticket));
	TRY(reused_text(context, params_get(&context->request->form, "reuse"), &text));
	body = &work.values[WORK_BODY];
	body->text =
	    body->given ? arena_format(context->arena, "%s\n\n%s", body->text, text) : text;
	if (!body->text)
		return ERROR(ERR_MEMORY, "no memory for an answer");
	body->given = true;
	work.is_draft = true;
	work.conflict =
	    !work.values[WORK_VERSION].error && work.values[WORK_VERSION].number != ticket.version;
	return ticket_page(context, &ticket, &work, 200);
}

void reuse_remember(struct context *context, int64_t ticket_id)
{
	const struct params *form = &context->request->form;

	for (size_t i = 0; i < form->count; i++) {
		enum search_kind kind;
		int64_t id;
		enum err err = OK;

		if (strcmp(form->at[i].name, "reused") != 0 ||
		    !finding_key_parse(form->at[i].value, &kind, &id))
			continue;
		if (kind == SEARCH_TICKET)
			err = ticket_link_add(context->db, ticket_id, id, timestamp_now());
		else
			err = article_tie(
			    context->db, id, ticket_id, TIE_ANSWER, context->viewer.account_id);
		if (err != OK) /* the answer is sent: only the tie is missing */
			log_warn(
			    "%s is not tied to its answer: %s", form->at[i].value, err_message());
	}
}
