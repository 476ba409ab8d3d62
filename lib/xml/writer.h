/*
 * writer.h: writes a document from a stream of events, as safe HTML or as plain text, for lib/xml.
 *
 * Whatever the order of the events, the result is well nested and fits HTML's content model: blocks
 * close what can't hold them, text outside a cell gets a row and a cell, inline elements are closed
 * and opened again around blocks and are not written before there is text in them. Blanks are
 * folded outside <pre> (and unless `verbatim`), line breaks at the ends of paragraphs left out, and
 * two in a row make a new paragraph.
 */
#ifndef DOCKET_XML_WRITER_H
#define DOCKET_XML_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "xml/element.h"

enum { WRITER_DEPTH = 100, WRITER_INLINES = 12 };

struct inline_element {
	enum element element;
	const char *href; /* of an a, cleaned */
};

struct inline_set {
	struct inline_element elements[WRITER_INLINES]; /* the outermost first */
	int count;
};

struct block_element {
	enum element element;
	int children; /* begun so far */
};

struct writer {
	struct buffer out;
	struct arena *arena;
	bool plain;    /* text instead of HTML */
	bool verbatim; /* keep runs of blanks */
	bool article;  /* pictures and links of this site may stay */
	bool mail;     /* the places of pictures that came along are kept */

	struct block_element blocks[WRITER_DEPTH + 4]; /* open; a few may be added around text */
	int depth;
	struct inline_set wanted; /* open in the input */
	struct inline_set open;	  /* written, within the innermost block */

	struct buffer word; /* begun, perhaps not whole */
	struct inline_set word_wanted;

	/* What is due before the next text: */
	bool paragraph; /* a paragraph of its own */
	bool space;	/* a blank */
	int breaks;	/* line breaks */
	bool started;	/* (the line has text) */
	int gap;	/* plain: newlines */
	bool cell;	/* plain: or, instead of them, the mark between cells */
	int marks;	/* plain: those of so many list items */
};

struct block_attributes {
	int colspan, rowspan, start; /* 0: not given */
};

/* `cap`: the most bytes that it writes. */
void writer_start(struct writer *writer, struct arena *arena, bool plain, size_t cap);

/* Closes all. ERR_LIMIT beyond the cap, ERR_MEMORY. */
enum err writer_finish(struct writer *writer);
void writer_free(struct writer *writer);

/* Opens a block. False when it can't be: then its content belongs to what is open. */
bool writer_block(
    struct writer *writer, enum element element, const struct block_attributes *attributes);

/* Closes blocks until only `depth` are open. */
void writer_close(struct writer *writer, int depth);

/* An ELEMENT_P that was begun ends, perhaps without having had any text. */
void writer_end_paragraph(struct writer *writer);

/* Whatever follows, up to writer_end_inline, is within the element. False when it already is. */
bool writer_inline(struct writer *writer, enum element element, const char *href);
void writer_end_inline(struct writer *writer, enum element element);

void writer_text(struct writer *writer, const char *text, size_t length);
/* An <img> within the text; `source` is an address of this site that link_local let pass. In plain
 * text only what it is described by. */
void writer_picture(struct writer *writer, const char *source, const char *description);
void writer_break(struct writer *writer); /* a line break */
void writer_line(struct writer *writer);  /* what follows stands on a line of its own */
void writer_rule(struct writer *writer);

#endif
