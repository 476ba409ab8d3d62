/*
 * status: how the service is, what was wrong, what is planned.
 */
#include "pages.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/status", .guard = GUARD_ANYONE, .handle = index_show},
    {.method = HTTP_GET, .pattern = "/status/history", .guard = GUARD_ANYONE,
        .handle = history_show},
    {.method = HTTP_GET, .pattern = "/status/mine", .guard = GUARD_KNOWN, .handle = mine_show},
    {.method = HTTP_GET, .pattern = "/status/subscribe", .guard = GUARD_ANYONE,
        .handle = subscribe_show},
    {.method = HTTP_POST, .pattern = "/status/subscribe", .guard = GUARD_ANYONE,
        .handle = subscribe_post, .open_form = true},
    {.method = HTTP_GET, .pattern = "/status/subscription/:token", .guard = GUARD_ANYONE,
        .handle = subscription_show},
    {.method = HTTP_POST, .pattern = "/status/subscription/:token", .guard = GUARD_ANYONE,
        .handle = subscription_post, .by_token = true},
    {.method = HTTP_POST, .pattern = "/status/:number/affected", .guard = GUARD_KNOWN,
        .handle = affected_post},
    {.method = HTTP_GET, .pattern = "/status/:number", .guard = GUARD_ANYONE,
        .handle = incident_show},
};
/* clang-format on */

int main(void)
{
	return serve("status", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
