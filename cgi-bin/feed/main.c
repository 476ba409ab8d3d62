/*
 * feed: feeds for readers (RSS 2.0, Atom 1.0) and calendars (iCalendar): of the knowledge base and
 * the service's status for everybody, of tickets and queues by secret addresses.
 */
#include "feed.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/feed/kb.atom", .guard = GUARD_ANYONE, .handle = kb_feed},
    {.method = HTTP_GET, .pattern = "/feed/kb.rss", .guard = GUARD_ANYONE, .handle = kb_feed},
    {.method = HTTP_GET, .pattern = "/feed/kb/search.atom", .guard = GUARD_ANYONE,
        .handle = search_feed},
    {.method = HTTP_GET, .pattern = "/feed/kb/search.rss", .guard = GUARD_ANYONE,
        .handle = search_feed},
    {.method = HTTP_GET, .pattern = "/feed/kb/category/:name", .guard = GUARD_ANYONE,
        .handle = category_feed},
    {.method = HTTP_GET, .pattern = "/feed/status.atom", .guard = GUARD_ANYONE,
        .handle = status_feed},
    {.method = HTTP_GET, .pattern = "/feed/status.rss", .guard = GUARD_ANYONE,
        .handle = status_feed},
    {.method = HTTP_GET, .pattern = "/feed/status.ics", .guard = GUARD_ANYONE,
        .handle = maintenance_calendar},
    {.method = HTTP_GET, .pattern = "/feed/status/:name", .guard = GUARD_ANYONE,
        .handle = component_feed},
    {.method = HTTP_GET, .pattern = "/feed/p/:name", .guard = GUARD_ANYONE,
        .handle = private_feed},
};
/* clang-format on */

int main(void)
{
	return serve("feed", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
