/*
 * diff.h: how one text became another, line by line and, within lines that were changed, word by
 * word, for people to read.
 *
 * Memory is linear in the texts. Time is too, beyond a bound of differences: what is more different
 * than that is shown as taken out whole and put in whole.
 */
#ifndef DOCKET_BASE_DIFF_H
#define DOCKET_BASE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED, DIFF_SKIPPED };

struct diff_part {
	const char *text;
	bool marked; /* what differs within a changed line */
};

struct diff_line {
	enum diff_kind kind;
	struct diff_part *parts;
	size_t part_count;
	size_t skipped; /* lines that are the same and left out, of DIFF_SKIPPED */
};

/* Removed lines stand before the added ones that replace them; three lines that are the same are
 * shown around each change. No lines at all when the texts are the same. ERR_MEMORY. */
enum err diff_texts(struct arena *arena, const char *before, const char *after,
    struct diff_line **lines, size_t *count);

#endif
