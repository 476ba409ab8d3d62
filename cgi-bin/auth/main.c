/*
 * auth: signing in and out, and one's own account.
 */
#include "auth.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET,  .pattern = "/login", .guard = GUARD_ANYONE, .handle = login_show,
        .pre_session = true},
    {.method = HTTP_POST, .pattern = "/login", .guard = GUARD_ANYONE, .handle = login_post,
        .pre_session = true},
    {.method = HTTP_GET,  .pattern = "/logout", .guard = GUARD_ANYONE, .handle = logout_show},
    {.method = HTTP_POST, .pattern = "/logout", .guard = GUARD_KNOWN, .handle = logout_post},
    {.method = HTTP_GET,  .pattern = "/account", .guard = GUARD_KNOWN, .handle = account_show},
    {.method = HTTP_POST, .pattern = "/account/language", .guard = GUARD_KNOWN,
        .handle = language_post},
    {.method = HTTP_POST, .pattern = "/account/password", .guard = GUARD_KNOWN,
        .handle = password_post},
    {.method = HTTP_POST, .pattern = "/account/sessions/:id/close", .guard = GUARD_KNOWN,
        .handle = session_end_post},
    {.method = HTTP_POST, .pattern = "/account/sessions/close-others", .guard = GUARD_KNOWN,
        .handle = sessions_end_others_post},
    {.method = HTTP_POST, .pattern = "/account/feeds", .guard = GUARD_KNOWN,
        .handle = feed_make_post},
    {.method = HTTP_POST, .pattern = "/account/feeds/:id/revoke", .guard = GUARD_KNOWN,
        .handle = feed_revoke_post},
};
/* clang-format on */

int main(void)
{
	return serve("auth", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
