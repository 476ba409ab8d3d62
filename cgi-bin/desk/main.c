/*
 * desk: queues and tickets, for staff.
 */
#include "article.h"
#include "desk.h"
#include "web/serve.h"

/* All buttons of a ticket's page send the same form, files and all. */
#define TICKET_ACTION(name, handler)                                                               \
	{                                                                                          \
		.method = HTTP_POST, .pattern = "/desk/t/:number/" name, .guard = GUARD_STAFF,     \
		.handle = (handler), .uploads = true                                               \
	}

/* So do those of the editor of an article. */
#define ARTICLE_ACTION(pattern_, handler)                                                          \
	{                                                                                          \
		.method = HTTP_POST, .pattern = "/desk/articles/" pattern_, .guard = GUARD_STAFF,  \
		.handle = (handler), .uploads = true                                               \
	}

#define ARTICLE_PAGE(pattern_, handler)                                                            \
	{                                                                                          \
		.method = HTTP_GET, .pattern = "/desk/articles" pattern_, .guard = GUARD_STAFF,    \
		.handle = (handler)                                                                \
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
    TICKET_ACTION("insert", insert_post),
    {.method = HTTP_GET,
	.pattern = "/desk/t/:number/article",
	.guard = GUARD_STAFF,
	.handle = draft_show},
    {.method = HTTP_POST,
	.pattern = "/desk/t/:number/article",
	.guard = GUARD_STAFF,
	.handle = draft_post},
    ARTICLE_PAGE("", articles_show),
    ARTICLE_PAGE("/usefulness", articles_useful),
    ARTICLE_PAGE("/pick", article_pick_show),
    ARTICLE_PAGE("/new", article_new),
    ARTICLE_PAGE("/:id", article_edit),
    ARTICLE_PAGE("/:id/history", article_history),
    ARTICLE_PAGE("/:id/history/:version", article_version),
    {.method = HTTP_POST, .pattern = "/desk/preview", .guard = GUARD_STAFF, .handle = preview_post},
    ARTICLE_ACTION("new", article_new_post),
    ARTICLE_ACTION("new/preview", article_new_preview_post),
    ARTICLE_ACTION(":id/save", article_save_post),
    ARTICLE_ACTION(":id/preview", article_preview_post),
    ARTICLE_ACTION(":id/pictures", article_pictures_post),
    TICKET_ACTION("reuse", reuse_post),
};

int main(void)
{
	return serve("desk", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
