/*
 * mail_apply.h: carries out what was decided on a message; only for lib/model.
 */
#ifndef DOCKET_MODEL_MAIL_APPLY_H
#define DOCKET_MODEL_MAIL_APPLY_H

#include "model/mail_decide.h"
#include "model/mail_message.h"

/* Inside the transaction; `files` are as many as the mail has attachments. A ticket that is opened
 * becomes decision->ticket_id, an account that is made the case's. */
enum err mail_apply(
    struct mail_case *c, const struct mail_file *files, struct mail_decision *decision);

#endif
