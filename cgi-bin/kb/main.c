/*
 * kb: the knowledge base: articles, and solved requests as far as each was released.
 */
#include "pages.h"
#include "web/serve.h"

enum err entry_show(struct context *context)
{
	char first = *context_parameter(context, 0);

	return first >= '0' && first <= '9' ? article_show(context) : ticket_show(context);
}

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/kb", .guard = GUARD_ANYONE, .handle = index_show},
    {.method = HTTP_GET, .pattern = "/kb/search", .guard = GUARD_ANYONE, .handle = search_show},
    {.method = HTTP_GET, .pattern = "/kb/suggest", .guard = GUARD_ANYONE, .handle = suggest_show},
    {.method = HTTP_POST, .pattern = "/kb/suggest", .guard = GUARD_KNOWN, .handle = suggest_post},
    {.method = HTTP_GET, .pattern = "/kb/category/:code", .guard = GUARD_ANYONE,
        .handle = category_show},
    {.method = HTTP_GET, .pattern = "/kb/sitemap.xml", .guard = GUARD_ANYONE,
        .handle = sitemap_show, .for_programs = true},
    {.method = HTTP_GET, .pattern = "/robots.txt", .guard = GUARD_ANYONE, .handle = robots_show, .for_programs = true},
    {.method = HTTP_POST, .pattern = "/kb/:number/vote", .guard = GUARD_ANYONE,
        .handle = vote_post, .open_form = true},
    {.method = HTTP_GET, .pattern = "/kb/:number", .guard = GUARD_ANYONE, .handle = entry_show},
};
/* clang-format on */

int main(void)
{
	return serve("kb", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
