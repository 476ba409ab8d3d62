/*
 * notice_parts.h: the values of a notification's placeholders, for lib/letter alone.
 */
#ifndef DOCKET_LETTER_NOTICE_PARTS_H
#define DOCKET_LETTER_NOTICE_PARTS_H

#include "letter/notice.h"

enum { NOTICE_FACTS = 12 };

/* One that is a line or an address; "" where it is empty or of another form. NULL: no memory. */
const char *notice_value(const struct letter_context *context, const struct notice *notice,
    const char *name, enum placeholder place);

struct notice_fact {
	const char *label, *value;
};
size_t notice_facts(const struct letter_context *context, const struct notice *notice,
    struct notice_fact facts[static NOTICE_FACTS]);

/* "Status: New → In progress"; NULL for what is no change of a value. */
const char *notice_change_words(
    const struct letter_context *context, const struct notice *notice, const struct event *event);

#endif
