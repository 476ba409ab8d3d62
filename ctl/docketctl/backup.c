#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "archive.h"
#include "base/timestamp.h"
#include "child.h"
#include "ctl.h"

/* A backup being written: PATH.part until it is whole. */
struct backup {
	struct ctl *ctl;
	const char *path, *part;
	int file;
	gzFile
	    gz; /* on a duplicate of `file`, so that it can be flushed to disk after closing it */
};

static enum err put(struct backup *b, const char *data, size_t length)
{
	int code;

	if (!length || gzwrite(b->gz, data, (unsigned)length) == (int)length)
		return OK;
	(void)gzerror(b->gz, &code);
	return ERROR(ERR_IO, "%s: %s", b->part, code == Z_ERRNO ? strerror(errno) : "no memory");
}

static enum err put_text(struct backup *b, const char *text)
{
	return put(b, text, strlen(text));
}

/* A file of the instance as comments, a line each. */
static enum err put_file(struct backup *b, const char *name)
{
	const char *path =
	    arena_format(b->ctl->arena, "%s/%s", settings_home(b->ctl->settings), name);
	char *text = arena_alloc(b->ctl->arena, ARCHIVE_FILE_MOST + 1), *line;
	FILE *file;
	size_t length;

	if (!path || !text)
		return ERROR(ERR_MEMORY, "no memory for %s", name);
	file = fopen(path, "re");
	if (!file)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	length = fread(text, 1, ARCHIVE_FILE_MOST, file);
	if (ferror(file) || !feof(file)) {
		(void)fclose(file);
		return ERROR(ERR_IO, "%s can't be read whole", path);
	}
	(void)fclose(file);
	if (length && text[length - 1] == '\n')
		text[length - 1] = '\0';
	while ((line = strsep(&text, "\n"))) {
		const char *comment = arena_format(b->ctl->arena, "-- %s: %s\n", name, line);

		if (!comment)
			return ERROR(ERR_MEMORY, "no memory for %s", name);
		TRY(put_text(b, comment));
	}
	return OK;
}

static enum err put_head(struct backup *b)
{
	char now[TIMESTAMP_TEXT];

	timestamp_format(timestamp_now(), now);
	TRY(put_text(b, ARCHIVE_FIRST));
	TRY(put_text(b, now));
	TRY(put_text(b, "\n"));
	for (size_t i = 0; i < ARCHIVE_FILE_COUNT; i++)
		TRY(put_file(b, ARCHIVE_FILES[i]));
	return OK;
}

/* One snapshot of all tables, while the site goes on working. */
static enum err put_database(struct backup *b)
{
	static const char *const DUMP[] = {"mariadb-dump", "--single-transaction", "--quick",
	    "--hex-blob", "--routines", "--triggers", "--no-tablespaces", "--no-autocommit", NULL};
	static char chunk[ARCHIVE_CHUNK];
	struct child child;
	enum err err = OK;
	ssize_t got = 0;

	TRY(child_start(&child, b->ctl->arena, b->ctl->settings, DUMP, false));
	while (err == OK && (got = read(child.pipe, chunk, sizeof chunk)) != 0) {
		if (got > 0)
			err = put(b, chunk, (size_t)got);
		else if (errno != EINTR)
			err = ERROR(ERR_IO, "mariadb-dump: %s", strerror(errno));
	}
	if (err != OK) {
		char reason[500];

		/* Its own end follows from ours. */
		(void)snprintf(reason, sizeof reason, "%s", ctl_message());
		(void)child_end(&child);
		return ERROR(err, "%s", reason);
	}
	return child_end(&child);
}

/* Down to the disk, then under its name. */
static enum err finish(struct backup *b)
{
	char *copy = arena_text(b->ctl->arena, b->path);
	int closed = gzclose_w(b->gz), folder;

	b->gz = NULL;
	if (closed != Z_OK || fsync(b->file) != 0)
		return ERROR(ERR_IO, "%s: %s", b->part, strerror(errno));
	if (rename(b->part, b->path) != 0)
		return ERROR(ERR_IO, "%s: %s", b->path, strerror(errno));
	folder = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (folder < 0)
		return OK; /* it may not be read: then the name waits for the system's own flush */
	(void)fsync(folder);
	(void)close(folder);
	return OK;
}

static enum err open_part(struct backup *b)
{
	struct stat about;
	int copy;

	/* Renaming over a device would take it away. */
	if (lstat(b->path, &about) == 0 && !S_ISREG(about.st_mode))
		return ERROR(ERR_INPUT, "%s is there, and no ordinary file", b->path);
	b->part = arena_format(b->ctl->arena, "%s.part", b->path);
	if (!b->part)
		return ERROR(ERR_MEMORY, "no memory for a name");
	(void)unlink(b->part);
	/* It holds the site's secrets and everybody's tickets. */
	b->file = open(b->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (b->file < 0)
		return ERROR(ERR_IO, "%s: %s", b->part, strerror(errno));
	copy = fcntl(b->file, F_DUPFD_CLOEXEC, 0);
	b->gz = copy < 0 ? NULL : gzdopen(copy, "wb6");
	if (!b->gz && copy >= 0)
		(void)close(copy);
	return b->gz ? OK : ERROR(ERR_MEMORY, "no memory to write %s", b->part);
}

static enum err write_backup(struct backup *b)
{
	TRY(open_part(b));
	TRY(put_head(b));
	TRY(put_database(b));
	TRY(put_text(b, ARCHIVE_LAST));
	return finish(b);
}

int command_backup(struct ctl *ctl, const struct arguments *arguments)
{
	struct backup b = {.ctl = ctl, .path = arguments->operands[0], .file = -1};
	enum err err = write_backup(&b);
	struct stat about;

	if (b.gz)
		(void)gzclose_w(b.gz);
	if (b.file >= 0)
		(void)close(b.file);
	if (err != OK && b.part && b.file >= 0)
		(void)unlink(b.part);
	if (err != OK)
		return ctl_error();
	if (stat(b.path, &about) == 0)
		(void)printf("%s: %.1f MiB. Keep it where nobody else can read it.\n", b.path,
		    (double)about.st_size / 1048576);
	return 0;
}
