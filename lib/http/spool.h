/*
 * spool.h: uploads on their way: temporary files in the spool folder, hashed as they are written.
 *
 * One file at a time. A file is called "upload-" and 32 random digits; one that a killed worker
 * left behind is known by that and its age.
 */
#ifndef DOCKET_HTTP_SPOOL_H
#define DOCKET_HTTP_SPOOL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/request.h"

struct spool;

/* `folder` must outlive the spool. NULL when memory is short. Lies in the arena, but call
 * spool_abandon at the end, which closes what is open. */
struct spool *spool_new(struct arena *arena, const char *folder);

/* Creates the file of `upload`, which lies in the arena: sets its path, and defers its removal to
 * the arena's reset. ERR_IO when it can't be created. */
enum err spool_open(struct spool *spool, struct upload *upload);

/* Adds to the file and to upload->size. ERR_IO when the disk is full, say. */
enum err spool_write(struct spool *spool, const char *bytes, size_t length);

/* The file is complete: writes what is left, sets upload->sha256. */
enum err spool_finish(struct spool *spool);

/* Closes and removes the file in hand, if there is one. */
void spool_abandon(struct spool *spool);

#endif
