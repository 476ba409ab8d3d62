/*
 * blocks.h: the nesting of a document being written, the inner half of writer.h.
 *
 * Keeps the stack of open blocks within HTML's content model and writes their tags.
 */
#ifndef DOCKET_XML_BLOCKS_H
#define DOCKET_XML_BLOCKS_H

#include "xml/writer.h"

/* The innermost block; ELEMENT_NONE for the document itself. */
enum element blocks_top(const struct writer *writer);

bool blocks_open(
    struct writer *writer, enum element element, const struct block_attributes *attributes);
void blocks_close(struct writer *writer, int depth);

/* Makes the innermost block one that may hold a block which is `depth` deep itself; false when that
 * can't be. */
bool blocks_make_room(struct writer *writer, int depth);

/* Makes the innermost block one that may hold text, and begins the paragraph that is due. */
void blocks_make_room_for_text(struct writer *writer);

/* The line ends with the begin or end of a block. */
void blocks_end_line(struct writer *writer, enum element element);

/* Ends the inline elements that are open beyond `count`. */
void inlines_end(struct writer *writer, int count);

#endif
