/*
 * desk.h: the handlers of the program "desk", staff's pages, and what they share.
 */
#ifndef DOCKET_DESK_DESK_H
#define DOCKET_DESK_DESK_H

#include "model/event.h"
#include "model/ticket.h"
#include "model/ticket_list.h"
#include "view/ticket_words.h"
#include "web/context.h"

/* --- Pages. */

enum err queue_home(struct context *context);
enum err queue_show(struct context *context);
enum err ticket_show(struct context *context);
enum err take_post(struct context *context);
enum err edit_post(struct context *context);
enum err reply_post(struct context *context);
enum err solve_post(struct context *context);
enum err audience_post(struct context *context);
enum err reuse_post(struct context *context);

/* --- Words and classes, for any page. */

/* "/desk/t/H1010", in the request's arena. */
const char *ticket_path(const struct context *context, int64_t ticket_id);

/* "new", "open", "waiting_client"…: what the stylesheet goes by. */
const char *status_class_code(const struct status *status);

/* Code, Name and Class of a status below NODE.Status; Code, Name and Icon below NODE.Type. */
void status_fill(struct data *node, int64_t status_id);
void type_fill(struct data *node, int64_t type_id);

/* --- The queue page. */

/* Lists all queues with their counts below Queues and Statuses; the one of that name is Current. */
enum err queue_tabs(struct context *context, const char *name);

enum err follow_post(struct context *context);
enum err contact_link_post(struct context *context);
enum err contact_show(struct context *context);
enum err contact_consent_post(struct context *context);
enum err contact_organisation_post(struct context *context);

/* --- The ticket page. */

/* Who follows it, below Followers; Following; Ticket.ContactId. */
enum err followers_fill(struct context *context, const struct ticket *ticket);

struct work;

/* Shows the ticket as it is now. `work` is what was typed and could not be taken, or not yet: it
 * stands in the forms again. NULL: nothing was typed. */
enum err ticket_page(
    struct context *context, const struct ticket *ticket, const struct work *work, int status);

/* Its parts: head and facts; conversation with files; timeline. */
void ticket_fill_head(struct context *context, const struct ticket *ticket);
enum err ticket_fill_talk(struct context *context, const struct ticket *ticket);
enum err ticket_fill_events(
    struct context *context, const struct ticket *ticket, const char *list, int64_t version);

/* Solved requests and articles like it, below Similar, and what of them was put into the answer. */
enum err similar_fill(struct context *context, const struct ticket *ticket);

/* The answer is sent: what of others was used in it is tied to the ticket. */
void reuse_remember(struct context *context, int64_t ticket_id);

#endif
