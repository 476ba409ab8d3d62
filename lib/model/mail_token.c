#include "model/mail_token.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/settings.h"

enum { TOKEN_MOST = 16 * 1024, PATIENCE = 60 /* seconds */ };

extern char **environ;

/* The helper with its output in `pipe`; the signals that we block it gets as usual. */
static enum err start(const char *const *arguments, int pipe, pid_t *process)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int failed;

	(void)sigemptyset(&none);
	failed = posix_spawn_file_actions_init(&files);
	if (failed)
		return ERROR(ERR_IO, "intake.token_command: %s", strerror(failed));
	failed = posix_spawnattr_init(&attributes);
	if (!failed) {
		failed = posix_spawn_file_actions_adddup2(&files, pipe, STDOUT_FILENO);
		if (!failed)
			failed = posix_spawnattr_setsigmask(&attributes, &none);
		if (!failed)
			failed = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
		if (!failed)
			failed = posix_spawn(process, arguments[0], &files, &attributes,
			    (char *const *)(uintptr_t)arguments, environ);
		(void)posix_spawnattr_destroy(&attributes);
	}
	(void)posix_spawn_file_actions_destroy(&files);
	return failed
		   ? ERROR(ERR_IO, "intake.token_command: %s: %s", arguments[0], strerror(failed))
		   : OK;
}

/* All that it prints, until it closes its output or the time is over. */
static bool read_all(int pipe, char *text, size_t room, size_t *length)
{
	time_t until = time(NULL) + PATIENCE;
	ssize_t got = 1;

	*length = 0;
	while (got > 0 && *length < room) {
		struct pollfd output = {.fd = pipe, .events = POLLIN};
		time_t left = until - time(NULL);
		int ready = left > 0 ? poll(&output, 1, (int)left * 1000) : 0;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		got = read(pipe, text + *length, room - *length);
		if (got > 0)
			*length += (size_t)got;
	}
	return got == 0;
}

static enum err run(const char *const *arguments, char *text, size_t room, size_t *length)
{
	int ends[2], status = 0;
	pid_t process;
	bool read;
	enum err err;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERROR(ERR_IO, "no pipe for intake.token_command: %s", strerror(errno));
	err = start(arguments, ends[1], &process);
	(void)close(ends[1]);
	if (err != OK) {
		(void)close(ends[0]);
		return err;
	}
	read = read_all(ends[0], text, room, length);
	(void)close(ends[0]);
	if (!read)
		(void)kill(process, SIGKILL); /* (what has ended can't be killed) */
	while (waitpid(process, &status, 0) < 0 && errno == EINTR)
		;
	if (!read)
		return ERROR(
		    ERR_IO, "intake.token_command: %s does not come to an end", arguments[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return ERROR(ERR_IO, "intake.token_command: %s failed", arguments[0]);
	return OK;
}

enum err mail_token(struct arena *arena, const struct settings *settings, const char *mailbox,
    const char *user, const char **token)
{
	const char *command = settings_text(settings, "intake.token_command", "");
	const char *const arguments[] = {command, mailbox, user, NULL};
	char *text = arena_alloc(arena, TOKEN_MOST + 1);
	size_t length;

	if (!*command)
		return ERROR(ERR_INPUT,
		    "this mailbox signs in with a token, and docket.conf names no "
		    "intake.token_command");
	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a token");
	TRY(run(arguments, text, TOKEN_MOST, &length));
	text[strcspn(text, "\r\n")] = '\0';
	if (!*text)
		return ERROR(ERR_IO, "intake.token_command: %s printed no token", command);
	*token = text;
	return OK;
}
