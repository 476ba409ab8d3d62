/*
 * attributes.h: keeps libxml2's parser in linear time, for lib/xml.
 *
 * The parser compares each attribute of a tag with all before it: a tag with 300,000 of them, which
 * fits into a mail, would hold a worker for minutes.
 */
#ifndef DOCKET_XML_ATTRIBUTES_H
#define DOCKET_XML_ATTRIBUTES_H

#include <stddef.h>

enum { ATTRIBUTES_MOST = 64 }; /* of one tag */

/* Ends each tag behind that many attributes, in place; what was left of it becomes text. */
void attributes_limit(char *html, size_t length);

#endif
