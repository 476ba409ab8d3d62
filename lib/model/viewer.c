#include "model/viewer.h"

#include <string.h>

static const char *const ROLES[] = {"nobody", "client", "agent", "admin"};

const char *role_code(enum role role)
{
	return ROLES[role];
}

enum role role_named(const char *code)
{
	for (enum role role = ROLE_CLIENT; role <= ROLE_ADMIN; role++)
		if (code && !strcmp(code, ROLES[role]))
			return role;
	return ROLE_NOBODY;
}
