#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl.h"
#include "model/reindex.h"

enum { BAR = 30 };

static bool has_bar;

/* The indexer goes on with what is made here, so it is made under the name of the folder's owner.
 */
static int become_owner(const char *folder)
{
	struct stat owner;

	if (geteuid() != 0 || stat(folder, &owner) != 0 || owner.st_uid == 0)
		return 0;
	if (setgroups(0, NULL) != 0 || setgid(owner.st_gid) != 0 || setuid(owner.st_uid) != 0)
		return ctl_fail("can't become the owner of %s: %s", folder, strerror(errno));
	return 0;
}

static bool draw_bar(void *context, int64_t done, int64_t total)
{
	int filled = total > 0 && done < total ? (int)(done * BAR / total) : BAR;

	(void)context;
	if (!has_bar)
		return true;
	(void)fputs("\r[", stderr);
	for (int i = 0; i < BAR; i++)
		(void)fputc(i < filled ? '#' : '.', stderr);
	(void)fprintf(stderr, "] %lld of %lld", (long long)done, (long long)total);
	return true;
}

int ctl_reindex(struct ctl *ctl)
{
	struct reindex work = {.db = ctl->db,
	    .arena = ctl->arena,
	    .folder = search_folder(ctl->settings),
	    .progress = draw_bar};
	timestamp began = timestamp_now();
	enum err err;

	if (!work.folder)
		return ctl_fail("the path of the instance's folder is too long");
	if (become_owner(work.folder))
		return CTL_FAILED;
	(void)umask(027); /* what is indexed is not for everybody on this machine */
	has_bar = isatty(STDERR_FILENO) == 1;
	err = reindex(&work);
	if (has_bar)
		(void)fputs("\r\x1b[K", stderr);
	if (err == ERR_CONFLICT)
		return ctl_fail("another process is building the index anew already");
	if (err != OK)
		return ctl_error();
	(void)printf("%lld documents, in %.1f seconds.\n", (long long)work.documents,
	    (double)(timestamp_now() - began) / (double)TIMESTAMP_SECOND);
	return 0;
}

int command_reindex(struct ctl *ctl, const struct arguments *arguments)
{
	(void)arguments;
	return ctl_reindex(ctl);
}
