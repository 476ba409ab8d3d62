#include "model/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

static const struct db_statement FILE_BY_HASH = {
    .name = "file_by_hash",
    .sql = "SELECT id, type FROM file WHERE sha256 = ?",
    .in = "b",
    .out = "is",
};

static const struct db_statement FILE_ADD = {
    .name = "file_add",
    .sql = "INSERT INTO file (sha256, size, type, created_at) VALUES (?, ?, LEFT(?, 100), ?)",
    .in = "bist",
};

static const struct db_statement CHUNK_ADD = {
    .name = "file_chunk_add",
    .sql = "INSERT INTO file_chunk (file_id, position, content) VALUES (?, ?, ?)",
    .in = "iib",
};

static const struct db_statement CHUNK_EACH = {
    .name = "file_chunk_each",
    .sql = "SELECT content FROM file_chunk WHERE file_id = ? ORDER BY position",
    .in = "i",
    .out = "b",
};

DB_STATEMENTS(file, &FILE_BY_HASH, &FILE_ADD, &CHUNK_ADD, &CHUNK_EACH);

/* The media type that libmagic sees in a file, or in bytes where `path` is NULL. Opening its
 * database takes a few milliseconds and megabytes, and few requests carry files: it is not kept. */
static enum err detect_type(
    struct arena *arena, const char *path, const void *bytes, size_t size, const char **type)
{
	magic_t magic = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR);
	const char *seen;
	enum err err = OK;

	if (!magic)
		return ERROR(ERR_MEMORY, "no memory for libmagic");
	if (magic_load(magic, NULL)) {
		err = ERROR(ERR_INTERNAL, "libmagic: %s", magic_error(magic));
	} else {
		seen = path ? magic_file(magic, path) : magic_buffer(magic, bytes, size);
		*type = arena_text(arena, seen ? seen : "application/octet-stream");
		if (!*type)
			err = ERROR(ERR_MEMORY, "no memory for a type");
	}
	magic_close(magic);
	return err;
}

struct storing {
	const char *path, *type;
	const char *bytes; /* in place of a path */
	const unsigned char *hash;
	int64_t size, id;
};

static enum err store_chunks(struct db *db, int fd, int64_t id, int64_t size)
{
	char *chunk = malloc(FILE_CHUNK);
	int64_t done = 0;
	enum err err = OK;

	if (!chunk)
		return ERROR(ERR_MEMORY, "no memory for a chunk");
	for (int64_t position = 0; err == OK && done < size; position++) {
		ssize_t got = pread(fd, chunk, FILE_CHUNK, (off_t)done);

		if (got <= 0)
			err = ERROR(ERR_IO, "spool file ends at %lld of %lld bytes",
			    (long long)done, (long long)size);
		else
			err = db_execute(db, &CHUNK_ADD,
			    DB_VALUES(db_int(id), db_int(position), db_bytes(chunk, (size_t)got)),
			    NULL);
		done += got;
	}
	free(chunk);
	return err;
}

static enum err store_bytes(struct db *db, const struct storing *s)
{
	for (int64_t done = 0; done < s->size; done += FILE_CHUNK) {
		int64_t left = s->size - done;

		TRY(db_execute(db, &CHUNK_ADD,
		    DB_VALUES(db_int(s->id), db_int(done / FILE_CHUNK),
			db_bytes(s->bytes + done, (size_t)(left < FILE_CHUNK ? left : FILE_CHUNK))),
		    NULL));
	}
	return OK;
}

static enum err store(struct db *db, void *context)
{
	struct storing *s = context;
	struct db_result result;
	enum err err;
	int fd;

	TRY(db_execute(db, &FILE_ADD,
	    DB_VALUES(db_bytes(s->hash, SHA256_SIZE), db_int(s->size), db_text(s->type),
		db_time(timestamp_now())),
	    &result));
	s->id = result.inserted_id;
	if (s->bytes)
		return store_bytes(db, s);
	fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return ERROR(ERR_IO, "%s: %s", s->path, strerror(errno));
	err = store_chunks(db, fd, s->id, s->size);
	close(fd);
	return err;
}

static enum err find(
    struct db *db, struct arena *arena, const unsigned char *hash, int64_t *id, const char **type)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &FILE_BY_HASH, DB_VALUES(db_bytes(hash, SHA256_SIZE)), &rows));
	*id = db_int_at(&rows, 0, 0);
	if (*id)
		*type = db_text_at(&rows, 0, 1);
	return OK;
}

static enum err store_once(struct db *db, struct arena *arena, struct storing *s, int64_t *id)
{
	enum err err = db_transaction(db, store, s);

	/* Another worker stored the same content meanwhile. */
	if (err == ERR_CONFLICT) {
		TRY(find(db, arena, s->hash, id, &s->type));
		return *id ? OK : err;
	}
	*id = s->id;
	return err;
}

