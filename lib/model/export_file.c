#include "model/export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum err failed(const char *path)
{
	return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
}

enum err export_file_open(struct export_file *out, const char *path, unsigned mode)
{
	out->file = -1;
	out->size = 0;
	if (strlen(path) >= sizeof out->path)
		return ERROR(ERR_INPUT, "the path of a file is too long");
	(void)snprintf(out->path, sizeof out->path, "%s", path);
	(void)snprintf(out->part, sizeof out->part, "%s.part", path);
	(void)unlink(out->part);
	out->file = open(out->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
	return out->file < 0 ? failed(out->part) : OK;
}

enum err export_file_write(void *context, const char *bytes, size_t length)
{
	struct export_file *file = context;

	while (length) {
		ssize_t written = write(file->file, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return failed(file->part);
		bytes += written;
		length -= (size_t)written;
		file->size += written;
	}
	return OK;
}

/* The file's name is lost with the folder, unless that is on the disk, too. */
static void keep_folder(const char *path)
{
	char folder[4096];
	char *slash;
	int open_folder;

	(void)snprintf(folder, sizeof folder, "%s", path);
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	open_folder = open(!slash	     ? "."
			   : slash == folder ? "/"
					     : folder,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (open_folder < 0)
		return;
	(void)fsync(open_folder);
	(void)close(open_folder);
}

enum err export_file_finish(struct export_file *file)
{
	int open_file = file->file;

	file->file = -1;
	if (fsync(open_file) != 0 && errno != EINVAL) {
		enum err err = failed(file->part);

		(void)close(open_file);
		(void)unlink(file->part);
		return err;
	}
	if (close(open_file) != 0 || rename(file->part, file->path) != 0) {
		enum err err = failed(file->path);

		(void)unlink(file->part);
		return err;
	}
	keep_folder(file->path);
	return OK;
}

void export_file_drop(struct export_file *file)
{
	if (file->file < 0)
		return;
	(void)close(file->file);
	(void)unlink(file->part);
	file->file = -1;
}
