/*
 * notification.h: what the pages of the nine notifications share.
 */
#ifndef DOCKET_ADMIN_NOTIFICATION_H
#define DOCKET_ADMIN_NOTIFICATION_H

#include "model/notification.h"
#include "web/context.h"
#include "web/input.h"

/* "A new request", "The client's organisation"… in English, marked. */
const char *moment_name(enum notify_moment moment);
const char *party_name(enum notify_party party);
const char *told_name(enum notify_why why);

/* The notification that the address names. ERR_NOT_FOUND. */
enum err notification_find(struct context *context, struct notification *notification);

/* The form of its text. */
enum { TEXT_LANGUAGE, TEXT_SUBJECT, TEXT_BODY, TEXT_TICKET, TEXT_INPUTS };

struct text_form {
	struct notification notification;
	const struct language *language;
	struct input_value values[TEXT_INPUTS];
	int64_t ticket_id; /* to show it by; 0: none */
	bool is_good;
};

/* What was sent, checked: unknown placeholders are errors at their inputs. */
enum err text_form_read(struct context *context, struct text_form *form);
/* The page with it. */
enum err text_form_show(struct context *context, struct text_form *form, int status);

#endif
