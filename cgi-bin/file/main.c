/*
 * file: attachments, after asking who may see them. nginx sends the bytes.
 */
#include "file.h"
#include "web/serve.h"

/* The name is decoration, for those who save the address or the file. */
static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/file/:id/:name", .guard = GUARD_KNOWN, .handle = file_send},
    {.method = HTTP_GET,
	.pattern = "/file/article/:id/:name",
	.guard = GUARD_ANYONE,
	.handle = file_send_article},
};

int main(void)
{
	return serve("file", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
