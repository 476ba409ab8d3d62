/*
 * docketctl export: tickets and figures for reporting, as /export gives them.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl.h"
#include "model/export_file.h"
#include "model/export_words.h"
#include "model/find.h"
#include "model/report.h"

const struct option EXPORT_TICKETS_OPTIONS[] = {
    {"--format", "FORMAT", OPTION_TEXT, "xml (the default), csv or jsonl"},
    {"--messages", NULL, OPTION_FLAG, "messages, too"},
    {"--since", "TIME", OPTION_TEXT, "only what changed then or later"},
    {"--created-from", "TIME", OPTION_TEXT, "only what was opened then or later"},
    {"--created-to", "TIME", OPTION_TEXT, "only what was opened before; a date counts in whole"},
    {"--type", "CODE", OPTION_TEXT, "only of this type: problem, question, wish"},
    {"--status", "CODE", OPTION_TEXT, "only in this status: new, accepted, in_progress, …"},
    {"--category", "CODE", OPTION_TEXT, "only of this category"},
    {"--organisation", "NAME", OPTION_TEXT, "only of this organisation"},
    {"--team", "NAME", OPTION_TEXT, "only of this team"},
    {"--bom", NULL, OPTION_FLAG, "CSV begins with a byte order mark, for old spreadsheets"},
    {"--as", "EMAIL", OPTION_TEXT, "what this account may export (else all that staff may)"},
    {NULL},
};

const struct option EXPORT_REPORT_OPTIONS[] = {
    {"--from", "DATE", OPTION_TEXT, "the first day (else thirty days ago)"},
    {"--to", "DATE", OPTION_TEXT, "the last day (else today)"},
    {"--organisation", "NAME", OPTION_TEXT, "only of this organisation"},
    {"--as", "EMAIL", OPTION_TEXT, "what this account may see (else all that staff may)"},
    {NULL},
};

/* Where the export goes: a file that appears when it is whole, or standard output. */
struct target {
	const char *path; /* NULL: standard output */
	struct export_file file;
};

/* Of the file being written: a signal must not leave it. */
static char unfinished[sizeof((struct export_file *)0)->part];

static void leave_nothing(int number)
{
	if (*unfinished)
		(void)unlink(unfinished);
	_exit(128 + number);
}

static enum err write_stdout(void *context, const char *bytes, size_t length)
{
	(void)context;
	if (fwrite(bytes, 1, length, stdout) != length)
		return ERROR(ERR_IO, "standard output: %s", strerror(errno));
	return OK;
}

static enum err open_target(struct target *target, const char *path)
{
	static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	struct sigaction ending = {.sa_handler = leave_nothing};

	target->path = path && strcmp(path, "-") != 0 ? path : NULL;
	target->file.file = -1;
	if (!target->path)
		return OK;
	TRY(export_file_open(&target->file, target->path, 0600));
	(void)snprintf(unfinished, sizeof unfinished, "%s", target->file.part);
	for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++)
		(void)sigaction(ENDING[i], &ending, NULL);
	return OK;
}

static int read_filter(struct ctl *ctl, const struct arguments *arguments,
    struct export_filter *filter, struct export_options *options)
{
	const char *format = argument_value(arguments, "--format"), *wrong;
	const struct export_words words = {
	    .since = argument_value(arguments, "--since"),
	    .created_from = argument_value(arguments, "--created-from"),
	    .created_to = argument_value(arguments, "--created-to"),
	    .type = argument_value(arguments, "--type"),
	    .status = argument_value(arguments, "--status"),
	    .category = argument_value(arguments, "--category"),
	    .organisation = argument_value(arguments, "--organisation"),
	    .team = argument_value(arguments, "--team"),
	};
	enum err err;

	options->format = format ? records_named(format) : RECORDS_XML;
	options->mark = argument_given(arguments, "--bom");
	if (!options->format)
		return ctl_usage("there is no format \"%s\": xml, csv or jsonl", format);
	err = export_words_read(ctl->db, ctl->arena, &words, filter, &wrong);
	filter->messages = argument_given(arguments, "--messages");
	if (err == ERR_INPUT && (!strcmp(wrong, "since") || strchr(wrong, '_')))
		return ctl_usage("--%s: a date (2026-11-21) or a time (2026-11-21T10:00:00Z)",
		    !strcmp(wrong, "since")	       ? wrong
		    : strcmp(wrong, "created_to") != 0 ? "created-from"
						       : "created-to");
	if (err == ERR_INPUT)
		return ctl_usage("--%s: there is none such", wrong);
	return err == OK ? 0 : ctl_error();
}

