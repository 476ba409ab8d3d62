/*
 * docketctl: the administrator's command. The table below is all there is of it; each command
 * stands in a file of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ctl.h"
#include "mail/reader.h"

enum { ARENA_CAP = 256 * 1024 * 1024 };

static const struct command COMMANDS[] = {
    {.name = "doctor",
	.operands = "",
	.summary = "look whether all is well, and say what to do",
	.help = "A line for each thing: ok, warn or FAIL, what it is, and what to do. The exit "
		"status is 1\n"
		"when something fails.",
	.options = DOCTOR_OPTIONS,
	.run = command_doctor,
	.without_database = true},
    {.name = "migrate",
	.operands = "",
	.summary = "bring the database's tables up to date",
	.help = "Applies what is missing and says which; does nothing when all is there.",
	.run = command_migrate},
    {.name = "import archive",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.summary = "bring in tickets of another system",
	.help = "FILE holds JSON Lines, a ticket a line, plain or gzip; - is standard input. What "
		"is there\n"
		"already, by its ref, is left as it is. A broken line is told and left out; then "
		"the exit\n"
		"status is 1. docketctl(1) describes the format.",
	.options = IMPORT_ARCHIVE_OPTIONS,
	.run = command_import_archive},
    {.name = "search",
	.operands = "QUERY",
	.least = 1,
	.most = 1,
	.summary = "search the knowledge base as its page does",
	.help = "Best first. Without --as all is found that staff see.",
	.options = SEARCH_OPTIONS,
	.run = command_search},
    {.name = "similar",
	.operands = "",
	.summary = "find solved tickets and articles like the one on standard input",
	.help = "The first line is its subject. Without --as all is found that staff see.",
	.options = SIMILAR_OPTIONS,
	.run = command_similar},
    {.name = "reindex",
	.operands = "",
	.summary = "build the search index anew",
	.help = "Beside the live one, which serves until the new one takes its place.",
	.run = command_reindex},
    {.name = "user add",
	.operands = "",
	.summary = "add an account",
	.help =
	    "On a terminal it asks for a password; an account without one can't sign in. Without\n"
	    "--organisation a client belongs to the organisation of the address's domain, if any.",
	.options = USER_ADD_OPTIONS,
	.run = command_user_add},
    {.name = "user role",
	.operands = "EMAIL ROLE",
	.least = 2,
	.most = 2,
	.summary = "make an account a client, an agent or an administrator",
	.help = "ROLE is client, agent or admin.",
	.run = command_user_role},
    {.name = "user disable",
	.operands = "EMAIL",
	.least = 1,
	.most = 1,
	.summary = "lock an account out, and sign it out everywhere",
	.help = "",
	.run = command_user_disable},
    {.name = "user enable",
	.operands = "EMAIL",
	.least = 1,
	.most = 1,
	.summary = "let an account in again",
	.help = "",
	.run = command_user_enable},
    {.name = "user password",
	.operands = "EMAIL",
	.least = 1,
	.most = 1,
	.summary = "set an account's password, and sign it out everywhere",
	.help = "On a terminal it asks for the password twice.",
	.options = USER_PASSWORD_OPTIONS,
	.run = command_user_password},
    {.name = "user manager",
	.operands = "EMAIL yes|no",
	.least = 2,
	.most = 2,
	.summary = "let a client see and export all tickets of their organisation",
	.help = "Whatever its other clients see. Means something for clients with an organisation "
		"alone.",
	.run = command_user_manager},
    {.name = "user list",
	.operands = "",
	.summary = "list all accounts",
	.help = "A line each, with tabs between: address, name, role, organisation, and "
		"\"disabled\" or\n"
		"\"no password\" for an account that can't sign in, \"manager\" for an "
		"organisation's.",
	.run = command_user_list},
    {.name = "org add",
	.operands = "",
	.summary = "add an organisation",
	.help = "",
	.options = ORG_ADD_OPTIONS,
	.run = command_org_add},
    {.name = "org list",
	.operands = "",
	.summary = "list all organisations",
	.help = "A line each, with tabs between: name, which tickets its clients see, its domains "
		"(with\n"
		"blanks between), language, number of accounts.",
	.run = command_org_list},
    {.name = "mailbox add",
	.operands = "",
	.summary = "add a mailbox that mail is fetched from",
	.help = "On a terminal it asks for the password. Administrators can do the same in a "
		"browser, and\n"
		"try the connection there: /admin/mailboxes.",
	.options = MAILBOX_ADD_OPTIONS,
	.run = command_mailbox_add},
    {.name = "mailbox list",
	.operands = "",
	.summary = "list the mailboxes, and how each does",
	.help = "A line each, with tabs between: name, address, server, and \"ok\", \"off\" or "
		"what is wrong.",
	.run = command_mailbox_list},
    {.name = "mail deliver",
	.operands = "",
	.summary = "take a message in, as a mail server pipes it",
	.help = "Reads one raw message from standard input, stores it and decides what it becomes. "
		"The exit\n"
		"status is 0 once it is stored, whatever it becomes, and 75 (try again) when it "
		"could not be.",
	.run = command_mail_deliver,
	.without_database = true,
	.reads_mail = true},
    {.name = "mail test",
	.operands = "EMAIL",
	.least = 1,
	.most = 1,
	.summary = "send a test message",
	.help = "Puts a test message to that address into the queue of mail going out. Where it "
		"goes is a\n"
		"matter of mail.mode in docket.conf.",
	.run = command_mail_test},
    {.name = "mail parse",
	.operands = "",
	.summary = "show what the intake makes of a message",
	.help = "Reads one raw message from standard input and prints it as JSON: sender, "
		"recipients,\n"
		"subject, text, the new text alone, attachments. Stores nothing. A message that "
		"can't be\n"
		"read has a \"quarantine\" that says why.",
	.run = command_mail_parse,
	.without_database = true},
    {.name = "export tickets",
	.operands = "[FILE]",
	.most = 1,
	.summary = "write tickets for reporting, as XML, CSV or JSON Lines",
	.help = "As they are at one moment, of any number. FILE appears when it is complete; "
		"without it they\n"
		"go to standard output. TIME is 2026-11-21 (in the site's time zone) or "
		"2026-11-21T10:00:00Z.\n"
		"doc/export.md describes the formats, /schema/tickets-1.xsd the XML.",
	.options = EXPORT_TICKETS_OPTIONS,
	.run = command_export_tickets},
    {.name = "export report",
	.operands = "[FILE]",
	.most = 1,
	.summary = "write figures over tickets, as XML",
	.help = "Received and solved by day, type, category, organisation and team; times of first "
		"response\n"
		"and solution, reopened, ratings, use of the knowledge base. /schema/report-1.xsd "
		"describes it.",
	.options = EXPORT_REPORT_OPTIONS,
	.run = command_export_report},
    {.name = "backup",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.summary = "write the whole instance into one file",
	.help = "Database with all files of tickets, secret.key and docket.conf, as they were at "
		"one moment;\n"
		"the site goes on working. FILE appears when it is complete.",
	.run = command_backup},
    {.name = "restore",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.summary = "bring an instance back from a backup",
	.help =
	    "The backup is read through before anything is changed. secret.key is brought back;\n"
	    "docket.conf is laid beside the present one, as docket.conf.restored.",
	.options = RESTORE_OPTIONS,
	.run = command_restore},
    {.name = "demo",
	.operands = "",
	.summary = "load the demo: accounts, organisations, tickets, an archive",
	.help = "Made to look around with: client@example.org, agent@example.com and "
		"admin@example.com, each\n"
		"with the password docket-demo. What is there already is left as it is.\n"
		"With --tickets instead: that many made-up tickets, and people for them, for "
		"benchmarks.",
	.options = DEMO_OPTIONS,
	.run = command_demo},
};

enum { COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0] };

static void print_overview(FILE *out, const char *group)
{
	size_t length = strlen(group);

	(void)fputs("usage: docketctl [--home DIR] COMMAND …\n\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *c = &COMMANDS[i];

		if (strncmp(c->name, group, length) != 0 || (length && c->name[length] != ' '))
			continue;
		(void)fprintf(out, "  %-16s %s\n", c->name, c->summary);
	}
	(void)fputs(
	    "\n  --home DIR       the instance's folder (default: DOCKET_HOME, else var)\n"
	    "  --help           this text; behind a command, what there is to know about it\n",
	    out);
}

static void print_synopsis(FILE *out, const struct command *c)
{
	(void)fprintf(out, "usage: docketctl [--home DIR] %s", c->name);
	for (const struct option *o = c->options; o && o->name; o++) {
		/* clang-format off */
		switch (o->kind) {
		case OPTION_TEXT: (void)fprintf(out, " [%s %s]", o->name, o->value); break;
		case OPTION_REQUIRED: (void)fprintf(out, " %s %s", o->name, o->value); break;
		case OPTION_LIST: (void)fprintf(out, " [%s %s]…", o->name, o->value); break;
		case OPTION_FLAG: (void)fprintf(out, " [%s]", o->name); break;
		}
		/* clang-format on */
	}
	(void)fprintf(out, "%s%s\n\n", *c->operands ? " " : "", c->operands);
}

