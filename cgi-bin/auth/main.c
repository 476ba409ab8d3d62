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
    {.method = HTTP_GET,  .pattern = "/login/forgot", .guard = GUARD_ANYONE, .handle = forgot_show,
        .pre_session = true},
    {.method = HTTP_POST, .pattern = "/login/forgot", .guard = GUARD_ANYONE, .handle = forgot_post,
        .pre_session = true},
    {.method = HTTP_GET,  .pattern = "/login/reset/:token", .guard = GUARD_ANYONE,
        .handle = reset_show, .pre_session = true},
    {.method = HTTP_POST, .pattern = "/login/reset/:token", .guard = GUARD_ANYONE,
        .handle = reset_post, .pre_session = true},
    {.method = HTTP_GET,  .pattern = "/login/confirm/:token", .guard = GUARD_ANYONE,
        .handle = confirm_show, .pre_session = true},
    {.method = HTTP_POST, .pattern = "/login/confirm/:token", .guard = GUARD_ANYONE,
        .handle = confirm_post, .pre_session = true},
    {.method = HTTP_GET,  .pattern = "/stop/:token", .guard = GUARD_ANYONE, .handle = stop_show},
    {.method = HTTP_POST, .pattern = "/stop/:token", .guard = GUARD_ANYONE, .handle = stop_post,
        .by_token = true},
    {.method = HTTP_GET,  .pattern = "/logout", .guard = GUARD_ANYONE, .handle = logout_show},
    {.method = HTTP_POST, .pattern = "/logout", .guard = GUARD_KNOWN, .handle = logout_post},
    {.method = HTTP_GET,  .pattern = "/account", .guard = GUARD_KNOWN, .handle = account_show},
    {.method = HTTP_POST, .pattern = "/account/language", .guard = GUARD_KNOWN,
        .handle = language_post},
    {.method = HTTP_POST, .pattern = "/account/mail", .guard = GUARD_KNOWN, .handle = mail_post},
    {.method = HTTP_POST, .pattern = "/account/email", .guard = GUARD_KNOWN, .handle = email_post},
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
