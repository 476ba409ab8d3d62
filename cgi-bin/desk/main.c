/*
 * desk: queues and tickets, for staff.
 */
#include "desk.h"
#include "web/serve.h"

/* All buttons of a ticket's page send the same form, files and all. */
#define TICKET_ACTION(name, handler)                                                               \
	{                                                                                          \
		.method = HTTP_POST, .pattern = "/desk/t/:number/" name, .guard = GUARD_STAFF,     \
		.handle = (handler), .uploads = true                                               \
	}

static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/desk", .guard = GUARD_STAFF, .handle = queue_home},
    {.method = HTTP_GET,
	.pattern = "/desk/queue/:name",
	.guard = GUARD_STAFF,
	.handle = queue_show},
    {.method = HTTP_GET, .pattern = "/desk/t/:number", .guard = GUARD_STAFF, .handle = ticket_show},
    TICKET_ACTION("take", take_post),
    TICKET_ACTION("edit", edit_post),
    TICKET_ACTION("reply", reply_post),
    TICKET_ACTION("solve", solve_post),
    TICKET_ACTION("audience", audience_post),
    TICKET_ACTION("reuse", reuse_post),
};

int main(void)
{
	return serve("desk", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
