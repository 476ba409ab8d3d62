/*
 * reader.h: feeds a writer from HTML, through libxml2's parser, for lib/xml.
 */
#ifndef DOCKET_XML_READER_H
#define DOCKET_XML_READER_H

#include <stddef.h>

#include "base/err.h"
#include "xml/writer.h"

/* `html` is UTF-8 without NUL, and changed where it would hold up the parser. ERR_MEMORY. */
enum err html_read(struct writer *writer, char *html, size_t length);

#endif
