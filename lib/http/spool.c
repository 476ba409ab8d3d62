#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"

enum { BUFFER_SIZE = 64 * 1024, NAME_BYTES = 16 };

struct spool {
	struct arena *arena;
	const char *folder;
	struct upload *upload; /* the file in hand, or NULL */
	struct sha256 *digest;
	int file; /* -1 when none is open */
	size_t used;
	char buffer[BUFFER_SIZE]; /* however small the pieces, the writes are large */
};

struct spool *spool_new(struct arena *arena, const char *folder)
{
	struct spool *spool = ARENA_NEW(arena, struct spool);

	if (!spool)
		return NULL;
	spool->arena = arena;
	spool->folder = folder;
	spool->file = -1;
	return spool;
}

static void remove_file(struct upload *upload)
{
	if (unlink(upload->path) != 0 && errno != ENOENT)
		log_warn("can't remove %s: %s", upload->path, strerror(errno));
	upload->path = NULL;
}

/* For arena_defer. */
static void forget(void *object)
{
	struct upload *upload = object;

	if (upload->path && !upload->kept)
		remove_file(upload);
}

static enum err make_path(struct spool *spool, const char **path)
{
	unsigned char random[NAME_BYTES];
	char name[2 * NAME_BYTES + 1];

	TRY(random_bytes(random, sizeof random));
	text_hex(random, sizeof random, name);
	*path = arena_format(spool->arena, "%s/upload-%s", spool->folder, name);
	return *path ? OK : ERROR(ERR_MEMORY, "no memory for an upload's path");
}

enum err spool_open(struct spool *spool, struct upload *upload)
{
	const char *path;

	TRY(make_path(spool, &path));
	TRY(sha256_start(&spool->digest));
	if (!arena_defer(spool->arena, forget, upload))
		return ERROR(ERR_MEMORY, "no memory for an upload");
	spool->file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (spool->file < 0)
		return ERROR(ERR_IO, "can't create %s: %s", path, strerror(errno));
	upload->path = path;
	spool->upload = upload;
	spool->used = 0;
	return OK;
}

static enum err write_out(struct spool *spool, const char *bytes, size_t length)
{
	TRY(sha256_update(spool->digest, bytes, length));
	while (length > 0) {
		ssize_t written = write(spool->file, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return ERROR(
			    ERR_IO, "can't write to %s: %s", spool->upload->path, strerror(errno));
		bytes += written;
		length -= (size_t)written;
	}
	return OK;
}

static enum err flush(struct spool *spool)
{
	size_t length = spool->used;

	spool->used = 0;
	return write_out(spool, spool->buffer, length);
}

enum err spool_write(struct spool *spool, const char *bytes, size_t length)
{
	spool->upload->size += (int64_t)length;
	if (length > BUFFER_SIZE - spool->used)
		TRY(flush(spool));
	if (length >= BUFFER_SIZE)
		return write_out(spool, bytes, length);
	memcpy(spool->buffer + spool->used, bytes, length);
	spool->used += length;
	return OK;
}

/* A delayed write may fail as late as here (close(2)). */
static enum err close_file(struct spool *spool)
{
	int file = spool->file;

	spool->file = -1;
	if (file >= 0 && close(file) != 0)
		return ERROR(ERR_IO, "can't close an upload: %s", strerror(errno));
	return OK;
}

enum err spool_finish(struct spool *spool)
{
	TRY(flush(spool));
	TRY(sha256_finish(spool->digest, spool->upload->sha256));
	TRY(close_file(spool));
	sha256_free(spool->digest);
	spool->digest = NULL;
	spool->upload = NULL;
	return OK;
}

void spool_abandon(struct spool *spool)
{
	(void)close_file(spool);
	if (spool->upload)
		remove_file(spool->upload);
	spool->upload = NULL;
	sha256_free(spool->digest);
	spool->digest = NULL;
}
