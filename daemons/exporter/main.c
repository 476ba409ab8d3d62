/*
 * exporter: the daemon that writes exports too large to wait for into files. "--once" works off
 * what there is and ends.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "model/catalogue.h"
#include "model/export_job.h"

/* Milliseconds between two looks for a job. */
enum { BETWEEN = 500, AFTER_TROUBLE = 2000, ARENA_CAP = 1024 * 1024 };

static const char USAGE[] =
    "usage: exporter [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       work off what there is, then end: 0 when all of it was done\n";

struct exporter {
	struct settings *settings;
	struct db *db, *other; /* the one reads, the other keeps the lease */
	struct arena *arena;   /* of a job, reset after it */
	char folder[EXPORT_FOLDER];
	bool waiting; /* for the database: so the log tells it once */
};

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

/* One job, if there is one: *found. An error is of looking for it; what befalls the job is recorded
 * with it, and is *lost. */
static enum err work(struct exporter *exporter, bool *found, bool *lost)
{
	struct export_job job;
	enum err err;

	*found = false;
	arena_reset(exporter->arena);
	TRY(db_ready(exporter->db));
	TRY(export_job_claim(exporter->db, exporter->arena, &job));
	if (!job.id)
		return OK;
	*found = true;
	log_info("export %lld begins", (long long)job.id);
	err = export_job_run(exporter->db, exporter->other, exporter->arena, exporter->settings,
	    exporter->folder, &job, stop);
	if (err == OK)
		log_info("export %lld is done", (long long)job.id);
	else
		log_info("export %lld ends: %s", (long long)job.id, err_message());
	*lost |= err != OK;
	return OK;
}

static enum err run(struct exporter *exporter, bool once)
{
	bool found, lost = false;
	enum err err;

	if (!once)
		log_info("started");
	do {
		err = work(exporter, &found, &lost);
		if (err != OK && !exporter->waiting)
			log_warn("waiting: %s", err_message());
		else if (err == OK && exporter->waiting)
			log_info("going on");
		exporter->waiting = err != OK;
	} while (once ? err == OK && found && !stop()
		      : !wait_for_end(err != OK ? AFTER_TROUBLE
				      : found	? 0
						: BETWEEN));
	if (!once)
		log_info("ended");
	if (once && err == OK && lost)
		err = ERROR(ERR_IO, "an export could not be written");
	return once ? err : OK;
}

static enum err open_all(struct exporter *exporter, const char *home)
{
	TRY(settings_load(home, &exporter->settings));
	log_open(
	    "exporter", log_level_named(settings_text(exporter->settings, "log.level", "info")));
	TRY(export_folder(exporter->settings, exporter->folder));
	exporter->arena = arena_new(ARENA_CAP);
	if (!exporter->arena)
		return ERROR(ERR_MEMORY, "no memory");
	TRY(db_open(exporter->settings, &exporter->db));
	return db_open(exporter->settings, &exporter->other);
}

static void close_all(struct exporter *exporter)
{
	db_close(exporter->db);
	db_close(exporter->other);
	catalogue_free();
	if (exporter->arena)
		arena_free(exporter->arena);
	if (exporter->settings)
		settings_free(exporter->settings);
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
	struct exporter exporter = {.db = NULL};
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
	log_open("exporter", LOG_LEVEL_INFO);
	err = open_all(&exporter, home);
	if (err == OK)
		err = run(&exporter, once);
	if (err != OK)
		log_error("%s", err_message());
	close_all(&exporter);
	return err == OK ? 0 : 1;
}
