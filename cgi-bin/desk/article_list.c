/*
 * article_list.c: GET /desk/articles: articles by state, and GET /desk/articles/usefulness: what
 * staff should look at.
 */
#include "article.h"
#include "base/message.h"
#include "web/page.h"

enum { PAGE_ROWS = 50 };

/* A tab for each state, and one for all. */
static enum err fill_states(struct context *context, enum article_state now)
{
	int64_t counts[ARTICLE_RETIRED + 1];

	TRY(article_state_counts(context->db, context->arena, &context->viewer, counts));
	for (enum article_state s = 0; s <= ARTICLE_RETIRED; s++) {
		struct data *tab = data_item(page_data(context), "States");

		data_text(tab, "Path",
		    s ? arena_format(
			    context->arena, "/desk/articles?state=%s", article_state_code(s))
		      : "/desk/articles");
		data_tr(tab, "Name", s ? article_state_name(s) : TR("All"));
		data_number(tab, "Count", counts[s]);
		data_flag(tab, "Current", s == now);
	}
	return OK;
}

enum err articles_show(struct context *context)
{
	const char *asked = params_get(&context->request->query, "state");
	const char *from = params_get(&context->request->query, "after");
	enum article_state state = article_state_named(asked);
	struct data *page = page_data(context);
	struct article_page articles;
	struct cursor after;
	const char *address;
	char next[CURSOR_TEXT];

	if ((asked && *asked && !state) || !cursor_parse(from, &after))
		return ERROR(ERR_NOT_FOUND, "no such list of articles");
	TRY(fill_states(context, state));
	TRY(article_list_desk(
	    context->db, context->arena, &context->viewer, state, after, PAGE_ROWS, &articles));
	for (size_t i = 0; i < articles.count; i++)
		article_line_fill(context, data_item(page, "Articles"), &articles.lines[i]);
	address = state ? arena_format(
			      context->arena, "/desk/articles?state=%s", article_state_code(state))
			: "/desk/articles";
	if (after.at)
		data_text(page, "Pager.First", address);
	if (articles.has_more) {
		cursor_text(articles.next, next);
		data_text(page, "Pager.Next",
		    arena_format(context->arena, "%s%cafter=%s", address, state ? '&' : '?', next));
	}
	data_text(page, "Page.Section", "articles");
	return page_send(context, "desk/article_list.cs", 200, page_text(context, TR("Articles")));
}

static enum err fill_table(struct context *context, const char *list, enum usefulness which)
{
	struct article_line *lines;
	size_t count;

	TRY(article_usefulness(
	    context->db, context->arena, &context->viewer, which, &lines, &count));
	for (size_t i = 0; i < count; i++)
		article_line_fill(context, data_item(page_data(context), list), &lines[i]);
	return OK;
}

static enum err fill_misses(struct context *context)
{
	struct search_miss *misses;
	size_t count;

	TRY(search_miss_list(context->db, context->arena, &context->viewer, &misses, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Misses");

		data_text(item, "Query", misses[i].query);
		data_number(item, "Times", misses[i].times);
		data_time(item, "At", misses[i].at);
	}
	return OK;
}

enum err articles_useful(struct context *context)
{
	TRY(fill_table(context, "Waiting", USEFUL_WAITING));
	TRY(fill_misses(context));
	TRY(fill_table(context, "LeastHelpful", USEFUL_LEAST_HELPFUL));
	TRY(fill_table(context, "Reopened", USEFUL_REOPENED));
	TRY(fill_table(context, "MostRead", USEFUL_MOST_READ));
	data_text(page_data(context), "Page.Section", "articles");
	return page_send(context, "desk/article_useful.cs", 200,
	    page_text(context, TR("What articles are worth")));
}
