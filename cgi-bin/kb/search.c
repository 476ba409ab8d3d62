/*
 * search.c: GET /kb/search: what was found, and how to ask more precisely. Works like any page
 * with an address of its own: q, and beside it category, kind, language, year and page.
 */
#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "base/text.h"
#include "model/article_list.h"
#include "model/form.h"
#include "pages.h"
#include "web/feeds.h"
#include "web/finding.h"
#include "web/page.h"

enum { PAGE_HITS = 10, PAGES_MOST = 100, FACET_VALUES = 10, SHOWN_QUERY = 300 };

/* The filters, in the order of enum search_facet_by: their names in addresses. */
static const char *const FILTERS[SEARCH_FACETS] = {[SEARCH_BY_KIND] = "kind",
    [SEARCH_BY_CATEGORY] = "category",
    [SEARCH_BY_LANGUAGE] = "language",
    [SEARCH_BY_YEAR] = "year"};

/* What the address asks for. */
struct asked {
	const char *text;		    /* as typed */
	const char *shown;		    /* its beginning, for the page and its links */
	const char *filters[SEARCH_FACETS]; /* "" for none */
	int64_t page;			    /* from 1 */
};

static const char *param(const struct context *context, const char *name)
{
	const char *value = params_get(&context->request->query, name);

	return value ? value : "";
}

static enum err read_asked(struct context *context, struct asked *asked)
{
	*asked = (struct asked){.text = param(context, "q"), .page = 1};
	asked->shown = text_cut(context->arena, asked->text, SHOWN_QUERY);
	if (!asked->shown)
		return ERROR(ERR_MEMORY, "no memory for a query");
	for (size_t i = 0; i < SEARCH_FACETS; i++)
		asked->filters[i] = param(context, FILTERS[i]);
	(void)text_to_int(param(context, "page"), 1, PAGES_MOST, &asked->page);
	return OK;
}

static bool is_filtered(const struct asked *asked)
{
	for (size_t i = 0; i < SEARCH_FACETS; i++)
		if (*asked->filters[i])
			return true;
	return false;
}

/* The address of the same search with one filter set otherwise ("": taken away), or another text
 * (NULL: the same). NULL: no memory. */
static const char *address(const struct context *context, const struct asked *asked,
    const char *text, enum search_facet_by by, const char *value)
{
	const char *q = text_url_encode(context->arena, text ? text : asked->shown);
	const char *path = q ? arena_format(context->arena, "/kb/search?q=%s", q) : NULL;

	for (size_t i = 0; i < SEARCH_FACETS && path; i++) {
		const char *set = i == by ? value : asked->filters[i];

		set = text_url_encode(context->arena, set);
		if (set && *set)
			path = arena_format(context->arena, "%s&%s=%s", path, FILTERS[i], set);
	}
	return path;
}

static struct search_query query_of(const struct asked *asked)
{
	const char *kind = asked->filters[SEARCH_BY_KIND];
	int64_t year = 0;

	(void)text_to_int(asked->filters[SEARCH_BY_YEAR], 1970, 2999, &year);
	return (struct search_query){
	    .mode = SEARCH_WORDS,
	    .text = asked->text,
	    .kind = !strcmp(kind, "article")  ? SEARCH_ARTICLE
		    : !strcmp(kind, "ticket") ? SEARCH_TICKET
					      : SEARCH_ANY,
	    .category = asked->filters[SEARCH_BY_CATEGORY],
	    .language = asked->filters[SEARCH_BY_LANGUAGE],
	    .year = (int)year,
	    .offset = (size_t)(asked->page - 1) * PAGE_HITS,
	    .limit = PAGE_HITS,
	    .facets = true,
	    .snippets = true,
	    .spelling = true,
	};
}

/* Names of languages that are not the portal's own, as they call themselves. */
static const char *language_label(const char *code)
{
	static const char *const NAMES[][2] = {{"cs", "Čeština"}, {"da", "Dansk"},
	    {"de", "Deutsch"}, {"es", "Español"}, {"fi", "Suomi"}, {"fr", "Français"},
	    {"hu", "Magyar"}, {"it", "Italiano"}, {"ja", "日本語"}, {"ko", "한국어"},
	    {"lt", "Lietuvių"}, {"nl", "Nederlands"}, {"pt", "Português"}, {"sk", "Slovenčina"},
	    {"sv", "Svenska"}, {"tr", "Türkçe"}, {"uk", "Українська"}, {"zh", "中文"}};
	const struct language *own = language_named(code);

	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
		if (!strcmp(NAMES[i][0], code))
			return NAMES[i][1];
	return own ? language_name(own) : code;
}

static const char *facet_label(
    const struct context *context, enum search_facet_by by, const char *value)
{
	if (by == SEARCH_BY_LANGUAGE)
		return language_label(value);
	if (by == SEARCH_BY_KIND)
		return page_text(
		    context, !strcmp(value, "article") ? TR("Articles") : TR("Solved requests"));
	return value;
}

