/*
 * document.h: a small XML document into a buffer, by libxml2's text writer: elements whose values
 * are attributes. What fails marks the document, and document_finish tells.
 */
#ifndef DOCKET_XML_DOCUMENT_H
#define DOCKET_XML_DOCUMENT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/timestamp.h"

struct document;

/* `out` must live as long as the document. NULL: no memory. */
struct document *document_open(struct buffer *out, const char *root, const char *namespace);
void document_begin(struct document *document, const char *name);
/* Of the element begun last, before anything else is put into it. NULL writes none. */
void document_text(struct document *document, const char *name, const char *value);
void document_number(struct document *document, const char *name, int64_t value);
/* Thousandths, as a decimal with three digits behind the point. */
void document_decimal(struct document *document, const char *name, int64_t thousandths);
void document_time(struct document *document, const char *name, timestamp at);
void document_end(struct document *document);
/* Ends the root and frees the document, which may be NULL. */
enum err document_finish(struct document *document);

#endif
