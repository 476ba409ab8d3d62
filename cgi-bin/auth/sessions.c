#include "auth.h"

#include "base/message.h"
#include "base/text.h"
#include "model/session.h"
#include "web/page.h"

static void describe(struct context *context, struct data *item, const char *user_agent)
{
	struct browser_name name = browser_name(user_agent);

	if (*name.browser && *name.system)
		data_text(item, "Browser",
		    language_fill(context->arena, context->language, TR("%1 on %2"), name.browser,
			name.system));
	else if (*name.browser || *name.system)
		data_text(item, "Browser", *name.browser ? name.browser : name.system);
	else
		data_tr(item, "Browser", TR("Unknown browser"));
}

enum err sessions_fill(struct context *context)
{
	struct data *page = page_data(context);
	struct session *sessions;
	size_t count;

	TRY(session_list(context->db, context->arena, &context->viewer, &sessions, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Sessions");

		data_int(item, "Id", sessions[i].id);
		data_flag(item, "Present", sessions[i].id == context->viewer.session_id);
		describe(context, item, sessions[i].user_agent);
		data_text(item, "Address", sessions[i].address);
		data_time(item, "Created", sessions[i].created_at);
		data_time(item, "Seen", sessions[i].seen_at);
	}
	data_flag(page, "HasOthers", count > 1);
	return OK;
}

enum err session_end_post(struct context *context)
{
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no session has such a key");
	TRY(session_close(context->db, &context->viewer, id));
	return page_redirect(context, "/account", TR("That device is signed out."));
}

enum err sessions_end_others_post(struct context *context)
{
	TRY(session_close_others(context->db, &context->viewer));
	return page_redirect(context, "/account", TR("All other devices are signed out."));
}
