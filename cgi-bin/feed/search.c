/*
 * search.c: GET /feed/kb/search.atom?q=, .rss: what a search finds, the newest of its best answers
 * first: who reads it is told of new ones.
 */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "feed.h"
#include "model/archive.h"
#include "model/article.h"
#include "model/feed_list.h"
#include "web/finding.h"
#include "web/page.h"

/* So many of the best answers are looked through for the newest. */
enum { BEST_HITS = 100, SHOWN_QUERY = 300 };

static const char *const FILTERS[] = {"kind", "category", "language", "year"};
enum { FILTER_COUNT = sizeof FILTERS / sizeof FILTERS[0] };

static struct search_query query_of(const struct context *context)
{
	const char *kind = feed_asked(context, "kind");
	int64_t year = 0;

	(void)text_to_int(feed_asked(context, "year"), 1970, 2999, &year);
	return (struct search_query){
	    .mode = SEARCH_WORDS,
	    .text = feed_asked(context, "q"),
	    .kind = !strcmp(kind, "article")  ? SEARCH_ARTICLE
		    : !strcmp(kind, "ticket") ? SEARCH_TICKET
					      : SEARCH_ANY,
	    .category = feed_asked(context, "category"),
	    .language = feed_asked(context, "language"),
	    .year = (int)year,
	    .limit = BEST_HITS,
	};
}

/* "?q=…&category=…", as the page of the search has it too. NULL: no memory. */
static const char *query_text(const struct context *context)
{
	const char *shown = text_cut(context->arena, feed_asked(context, "q"), SHOWN_QUERY);
	const char *q = shown ? text_url_encode(context->arena, shown) : NULL;
	const char *text = q ? arena_format(context->arena, "?q=%s", q) : NULL;

	for (size_t i = 0; i < FILTER_COUNT && text; i++) {
		const char *value =
		    text_url_encode(context->arena, feed_asked(context, FILTERS[i]));

		if (value && *value)
			text = arena_format(context->arena, "%s&%s=%s", text, FILTERS[i], value);
	}
	return text;
}

static int newest_first(const void *a, const void *b)
{
	const struct found *one = a, *other = b;

	if (one->at != other->at)
		return one->at < other->at ? 1 : -1;
	return one->id < other->id ? 1 : one->id > other->id ? -1 : 0;
}

/* The solution of a solved request; what was asked where there is none. */
static enum err ticket_html(struct context *context, int64_t id, const char **html)
{
	struct archive_ticket ticket;
	struct message *messages;
	size_t count;

	*html = "";
	TRY(archive_read(
	    context->db, context->arena, &context->viewer, id, &ticket, &messages, &count));
	for (size_t i = 0; i < count; i++)
		if (i == 0 || messages[i].id == ticket.solution_id)
			*html = messages[i].html;
	return OK;
}

static enum err fill_entry(
    struct context *context, struct feed_draft *draft, const struct found *found)
{
	const bool is_article = found->kind == SEARCH_ARTICLE;
	struct feed_entry *entry;
	struct article article;
	const char *html = "", *summary = "";
	enum err err;

	if (is_article) {
		err = article_read(
		    context->db, context->arena, &context->viewer, found->id, &article);
		if (err == OK) {
			html = article.html;
			summary = article.summary;
		}
	} else {
		err = ticket_html(context, found->id, &html);
	}
	if (err == ERR_NOT_FOUND)
		return OK; /* withdrawn a moment ago */
	TRY(err);
	entry = draft_entry(draft);
	*entry = (struct feed_entry){
	    .id = feed_urn(context, is_article ? "article" : "archive", found->id),
	    .url = feed_absolute(context, finding_path(context, found)),
	    .title = found->title,
	    .summary = summary,
	    .html = strlen(html) <= FEED_TEXT_MOST ? html : "",
	    .language = found->language,
	    .category = found->category,
	    .published = is_article ? article.published_at : found->at,
	    .updated = is_article ? article.updated_at : found->at,
	};
	if (entry->updated < entry->published)
		entry->updated = entry->published;
	return OK;
}

/* Its pages are counted: ?after=20 begins behind the first twenty. */
static enum err fill(struct context *context, struct feed_draft *draft, const char **next)
{
	const char *asked = feed_asked(context, "after");
	struct search_query query = query_of(context);
	struct find_result result = {.count = 0};
	int64_t from = 0;

	*next = NULL;
	if (*asked && !text_to_int(asked, 1, BEST_HITS, &from))
		return ERROR(ERR_INPUT, "no page: %s", asked);
	if (text_is_blank(query.text))
		return OK;
	TRY(finding_ask(context, &query, &result));
	qsort(result.found, result.count, sizeof *result.found, newest_first);
	for (size_t i = (size_t)from; i < result.count && i < (size_t)from + FEED_ENTRIES; i++)
		TRY(fill_entry(context, draft, &result.found[i]));
	if (result.count > (size_t)from + FEED_ENTRIES)
		*next = arena_format(context->arena, "%lld", (long long)from + FEED_ENTRIES);
	return OK;
}

enum err search_feed(struct context *context)
{
	const char *query, *name, *title, *path, *page, *next, *stem;
	enum feed_format format;
	struct feed_draft draft;

	feed_for_everybody(context, feed_asked(context, "language"));
	if (!feed_format_of(context, context->request->path, &format, &stem))
		return ERROR(ERR_NOT_FOUND, "no feed");
	query = query_text(context);
	name = query ? arena_format(context->arena, "search:%s", query) : NULL;
	page = query ? arena_format(context->arena, "/kb/search%s", query) : NULL;
	path = query ? arena_format(context->arena, "%s%s", context->request->path, query) : NULL;
	if (!name || !page || !path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	title = text_cut(context->arena, feed_asked(context, "q"), SHOWN_QUERY);
	TRY(draft_begin(context, &draft, name,
	    language_fill(context->arena, context->language, TR("Search for “%1”"), title, NULL),
	    page));
	draft.feed.subtitle =
	    page_text(context, TR("New answers of the knowledge base to these words."));
	TRY(fill(context, &draft, &next));
	TRY(draft_pages(context, &draft, path, next));
	return feed_send(context, &draft.feed, format);
}
