/*
 * child.h: the database's own tools as child processes, without a shell: one pipe to or from them,
 * and what they complain of.
 */
#ifndef DOCKET_CTL_CHILD_H
#define DOCKET_CTL_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"

struct child {
	const char *program;
	pid_t process;
	int pipe;	/* our end of its output, or of its input */
	int complaints; /* a file in memory: its standard error */
};

/* Starts a tool on the instance's database. `arguments` stand before the name of the database,
 * which comes last; the tool's name is the first of them; ended by NULL. The password travels in
 * the environment, which only root and the same user can read. ERR_IO when it can't be started. */
enum err child_start(struct child *child, struct arena *arena, const struct settings *settings,
    const char *const *arguments, bool reads);

/* Closes the pipe and waits. ERR_IO with its first complaint unless it ended well. */
enum err child_end(struct child *child);

#endif
