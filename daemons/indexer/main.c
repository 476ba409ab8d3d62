/*
 * indexer: the daemon that keeps the search index as the database is. It follows index_queue, and
 * builds the index by itself where there is none that it can write. "--once" brings the index up to
 * date and ends.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "indexer.h"
#include "model/reindex.h"

/* Milliseconds between two looks into the queue: soon after something came, seldom in the night. */
enum { SOON = 25, SELDOM = 400, AFTER_TROUBLE = 2000, ARENA_CAP = 64 * 1024 * 1024 };

/* The whole index is read at the start and so often, in case that the disk has lost some of it. */
#define CHECK_EVERY (5 * TIMESTAMP_MINUTE)

static const char USAGE[] =
    "usage: indexer [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       bring the index up to date, then end: 0 when all of it was done\n";

static sigset_t ending; /* signals that end the program; blocked, and asked for */

static bool told_to_end;

/* Waits so long for a signal to end; 0 only looks whether there is one. */
static bool wait_for_end(int milliseconds)
{
	const struct timespec left = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};

	if (!told_to_end && sigtimedwait(&ending, NULL, &left) > 0)
		told_to_end = true;
	return told_to_end;
}

static bool stop(void)
{
	return wait_for_end(0);
}

/* The log tells what it waits for when that begins, and when it ends. */
static void tell(struct indexer *indexer, enum err err)
{
	const char *waiting = NULL;

	if (err == ERR_CONFLICT)
		waiting = "another process writes or rebuilds the index";
	else if (err == ERR_UNAVAILABLE)
		waiting = "waiting for the database";
	else if (err != OK && err != ERR_RETRY)
		waiting = "trouble";
	if (waiting && waiting != indexer->waiting)
		log_warn("%s: %s", waiting, err_message());
	else if (!waiting && indexer->waiting)
		log_info("going on");
	indexer->waiting = waiting;
}

static enum err run_once(struct indexer *indexer)
{
	size_t count;
	enum err err;

	do {
		err = indexer_round(indexer, &count);
	} while ((err == ERR_RETRY || (err == OK && count)) && !stop());
	return err;
}

/* Between two rounds: has a part of the index been lost that nobody writes to? */
static void look_after(struct indexer *indexer, timestamp *checked)
{
	bool sound = true;

	if (!indexer->writer || timestamp_now() < *checked + CHECK_EVERY)
		return;
	*checked = timestamp_now();
	if (indexer_check(indexer, &sound) != OK || sound)
		return;
	log_warn("the index is broken: %s", err_message());
	indexer_close(indexer);
	indexer->suspect = true;
}

static void run(struct indexer *indexer)
{
	timestamp checked = 0;
	int pause = SOON;

	log_info("started");
	do {
		size_t count;
		enum err err = indexer_round(indexer, &count);

		tell(indexer, err);
		if (err == OK && !count)
			look_after(indexer, &checked);
		if (err != OK && err != ERR_RETRY)
			pause = AFTER_TROUBLE;
		else if (count)
			pause = count == INDEXER_BATCH ? 0 : SOON;
		else
			pause = pause * 2 > SELDOM ? SELDOM : pause * 2 + SOON;
	} while (!wait_for_end(pause));
	log_info("ended");
}

static enum err open_all(struct indexer *indexer, struct settings **settings, const char *home)
{
	TRY(settings_load(home, settings));
	indexer->settings = *settings;
	log_open("indexer", log_level_named(settings_text(*settings, "log.level", "info")));
	indexer->folder = search_folder(*settings);
	if (!indexer->folder)
		return ERROR(ERR_LIMIT, "the path of the instance's folder is too long");
	indexer->arena = arena_new(ARENA_CAP);
	if (!indexer->arena)
		return ERROR(ERR_MEMORY, "no memory");
	return db_open(*settings, &indexer->db);
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
	(void)sigemptyset(&ending);
	(void)sigaddset(&ending, SIGTERM);
	(void)sigaddset(&ending, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ending, NULL);
}

int main(int count, char **arguments)
{
	struct indexer indexer = {.stop = stop};
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
	log_open("indexer", LOG_LEVEL_INFO);
	err = open_all(&indexer, &settings, home);
	if (err == OK && once)
		err = run_once(&indexer);
	else if (err == OK)
		run(&indexer);
	if (err != OK)
		log_error("%s", err_message());
	indexer_close(&indexer);
	if (indexer.db)
		db_close(indexer.db);
	if (indexer.arena)
		arena_free(indexer.arena);
	if (settings)
		settings_free(settings);
	return err == OK ? 0 : 1;
}
