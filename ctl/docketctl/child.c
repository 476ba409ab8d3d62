#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MOST = 40, COMPLAINT = 500 };

struct words {
	const char *at[WORDS_MOST];
	size_t count;
};

/* The last place stays NULL: it ends the list. */
static void add(struct words *words, const char *word)
{
	if (words->count < WORDS_MOST - 1)
		words->at[words->count++] = word;
}

/* How to reach the server, as lib/db does. */
static void add_connection(
    struct words *words, struct arena *arena, const struct settings *settings)
{
	const char *host = settings_text(settings, "database.host", "");
	const char *socket = settings_text(settings, "database.socket", "");
	const char *tls_ca = settings_text(settings, "database.tls_ca", "");

	if (!*socket)
		socket = arena_format(arena, "%s/run/mysql.sock", settings_home(settings));
	if (*host) {
		add(words, "--protocol=tcp");
		add(words, arena_format(arena, "--host=%s", host));
		add(words, arena_format(arena, "--port=%s",
			       settings_text(settings, "database.port", "3306")));
	} else {
		add(words, arena_format(arena, "--socket=%s", socket));
	}
	if (*tls_ca) {
		add(words, arena_format(arena, "--ssl-ca=%s", tls_ca));
		add(words, "--ssl-verify-server-cert");
	}
	add(words,
	    arena_format(arena, "--user=%s", settings_text(settings, "database.user", "docket")));
	add(words, "--default-character-set=utf8mb4");
	add(words, "--max-allowed-packet=64M");
}

static bool make_words(struct words *words, struct arena *arena, const struct settings *settings,
    const char *const *arguments)
{
	*words = (struct words){.count = 0};
	add(words, arguments[0]);
	add(words, "--no-defaults"); /* must be the first: /etc/mysql is none of ours */
	add_connection(words, arena, settings);
	for (arguments++; *arguments; arguments++)
		add(words, *arguments);
	add(words, settings_text(settings, "database.name", "docket"));
	for (size_t i = 0; i < words->count; i++)
		if (!words->at[i])
			return false;
	return true;
}

/* Our environment with the password in it; NULL when memory is short. */
static char **make_environment(struct arena *arena, const struct settings *settings)
{
	char *password =
	    arena_format(arena, "MYSQL_PWD=%s", settings_text(settings, "database.password", ""));
	char **copy, **to;
	size_t count = 0;

	while (environ[count])
		count++;
	copy = to = ARENA_ARRAY(arena, char *, count + 2);
	if (!copy || !password)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strncmp(environ[i], "MYSQL_PWD=", 10) != 0)
			*to++ = environ[i];
	*to = password;
	return copy;
}

/* `theirs` becomes the child's end of the pipe. It gets the usual answer to a broken pipe, whatever
 * ours is. */
static int spawn(
    struct child *child, const struct words *words, char **environment, int theirs, bool reads)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int failed;

	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	failed = posix_spawn_file_actions_init(&actions);
	if (failed)
		return failed;
	failed = posix_spawnattr_init(&attributes);
	if (failed) {
		(void)posix_spawn_file_actions_destroy(&actions);
		return failed;
	}
	failed = posix_spawn_file_actions_adddup2(
	    &actions, theirs, reads ? STDIN_FILENO : STDOUT_FILENO);
	if (!failed)
		failed =
		    posix_spawn_file_actions_adddup2(&actions, child->complaints, STDERR_FILENO);
	if (!failed)
		failed = posix_spawnattr_setsigdefault(&attributes, &usual);
	if (!failed)
		failed = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	if (!failed)
		failed = posix_spawnp(&child->process, words->at[0], &actions, &attributes,
		    (char *const *)words->at, environment);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	return failed;
}

enum err child_start(struct child *child, struct arena *arena, const struct settings *settings,
    const char *const *arguments, bool reads)
{
	struct words words;
	char **environment = make_environment(arena, settings);
	int ends[2], failed;

	*child = (struct child){.program = arguments[0]};
	if (!environment || !make_words(&words, arena, settings, arguments))
		return ERROR(ERR_MEMORY, "no memory to start %s", arguments[0]);
	child->complaints = memfd_create("complaints", MFD_CLOEXEC);
	if (child->complaints < 0)
		return ERROR(ERR_IO, "%s: %s", arguments[0], strerror(errno));
	if (pipe2(ends, O_CLOEXEC) != 0) {
		(void)close(child->complaints);
		return ERROR(ERR_IO, "%s: %s", arguments[0], strerror(errno));
	}
	child->pipe = ends[reads ? 1 : 0];
	failed = spawn(child, &words, environment, ends[reads ? 0 : 1], reads);
	(void)close(ends[reads ? 0 : 1]);
	if (!failed)
		return OK;
	(void)close(child->pipe);
	(void)close(child->complaints);
	if (failed == ENOENT)
		return ERROR(ERR_IO, "%s is missing: install the Debian package mariadb-client",
		    arguments[0]);
	return ERROR(ERR_IO, "%s: %s", arguments[0], strerror(failed));
}

/* The first line that it wrote to its standard error, "" for nothing. */
static void read_complaint(const struct child *child, char text[static COMPLAINT])
{
	ssize_t got = pread(child->complaints, text, COMPLAINT - 1, 0);

	text[got > 0 ? got : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

enum err child_end(struct child *child)
{
	char complaint[COMPLAINT];
	int status;

	(void)close(child->pipe);
	while (waitpid(child->process, &status, 0) < 0) {
		if (errno != EINTR)
			return ERROR(ERR_IO, "%s: %s", child->program, strerror(errno));
	}
	read_complaint(child, complaint);
	(void)close(child->complaints);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return OK;
	if (*complaint)
		return ERROR(ERR_IO, "%s: %s", child->program, complaint);
	return ERROR(ERR_IO, "%s ended with status %d", child->program, status);
}
