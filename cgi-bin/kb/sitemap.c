/*
 * sitemap.c: GET /robots.txt, and GET /kb/sitemap.xml: the public articles, for search engines
 * (sitemaps.org, protocol 0.9). Beyond 50,000 it is an index of parts, each with ?after=KEY.
 */
#include <string.h>

#include "base/text.h"
#include "model/article_list.h"
#include "pages.h"
#include "web/page.h"

enum { PART = 50000 };

#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"

static const char *site_of(const struct context *context)
{
	return settings_text(context->settings, "site.url", "");
}

enum err robots_show(struct context *context)
{
	struct buffer *body = &context->response->body;

	buffer_text(body, "User-agent: *\n"
			  "Disallow: /account\nDisallow: /admin\nDisallow: /desk\n"
			  "Disallow: /kb/search\nDisallow: /kb/suggest\nDisallow: /login\n"
			  "Disallow: /new\nDisallow: /s/\nDisallow: /t/\nDisallow: /tickets\n");
	if (*site_of(context))
		buffer_format(body, "\nSitemap: %s/kb/sitemap.xml\n", site_of(context));
	TRY(response_header(context->response, "Cache-Control", "public, max-age=3600"));
	return response_header(context->response, "Content-Type", "text/plain; charset=utf-8");
}

static void put_day(struct buffer *body, timestamp at)
{
	struct civil_time day = timestamp_civil(at);

	buffer_format(body, "<lastmod>%04d-%02d-%02d</lastmod>", day.year, day.month, day.day);
}

/* No arena: there may be 50,000 of them. */
static enum err put_article(void *context_, const struct article_address *article)
{
	struct context *context = context_;
	struct buffer *body = &context->response->body;
	const char *path = article_path(context, article->id, article->title);

	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	buffer_text(body, "<url><loc>");
	buffer_html(body, site_of(context), strlen(site_of(context)));
	buffer_html(body, path, strlen(path));
	buffer_text(body, "</loc>");
	put_day(body, article->updated_at);
	buffer_text(body, "</url>\n");
	return buffer_err(body);
}

static enum err put_part(struct context *context, int64_t after)
{
	struct buffer *body = &context->response->body;

	buffer_text(body, "<urlset xmlns=\"" NAMESPACE "\">\n");
	TRY(article_each_public(context->db, after, PART, put_article, context));
	buffer_text(body, "</urlset>\n");
	return buffer_err(body);
}

static enum err put_index(struct context *context, const int64_t *after, size_t count)
{
	struct buffer *body = &context->response->body;

	buffer_text(body, "<sitemapindex xmlns=\"" NAMESPACE "\">\n");
	for (size_t i = 0; i < count; i++) {
		buffer_text(body, "<sitemap><loc>");
		buffer_html(body, site_of(context), strlen(site_of(context)));
		buffer_format(
		    body, "/kb/sitemap.xml?after=%lld</loc></sitemap>\n", (long long)after[i]);
	}
	buffer_text(body, "</sitemapindex>\n");
	return buffer_err(body);
}

enum err sitemap_show(struct context *context)
{
	const char *from = params_get(&context->request->query, "after");
	int64_t *parts, after = 0;
	size_t count = 1;

	if (from && !text_to_int(from, 0, INT64_MAX, &after))
		return ERROR(ERR_NOT_FOUND, "no part of the sitemap: %s", from);
	buffer_text(&context->response->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (!from)
		TRY(article_public_parts(context->db, context->arena, PART, &parts, &count));
	TRY(count > 1 ? put_index(context, parts, count) : put_part(context, after));
	TRY(response_header(context->response, "Cache-Control", "public, max-age=3600"));
	return response_header(context->response, "Content-Type", "application/xml; charset=utf-8");
}
