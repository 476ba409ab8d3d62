/*
 * kb: the knowledge base: solved requests, as far as each was released.
 */
#include "pages.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/kb", .guard = GUARD_ANYONE, .handle = index_show},
    {.method = HTTP_GET, .pattern = "/kb/search", .guard = GUARD_ANYONE, .handle = search_show},
    {.method = HTTP_GET, .pattern = "/kb/suggest", .guard = GUARD_ANYONE, .handle = suggest_show},
    {.method = HTTP_POST, .pattern = "/kb/suggest", .guard = GUARD_KNOWN, .handle = suggest_post},
    {.method = HTTP_GET, .pattern = "/kb/category/:code", .guard = GUARD_ANYONE,
        .handle = category_show},
    {.method = HTTP_GET, .pattern = "/kb/:number", .guard = GUARD_ANYONE, .handle = ticket_show},
};
/* clang-format on */

int main(void)
{
	return serve("kb", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
