/*
 * admin: what administrators set and watch.
 */
#include "admin.h"
#include "web/serve.h"

/* clang-format off */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/admin", .guard = GUARD_ADMIN, .handle = home_show},
    {.method = HTTP_GET, .pattern = "/admin/mail", .guard = GUARD_ADMIN, .handle = mail_list},
    {.method = HTTP_GET, .pattern = "/admin/mail/marked", .guard = GUARD_ADMIN,
        .handle = marked_list},
    {.method = HTTP_POST, .pattern = "/admin/mail/marked", .guard = GUARD_ADMIN,
        .handle = marked_clear_post},
    {.method = HTTP_POST, .pattern = "/admin/mail", .guard = GUARD_ADMIN,
        .handle = mail_post},
    {.method = HTTP_GET, .pattern = "/admin/mail/:id", .guard = GUARD_ADMIN, .handle = mail_show},
    {.method = HTTP_POST, .pattern = "/admin/mail/:id/again", .guard = GUARD_ADMIN,
        .handle = mail_again_post},
    {.method = HTTP_POST, .pattern = "/admin/mail/:id/drop", .guard = GUARD_ADMIN,
        .handle = mail_drop_post},
    {.method = HTTP_GET, .pattern = "/admin/notifications", .guard = GUARD_ADMIN,
        .handle = notifications_show},
    {.method = HTTP_GET, .pattern = "/admin/notifications/:id", .guard = GUARD_ADMIN,
        .handle = notification_show},
    {.method = HTTP_POST, .pattern = "/admin/notifications/:id", .guard = GUARD_ADMIN,
        .handle = notification_post},
    {.method = HTTP_POST, .pattern = "/admin/notifications/:id/text", .guard = GUARD_ADMIN,
        .handle = notification_text_post},
    {.method = HTTP_POST, .pattern = "/admin/notifications/:id/forget", .guard = GUARD_ADMIN,
        .handle = notification_forget_post},
    {.method = HTTP_POST, .pattern = "/admin/notifications/:id/send", .guard = GUARD_ADMIN,
        .handle = notification_send_post},
    {.method = HTTP_GET, .pattern = "/admin/preview/:id", .guard = GUARD_ADMIN,
        .handle = notification_preview},
    {.method = HTTP_POST, .pattern = "/admin/preview/:id", .guard = GUARD_ADMIN,
        .handle = notification_preview},
    {.method = HTTP_GET, .pattern = "/admin/mailboxes", .guard = GUARD_ADMIN,
        .handle = mailboxes_list},
    {.method = HTTP_GET, .pattern = "/admin/mailboxes/new", .guard = GUARD_ADMIN,
        .handle = mailbox_new},
    {.method = HTTP_POST, .pattern = "/admin/mailboxes/new", .guard = GUARD_ADMIN,
        .handle = mailbox_new_post},
    {.method = HTTP_GET, .pattern = "/admin/mailboxes/:id", .guard = GUARD_ADMIN,
        .handle = mailbox_show},
    {.method = HTTP_POST, .pattern = "/admin/mailboxes/:id", .guard = GUARD_ADMIN,
        .handle = mailbox_post},
    {.method = HTTP_POST, .pattern = "/admin/mailboxes/:id/switch", .guard = GUARD_ADMIN,
        .handle = mailbox_switch_post},
};
/* clang-format on */

int main(void)
{
	return serve("admin", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
