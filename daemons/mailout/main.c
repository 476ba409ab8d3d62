/*
 * mailout: the daemon that sends mail: it follows mail_out. "--once" sends what is due and ends.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "mailout.h"
#include "view/language.h"
#include "view/template.h"

/* Milliseconds between two looks into the queue: soon after something came, seldom in the night. */
enum {
	SOON = 50,
	SELDOM = 1000,
	AFTER_TROUBLE = 1000,
	WRONG_SETTINGS = 60 * 1000,
	ARENA_CAP = 160 * 1024 * 1024,
};

static const char USAGE[] =
    "usage: mailout [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       send what is due, then end: 0 when the server could be asked for all of it\n";

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
static void tell(struct mailout *mailout, enum err err)
{
	const char *waiting = NULL;

	if (err == ERR_UNAVAILABLE)
		waiting = "waiting for the database";
	else if (err != OK && err != ERR_RETRY)
		waiting = "trouble";
	if (waiting && waiting != mailout->waiting)
		log_warn("%s: %s", waiting, err_message());
	else if (!waiting && mailout->waiting)
		log_info("going on");
	mailout->waiting = waiting;
}

static enum err run_once(struct mailout *mailout)
{
	size_t count;
	enum err err;

	do {
		err = mailout_round(mailout, &count);
	} while ((err == ERR_RETRY || (err == OK && count && !mailout->troubles)) && !stop());
	if (err == OK && mailout->troubles)
		err = ERROR(ERR_UNAVAILABLE, "the mail server: %s", mailout->trouble);
	return err;
}

static void run(struct mailout *mailout)
{
	int pause = SOON;

	log_info("started");
	do {
		size_t count;
		enum err err = mailout_round(mailout, &count);

		tell(mailout, err);
		if (err != OK && err != ERR_RETRY)
			pause = AFTER_TROUBLE;
		else if (count)
			pause = count == MAILOUT_GROUP ? 0 : SOON;
		else
			pause = pause * 2 > SELDOM ? SELDOM : pause * 2 + SOON;
	} while (!wait_for_end(pause));
	/* What can't be told any more stands in the journal. */
	if ((mailout->held_count || mailout->sent_count) && mailout_settle(mailout) != OK)
		log_warn("%s", err_message());
	log_info("ended, after %lld messages", (long long)mailout->total);
}

static enum err open_texts(const struct settings *settings, struct arena *arena)
{
	const char *data = settings_data(settings);
	const char *po = arena_format(arena, "%s/po", data);
	const char *templates = arena_format(arena, "%s/templates", data);

	if (!po || !templates)
		return ERROR(ERR_MEMORY, "no memory for a path");
	TRY(languages_load(po));
	timestamp_zone(settings_text(settings, "site.timezone", "UTC"));
	return templates_open(templates);
}

static enum err open_all(struct mailout *mailout, struct settings **settings, const char *home)
{
	TRY(settings_load(home, settings));
	mailout->settings = *settings;
	log_open("mailout", log_level_named(settings_text(*settings, "log.level", "info")));
	mailout->arena = arena_new(ARENA_CAP);
	if (!mailout->arena)
		return ERROR(ERR_MEMORY, "no memory");
	TRY(open_texts(*settings, mailout->arena));
	TRY(db_open(*settings, &mailout->db));
	return mailout_open(mailout);
}

static void close_all(struct mailout *mailout, struct settings *settings)
{
	mailout_close(mailout);
	if (mailout->db)
		db_close(mailout->db);
	templates_close();
	languages_free();
	if (mailout->arena)
		arena_free(mailout->arena);
	if (settings)
		settings_free(settings);
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
	/* A server that hangs up is an error of the write. */
	const struct sigaction ignore = {.sa_handler = SIG_IGN};

	(void)sigaction(SIGPIPE, &ignore, NULL);
	(void)sigemptyset(&ending);
	(void)sigaddset(&ending, SIGTERM);
	(void)sigaddset(&ending, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ending, NULL);
}

int main(int count, char **arguments)
{
	static struct mailout mailout = {.stop = stop};
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
	log_open("mailout", LOG_LEVEL_INFO);
	err = open_all(&mailout, &settings, home);
	if (err != OK)
		log_error("%s", err_message());
	else if (once)
		err = run_once(&mailout);
	else
		run(&mailout);
	if (err != OK && once)
		log_error("%s", err_message());
	/* A supervisor would begin anew at once, and the settings would be as wrong. */
	if (err == ERR_INPUT && !once)
		(void)wait_for_end(WRONG_SETTINGS);
	close_all(&mailout, settings);
	return err == OK ? 0 : 1;
}
