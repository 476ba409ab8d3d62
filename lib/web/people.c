#include "web/people.h"

#include "base/message.h"
#include "model/visibility.h"
#include "web/page.h"

const char *person_staff(const struct context *context, const char *name)
{
	const char *technical = settings_text(context->settings, "ticket.staff_name", "");

	if (!*name || viewer_is_staff(&context->viewer) || !*technical)
		return name;
	return technical;
}

const char *person_client(
    const struct context *context, const char *name, int64_t account_id, int64_t organisation_id)
{
	if (!account_id || !*name)
		return page_text(context, TR("Client"));
	if (visibility_hides_contact(&context->viewer, organisation_id, account_id))
		return page_text(context, TR("Another client"));
	return name;
}

/* The name of staff who spoke, "Support" where it isn't known (an imported ticket). */
static const char *staff_author(const struct context *context, const struct message *message)
{
	const char *name = person_staff(context, message->author);

	return *name ? name : page_text(context, TR("Support"));
}

const char *person_author(const struct context *context, const struct message *message)
{
	if (message->side == SIDE_STAFF)
		return staff_author(context, message);
	return person_client(
	    context, message->author, message->author_id, message->author_organisation_id);
}

const char *person_archived(const struct context *context, const struct message *message)
{
	const char *technical = settings_text(context->settings, "ticket.staff_name", "");

	if (viewer_is_staff(&context->viewer))
		return person_author(context, message);
	if (message->side == SIDE_CLIENT)
		return page_text(context, TR("Client"));
	return *technical ? technical : page_text(context, TR("Support"));
}
