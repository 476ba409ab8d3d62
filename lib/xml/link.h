/*
 * link.h: which addresses may become links, and where they stand in a text.
 */
#ifndef DOCKET_XML_LINK_H
#define DOCKET_XML_LINK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { LINK_MOST = 4096 }; /* bytes of an address */

/* A copy of an href that is safe to follow, or NULL: blanks and control characters are taken out as
 * browsers do before they look (WHATWG URL, section 4.4), then it must be http://…, https://… or
 * mailto:…, and not too long. Also NULL without memory. */
const char *link_clean(struct arena *arena, const char *href);

/* Is it an address of this site that an article may use: a picture or file of an article,
 * "/file/article/12/till.png" ("%20" and the like within the name), or, where `links`, a page of
 * the knowledge base, "/kb/12-till", "/kb/H1010"? Just these letters, nothing before or behind. */
bool link_local(const char *href, bool links);

/* An address within a word (a run without white space). */
struct link {
	size_t start, length;
	bool mail; /* a bare mail address: its href wants "mailto:" */
};

/* The first address at or behind `from`; false when there is none, and in words over LINK_MOST. */
bool link_find(const char *word, size_t length, size_t from, struct link *link);

#endif
