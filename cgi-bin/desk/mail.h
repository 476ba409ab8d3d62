/*
 * mail.h: pages about mail that came in: what waits for a decision, and what became of the rest.
 */
#ifndef DOCKET_DESK_MAIL_H
#define DOCKET_DESK_MAIL_H

#include "model/mail_message.h"
#include "web/context.h"

enum err mail_list(struct context *context);
enum err mail_show(struct context *context);
enum err mail_ticket_post(struct context *context);
enum err mail_join_post(struct context *context);
enum err mail_replay_post(struct context *context);
enum err mail_discard_post(struct context *context);

/* The page of one message; `problem` says why a decision was not taken, or NULL. */
enum err mail_page(struct context *context, int64_t id, const char *problem, int status);

/* One sentence, translated: why a message is where it is; "" for an unknown reason. */
const char *mail_why(const struct context *context, const char *why, const char *data);

/* What our mail server says of the sender's address, translated; "" where it says nothing. */
const char *mail_trust_words(const struct context *context, int64_t trust);

#endif
