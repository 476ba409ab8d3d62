/*
 * desk: queues and tickets, for staff.
 */
#include "article.h"
#include "desk.h"
#include "mail.h"
#include "reports.h"
#include "status.h"
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

#define STATUS(method_, pattern_, guard_, handler_)                                                \
	{                                                                                          \
		.method = HTTP_##method_, .pattern = "/desk/status" pattern_,                      \
		.guard = GUARD_##guard_, .handle = (handler_)                                      \
	}

#define MAIL_ACTION(name, handler)                                                                 \
	{                                                                                          \
		.method = HTTP_POST, .pattern = "/desk/mail/:id/" name, .guard = GUARD_STAFF,      \
		.handle = (handler)                                                                \
	}

static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/desk/mail", .guard = GUARD_STAFF, .handle = mail_list},
    {.method = HTTP_GET, .pattern = "/desk/mail/:id", .guard = GUARD_STAFF, .handle = mail_show},
    MAIL_ACTION("ticket", mail_ticket_post),
    MAIL_ACTION("join", mail_join_post),
    MAIL_ACTION("replay", mail_replay_post),
    MAIL_ACTION("discard", mail_discard_post),
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
    {.method = HTTP_GET, .pattern = "/desk/reports", .guard = GUARD_STAFF, .handle = reports_show},
    TICKET_ACTION("reuse", reuse_post),
    {.method = HTTP_POST,
	.pattern = "/desk/t/:number/follow",
	.guard = GUARD_STAFF,
	.handle = follow_post},
    {.method = HTTP_POST,
	.pattern = "/desk/t/:number/contact",
	.guard = GUARD_STAFF,
	.handle = contact_link_post},
    {.method = HTTP_GET,
	.pattern = "/desk/contact/:id",
	.guard = GUARD_STAFF,
	.handle = contact_show},
    {.method = HTTP_POST,
	.pattern = "/desk/contact/:id/consent",
	.guard = GUARD_STAFF,
	.handle = contact_consent_post},
    {.method = HTTP_POST,
	.pattern = "/desk/contact/:id/organisation",
	.guard = GUARD_STAFF,
	.handle = contact_organisation_post},
    STATUS(GET, "", STAFF, status_list_show),
    STATUS(GET, "/new", STAFF, status_new_show),
    STATUS(POST, "/new", STAFF, status_new_post),
    STATUS(GET, "/components", ADMIN, status_setup_show),
    STATUS(POST, "/components", ADMIN, status_component_post),
    STATUS(POST, "/components/:id/remove", ADMIN, status_component_remove_post),
    STATUS(POST, "/groups/:id", ADMIN, status_group_post),
    STATUS(GET, "/webhooks", ADMIN, status_webhooks_show),
    STATUS(POST, "/webhooks", ADMIN, status_webhook_post),
    STATUS(POST, "/webhooks/:id", ADMIN, status_webhook_change_post),
    STATUS(POST, "/calls/:id/again", ADMIN, status_call_again_post),
    STATUS(GET, "/:id", STAFF, status_incident_show),
    STATUS(POST, "/:id/update", STAFF, status_update_post),
    STATUS(POST, "/:id/move", STAFF, status_move_post),
    STATUS(POST, "/:id/edit", STAFF, status_edit_post),
    STATUS(POST, "/:id/tie", STAFF, status_tie_post),
    STATUS(POST, "/:id/untie", STAFF, status_untie_post),
};

int main(void)
{
	return serve("desk", ROUTES, sizeof ROUTES / sizeof ROUTES[0]);
}
