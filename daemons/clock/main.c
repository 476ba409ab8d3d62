/*
 * clock: the daemon for all that happens by time: forgets what has expired, closes what stayed
 * solved. A round a minute; "--once" does one and ends, for tests and for those who prefer cron.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "clock.h"

#include "model/notify.h"

enum { ROUND_SECONDS = 60, ARENA_CAP = 16 * 1024 * 1024 };

static const char USAGE[] =
    "usage: clock [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       one round, then end: 0 when all of it was done\n";

static sigset_t ending; /* signals that end the program; blocked, and asked for */

static bool told_to_end;

/* Waits so long for a signal to end; 0 only looks whether there is one. */
static bool wait_for_end(time_t seconds)
{
	struct timespec until, left;

	(void)clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += seconds;
	while (!told_to_end) {
		(void)clock_gettime(CLOCK_MONOTONIC, &left);
		left.tv_sec = until.tv_sec - left.tv_sec;
		left.tv_nsec = until.tv_nsec - left.tv_nsec;
		if (left.tv_nsec < 0) {
			left.tv_nsec += 1000000000;
			left.tv_sec--;
		}
		if (left.tv_sec < 0)
			left = (struct timespec){0, 0};
		if (sigtimedwait(&ending, NULL, &left) > 0)
			told_to_end = true;
		else if (errno != EINTR)
			break;
	}
	return told_to_end;
}

static bool stop(void)
{
	return wait_for_end(0);
}

static enum err open_all(struct clock *clock, struct settings **settings, const char *home)
{
	TRY(settings_load(home, settings));
	clock->settings = *settings;
	log_open("clock", log_level_named(settings_text(clock->settings, "log.level", "info")));
	clock->arena = arena_new(ARENA_CAP);
	if (!clock->arena)
		return ERROR(ERR_MEMORY, "no memory");
	timestamp_zone(settings_text(clock->settings, "site.timezone", "UTC"));
	notify_prepare(clock->settings);
	return db_open(clock->settings, &clock->db);
}

static enum err run(struct clock *clock, bool once)
{
	static char cache[4096], spool[4096];
	const char *home = settings_home(clock->settings);
	enum err err;

	if ((size_t)snprintf(cache, sizeof cache, "%s/cache", home) >= sizeof cache ||
	    (size_t)snprintf(spool, sizeof spool, "%s/spool", home) >= sizeof spool)
		return ERROR(ERR_LIMIT, "the path of the instance's folder is too long");
	clock->cache = cache;
	clock->spool = spool;
	if (once)
		return clock_round(clock, stop);
	log_info("started");
	do
		err = clock_round(clock, stop);
	while (!wait_for_end(ROUND_SECONDS));
	(void)err; /* told in the log, and tried again in the next round */
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

int main(int count, char **arguments)
{
	struct clock clock = {.db = NULL};
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
	(void)sigemptyset(&ending);
	(void)sigaddset(&ending, SIGTERM);
	(void)sigaddset(&ending, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ending, NULL);
	log_open("clock", LOG_LEVEL_INFO);
	err = open_all(&clock, &settings, home);
	if (err == OK)
		err = run(&clock, once);
	if (err != OK)
		log_error("%s", err_message());
	if (clock.db)
		db_close(clock.db);
	if (clock.arena)
		arena_free(clock.arena);
	if (settings)
		settings_free(settings);
	return err == OK ? 0 : 1;
}