static enum err fill_facet(struct context *context, const struct asked *asked,
    const struct search_result *index, enum search_facet_by by, const char *title)
{
	size_t count =
	    index->facet_count[by] < FACET_VALUES ? index->facet_count[by] : FACET_VALUES;
	const char *values[FACET_VALUES], *names[FIND_NAMES];
	bool chosen = *asked->filters[by] != '\0';
	struct data *facet;

	/* One value for all is no choice. */
	if (!count || (count == 1 && !chosen))
		return OK;
	for (size_t i = 0; i < count; i++)
		values[i] = index->facets[by][i].value;
	if (by == SEARCH_BY_CATEGORY)
		TRY(find_category_names(context->db, context->arena, values, count, names));
	facet = data_item(page_data(context), "Facets");
	data_tr(facet, "Title", title);
	if (chosen)
		data_text(facet, "All", address(context, asked, NULL, by, ""));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(facet, "Values");

		data_text(item, "Label",
		    by == SEARCH_BY_CATEGORY ? names[i] : facet_label(context, by, values[i]));
		data_number(item, "Count", (int64_t)index->facets[by][i].count);
		data_text(item, "Path", address(context, asked, NULL, by, values[i]));
		data_flag(item, "Current", chosen && !strcmp(asked->filters[by], values[i]));
	}
	return OK;
}

static enum err fill_facets(
    struct context *context, const struct asked *asked, const struct search_result *index)
{
	TRY(fill_facet(context, asked, index, SEARCH_BY_CATEGORY, TR("Category")));
	TRY(fill_facet(context, asked, index, SEARCH_BY_KIND, TR("Kind")));
	TRY(fill_facet(context, asked, index, SEARCH_BY_LANGUAGE, TR("Language")));
	return fill_facet(context, asked, index, SEARCH_BY_YEAR, TR("Year"));
}

/* The forms, with what was searched for as their subject. */
static void fill_forms(struct context *context, const struct asked *asked)
{
	const char *subject = text_url_encode(context->arena, asked->shown);
	const struct form *forms;
	size_t count = form_list(&forms);

	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Forms");
		const struct ticket_type *type = ticket_type_by_id(forms[i].type_id);

		data_text(item, "Path",
		    arena_format(context->arena, "/new/%s%s%s", forms[i].code,
			subject && *subject ? "?subject=" : "", subject ? subject : ""));
		data_tr(item, "Name", forms[i].name);
		data_tr(item, "Summary", forms[i].summary);
		if (type)
			data_text(item, "Icon", type->icon);
	}
}

static void fill_pager(
    struct context *context, const struct asked *asked, const struct search_result *index)
{
	struct data *page = page_data(context);
	const char *here = address(context, asked, NULL, SEARCH_FACETS, "");
	size_t behind = (size_t)asked->page * PAGE_HITS;

	if (!here)
		return;
	if (asked->page > 1)
		data_text(page, "First", here);
	if (behind < index->total && asked->page < PAGES_MOST)
		data_text(page, "Next",
		    arena_format(context->arena, "%s&page=%lld", here, (long long)asked->page + 1));
}

static enum err fill_result(
    struct context *context, const struct asked *asked, const struct find_result *result)
{
	const struct search_result *index = &result->index;
	struct data *page = page_data(context);

	data_int(page, "Total", (int64_t)index->total);
	data_number(page, "TotalShown", (int64_t)index->total);
	data_flag(page, "Capped", index->total_capped);
	data_number(page, "Took", (result->took + TIMESTAMP_SECOND / 1000 - 1) / 1000);
	data_flag(page, "Loosened", index->loosened != SEARCH_ALL_WORDS);
	data_flag(page, "Plain", result->plain);
	for (size_t i = 0; i < result->count; i++)
		finding_fill(context, data_item(page, "Results"), &result->found[i]);
	if (index->suggestion) {
		data_text(page, "Suggestion.Text", index->suggestion);
		data_text(page, "Suggestion.Path",
		    address(context, asked, index->suggestion, SEARCH_FACETS, ""));
	}
	fill_pager(context, asked, index);
	return fill_facets(context, asked, index);
}

/* A search that finds nothing is an article to be written. That it can't be noted keeps nobody from
 * reading on. */
static void note_miss(
    struct context *context, const struct asked *asked, const struct find_result *result)
{
	if (result->plain || result->index.total || is_filtered(asked) || asked->page > 1)
		return;
	if (search_miss_add(context->db, context->arena, asked->shown) != OK)
		log_warn("search: %s", err_message());
	data_flag(page_data(context), "Noted", true);
}

/* The same search as a feed. */
static void offer_feed(struct context *context, const struct asked *asked)
{
	const char *here = address(context, asked, NULL, SEARCH_FACETS, "");
	const char *title = language_fill(
	    context->arena, context->language, TR("Search for “%1”"), asked->shown, NULL);

	if (here && title)
		feed_offer(context, title, "/feed/kb/search", here + strlen("/kb/search?"));
}

enum err search_show(struct context *context)
{
	struct data *page = page_data(context);
	struct search_query query;
	struct find_result result;
	const char *ticket, *title;
	struct asked asked;

	TRY(read_asked(context, &asked));
	TRY(finding_signature(context, asked.shown, &ticket));
	if (ticket)
		return page_redirect(context, ticket, NULL);
	data_text(page, "Page.Section", "kb");
	data_flag(page, "Page.NoIndex", true);
	data_text(page, "Query", asked.shown);
	fill_forms(context, &asked);
	title = page_text(context, TR("Search"));
	if (text_is_blank(asked.text))
		return page_send(context, "kb/search.cs", 200, title);
	query = query_of(&asked);
	offer_feed(context, &asked);
	TRY(finding_ask(context, &query, &result));
	data_flag(page, "Asked", true);
	data_flag(page, "Filtered", is_filtered(&asked));
	data_text(page, "Unfiltered",
	    address(context, &(struct asked){.shown = asked.shown, .filters = {"", "", "", ""}},
		NULL, SEARCH_FACETS, ""));
	TRY(fill_result(context, &asked, &result));
	note_miss(context, &asked, &result);
	return page_send(context, "kb/search.cs", 200,
	    arena_format(context->arena, "%s – %s", asked.shown, title));
}
