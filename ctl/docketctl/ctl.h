/*
 * ctl.h: what the files of docketctl share.
 *
 * A command is a row of the table in main.c. Its options and operands are declared; a command sees
 * only those that fit. It prints its results to standard output, errors in one line to standard
 * error, and returns the exit status: 0, CTL_FAILED or CTL_USAGE.
 */
#ifndef DOCKET_CTL_H
#define DOCKET_CTL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"
#include "db/db.h"

enum { CTL_FAILED = 1, CTL_USAGE = 2, CTL_TRY_AGAIN = 75 /* EX_TEMPFAIL of sysexits(3) */ };

struct ctl {
	struct settings *settings;
	struct db *db; /* connects at the first use */
	struct arena *arena;
	struct mail_reader *reader; /* for commands with `reads_mail` */
};

enum option_kind { OPTION_TEXT, OPTION_REQUIRED, OPTION_LIST, OPTION_FLAG };

struct option {
	const char *name;  /* "--email"; NULL ends the table */
	const char *value; /* what stands for its value in the help; NULL for a flag */
	enum option_kind kind;
	const char *help;
};

struct arguments;

struct command {
	const char *name;     /* "user add" */
	const char *operands; /* as the help shows them: "EMAIL ROLE"; "" for none */
	size_t least, most;   /* how many operands */
	const char *summary;  /* one line, for the list of commands */
	const char *help;     /* more, for its own --help; "" for nothing */
	const struct option *options;
	int (*run)(struct ctl *ctl, const struct arguments *arguments);
	bool without_database; /* it opens one itself, when it wants one */
	bool reads_mail;       /* a reader is started before the secrets are read */
};

enum { VALUES_MOST = 64, OPERANDS_MOST = 4 };

struct arguments {
	struct {
		const struct option *option;
		const char *value;
	} given[VALUES_MOST];
	size_t given_count;
	const char *operands[OPERANDS_MOST];
	size_t operand_count;
};

/* Reads what follows the command's name. CTL_USAGE, with a line on standard error, when it doesn't
 * fit; *help is set when --help stands anywhere among it. */
int arguments_read(struct arguments *arguments, const struct command *command, int count,
    char *const *texts, bool *help);

/* An option's value; NULL where it was not given. */
const char *argument_value(const struct arguments *arguments, const char *option);
bool argument_given(const struct arguments *arguments, const char *option);
/* All values of an option that may stand several times; *count of them in `values`. */
void argument_values(const struct arguments *arguments, const char *option,
    const char *values[static VALUES_MOST], size_t *count);

/* A line on standard error, and the exit status. */
int ctl_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
int ctl_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The recorded error as that line, without its place in the source. */
int ctl_error(void);
const char *ctl_message(void);

/* Prints a value as a cell of a line: controls, tabs and line ends as blanks. */
void print_cell(const char *text, char end);

/* Asks for a password on the terminal twice without showing it; with `from_stdin` takes the first
 * line of standard input instead. *password is NULL when none was given, else in the arena. */
enum err password_ask(struct arena *arena, bool from_stdin, const char **password);

int command_backup(struct ctl *ctl, const struct arguments *arguments);
int command_restore(struct ctl *ctl, const struct arguments *arguments);
int command_doctor(struct ctl *ctl, const struct arguments *arguments);
int command_migrate(struct ctl *ctl, const struct arguments *arguments);
int command_demo(struct ctl *ctl, const struct arguments *arguments);
int command_import_archive(struct ctl *ctl, const struct arguments *arguments);
int command_search(struct ctl *ctl, const struct arguments *arguments);
int command_similar(struct ctl *ctl, const struct arguments *arguments);
/* Builds the search index anew, and says so; the exit status. From then on the process is the owner
 * of the index's folder. */
int ctl_reindex(struct ctl *ctl);
int command_reindex(struct ctl *ctl, const struct arguments *arguments);
int command_mail_deliver(struct ctl *ctl, const struct arguments *arguments);
int command_mailbox_add(struct ctl *ctl, const struct arguments *arguments);
int command_mailbox_list(struct ctl *ctl, const struct arguments *arguments);
int command_mail_test(struct ctl *ctl, const struct arguments *arguments);
int command_mail_parse(struct ctl *ctl, const struct arguments *arguments);
int command_user_add(struct ctl *ctl, const struct arguments *arguments);
int command_user_role(struct ctl *ctl, const struct arguments *arguments);
int command_user_disable(struct ctl *ctl, const struct arguments *arguments);
int command_user_enable(struct ctl *ctl, const struct arguments *arguments);
int command_user_password(struct ctl *ctl, const struct arguments *arguments);
int command_user_list(struct ctl *ctl, const struct arguments *arguments);
int command_user_manager(struct ctl *ctl, const struct arguments *arguments);
int command_export_tickets(struct ctl *ctl, const struct arguments *arguments);
int command_export_report(struct ctl *ctl, const struct arguments *arguments);
int command_org_add(struct ctl *ctl, const struct arguments *arguments);
int command_org_list(struct ctl *ctl, const struct arguments *arguments);

extern const struct option MAILBOX_ADD_OPTIONS[], USER_ADD_OPTIONS[], USER_PASSWORD_OPTIONS[],
    ORG_ADD_OPTIONS[], IMPORT_ARCHIVE_OPTIONS[], DEMO_OPTIONS[], DOCTOR_OPTIONS[],
    RESTORE_OPTIONS[], SEARCH_OPTIONS[], SIMILAR_OPTIONS[], EXPORT_TICKETS_OPTIONS[],
    EXPORT_REPORT_OPTIONS[];

#endif
