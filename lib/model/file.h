/*
 * file.h: content of attachments: once in the database in chunks, found by its SHA-256, and in a
 * local cache from which nginx sends it.
 */
#ifndef DOCKET_MODEL_FILE_H
#define DOCKET_MODEL_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/crypto.h"
#include "db/db.h"

enum { FILE_CHUNK = 256 * 1024 };

/* Stores a file of the spool in constant memory, unless the same content is there already. The type
 * is what libmagic sees in it. *id is its key. */
enum err file_store(struct db *db, struct arena *arena, const char *path, int64_t size,
    const unsigned char hash[static SHA256_SIZE], int64_t *id);

/* The same from memory; *type is what libmagic sees. */
enum err file_store_bytes(struct db *db, struct arena *arena, const void *bytes, size_t size,
    const unsigned char hash[static SHA256_SIZE], int64_t *id, const char **type);

/* Makes sure that the cache folder holds the content; *name is its name below the folder
 * ("ab/abcd…"). ERR_IO when the disk is full, ERR_NOT_FOUND when there is no such file. */
enum err file_cache(struct db *db, struct arena *arena, const char *cache_folder, int64_t file_id,
    const unsigned char hash[static SHA256_SIZE], int64_t size, const char **name);

/* Pictures of a kind that browsers show without running anything: png, jpeg, gif, webp. */
bool file_shows_inline(const char *type);

/* For the clock: deletes from the cache what nobody asked for in a week, and leftovers of the spool
 * older than a day. */
enum err file_sweep_cache(const char *cache_folder);
enum err file_sweep_spool(const char *spool_folder);

#endif
