#include <stdio.h>

#include "ctl.h"
#include "db/migrate.h"

static int applied;

static void say(const char *name)
{
	(void)printf("applied %s\n", name);
	applied++;
}

int command_migrate(struct ctl *ctl, const struct arguments *arguments)
{
	const char *folder = arena_format(ctl->arena, "%s/sql", settings_data(ctl->settings));

	(void)arguments;
	if (!folder)
		return ctl_fail("no memory");
	if (migrate(ctl->db, folder, say) != OK)
		return ctl_error();
	if (!applied)
		(void)puts("The tables are up to date.");
	return 0;
}
