#include "model/file_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/log.h"
#include "base/settings.h"
#include "mail/clamd.h"

static const struct db_statement FILE_HOLD = {
    .name = "file_hold",
    .sql = "UPDATE file SET held = ? WHERE id = ?",
    .in = "si",
};

DB_STATEMENTS(file_scan, &FILE_HOLD);

static enum err scan_path(
    const char *where, const char *path, size_t size, char found[static CLAMD_FOUND])
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	void *bytes;
	enum err err;

	if (file < 0)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	bytes = mmap(NULL, size ? size : 1, PROT_READ, MAP_PRIVATE, file, 0);
	(void)close(file);
	if (bytes == MAP_FAILED)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	err = clamd_scan(where, bytes, size, found);
	(void)munmap(bytes, size ? size : 1);
	return err;
}

enum err file_scan(struct db *db, const struct settings *settings, int64_t file_id,
    const void *bytes, const char *path, size_t size, bool *held)
{
	const char *where = settings_text(settings, "upload.clamd", "");
	char found[CLAMD_FOUND] = "";
	enum err err;

	*held = false;
	if (!*where)
		return OK;
	err = bytes ? clamd_scan(where, bytes, size, found) : scan_path(where, path, size, found);
	if (err == ERR_LIMIT) { /* what can't be looked at isn't handed out either */
		memcpy(found, "too large to be scanned", sizeof "too large to be scanned");
		err = OK;
	}
	if (err != OK || !*found)
		return err;
	*held = true;
	log_warn("file %lld is held back: %s", (long long)file_id, found);
	return db_execute(db, &FILE_HOLD, DB_VALUES(db_text(found), db_int(file_id)), NULL);
}
