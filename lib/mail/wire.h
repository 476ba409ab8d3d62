/*
 * wire.h: a struct mail through a pipe, for lib/mail.
 *
 * Frames of one byte that says what it is, four bytes of length (little-endian), and as many bytes;
 * the last one is WIRE_END. The reader believes nothing: what it takes is bounded, well-formed
 * UTF-8, complete, and in its place.
 */
#ifndef DOCKET_MAIL_WIRE_H
#define DOCKET_MAIL_WIRE_H

#include "mail/reading.h"

/* Writes it all to a descriptor, the attachments' bytes as they are decoded where `content` wants
 * them. ERR_IO. */
enum err wire_write(int descriptor, struct reading *reading, enum mail_content content);

/* Reads one, for as long as `patience` (milliseconds) lasts. *out is NULL when what came was no
 * mail. ERR_MEMORY. */
enum err wire_read(struct arena *arena, int descriptor, int patience, enum mail_content content,
    struct mail **out);

#endif
