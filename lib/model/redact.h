/*
 * redact.h: finds in a text what should not be published with it: names, addresses, numbers by
 * which people are reached or pay, and secrets.
 *
 * Findings are proposals: a person looks at each and keeps what is none. So it rather finds too
 * much than too little, but must know the numbers and words that support work is full of: versions
 * are no network addresses, dates no telephone numbers, error codes and signatures no secrets.
 *
 * Works on UTF-8 in English, Polish, Norwegian and Russian; time grows linearly with the text.
 * Knows nothing of tickets or the database.
 */
#ifndef DOCKET_MODEL_REDACT_H
#define DOCKET_MODEL_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum redact_kind {
	REDACT_NAME = 1,     /* of a person, or the name they sign in with */
	REDACT_ORGANISATION, /* of a firm */
	REDACT_EMAIL,
	REDACT_PHONE,
	REDACT_ADDRESS,	 /* IPv4, IPv6 or MAC */
	REDACT_LINK,	 /* an address with credentials or a token in it */
	REDACT_SECRET,	 /* token, key, licence */
	REDACT_PASSWORD, /* what stands behind that word */
	REDACT_ACCOUNT,	 /* IBAN */
	REDACT_CARD,	 /* payment card, by its check digit */
	REDACT_KINDS,
};

/* Names that the text may hold: REDACT_NAME is found by each of its words, in other cases too
 * ("Zielińską"), REDACT_ORGANISATION as a whole. */
struct redact_known {
	enum redact_kind kind;
	const char *text;
};

struct redact_finding {
	size_t start, length; /* bytes */
	enum redact_kind kind;
};

enum { REDACT_KNOWN = 2000 }; /* more are left out */

/* In the order of the text, none overlapping. ERR_MEMORY. */
enum err redact_find(struct arena *arena, const char *text, const struct redact_known *known,
    size_t known_count, struct redact_finding **findings, size_t *count);

/* A copy in which each finding is replaced by what `word` says for its kind, unless keep[i]; `keep`
 * NULL keeps none. NULL: no memory. */
const char *redact_replace(struct arena *arena, const char *text,
    const struct redact_finding *findings, size_t count, const bool *keep,
    const char *(*word)(const void *context, enum redact_kind kind), const void *context);

/* "[name]" and the like: English, marked for translation. */
const char *redact_word(enum redact_kind kind);

#endif
