/*
 * redact_scan.h: what the finders of redact.h share; only for lib/model/redact*.c.
 */
#ifndef DOCKET_MODEL_REDACT_SCAN_H
#define DOCKET_MODEL_REDACT_SCAN_H

#include "model/redact.h"

/* A word: a run of letters and digits of any script, with an apostrophe or hyphen within. */
struct redact_token {
	size_t start, length;
	const char *folded; /* in lower case */
	bool capital;	    /* begins with a capital letter */
};

struct redact_scan {
	struct arena *arena;
	const char *text;
	size_t length;
	struct redact_token *words;
	size_t word_count;
	struct redact_finding *findings;
	size_t count, room;
	enum err failed;
};

/* Sets length, words and word_count from the text. */
void redact_find_words(struct redact_scan *scan);

/* Notes a finding; in any order, they may overlap. */
void redact_add(struct redact_scan *scan, size_t start, size_t length, enum redact_kind kind);

/* Whether the bytes are of one word: letters and digits of any script, and '_'. */
bool redact_is_word(char c);
static inline bool redact_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool redact_is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The word that ends before `at`, with at most two other characters between; NULL for none. */
const struct redact_token *redact_word_before(const struct redact_scan *scan, size_t at);

/* Is it one of the words of the list, which ends with NULL? */
bool redact_is_one_of(const struct redact_token *word, const char *const *list);

void redact_find_names(
    struct redact_scan *scan, const struct redact_known *known, size_t known_count);
void redact_find_numbers(struct redact_scan *scan);   /* telephone, card, IBAN */
void redact_find_addresses(struct redact_scan *scan); /* network, e-mail, links */
void redact_find_secrets(struct redact_scan *scan);   /* passwords, tokens, keys */

#endif
