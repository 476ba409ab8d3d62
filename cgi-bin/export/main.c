/*
 * export: tickets for reporting, for staff and for organisations' managers.
 */
#include "export.h"
#include "web/serve.h"

/* Who may is asked by the model: clients who are no managers get 404. */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/export", .guard = GUARD_KNOWN, .handle = export_show},
    {.method = HTTP_POST, .pattern = "/export", .guard = GUARD_KNOWN, .handle = export_post},
    {.method = HTTP_GET,
	.pattern = "/export/tickets.xml",
	.guard = GUARD_KNOWN,
	.handle = tickets_send},
    {.method = HTTP_GET,
	.pattern = "/export/tickets.csv",
	.guard = GUARD_KNOWN,
	.handle = tickets_send},
    {.method = HTTP_GET,
	.pattern = "/export/tickets.jsonl",
	.guard = GUARD_KNOWN,
	.handle = tickets_send},
    {.method = HTTP_GET,
	.pattern = "/export/report.xml",
	.guard = GUARD_KNOWN,
	.handle = report_send},
    {.method = HTTP_GET, .pattern = "/export/file/:id", .guard = GUARD_KNOWN, .handle = job_send},
    {.method = HTTP_POST,
	.pattern = "/export/file/:id/delete",
	.guard = GUARD_KNOWN,
	.handle = job_delete_post},
};

int main(void)
{
	return serve("export", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
