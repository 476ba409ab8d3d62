/*
 * form.h: a form and what was answered, for the pages that show it.
 */
#ifndef DOCKET_PORTAL_FORM_H
#define DOCKET_PORTAL_FORM_H

#include "model/form.h"
#include "web/input.h"
#include "web/uploads.h"

struct sheet {
	struct form form;
	struct input_value *values; /* one a field */
	struct uploads uploads;
	int64_t errors;
};

/* The answer to the first field of that kind; "" where the form has none. */
const char *sheet_text(const struct sheet *sheet, enum field_kind kind);

/* Before a request is sent: a page with what probably answers it. *asked: the page is the answer;
 * else there is nothing good, or it was asked before. */
enum err answers_offer(struct context *context, const struct sheet *sheet, bool *asked);

/* One of the answers helped, as the input "helped" says: credits it; nothing is sent. */
enum err answers_helped(struct context *context, const struct sheet *sheet);

#endif
