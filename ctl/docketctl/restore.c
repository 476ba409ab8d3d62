#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "archive.h"
#include "child.h"
#include "ctl.h"
#include "db/migrate.h"
#include "model/directory.h"
#include "model/mail_out.h"

const struct option RESTORE_OPTIONS[] = {
    {"--force", NULL, OPTION_FLAG, "replace a database that has accounts or tickets already"},
    {NULL},
};

/* Takes away what is there, also tables that the backup doesn't know. */
static const char CLEAR[] =
    "SET SESSION group_concat_max_len = 1000000;\n"
    "SET SESSION foreign_key_checks = 0;\n"
    "SET @tables = (SELECT GROUP_CONCAT(CONCAT('`', table_name, '`'))"
    " FROM information_schema.tables"
    " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE');\n"
    "EXECUTE IMMEDIATE IF(@tables IS NULL, 'DO 0', CONCAT('DROP TABLE IF EXISTS ', @tables));\n";

struct restore {
	struct ctl *ctl;
	const char *path;
	gzFile gz;
	int64_t held; /* messages that waited to be sent */
};

static enum err open_backup(struct restore *r)
{
	r->gz = gzopen(r->path, "rbe");
	if (!r->gz)
		return ERROR(ERR_IO, "%s: %s", r->path, errno ? strerror(errno) : "no memory");
	return OK;
}

/* *length is 0 at the end; a file that ends too early is an error. */
static enum err next_chunk(struct restore *r, char chunk[static ARCHIVE_CHUNK], size_t *length)
{
	int got = gzread(r->gz, chunk, ARCHIVE_CHUNK), code;

	(void)gzerror(r->gz, &code);
	*length = got > 0 ? (size_t)got : 0;
	if (got >= 0 && (got > 0 || code == Z_OK))
		return OK;
	return ERROR(ERR_IO, "%s: %s", r->path,
	    code == Z_ERRNO	  ? strerror(errno)
	    : code == Z_BUF_ERROR ? "is cut short"
				  : "is damaged");
}

/* Reads all of it, and changes nothing: is it a backup, undamaged (gzip's checksum) and whole? */
static enum err verify(struct restore *r)
{
	static char chunk[ARCHIVE_CHUNK];
	enum { FIRST = sizeof ARCHIVE_FIRST - 1, LAST = sizeof ARCHIVE_LAST - 1 };
	char end[2 * LAST + 1] = "";
	size_t length, kept = 0, total = 0;

	TRY(open_backup(r));
	do {
		TRY(next_chunk(r, chunk, &length));
		if (!total && (length < FIRST || memcmp(chunk, ARCHIVE_FIRST, FIRST) != 0))
			return ERROR(ERR_INPUT, "%s is no backup of Docket", r->path);
		total += length;
		/* The last bytes, which may lie in two chunks. */
		if (length >= LAST) {
			memcpy(end, chunk + length - LAST, LAST);
			kept = LAST;
		} else if (length) {
			size_t keep = kept + length > LAST ? LAST - length : kept;

			memmove(end, end + kept - keep, keep);
			memcpy(end + keep, chunk, length);
			kept = keep + length;
		}
	} while (length);
	if (kept != LAST || memcmp(end, ARCHIVE_LAST, LAST) != 0)
		return ERROR(ERR_INPUT, "%s is not complete: its end is missing", r->path);
	return gzrewind(r->gz) == 0 ? OK : ERROR(ERR_IO, "%s can't be read again", r->path);
}

static enum err feed(const struct child *child, const char *data, size_t length)
{
	while (length) {
		ssize_t put = write(child->pipe, data, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return ERROR(ERR_IO, "%s: %s", child->program, strerror(errno));
		data += put;
		length -= (size_t)put;
	}
	return OK;
}

static enum err feed_backup(struct restore *r, const struct child *child)
{
	static char chunk[ARCHIVE_CHUNK];
	size_t length;

	TRY(feed(child, CLEAR, strlen(CLEAR)));
	do {
		TRY(next_chunk(r, chunk, &length));
		TRY(feed(child, chunk, length));
	} while (length);
	return OK;
}

/* --sandbox: a backup from elsewhere may not make the client run commands or write files. */
static enum err restore_database(struct restore *r)
{
	static const char *const CLIENT[] = {"mariadb", "--batch", "--sandbox", NULL};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct child child;
	char reason[500];
	enum err err, end;

