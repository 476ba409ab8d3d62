/*
 * pages.h: the handlers of the portal, one page a file.
 */
#ifndef DOCKET_PORTAL_PAGES_H
#define DOCKET_PORTAL_PAGES_H

#include "web/context.h"

enum err home_show(struct context *context);
enum err new_show(struct context *context);
enum err form_show(struct context *context);
enum err form_post(struct context *context);
enum err answers_thanks(struct context *context);
enum err tickets_show(struct context *context);
enum err ticket_show(struct context *context);
enum err ticket_back(struct context *context);
enum err reply_post(struct context *context);
enum err contest_post(struct context *context);
enum err confirm_post(struct context *context);
enum err rating_post(struct context *context);
enum err follow_post(struct context *context);
enum err rate_link_show(struct context *context);
enum err rate_link_post(struct context *context);
enum err status_show(struct context *context);

#endif
