/*
 * mail.h: what the pages about mail going out share.
 */
#ifndef DOCKET_ADMIN_MAIL_H
#define DOCKET_ADMIN_MAIL_H

#include "model/mail_out.h"
#include "web/context.h"

/* In English, marked for translation. */
const char *mail_state_name(enum job_state state);

/* A row of mail_out below `item`: see templates/admin/mail_list.cs. */
void mail_fill(struct context *context, struct data *item, const struct mail_out *mail);

#endif
