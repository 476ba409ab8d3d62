/*
 * portal: what clients see and do.
 */
#include "pages.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET,  .pattern = "/", .guard = GUARD_ANYONE, .handle = home_show},
    {.method = HTTP_GET,  .pattern = "/new", .guard = GUARD_ANYONE, .handle = new_show},
    {.method = HTTP_GET,  .pattern = "/new/:form", .guard = GUARD_KNOWN, .handle = form_show},
    {.method = HTTP_POST, .pattern = "/new/:form", .guard = GUARD_KNOWN, .handle = form_post,
        .uploads = true},
    {.method = HTTP_GET,  .pattern = "/new/:form/solved", .guard = GUARD_KNOWN,
        .handle = answers_thanks},
    {.method = HTTP_GET,  .pattern = "/tickets", .guard = GUARD_KNOWN, .handle = tickets_show},
    {.method = HTTP_GET,  .pattern = "/t/:number", .guard = GUARD_ANYONE, .handle = ticket_show},
    /* Where a page that answered a form is asked for again by its address. */
    {.method = HTTP_GET,  .pattern = "/t/:number/reply", .guard = GUARD_ANYONE, .handle = ticket_back},
    {.method = HTTP_GET,  .pattern = "/t/:number/contest", .guard = GUARD_ANYONE, .handle = ticket_back},
    {.method = HTTP_GET,  .pattern = "/t/:number/rate", .guard = GUARD_ANYONE, .handle = ticket_back},
    {.method = HTTP_POST, .pattern = "/t/:number/reply", .guard = GUARD_KNOWN, .handle = reply_post,
        .uploads = true},
    {.method = HTTP_POST, .pattern = "/t/:number/contest", .guard = GUARD_KNOWN,
        .handle = contest_post, .uploads = true},
    {.method = HTTP_POST, .pattern = "/t/:number/confirm", .guard = GUARD_KNOWN,
        .handle = confirm_post},
    {.method = HTTP_POST, .pattern = "/t/:number/rate", .guard = GUARD_KNOWN, .handle = rating_post},
    {.method = HTTP_POST, .pattern = "/t/:number/follow", .guard = GUARD_KNOWN,
        .handle = follow_post},
    {.method = HTTP_GET,  .pattern = "/rate/:token", .guard = GUARD_ANYONE,
        .handle = rate_link_show, .open_form = true},
    {.method = HTTP_POST, .pattern = "/rate/:token", .guard = GUARD_ANYONE,
        .handle = rate_link_post, .open_form = true},
    {.method = HTTP_GET,  .pattern = "/s/:token", .guard = GUARD_ANYONE, .handle = status_show},
};
/* clang-format on */

int main(void)
{
	return serve("portal", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
