/*
 * outside: the daemon for what concerns other machines: it calls webhooks and looks each minute
 * whether components work. Apart from the clock and from mail, so that a slow stranger delays
 * neither. "--once" does what is due and ends.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "outside.h"

enum { PAUSE_MS = 500, AFTER_TROUBLE_MS = 2000, ARENA_CAP = 16 * 1024 * 1024 };

static const char USAGE[] =
    "usage: outside [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       do what is due, then end: 0 when all of it was done\n";

static sigset_t ending; /* signals that end the program; blocked, and asked for */

static bool told_to_end;

static bool wait_for_end(int milliseconds)
{
	const struct timespec left = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};

	if (!told_to_end && sigtimedwait(&ending, NULL, &left) > 0)
		told_to_end = true;
	return told_to_end;
}

static enum err open_all(struct outside *outside, struct settings **settings, const char *home)
{
	TRY(settings_load(home, settings));
	outside->settings = *settings;
	log_open("outside", log_level_named(settings_text(*settings, "log.level", "info")));
	outside->arena = arena_new(ARENA_CAP);
	if (!outside->arena)
		return ERROR(ERR_MEMORY, "no memory");
	return db_open(*settings, &outside->db);
}

/* A few calls, then one check: neither waits long for the other. *busy: there was something. */
static enum err turn(struct outside *outside, bool *busy)
{
	size_t count = 0;
	bool checked = false;
	enum err err = db_ready(outside->db);

	if (err == OK)
		err = outside_call(outside, &count);
	arena_reset(outside->arena);
	if (err == OK && !wait_for_end(0))
		err = outside_check(outside, &checked);
	arena_reset(outside->arena);
	*busy = count > 0 || checked;
	return err;
}

static void tell(struct outside *outside, enum err err)
{
	bool unreachable = err == ERR_UNAVAILABLE;

	if (err != OK && !(unreachable && outside->unreachable))
		log_warn("%s%s", unreachable ? "waiting for the database: " : "", err_message());
	else if (err == OK && outside->unreachable)
		log_info("going on");
	outside->unreachable = unreachable;
}

static enum err run(struct outside *outside, bool once)
{
	bool busy;
	enum err err;

	if (!once)
		log_info("started");
	do {
		err = turn(outside, &busy);
		if (once && (err != OK || !busy))
			return err;
		tell(outside, err);
	} while (!wait_for_end(err != OK ? AFTER_TROUBLE_MS : busy ? 0 : PAUSE_MS));
	if (!once)
		log_info("ended");
	return OK;
}

static bool read_arguments(int count, char **arguments, const char **home, bool *once)
{
	for (int i = 1; i < count; i++) {
		if (!strcmp(arguments[i], "--once"))
			*once = true;
		else if (!strcmp(arguments[i], "--home") && i + 1 < count)
			*home = arguments[++i];
		else
			return false;
	}
	return true;
}

static void block_signals(void)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};

	(void)sigaction(SIGPIPE, &ignore, NULL);
	(void)sigemptyset(&ending);
	(void)sigaddset(&ending, SIGTERM);
	(void)sigaddset(&ending, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ending, NULL);
}

int main(int count, char **arguments)
{
	static struct outside outside;
	struct settings *settings = NULL;
	const char *home = NULL;
	bool once = false;
	enum err err;

	if (count == 2 && !strcmp(arguments[1], "--help"))
		return fputs(USAGE, stdout) < 0;
	if (!read_arguments(count, arguments, &home, &once)) {
		(void)fputs(USAGE, stderr);
		return 2;
	}
	block_signals();
	log_open("outside", LOG_LEVEL_INFO);
	err = open_all(&outside, &settings, home);
	if (err == OK)
		err = run(&outside, once);
	if (err != OK)
		log_error("%s", err_message());
	if (outside.db)
		db_close(outside.db);
	if (outside.arena)
		arena_free(outside.arena);
	if (settings)
		settings_free(settings);
	return err == OK ? 0 : 1;
}