static void print_help(const struct command *c)
{
	print_synopsis(stdout, c);
	(void)printf("%c%s.%s%s\n", c->summary[0] - 'a' + 'A', c->summary + 1, *c->help ? "\n" : "",
	    c->help);
	if (c->options)
		(void)putchar('\n');
	for (const struct option *o = c->options; o && o->name; o++) {
		char left[64];

		(void)snprintf(
		    left, sizeof left, "%s %s", o->name, o->kind == OPTION_FLAG ? "" : o->value);
		(void)printf("  %-22s %s\n", left, o->help);
	}
}

/* The command that the texts begin with; *words of it are its name. */
static const struct command *find_command(int count, char *const *texts, int *words)
{
	char two[64];

	for (*words = 2; *words > 0; --*words) {
		if (*words > count)
			continue;
		(void)snprintf(two, sizeof two, *words == 2 ? "%s %s" : "%s", texts[0],
		    *words == 2 ? texts[1] : "");
		for (size_t i = 0; i < COMMAND_COUNT; i++)
			if (!strcmp(COMMANDS[i].name, two))
				return &COMMANDS[i];
	}
	return NULL;
}

static bool is_group(const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (!strncmp(COMMANDS[i].name, word, length) && COMMANDS[i].name[length] == ' ')
			return true;
	return false;
}

