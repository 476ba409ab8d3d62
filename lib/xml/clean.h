/*
 * clean.h: text as XML 1.0 can carry it (section 2.2), for lib/xml.
 */
#ifndef DOCKET_XML_CLEAN_H
#define DOCKET_XML_CLEAN_H

#include <stddef.h>

#include "base/buffer.h"

/* Bytes at the start of `text` that may stay as they are; at most `left`. */
size_t xml_sound(const char *text, size_t left);

/* Appends the text; broken UTF-8, lone surrogates and characters that XML refuses become U+FFFD. */
void xml_clean(struct buffer *out, const char *text, size_t length);

#endif