static int read_viewer(struct ctl *ctl, const struct arguments *arguments, struct viewer *viewer)
{
	const char *as = argument_value(arguments, "--as");
	enum err err;

	*viewer = (struct viewer){.role = ROLE_ADMIN};
	if (!as)
		return 0;
	err = find_viewer(ctl->db, ctl->arena, as, viewer);
	if (err == ERR_NOT_FOUND)
		return ctl_fail("there is no active account %s", as);
	return err == OK ? 0 : ctl_error();
}

int command_export_tickets(struct ctl *ctl, const struct arguments *arguments)
{
	struct target target;
	struct export_filter filter;
	struct export_options options;
	struct export_sink sink = {.write = write_stdout};
	struct viewer viewer;
	int status = read_filter(ctl, arguments, &filter, &options);
	enum err err;

	if (!status)
		status = read_viewer(ctl, arguments, &viewer);
	if (status)
		return status;
	if (export_allow(&viewer, &filter) != OK)
		return ctl_fail("this account may not export that");
	err = open_target(&target, arguments->operand_count ? arguments->operands[0] : NULL);
	if (err == OK && target.path) {
		sink.write = export_file_write;
		sink.context = &target.file;
	}
	if (err == OK)
		err = export_tickets(ctl->db, ctl->settings, &viewer, filter, options, &sink, NULL);
	if (err == OK && target.path)
		err = export_file_finish(&target.file);
	if (target.path)
		export_file_drop(&target.file);
	return err == OK ? 0 : ctl_error();
}

enum { REPORT_MOST = 64 * 1024 * 1024 };

static int read_span(struct ctl *ctl, const struct arguments *arguments, struct report_filter *span)
{
	const char *wrong;
	const struct export_words words = {
	    .created_from = argument_value(arguments, "--from"),
	    .created_to = argument_value(arguments, "--to"),
	    .organisation = argument_value(arguments, "--organisation"),
	};
	enum err err = report_words_read(ctl->db, ctl->arena, &words, span, &wrong);

	if (err == ERR_INPUT && !strcmp(wrong, "organisation"))
		return ctl_usage("--organisation: there is none such");
	if (err == ERR_INPUT)
		return ctl_usage("--%s: a date such as 2026-11-21, not after the last day",
		    !strcmp(wrong, "created_to") ? "to" : "from");
	return err == OK ? 0 : ctl_error();
}

/* It is small: whole in memory, then into the file. */
static enum err write_report(
    struct ctl *ctl, const struct report *report, struct target *target, struct buffer *xml)
{
	TRY(report_xml(report, settings_text(ctl->settings, "site.timezone", "UTC"), xml));
	if (!target->path)
		return write_stdout(NULL, xml->data, xml->length);
	TRY(export_file_write(&target->file, xml->data, xml->length));
	return export_file_finish(&target->file);
}

int command_export_report(struct ctl *ctl, const struct arguments *arguments)
{
	struct report_filter span;
	struct viewer viewer;
	struct report report;
	struct target target;
	struct buffer xml = BUFFER(REPORT_MOST);
	int status = read_span(ctl, arguments, &span);
	enum err err;

	if (!status)
		status = read_viewer(ctl, arguments, &viewer);
	if (status)
		return status;
	err = report_make(ctl->db, ctl->arena, &viewer, span, &report);
	if (err == ERR_NOT_FOUND)
		return ctl_fail("this account may not export that");
	if (err == OK)
		err =
		    open_target(&target, arguments->operand_count ? arguments->operands[0] : NULL);
	if (err == OK) {
		err = write_report(ctl, &report, &target, &xml);
		export_file_drop(&target.file);
	}
	buffer_free(&xml);
	return err == OK ? 0 : ctl_error();
}