static int no_command(int count, char *const *texts)
{
	bool help = false;

	for (int i = 0; i < count; i++)
		help |= !strcmp(texts[i], "--help") || !strcmp(texts[i], "-h");
	if (help && (texts[0][0] == '-' || is_group(texts[0]))) {
		print_overview(stdout, texts[0][0] == '-' ? "" : texts[0]);
		return 0;
	}
	if (!count)
		return ctl_usage("which command? (docketctl --help lists them)");
	if (is_group(texts[0]))
		return ctl_usage("%s what? (docketctl %s --help lists it)", texts[0], texts[0]);
	return ctl_usage("there is no command \"%s\" (docketctl --help lists them)", texts[0]);
}

static int run(const struct command *command, const char *home, const struct arguments *arguments)
{
	struct ctl ctl = {.settings = NULL};
	int status = CTL_FAILED;

	if (command->reads_mail && mail_reader_start(&ctl.reader) != OK) {
		(void)ctl_error();
		return CTL_TRY_AGAIN;
	}
	if (settings_load(home, &ctl.settings) != OK) {
		status = ctl_error();
		mail_reader_stop(ctl.reader);
		return command->reads_mail ? CTL_TRY_AGAIN : status;
	}
	timestamp_zone(settings_text(ctl.settings, "site.timezone", "UTC"));
	ctl.arena = arena_new(ARENA_CAP);
	if (!ctl.arena)
		status = ctl_fail("no memory");
	else if (db_open(ctl.settings, &ctl.db) != OK)
		status = ctl_error();
	else if (!command->without_database && db_ready(ctl.db) != OK)
		status = ctl_error();
	else
		status = command->run(&ctl, arguments);
	if (ctl.db)
		db_close(ctl.db);
	if (ctl.arena)
		arena_free(ctl.arena);
	settings_free(ctl.settings);
	mail_reader_stop(ctl.reader);
	/* What did not reach its file or pipe is an error too. */
	if (fflush(stdout) != 0 || ferror(stdout))
		return ctl_fail("the output could not be written");
	return status;
}

int main(int count, char **texts)
{
	struct arguments arguments;
	const struct command *command;
	const char *home = NULL;
	int at = 1, words, status;
	bool help;

	log_open("docketctl", LOG_LEVEL_ERROR);
	while (at < count && !strncmp(texts[at], "--home", 6)) {
		if (texts[at][6] == '=')
			home = texts[at] + 7;
		else if (texts[at][6] || ++at == count)
			return ctl_usage("--home needs a folder");
		else
			home = texts[at];
		at++;
	}
	command = find_command(count - at, texts + at, &words);
	if (!command)
		return no_command(count - at, texts + at);
	at += words;
	status = arguments_read(&arguments, command, count - at, texts + at, &help);
	if (status)
		return status;
	if (help) {
		print_help(command);
		return fflush(stdout) == 0 ? 0 : CTL_FAILED;
	}
	return run(command, home, &arguments);
}
