/*
 * mailin: the daemon that takes mail in. Each mailbox has a process that fetches and stores; this
 * one reads what is stored, in a process without rights, and decides what it becomes. "--once"
 * decides on all that is stored and ends.
 */
#include "mailin.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "mail/mail.h"
#include "mail/reader.h"
#include "model/mail_in.h"
#include "model/notify.h"
#include "model/ticket_link.h"

enum {
	SOON = 20,
	SELDOM = 300,
	AFTER_TROUBLE = 2000, /* milliseconds */
	ARENA_CAP = 192 * 1024 * 1024,
};

/* Milliseconds between two looks at the mailboxes: who was added, who ended. */
enum { LOOK = 500 };

static const char USAGE[] =
    "usage: mailin [--home DIR] [--once]\n"
    "  --home DIR   the instance's folder (default: DOCKET_HOME, else var)\n"
    "  --once       decide on all that is stored, then end: 0 when all of it was done\n";

struct options {
	const char *home;
	bool once;
	int64_t mailbox, parent; /* of a process that fetches; 0 */
};

static sigset_t waking; /* signals that end the program or a pause; blocked, and asked for */

static bool told_to_end;

/* Waits so long for a signal; 0 only looks whether there is one. */
static bool wait_for_end(int milliseconds)
{
	const struct timespec left = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
	int got;

	if (told_to_end)
		return true;
	got = sigtimedwait(&waking, NULL, &left);
	told_to_end = got == SIGTERM || got == SIGINT;
	return told_to_end;
}

static bool stop(void)
{
	return wait_for_end(0);
}

static enum err round_of(struct mailin *mailin, timestamp *looked, bool fetch, size_t *count)
{
	*count = 0;
	TRY(db_ready(mailin->db));
	if (fetch && timestamp_now() >= *looked + LOOK * TIMESTAMP_SECOND / 1000) {
		*looked = timestamp_now();
		fetchers_reap();
		TRY(fetchers_round(mailin));
	}
	return deliver_round(mailin, stop, count);
}

static enum err run(struct mailin *mailin)
{
	bool troubled = false, released = false;
	timestamp looked = 0;
	int pause = SOON;

	log_info("started");
	do {
		size_t count = 0;
		enum err err = released ? OK : db_ready(mailin->db);

		if (err == OK && !released)
			err = mail_in_release(mailin->db);
		if (err == OK) {
			released = true;
			err = round_of(mailin, &looked, true, &count);
		}
		if (err == ERR_IO)
			return err;
		if (err != OK && !troubled)
			log_warn("waiting: %s", err_message());
		else if (err == OK && troubled)
			log_info("going on");
		troubled = err != OK;
		arena_reset(mailin->arena);
		if (err != OK)
			pause = AFTER_TROUBLE;
		else if (count)
			pause = 0;
		else
			pause = pause * 2 > SELDOM ? SELDOM : pause * 2 + SOON;
	} while (!wait_for_end(pause));
	log_info("ended");
	return OK;
}

static enum err run_once(struct mailin *mailin)
{
	timestamp looked = 0;
	size_t count;
	enum err err;

	TRY(db_ready(mailin->db));
	TRY(mail_in_release(mailin->db));
	do {
		err = round_of(mailin, &looked, false, &count);
	} while (err == OK && count && !stop());
	return err;
}

static enum err open_all(struct mailin *mailin)
{
	TRY(settings_load(mailin->home, &mailin->settings));
	log_open("mailin", log_level_named(settings_text(mailin->settings, "log.level", "info")));
	timestamp_zone(settings_text(mailin->settings, "site.timezone", "UTC"));
	ticket_link_site(settings_text(mailin->settings, "site.url", ""),
	    settings_text(mailin->settings, "ticket.prefix", "H"));
	notify_prepare(mailin->settings);
	mailin->arena = arena_new(ARENA_CAP);
	if (!mailin->arena)
		return ERROR(ERR_MEMORY, "no memory");
	return db_open(mailin->settings, &mailin->db);
}

static bool read_arguments(int count, char **arguments, struct options *options)
{
	for (int i = 1; i < count; i++) {
		if (!strcmp(arguments[i], "--once"))
			options->once = true;
		else if (!strcmp(arguments[i], "--home") && i + 1 < count)
			options->home = arguments[++i];
		else if (!strcmp(arguments[i], "--mailbox") && i + 1 < count &&
			 text_to_int(arguments[i + 1], 1, INT64_MAX, &options->mailbox))
			i++;
		else if (!strcmp(arguments[i], "--parent") && i + 1 < count &&
			 text_to_int(arguments[i + 1], 2, INT32_MAX, &options->parent))
			i++;
		else
			return false;
	}
	return !options->mailbox == !options->parent;
}

static void block_signals(void)
{
	(void)sigemptyset(&waking);
	(void)sigaddset(&waking, SIGTERM);
	(void)sigaddset(&waking, SIGINT);
	(void)sigaddset(&waking, SIGUSR1);
	(void)sigaddset(&waking, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &waking, NULL);
}

static void close_all(struct mailin *mailin)
{
	if (mailin->db)
		db_close(mailin->db);
	if (mailin->arena)
		arena_free(mailin->arena);
	if (mailin->settings)
		settings_free(mailin->settings);
	mail_reader_stop(mailin->reader);
}

/* What a process that fetches does: it reads no messages, so it needs no reader. */
static int fetch(struct mailin *mailin, const struct options *options)
{
	int status = 1;

	if (open_all(mailin) == OK)
		status = fetch_mailbox(mailin, options->mailbox, (pid_t)options->parent);
	else
		log_error("%s", err_message());
	close_all(mailin);
	return status;
}

int main(int count, char **arguments)
{
	struct options options = {.home = NULL};
	struct mailin mailin = {.home = NULL};
	enum err err;

	if (count == 2 && !strcmp(arguments[1], "--help"))
		return fputs(USAGE, stdout) < 0;
	if (!read_arguments(count, arguments, &options)) {
		(void)fputs(USAGE, stderr);
		return 2;
	}
	log_open("mailin", LOG_LEVEL_INFO);
	mailin.home = options.home;
	if (options.mailbox)
		return fetch(&mailin, &options);
	block_signals();
	/* Before anything secret is known here. */
	err = mail_reader_start(&mailin.reader);
	if (err == OK)
		err = open_all(&mailin);
	if (err == OK)
		err = options.once ? run_once(&mailin) : run(&mailin);
	if (err != OK)
		log_error("%s", err_message());
	fetchers_end();
	close_all(&mailin);
	return err == OK ? 0 : 1;
}
