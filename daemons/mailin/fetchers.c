/* The processes that fetch: one for each mailbox, so that one slow server holds up no other. */
#include "mailin.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "model/mailbox.h"

#define FIRST_PAUSE (TIMESTAMP_SECOND / 2)
#define LASTED	    (30 * TIMESTAMP_SECOND) /* whoever lasted so long had got somewhere */

static struct fetcher {
	int64_t mailbox, version;
	pid_t process;	   /* 0: not running */
	timestamp started; /* last */
	timestamp pause;   /* before it is started again; 0: none */
	bool wanted;
} fetchers[MAILBOXES_MOST];

static struct fetcher *fetcher_of(int64_t mailbox)
{
	struct fetcher *free_one = NULL;

	for (size_t i = 0; i < MAILBOXES_MOST; i++) {
		if (fetchers[i].mailbox == mailbox)
			return &fetchers[i];
		if (!fetchers[i].mailbox && !free_one)
			free_one = &fetchers[i];
	}
	if (free_one)
		*free_one = (struct fetcher){.mailbox = mailbox};
	return free_one;
}

/* In the child, which becomes this program anew: it has nothing of what the parent knows. */
static void become_fetcher(const char *home, int64_t mailbox, pid_t parent)
{
	char number[32], above[32];
	char *arguments[] = {"mailin", "--mailbox", number, "--parent", above,
	    home ? "--home" : NULL, (char *)(uintptr_t)home, NULL};
	sigset_t none;

	(void)snprintf(number, sizeof number, "%lld", (long long)mailbox);
	(void)snprintf(above, sizeof above, "%ld", (long)parent);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (getppid() == parent)
		(void)execv("/proc/self/exe", arguments);
	/* lint: allow _exit: a copy of the parent, of which nothing may run here */
	_exit(1);
}

static void start(struct fetcher *fetcher, const char *home, int64_t version)
{
	pid_t parent = getpid(), process = fork();

	if (process == 0)
		become_fetcher(home, fetcher->mailbox, parent);
	fetcher->started = timestamp_now();
	fetcher->version = version;
	if (process < 0)
		log_error("no process for a mailbox: %s", strerror(errno));
	else
		fetcher->process = process;
}

static void look_after(
    struct fetcher *fetcher, const struct mailin *mailin, const struct mailbox *mailbox)
{
	fetcher->wanted = mailbox->is_active;
	if (fetcher->process && (!mailbox->is_active || fetcher->version != mailbox->version)) {
		(void)kill(fetcher->process, SIGTERM); /* started again once it has ended */
		fetcher->pause = 0;
		return;
	}
	if (fetcher->version != mailbox->version)
		fetcher->pause = 0;
	if (!fetcher->process && mailbox->is_active &&
	    timestamp_now() >= fetcher->started + fetcher->pause)
		start(fetcher, mailin->home, mailbox->version);
}

enum err fetchers_round(struct mailin *mailin)
{
	struct mailbox *mailboxes;
	size_t count;

	TRY(mailbox_list(mailin->db, mailin->arena, &mailboxes, &count));
	for (size_t i = 0; i < count; i++) {
		struct fetcher *fetcher = fetcher_of(mailboxes[i].id);

		if (fetcher)
			look_after(fetcher, mailin, &mailboxes[i]);
	}
	arena_reset(mailin->arena);
	for (size_t i = 0; i < MAILBOXES_MOST; i++) {
		timestamp most =
		    settings_int(mailin->settings, "intake.retry_seconds", 1, 86400, 120) *
		    TIMESTAMP_SECOND;

		if (fetchers[i].pause > most)
			fetchers[i].pause = most;
	}
	return OK;
}

static void note_end(pid_t process, int status)
{
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	for (size_t i = 0; i < MAILBOXES_MOST; i++) {
		struct fetcher *fetcher = &fetchers[i];

		if (fetcher->process != process)
			continue;
		fetcher->process = 0;
		if (good || timestamp_now() - fetcher->started > LASTED)
			fetcher->pause = FIRST_PAUSE;
		else
			fetcher->pause = fetcher->pause ? 2 * fetcher->pause : FIRST_PAUSE;
	}
}

void fetchers_reap(void)
{
	pid_t process;
	int status;

	/* (Whoever is waited for elsewhere, by its number, is not among these.) */
	for (size_t i = 0; i < MAILBOXES_MOST; i++) {
		if (!fetchers[i].process)
			continue;
		process = waitpid(fetchers[i].process, &status, WNOHANG);
		if (process > 0)
			note_end(process, status);
	}
}

void fetchers_end(void)
{
	for (size_t i = 0; i < MAILBOXES_MOST; i++)
		if (fetchers[i].process)
			(void)kill(fetchers[i].process, SIGTERM);
	for (size_t i = 0; i < MAILBOXES_MOST; i++)
		while (fetchers[i].process && waitpid(fetchers[i].process, NULL, 0) < 0 &&
		       errno == EINTR)
			;
}
