/*
 * feed.h: one description of a feed, written as Atom 1.0 (RFC 4287) or RSS 2.0 (the specification
 * of the RSS Advisory Board and its Best Practices Profile), each with its pages (RFC 5005).
 *
 * Whatever the texts hold, the result is well-formed XML 1.0: broken UTF-8, lone surrogates and
 * characters that XML doesn't know become U+FFFD. Titles are plain text in one line. Content is
 * HTML that is safe already (markup.h); of its addresses those of this site ("/kb/12-till") are
 * made absolute, as a reader has no page that they could begin at.
 */
#ifndef DOCKET_XML_FEED_H
#define DOCKET_XML_FEED_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "base/timestamp.h"

enum feed_format { FEED_ATOM, FEED_RSS };

struct feed_entry {
	const char *id; /* a URI that never changes and stands for this entry alone: urn:uuid:… */
	const char *url; /* where it is read, absolute */
	const char *title;
	const char *summary;	   /* a plain text or "" */
	const char *html;	   /* safe HTML, or "" */
	const char *language;	   /* BCP 47; "" or NULL: as the feed's */
	const char *author;	   /* a name; "" or NULL: the feed's */
	const char *category;	   /* what it is about, as people read it; "" or NULL: nothing */
	const char *category_code; /* likewise, as programs read it */
	timestamp published, updated;
};

struct feed {
	const char *id; /* as an entry's; the same on all of its pages and in both formats */
	const char *title, *subtitle; /* subtitle: what it is about, in a sentence */
	const char *author;	      /* the firm */
	const char *language;	      /* BCP 47 */
	const char *site;	      /* "https://support.example.com" */
	const char *alternate;	      /* the page that shows the same to people; absolute */
	const char *self;	      /* this document's own address; absolute */
	const char *first, *next;     /* pages; NULL for none */
	timestamp updated;	      /* TIMESTAMP_NONE: never; then it says 1970 */
	const char *nothing;	      /* "Nothing here yet": says RSS where it has no entry */
	const struct feed_entry *entries;
	size_t count;
};

/* "application/atom+xml; charset=utf-8" */
const char *feed_media_type(enum feed_format format);

/* Appends the document. ERR_MEMORY; ERR_LIMIT where the buffer's cap is too small. The arena is for
 * texts that had to be mended. */
enum err feed_write(
    struct arena *arena, const struct feed *feed, enum feed_format format, struct buffer *out);

/* A copy of `text` that XML 1.0 can hold (section 2.2), control characters but tab and newline
 * replaced too, or `text` itself where nothing is wrong. NULL: no memory. */
const char *feed_text(struct arena *arena, const char *text);

#endif
