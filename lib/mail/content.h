/*
 * content.h: what a part of a message holds, decoded, for lib/mail.
 */
#ifndef DOCKET_MAIL_CONTENT_H
#define DOCKET_MAIL_CONTENT_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"

/* Takes a piece of the decoded content. */
typedef enum err content_sink(void *context, const void *bytes, size_t length);

/* Decodes a leaf of the message piece by piece; what is no leaf goes as it was written. Broken
 * encodings give what can be read of them. */
enum err content_read(GMimeObject *part, content_sink *sink, void *context);

/* The text of a leaf in the arena as UTF-8, its first MAIL_TEXT_MOST bytes; *cut when there was
 * more. ERR_MEMORY. */
enum err content_text(
    struct arena *arena, GMimeObject *part, const char **text, size_t *length, bool *cut);

/* A parameter of its Content-Type or Content-Disposition as one line, "" for none. */
const char *content_type_parameter(struct arena *arena, GMimeObject *part, const char *name);

/* The file name that it declares, without folders; "" for none. NULL: no memory. */
const char *content_file_name(struct arena *arena, GMimeObject *part);

#endif
