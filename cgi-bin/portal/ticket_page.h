/*
 * ticket_page.h: a ticket's page, as it is and with a form that has to be shown again.
 */
#ifndef DOCKET_PORTAL_TICKET_PAGE_H
#define DOCKET_PORTAL_TICKET_PAGE_H

#include "rating.h"
#include "web/context.h"
#include "web/uploads.h"

/* What was written and could not be taken. All zero: nothing. */
struct ticket_page_form {
	const char *text, *text_error; /* of the reply */
	struct rating_form rating;
	struct uploads uploads;
};

/* The key of the ticket that the address names; ERR_NOT_FOUND where it is no signature. */
enum err ticket_page_id(const struct context *context, int64_t *id);

/* "/t/H1010" with `place` behind ("#conversation", or ""). NULL: no memory. */
const char *ticket_page_path(const struct context *context, int64_t id, const char *place);

/* Sends the page. ERR_NOT_FOUND where the viewer may not take part in the ticket. */
enum err ticket_page_send(
    struct context *context, int64_t id, const struct ticket_page_form *form, int status);

#endif
