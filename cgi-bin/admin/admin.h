/*
 * admin.h: the handlers of the program "admin", and what its pages share.
 */
#ifndef DOCKET_ADMIN_ADMIN_H
#define DOCKET_ADMIN_ADMIN_H

#include "web/context.h"

/* Sends a page of administrators: the menu of templates/admin/parts.cs shows `entry` ("mail") as
 * the present one. `title` is English, marked with TR. */
enum err admin_send(
    struct context *context, const char *template, const char *entry, const char *title);

enum err home_show(struct context *context);

/* Mail going out (mail_list.c, mail_show.c): the queue, one message, addresses that take none. */
enum err mail_list(struct context *context);
enum err mail_show(struct context *context);
enum err mail_again_post(struct context *context);
enum err mail_drop_post(struct context *context);
enum err mail_post(struct context *context);
enum err marked_list(struct context *context);
enum err marked_clear_post(struct context *context);

/* The mailboxes that mail is fetched from (mailboxes.c). */
enum err mailboxes_list(struct context *context);
enum err mailbox_new(struct context *context);
enum err mailbox_new_post(struct context *context);
enum err mailbox_show(struct context *context);
enum err mailbox_post(struct context *context);
enum err mailbox_switch_post(struct context *context);

/* The nine notifications (notifications.c, notification.c, notification_preview.c). */
enum err notifications_show(struct context *context);
enum err notification_show(struct context *context);
enum err notification_post(struct context *context);
enum err notification_text_post(struct context *context);
enum err notification_forget_post(struct context *context);
enum err notification_send_post(struct context *context);
enum err notification_preview(struct context *context);

#endif
