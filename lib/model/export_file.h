/*
 * export_file.h: a file that is there only once it is whole: written beside its name, as
 * NAME.part, and renamed at the end.
 */
#ifndef DOCKET_MODEL_EXPORT_FILE_H
#define DOCKET_MODEL_EXPORT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct export_file {
	int file; /* -1: none is open */
	int64_t size;
	char path[4096], part[4096 + 8];
};

/* Begins it. What an earlier try left at NAME.part is thrown away. `mode` as for open(2). */
enum err export_file_open(struct export_file *out, const char *path, unsigned mode);
/* A records_sink over a struct export_file. */
enum err export_file_write(void *file, const char *bytes, size_t length);
/* Makes it last and gives it its name. */
enum err export_file_finish(struct export_file *file);
/* Throws away what was written, unless it is finished. */
void export_file_drop(struct export_file *file);

#endif
