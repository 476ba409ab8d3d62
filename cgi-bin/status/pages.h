/*
 * pages.h: the handlers of the status pages.
 */
#ifndef DOCKET_STATUS_PAGES_H
#define DOCKET_STATUS_PAGES_H

#include "web/context.h"

enum err index_show(struct context *context);
enum err incident_show(struct context *context);
enum err affected_post(struct context *context);
enum err history_show(struct context *context);
enum err mine_show(struct context *context);
enum err subscribe_show(struct context *context);
enum err subscribe_post(struct context *context);
enum err subscription_show(struct context *context);
enum err subscription_post(struct context *context);

/* Like page_send with 200 and a title. Everybody without a session gets the same: nginx keeps it
 * for a moment, and shows it while no worker or no database can answer (conf/nginx-site.conf.in).
 * AsOf.* tells its reader when it was made. */
enum err shared_send(struct context *context, const char *template, const char *title);

#endif