	(void)sigaction(SIGPIPE, &ignore, NULL);
	TRY(child_start(&child, r->ctl->arena, r->ctl->settings, CLIENT, true));
	err = feed_backup(r, &child);
	(void)snprintf(reason, sizeof reason, "%s", err == OK ? "" : ctl_message());
	end = child_end(&child);
	if (end != OK || err == OK)
		return end; /* its complaint says more than our broken pipe */
	return ERROR(err, "%s", reason);
}

/* Writes a file of the instance as the one that it replaces: same owner, group and mode. */
static enum err replace_file(struct restore *r, const char *name, const char *as, FILE *from)
{
	const char *home = settings_home(r->ctl->settings);
	const char *old = arena_format(r->ctl->arena, "%s/%s", home, name);
	const char *new = arena_format(r->ctl->arena, "%s/%s.new", home, as);
	const char *path = arena_format(r->ctl->arena, "%s/%s", home, as);
	char *text = arena_alloc(r->ctl->arena, ARCHIVE_FILE_MOST + 1);
	struct stat about;
	size_t length;
	FILE *file;

	if (!old || !new || !path || !text)
		return ERROR(ERR_MEMORY, "no memory for %s", name);
	length = fread(text, 1, ARCHIVE_FILE_MOST, from);
	(void)unlink(new);
	file = fopen(new, "wxe");
	if (!file)
		return ERROR(ERR_IO, "%s: %s", new, strerror(errno));
	if (fchmod(fileno(file), 0600) != 0 || stat(old, &about) != 0 ||
	    fchown(fileno(file), about.st_uid, about.st_gid) != 0 ||
	    fchmod(fileno(file), about.st_mode & 0660) != 0 ||
	    fwrite(text, 1, length, file) != length || fflush(file) != 0 ||
	    fsync(fileno(file)) != 0) {
		enum err err = ERROR(ERR_IO, "%s: %s", new, strerror(errno));

		(void)fclose(file);
		(void)unlink(new);
		return err;
	}
	(void)fclose(file);
	if (rename(new, path) != 0)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	return OK;
}

/* The lines of one file, out of the comments at the head of the backup. */
static enum err collect(struct restore *r, const char *name, FILE *into)
{
	static char line[ARCHIVE_FILE_MOST];
	size_t length = strlen(name);

	if (gzrewind(r->gz) != 0)
		return ERROR(ERR_IO, "%s can't be read again", r->path);
	while (gzgets(r->gz, line, sizeof line) && !strncmp(line, "-- ", 3)) {
		const char *text = line + 3;

		if (strncmp(text, name, length) != 0 || strncmp(text + length, ": ", 2) != 0)
			continue;
		if (fputs(text + length + 2, into) < 0)
			return ERROR(ERR_IO, "no memory for %s", name);
	}
	return OK;
}

static enum err restore_file(struct restore *r, const char *name, const char *as)
{
	FILE *collected = tmpfile();
	enum err err;

	if (!collected)
		return ERROR(ERR_IO, "no room for %s: %s", name, strerror(errno));
	err = collect(r, name, collected);
	if (err == OK) {
		rewind(collected);
		err = replace_file(r, name, as, collected);
	}
	(void)fclose(collected);
	return err;
}

static enum err check_target(struct restore *r, bool force)
{
	bool is_empty;

	TRY(directory_is_empty(r->ctl->db, r->ctl->arena, &is_empty));
	if (!is_empty && !force)
		return ERROR(ERR_CONFLICT, "the database has accounts or tickets: --force replaces "
					   "them with the backup's");
	return OK;
}

static enum err restore(struct restore *r, bool force)
{
	TRY(check_target(r, force));
	TRY(verify(r));
	TRY(restore_database(r));
	TRY(mail_out_hold(r->ctl->db, r->ctl->arena, &r->held));
	TRY(restore_file(r, "secret.key", "secret.key"));
	return restore_file(r, "docket.conf", "docket.conf.restored");
}

static int tell_next(struct ctl *ctl, int64_t held)
{
	const char *folder = arena_format(ctl->arena, "%s/sql", settings_data(ctl->settings));
	int pending = 0;

	(void)printf(
	    "Restored. The settings of then are in %s/docket.conf.restored; those of now were "
	    "left as they are.\n",
	    settings_home(ctl->settings));
	if (held)
		(void)printf("%" PRId64
			     " messages waited to be sent when the backup was made. They "
			     "are held back: see /admin/mail?state=failed.\n",
		    held);
	(void)puts("Restart the programs, so that they know the restored secret.key.");
	if (!folder || migrate_pending(ctl->db, folder, &pending) != OK)
		return ctl_error();
	if (pending) {
		(void)puts("The backup is of an earlier release: run docketctl migrate, and then "
			   "docketctl reindex.");
		return 0;
	}
	/* What is found must be what is there now. */
	(void)fputs("The search index is made anew: ", stdout);
	(void)fflush(stdout);
	return ctl_reindex(ctl);
}

int command_restore(struct ctl *ctl, const struct arguments *arguments)
{
	struct restore r = {.ctl = ctl, .path = arguments->operands[0]};
	enum err err = restore(&r, argument_given(arguments, "--force"));

	if (r.gz)
		(void)gzclose_r(r.gz);
	return err == OK ? tell_next(ctl, r.held) : ctl_error();
}
