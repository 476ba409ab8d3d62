/*
 * article_pick.c: articles on a ticket's page: those it is tied to, and those offered for its
 * answer. GET /desk/articles/pick?q=… answers scripts; POST /desk/t/:number/insert puts one into
 * the text without them.
 */
#include <string.h>

#include "article.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "web/finding.h"
#include "web/page.h"
#include "work.h"

enum { OFFERED = 12 };

/* "[Title](https://help.example/kb/12-title)": what goes into the answer. */
static const char *link_to(const struct context *context, const struct article_line *line)
{
	const char *site = settings_text(context->settings, "site.url", "");
	char *title = arena_text(context->arena, line->title);

	/* Brackets would end the link's text. */
	for (char *at = title; at && *at; at++)
		if (*at == '[' || *at == ']')
			*at = *at == '[' ? '(' : ')';
	return title ? arena_format(context->arena, "[%s](%s%s)", title, site,
			   article_kb_path(context, line->id, line->title))
		     : NULL;
}

static void fill_offer(struct context *context, struct data *item, const struct article_line *line)
{
	article_line_fill(context, item, line);
	data_text(item, "Read", article_kb_path(context, line->id, line->title));
	data_text(item, "Markdown", link_to(context, line));
}

/* What the search finds, or before anything is typed the most helpful ones. */
static enum err fill_found(struct context *context, const char *words, const char *language)
{
	struct search_query query = {
	    .mode = SEARCH_TYPING, .text = words, .kind = SEARCH_ARTICLE, .limit = OFFERED};
	struct article_line *lines;
	struct find_result found;
	size_t count;

	if (text_is_blank(words)) {
		TRY(article_pick(
		    context->db, context->arena, &context->viewer, "", language, &lines, &count));
		for (size_t i = 0; i < count && i < OFFERED; i++)
			fill_offer(context, data_item(page_data(context), "Pick"), &lines[i]);
		return OK;
	}
	TRY(finding_ask(context, &query, &found));
	for (size_t i = 0; i < found.count; i++)
		fill_offer(context, data_item(page_data(context), "Pick"),
		    &(struct article_line){.id = found.found[i].id,
			.title = found.found[i].title,
			.language = found.found[i].language,
			.state = ARTICLE_PUBLISHED,
			.audience = READERS_STAFF,
			.updated_at = TIMESTAMP_NONE});
	return OK;
}

/* A part of a page, for scripts alone. */
enum err article_pick_show(struct context *context)
{
	const char *words = params_get(&context->request->query, "q");
	const char *language = params_get(&context->request->query, "language");

	words = text_cut(context->arena, words ? words : "", 200);
	if (!words)
		return ERROR(ERR_MEMORY, "no memory for words");
	TRY(fill_found(context, words, language ? language : language_code(context->language)));
	return page_send(context, "desk/article_pick.cs", 200, "");
}

/* What is offered before anybody searches: the newest of the ticket's category, in its language if
 * there are any; else the newest of all. Each is a short walk along an index. */
static enum err fill_nearest(struct context *context, const struct ticket *ticket)
{
	const struct language *language = language_named(ticket->language);
	const char *code = language ? language_code(language) : NULL;
	struct article_page near = {.count = 0};

	if (ticket->category_id)
		TRY(article_list(context->db, context->arena, &context->viewer, ticket->category_id,
		    code, (struct cursor){0, 0}, OFFERED, &near));
	if (!near.count)
		TRY(article_list(context->db, context->arena, &context->viewer, 0, NULL,
		    (struct cursor){0, 0}, OFFERED, &near));
	for (size_t i = 0; i < near.count; i++)
		fill_offer(context, data_item(page_data(context), "Pick"), &near.lines[i]);
	return OK;
}

enum err article_ticket_fill(struct context *context, const struct ticket *ticket)
{
	static const char *const TIES[] = {
	    "", TR("made from this ticket"), TR("given as the answer"), TR("helped instead")};
	struct data *page = page_data(context);
	struct tied_article *tied;
	size_t count;

	TRY(article_of_ticket(
	    context->db, context->arena, &context->viewer, ticket->id, &tied, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Articles");

		data_text(item, "Title", tied[i].title);
		data_text(item, "Path", article_desk_path(context, tied[i].article_id));
		data_tr(item, "Tie", TIES[tied[i].tie]);
		article_state_fill(item, tied[i].state);
	}
	if (ticket->solution_id)
		data_text(page, "Ticket.Article",
		    arena_format(context->arena, "%s/article", ticket_path(context, ticket->id)));
	return fill_nearest(context, ticket);
}

/* Adds the chosen article's link to what was typed, and shows the page again. */
enum err insert_post(struct context *context)
{
	const char *chosen = params_get(&context->request->form, "pick"), *link, *body;
	struct article_line line = {.id = 0};
	struct article article;
	struct ticket ticket;
	struct work work;
	enum err err;

	TRY(work_read(context, &work));
	TRY(ticket_load(context->db, context->arena, &context->viewer, work.ticket_id, &ticket));
	work.is_draft = true;
	if (!chosen || !text_to_int(chosen, 1, INT64_MAX, &line.id))
		return ticket_page(context, &ticket, &work, 200);
	err = article_read(context->db, context->arena, &context->viewer, line.id, &article);
	if (err == ERR_NOT_FOUND)
		return ticket_page(context, &ticket, &work, 200);
	TRY(err);
	line.title = article.title;
	link = link_to(context, &line);
	body = work.values[WORK_BODY].text;
	body =
	    link ? arena_format(context->arena, "%s%s%s\n", body, *body ? "\n\n" : "", link) : NULL;
	if (!body)
		return ERROR(ERR_MEMORY, "no memory for a link");
	work.values[WORK_BODY].text = body;
	work.values[WORK_BODY].given = true;
	return ticket_page(context, &ticket, &work, 200);
}
