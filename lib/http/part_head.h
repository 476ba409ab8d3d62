/*
 * part_head.h: the head of one part of a multipart/form-data body (RFC 7578, section 4).
 */
#ifndef DOCKET_HTTP_PART_HEAD_H
#define DOCKET_HTTP_PART_HEAD_H

#include <stddef.h>

#include "base/err.h"

/* What a head says; the texts lie in the head that was read. */
struct part_head {
	char *name;
	char *filename; /* NULL for a plain field */
	char *type;	/* the value of Content-Type, or NULL */
};

/* Reads a head of whole lines, each ended by CR LF and free of other control characters but tabs,
 * with a NUL at text[length]. Changes the text. ERR_INPUT for what RFC 7578 does not allow: no or
 * another Content-Disposition, no name, folded lines, nested multiparts, transfer encodings. */
enum err part_head_read(char *text, size_t length, struct part_head *head);

#endif
