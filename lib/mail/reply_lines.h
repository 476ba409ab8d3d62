/*
 * reply_lines.h: a text as lines of which is known what they are, for reply.c.
 */
#ifndef DOCKET_MAIL_REPLY_LINES_H
#define DOCKET_MAIL_REPLY_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum kind {
	TEXT,
	EMPTY,
	QUOTE,	   /* begins with > */
	WROTE,	   /* part of "On … wrote:" */
	ORIGINAL,  /* "--- Original message ---", a header block: all that follows is quoted */
	FORWARDED, /* what follows was passed on */
};

struct line {
	const char *at;
	size_t length; /* without white space at its end */
	char *folded;  /* in lower case, cut, without white space at its begin */
	bool may_end;  /* could be the last line of "On … wrote:" */
	bool code;     /* between ``` */
	enum kind kind;
};

struct lines {
	struct arena *arena;
	struct line *at;
	size_t count;
	bool forwarded;
};

/* Cuts the text, which has to stay, into lines->at and marks each line. ERR_MEMORY. */
enum err lines_read(struct lines *lines, const char *text, size_t length);

/* A line of dashes, underscores and the like alone. */
bool line_is_rule(const char *line);

#endif
