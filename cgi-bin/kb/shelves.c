#include "shelves.h"

#include "base/text.h"
#include "model/archive.h"
#include "model/article_list.h"
#include "model/category.h"
#include "web/page.h"

enum { DEPTH_MOST = 20 };

struct shelf {
	int64_t articles, requests;
};

struct shelves {
	struct category *categories;
	struct shelf *shelves; /* the same places */
	size_t count;
	int64_t archived, articles;
};

const char *category_path(const struct context *context, const char *code)
{
	const char *encoded = text_url_encode(context->arena, code);

	return encoded ? arena_format(context->arena, "/kb/category/%s", encoded) : NULL;
}

/* What is in a category is in all around it, too. */
static void count_up(struct shelves *s, int64_t id, int64_t articles, int64_t requests)
{
	for (int depth = 0; id && depth < DEPTH_MOST; depth++) {
		const struct category *category = category_at(s->categories, s->count, id);

		if (!category)
			return;
		s->shelves[category - s->categories].articles += articles;
		s->shelves[category - s->categories].requests += requests;
		id = category->parent_id;
	}
}

static enum err read_shelves(struct context *context, struct shelves *s)
{
	struct archive_category *archived;
	struct article_count *counts;
	size_t count;

	TRY(category_tree(context->db, context->arena, &s->categories, &s->count));
	s->shelves = ARENA_ARRAY(context->arena, struct shelf, s->count);
	if (!s->shelves)
		return ERROR(ERR_MEMORY, "no memory for categories");
	TRY(archive_categories(
	    context->db, context->arena, &context->viewer, &archived, &count, &s->archived));
	for (size_t i = 0; i < count; i++)
		count_up(s, archived[i].id, 0, archived[i].count);
	TRY(article_counts(context->db, context->arena, &context->viewer, &counts, &count));
	for (size_t i = 0; i < count; i++) {
		count_up(s, counts[i].category_id, counts[i].count, 0);
		s->articles += counts[i].count;
	}
	return OK;
}

static bool is_filled(const struct shelf *shelf)
{
	return shelf->articles > 0 || shelf->requests > 0;
}

static void fill_shelf(struct context *context, const struct shelves *s, size_t at)
{
	struct data *item = data_item(page_data(context), "Shelves");

	data_text(item, "Path", category_path(context, s->categories[at].code));
	data_text(item, "Name", s->categories[at].name);
	data_int(item, "Articles", s->shelves[at].articles);
	data_int(item, "Requests", s->shelves[at].requests);
	for (size_t i = 0; i < s->count; i++) {
		struct data *within;

		if (s->categories[i].parent_id != s->categories[at].id ||
		    !is_filled(&s->shelves[i]))
			continue;
		within = data_item(item, "Within");
		data_text(within, "Path", category_path(context, s->categories[i].code));
		data_text(within, "Name", s->categories[i].name);
	}
}

enum err fill_shelves(struct context *context, int64_t parent_id)
{
	struct shelves s = {.count = 0};

	TRY(read_shelves(context, &s));
	for (size_t i = 0; i < s.count; i++)
		if (s.categories[i].parent_id == parent_id && is_filled(&s.shelves[i]))
			fill_shelf(context, &s, i);
	data_int(page_data(context), "Total", s.archived);
	data_number(page_data(context), "TotalShown", s.archived);
	data_int(page_data(context), "TotalArticles", s.articles);
	return OK;
}
