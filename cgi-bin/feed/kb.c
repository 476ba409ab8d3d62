/*
 * kb.c: GET /feed/kb.atom, .rss and /feed/kb/category/CODE.atom, .rss: articles that everybody may
 * read, newest first; with ?language= those in one language.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "feed.h"
#include "model/archive.h"
#include "model/feed_list.h"
#include "web/page.h"

static void fill_entry(
    struct context *context, struct feed_entry *entry, const struct feed_article *article)
{
	const char *slug = text_slug(context->arena, article->title);
	const char *path = slug ? arena_format(context->arena, "/kb/%lld%s%s",
				      (long long)article->id, *slug ? "-" : "", slug)
				: NULL;

	*entry = (struct feed_entry){
	    .id = feed_urn(context, "article", article->id),
	    .url = feed_absolute(context, path),
	    .title = article->title,
	    .summary = article->summary,
	    .html = article->html ? article->html : "",
	    .language = article->language,
	    .category = article->category,
	    .category_code = article->category_code,
	    .published = article->published_at,
	    .updated = article->updated_at > article->published_at ? article->updated_at
								   : article->published_at,
	};
}

/* The feed of one category, or of all (NULL). `path` is that of the address, without its ending. */
static enum err send(struct context *context, enum feed_format format,
    const struct archive_category *category, const char *path)
{
	const struct language *language = language_named(feed_asked(context, "language"));
	const char *code = language ? language_code(language) : "";
	const char *heading = page_text(context, TR("Knowledge base")), *name, *page;
	struct feed_article_page articles;
	struct feed_draft draft;
	struct cursor after;
	char next[CURSOR_TEXT];

	if (!cursor_parse(feed_asked(context, "after"), &after))
		return ERROR(ERR_INPUT, "no cursor: %s", feed_asked(context, "after"));
	TRY(feed_articles(context->db, context->arena, category ? category->id : 0,
	    language ? code : NULL, after, FEED_ENTRIES, &articles));
	name = arena_format(
	    context->arena, "kb:%lld:%s", category ? (long long)category->id : 0LL, code);
	page = category ? text_url_encode(context->arena, category->code) : "";
	if (!name || !page)
		return ERROR(ERR_MEMORY, "no memory for a feed");
	page = arena_format(context->arena, "/kb%s%s", category ? "/category/" : "", page);
	if (category)
		heading = category->name;
	if (language)
		heading = arena_format(context->arena, "%s – %s", heading, language_name(language));
	TRY(draft_begin(context, &draft, name, heading, page));
	draft.feed.subtitle = page_text(context, TR("New articles of the knowledge base."));
	for (size_t i = 0; i < articles.count; i++)
		fill_entry(context, draft_entry(&draft), &articles.articles[i]);
	if (articles.has_more)
		cursor_text(articles.next, next);
	path = arena_format(context->arena, "%s.%s%s%s", path, format == FEED_ATOM ? "atom" : "rss",
	    language ? "?language=" : "", code);
	TRY(draft_pages(context, &draft, path, articles.has_more ? next : NULL));
	return feed_send(context, &draft.feed, format);
}

/* Unknown languages are no feed, rather than one of all. */
static enum err check_language(struct context *context)
{
	const char *code = feed_asked(context, "language");

	feed_for_everybody(context, code);
	if (*code && !language_named(code))
		return ERROR(ERR_NOT_FOUND, "no language %s", code);
	return OK;
}

enum err kb_feed(struct context *context)
{
	enum feed_format format;
	const char *stem;

	TRY(check_language(context));
	if (!feed_format_of(context, context->request->path, &format, &stem))
		return ERROR(ERR_NOT_FOUND, "no feed");
	return send(context, format, NULL, stem);
}

enum err category_feed(struct context *context)
{
	struct archive_category category;
	enum feed_format format;
	const char *stem, *code;

	TRY(check_language(context));
	if (!feed_format_of(context, context_parameter(context, 0), &format, &stem))
		return ERROR(ERR_NOT_FOUND, "no feed");
	TRY(archive_category_by_code(context->db, context->arena, stem, &category));
	code = text_url_encode(context->arena, category.code);
	if (!code)
		return ERROR(ERR_MEMORY, "no memory for an address");
	return send(
	    context, format, &category, arena_format(context->arena, "/feed/kb/category/%s", code));
}
