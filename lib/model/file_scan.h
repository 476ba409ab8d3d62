/*
 * file_scan.h: files of every way are shown to a virus scanner, where the administrator has one
 * (upload.clamd): what it finds is held back, and staff read what it is.
 */
#ifndef DOCKET_MODEL_FILE_SCAN_H
#define DOCKET_MODEL_FILE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"

struct settings;

/* Has a stored file scanned, from memory or, with `bytes` NULL, from its path. *held: nobody gets
 * it. ERR_UNAVAILABLE: the scanner can't be asked. Without a scanner nothing happens. */
enum err file_scan(struct db *db, const struct settings *settings, int64_t file_id,
    const void *bytes, const char *path, size_t size, bool *held);

#endif
