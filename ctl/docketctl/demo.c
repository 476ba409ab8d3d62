#include <stdio.h>
#include <unistd.h>

#include "base/text.h"
#include "ctl.h"
#include "model/demo.h"
#include "model/demo_bulk.h"

const struct option DEMO_OPTIONS[] = {
    {"--tickets", "N", OPTION_TEXT, "as many made-up tickets, for benchmarks, up to ten million"},
    {NULL},
};

static void show(int64_t there, int64_t tickets)
{
	if (isatty(STDERR_FILENO) == 1)
		(void)fprintf(stderr, "\r%lld of %lld tickets%s", (long long)there,
		    (long long)tickets, there == tickets ? "\r\x1b[K" : "");
}

static int add_bulk(struct ctl *ctl, const char *number)
{
	int64_t tickets, added;

	if (!text_to_int(number, 1, DEMO_BULK_MOST, &tickets))
		return ctl_usage("--tickets is a number from 1 to %d", DEMO_BULK_MOST);
	if (demo_bulk(ctl->db, ctl->arena, tickets, show, &added) != OK)
		return ctl_error();
	(void)printf("Added %lld made-up tickets.\n", (long long)added);
	if (added)
		(void)puts("The search does not know them before docketctl reindex.");
	return 0;
}

int command_demo(struct ctl *ctl, const struct arguments *arguments)
{
	const char *number = argument_value(arguments, "--tickets");
	struct demo_result result;

	if (number)
		return add_bulk(ctl, number);
	if (demo_load(ctl->db, ctl->arena, &result) != OK)
		return ctl_error();
	if (!result.accounts && !result.tickets && !result.archived && !result.articles) {
		(void)puts("The demo is there already.");
		return 0;
	}
	(void)printf("Added %d accounts, %d tickets and %d archived tickets.\n", result.accounts,
	    result.tickets, result.archived);
	if (result.articles)
		(void)printf("Added %d articles.\n", result.articles);
	return 0;
}
