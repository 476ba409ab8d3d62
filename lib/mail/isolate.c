#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mail/isolate.h"
#include "mail/sandbox.h"
#include "mail/wire.h"

enum {
	MEMORY = 52 * 1024 * 1024,	 /* for the child and the message together */
	MEMORY_LEAST = 14 * 1024 * 1024, /* for the child, whatever the message takes */
	MOMENT = 3 * 1000,		 /* ms */
	/* How the child ends when it can't answer. */
	CAGE_FAILED = 41,
	OUT_OF_MEMORY = 42,
	NO_ANSWER = 43,
};

/* All that happens in the child; it ends with this number. */
static int work(int descriptor, const void *raw, size_t length, enum mail_content content)
{
	size_t room = length < MEMORY - MEMORY_LEAST ? MEMORY - length : MEMORY_LEAST;
	struct arena *arena;
	struct reading *reading;
	enum err err;

	if (!sandbox_enter(descriptor, room))
		return CAGE_FAILED;
	arena = arena_new(room);
	reading = arena ? ARENA_NEW(arena, struct reading) : NULL;
	if (!reading)
		return OUT_OF_MEMORY;
	err = reading_start(reading, arena, raw, length);
	if (err == OK)
		err = reading_all(reading);
	if (err == ERR_MEMORY)
		return OUT_OF_MEMORY;
	if (err != OK || wire_write(SANDBOX_PIPE, reading, content) != OK)
		return NO_ANSWER;
	return 0;
}

const char *isolate_reason(int status)
{
	if (WIFSIGNALED(status)) {
		switch (WTERMSIG(status)) {
		case SIGPROF:
		case SIGXCPU:
			return "reading it took longer than two seconds";
		case SIGSYS:
			return "reading it led to something that a reader may not do";
		case SIGTRAP: /* GLib's ways of ending where memory is short */
		case SIGABRT:
			return "reading it takes more memory than is allowed";
		case SIGKILL:
			return "reading it did not come to an end";
		default:
			return "reading it ended in a crash";
		}
	}
	if (WEXITSTATUS(status) == OUT_OF_MEMORY)
		return "reading it takes more memory than is allowed";
	return "its reader gave no proper answer";
}

enum err isolate_wait(pid_t child, int *status)
{
	int handle = pidfd_open(child, 0);
	struct pollfd ended = {.fd = handle, .events = POLLIN};

	if (handle < 0 || poll(&ended, 1, MOMENT) <= 0)
		(void)kill(child, SIGKILL); /* (what has ended can't be killed) */
	if (handle >= 0)
		(void)close(handle);
	while (waitpid(child, status, 0) < 0) {
		if (errno != EINTR)
			return ERROR(ERR_IO, "the reader of a message: %s", strerror(errno));
	}
	if (WIFEXITED(*status) && WEXITSTATUS(*status) == CAGE_FAILED)
		return ERROR(ERR_IO, "the reader of messages can't be locked in on this system");
	return OK;
}

enum err isolate_begin(
    const void *raw, size_t length, enum mail_content content, int descriptor, pid_t *child)
{
	*child = fork();
	if (*child == 0)
		/* lint: allow _exit: this is the child; nothing of the parent may run in it */
		_exit(work(descriptor, raw, length, content));
	return *child > 0 ? OK : ERROR(ERR_IO, "no process for a message: %s", strerror(errno));
}

enum err mail_parse_isolated(struct arena *arena, const void *raw, size_t length,
    enum mail_content content, struct mail **out)
{
	int ends[2], status = 0;
	enum err err;
	pid_t child = -1;

	TRY(mail_prepare());
	TRY(sandbox_prepare());
	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERROR(ERR_IO, "no pipe for a message: %s", strerror(errno));
	err = isolate_begin(raw, length, content, ends[1], &child);
	(void)close(ends[1]);
	if (err != OK) {
		(void)close(ends[0]);
		return err;
	}
	err = wire_read(arena, ends[0], ISOLATE_PATIENCE, content, out);
	(void)close(ends[0]);
	TRY(isolate_wait(child, &status));
	if (err != OK || *out)
		return err;
	*out = mail_unreadable(arena, isolate_reason(status));
	return *out ? OK : ERR_MEMORY;
}
