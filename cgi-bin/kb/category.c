/*
 * category.c: GET /kb/category/:code: the articles of one category, then its solved requests.
 */
#include "base/text.h"
#include "model/article_list.h"
#include "model/category.h"
#include "pages.h"
#include "shelves.h"
#include "web/feeds.h"
#include "web/page.h"
#include "web/validated.h"

enum { PAGE_ROWS = 30, PAGE_ARTICLES = 60 };

static enum err fill_trail(struct context *context, int64_t id)
{
	struct category *categories;
	const struct category *category, *wider;
	struct data *item;
	size_t count;

	TRY(category_tree(context->db, context->arena, &categories, &count));
	category = category_at(categories, count, id);
	wider = category ? category_at(categories, count, category->parent_id) : NULL;
	if (!wider)
		return OK;
	item = data_item(page_data(context), "Trail");
	data_text(item, "Path", category_path(context, wider->code));
	data_text(item, "Name", wider->name);
	return OK;
}

/* Articles have pages of their own, ?articles=CURSOR. */
static enum err fill_page(
    struct context *context, int64_t category_id, const char *address, bool *later)
{
	const char *asked = params_get(&context->request->query, "articles");
	struct data *page = page_data(context);
	struct article_page articles;
	struct cursor after;
	char next[CURSOR_TEXT];

	if (!cursor_parse(asked, &after))
		return ERROR(ERR_INPUT, "no cursor: %s", asked);
	*later = after.at != 0;
	TRY(article_list(context->db, context->arena, &context->viewer, category_id, NULL, after,
	    PAGE_ARTICLES, &articles));
	fill_articles(context, "Articles", articles.lines, articles.count, PAGE_ARTICLES);
	if (*later)
		data_text(page, "FirstArticles", address);
	if (!articles.has_more)
		return OK;
	cursor_text(articles.next, next);
	data_text(
	    page, "NextArticles", arena_format(context->arena, "%s?articles=%s", address, next));
	return OK;
}

static void offer_feed(struct context *context, const struct archive_category *category)
{
	const char *code = text_url_encode(context->arena, category->code);

	if (code)
		feed_offer(context, category->name,
		    arena_format(context->arena, "/feed/kb/category/%s", code), "");
}

enum err category_show(struct context *context)
{
	struct archive_category category;
	struct archive_page archive;
	struct cursor after;
	const char *address;
	bool later = false;

	TRY(read_after(context, &after));
	TRY(archive_category_by_code(
	    context->db, context->arena, context_parameter(context, 0), &category));
	address = category_path(context, category.code);
	if (!address)
		return ERROR(ERR_MEMORY, "no memory for an address");
	data_text(page_data(context), "Page.Section", "kb");
	data_text(page_data(context), "Name", category.name);
	TRY(fill_trail(context, category.id));
	offer_feed(context, &category);
	if (!after.at)
		TRY(fill_page(context, category.id, address, &later));
	if (!after.at && !later) {
		TRY(fill_shelves(context, category.id));
		data_text(page_data(context), "Page.Canonical",
		    arena_format(context->arena, "%s%s",
			settings_text(context->settings, "site.url", ""), address));
	}
	if (!later) {
		TRY(archive_list(context->db, context->arena, &context->viewer, category.id, after,
		    PAGE_ROWS, &archive));
		fill_archive_page(context, &archive, address);
	}
	return validated_send(context, "kb/category.cs", category.name, TIMESTAMP_NONE);
}
