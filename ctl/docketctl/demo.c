#include <stdio.h>

#include "ctl.h"
#include "model/demo.h"

int command_demo(struct ctl *ctl, const struct arguments *arguments)
{
	struct demo_result result;

	(void)arguments;
	if (demo_load(ctl->db, ctl->arena, &result) != OK)
		return ctl_error();
	if (!result.accounts && !result.tickets && !result.archived)
		(void)puts("The demo is there already.");
	else
		(void)printf("Added %d accounts, %d tickets and %d archived tickets.\n",
		    result.accounts, result.tickets, result.archived);
	return 0;
}
