#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ctl.h"
#include "model/import.h"

const struct option IMPORT_ARCHIVE_OPTIONS[] = {
    {"--audience", "WHO", OPTION_TEXT,
	"who sees what is solved: staff (the default), clients or public"},
    {NULL},
};

enum { BAR = 30 };

struct view {
	int64_t size; /* of the file; 0 when it is not known */
	bool has_bar, bar_drawn;
};

static void clear_bar(struct view *view)
{
	if (view->bar_drawn)
		(void)fputs("\r\x1b[K", stderr);
	view->bar_drawn = false;
}

static void tell_broken(void *context, int64_t line)
{
	clear_bar(context);
	(void)ctl_fail("line %lld: %s", (long long)line, ctl_message());
}

static void draw_bar(void *context, int64_t bytes, const struct import_result *result)
{
	struct view *view = context;
	int done = view->size > 0 && bytes <= view->size ? (int)(bytes * BAR / view->size) : BAR;

	if (!view->has_bar)
		return;
	(void)fputs("\r[", stderr);
	for (int i = 0; i < BAR; i++)
		(void)fputc(i < done ? '#' : '.', stderr);
	(void)fprintf(stderr, "] %lld lines", (long long)result->lines);
	view->bar_drawn = true;
}

static int open_file(const char *name)
{
	int file = strcmp(name, "-") != 0 ? open(name, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);

	if (file < 0)
		(void)ctl_fail("%s: %s", name, strerror(errno));
	return file;
}

static void print_summary(const struct import_result *r)
{
	if (r->tickets || r->messages)
		(void)printf("%lld tickets and %lld answers added", (long long)r->tickets,
		    (long long)r->messages);
	else
		(void)printf("nothing new");
	(void)printf(", %lld tickets known already, %lld lines broken.\n", (long long)r->unchanged,
	    (long long)r->broken);
}

int command_import_archive(struct ctl *ctl, const struct arguments *arguments)
{
	const char *word = argument_value(arguments, "--audience");
	struct view view = {.has_bar = isatty(STDERR_FILENO) == 1};
	struct import_options options = {.audience = word ? audience_named(word) : AUDIENCE_STAFF,
	    .broken = tell_broken,
	    .progress = draw_bar,
	    .context = &view};
	struct import_result result;
	struct stat about;
	int file;
	enum err err;

	if (options.audience < AUDIENCE_STAFF)
		return ctl_usage("there is no audience \"%s\": staff, clients or public", word);
	file = open_file(arguments->operands[0]);
	if (file < 0)
		return CTL_FAILED;
	if (fstat(file, &about) == 0 && S_ISREG(about.st_mode))
		view.size = about.st_size;
	err = import_archive(ctl->db, file, &options, &result);
	clear_bar(&view);
	if (err != OK)
		(void)ctl_fail("%s: %s", arguments->operands[0], ctl_message());
	print_summary(&result);
	return err == OK && !result.broken ? 0 : CTL_FAILED;
}