enum err file_store(struct db *db, struct arena *arena, const char *path, int64_t size,
    const unsigned char hash[static SHA256_SIZE], int64_t *id)
{
	struct storing s = {.path = path, .hash = hash, .size = size};

	TRY(find(db, arena, hash, id, &s.type));
	if (*id)
		return OK;
	TRY(detect_type(arena, path, NULL, 0, &s.type));
	return store_once(db, arena, &s, id);
}

enum err file_store_bytes(struct db *db, struct arena *arena, const void *bytes, size_t size,
    const unsigned char hash[static SHA256_SIZE], int64_t *id, const char **type)
{
	struct storing s = {
	    .bytes = bytes ? bytes : "", .hash = hash, .size = bytes ? (int64_t)size : 0};
	enum err err = OK;

	TRY(find(db, arena, hash, id, &s.type));
	if (!*id) {
		TRY(detect_type(arena, NULL, s.bytes, (size_t)s.size, &s.type));
		err = store_once(db, arena, &s, id);
	}
	*type = s.type;
	return err;
}

static enum err write_chunk(void *context, const struct db_value *row)
{
	const int *fd = context;
	size_t done = 0;

	while (done < row[0].length) {
		ssize_t wrote = write(*fd, row[0].p + done, row[0].length - done);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return ERROR(ERR_IO, "cache: %s", strerror(errno));
		done += (size_t)wrote;
	}
	return OK;
}

/* Writes the content beside its place, then moves it there: nobody ever sees a part of it. */
static enum err fill_cache(
    struct db *db, struct arena *arena, const char *path, int64_t file_id, int64_t size)
{
	char *part = arena_format(arena, "%s.%ld.part", path, (long)getpid());
	struct stat st;
	enum err err;
	int fd;

	if (!part)
		return ERROR(ERR_MEMORY, "no memory for a path");
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return ERROR(ERR_IO, "%s: %s", part, strerror(errno));
	err = db_each(db, &CHUNK_EACH, DB_VALUES(db_int(file_id)), write_chunk, &fd);
	if (err == OK && (fstat(fd, &st) || st.st_size != size))
		err = ERROR(ERR_NOT_FOUND, "file %lld is not whole", (long long)file_id);
	if (close(fd) && err == OK)
		err = ERROR(ERR_IO, "%s: %s", part, strerror(errno));
	if (err == OK && rename(part, path))
		err = ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	if (err != OK)
		(void)unlink(part);
	return err;
}

enum err file_cache(struct db *db, struct arena *arena, const char *cache_folder, int64_t file_id,
    const unsigned char hash[static SHA256_SIZE], int64_t size, const char **name)
{
	char hex[2 * SHA256_SIZE + 1];
	char *folder, *path;
	struct stat st;

	text_hex(hash, SHA256_SIZE, hex);
	*name = arena_format(arena, "%.2s/%s", hex, hex);
	folder = arena_format(arena, "%s/%.2s", cache_folder, hex);
	path = arena_format(arena, "%s/%.2s/%s", cache_folder, hex, hex);
	if (!*name || !folder || !path)
		return ERROR(ERR_MEMORY, "no memory for a path");
	if (!stat(path, &st) && st.st_size == size) {
		/* Its time tells the sweep that it is in use; failing to note that is harmless. */
		if (time(NULL) - st.st_mtime > 3600)
			(void)utimensat(AT_FDCWD, path, NULL, 0);
		return OK;
	}
	if (mkdir(folder, 0750) && errno != EEXIST)
		return ERROR(ERR_IO, "%s: %s", folder, strerror(errno));
	return fill_cache(db, arena, path, file_id, size);
}

bool file_shows_inline(const char *type)
{
	static const char *const SAFE[] = {"image/png", "image/jpeg", "image/gif", "image/webp"};

	for (size_t i = 0; i < sizeof SAFE / sizeof SAFE[0]; i++)
		if (!strcmp(type, SAFE[i]))
			return true;
	return false;
}

/* Deletes plain files in a folder that were not touched for `seconds`; goes one level down. */
static enum err sweep(const char *folder, int64_t seconds, int depth)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	enum err err = OK;

	if (!dir)
		return errno == ENOENT ? OK : ERROR(ERR_IO, "%s: %s", folder, strerror(errno));
	while (err == OK && (entry = readdir(dir))) {
		char path[4096];
		struct stat st;

		if (entry->d_name[0] == '.' ||
		    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >=
			(int)sizeof path ||
		    lstat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode) && depth > 0)
			err = sweep(path, seconds, depth - 1);
		else if (S_ISREG(st.st_mode) && time(NULL) - st.st_mtime > seconds && unlink(path))
			log_warn("%s: %s", path, strerror(errno));
	}
	closedir(dir);
	return err;
}

enum err file_sweep_cache(const char *cache_folder)
{
	return sweep(cache_folder, 7 * 24 * 3600, 1);
}

enum err file_sweep_spool(const char *spool_folder)
{
	return sweep(spool_folder, 24 * 3600, 0);
}
