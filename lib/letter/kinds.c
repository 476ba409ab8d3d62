/*
 * kinds.c: every kind of mail that there is.
 */
#include "letter/kinds.h"

#include <string.h>

static const struct letter_kind KINDS[] = {
    {"test", letter_test, LETTER_FREE},
    {"notice", letter_notice, LETTER_WAIT},
    {"acknowledgement", letter_acknowledgement, LETTER_DROP},
    {"digest", letter_digest, LETTER_WAIT},
    {"sample", letter_sample, LETTER_FREE},
    {"subscription", letter_subscription, LETTER_DROP},
    {"status_update", letter_status_update, LETTER_WAIT},
    {"stranger", letter_stranger, LETTER_DROP},
    {"password", letter_password, LETTER_FREE},
    {"email", letter_email, LETTER_FREE},
    {"email_changed", letter_email_changed, LETTER_FREE},
};

const struct letter_kind *letter_kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
		if (!strcmp(KINDS[i].name, name))
			return &KINDS[i];
	return NULL;
}
