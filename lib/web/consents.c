#include "web/consents.h"

#include "base/message.h"
#include "web/page.h"
#include "web/people.h"

static const char *way_name(enum consent_way way)
{
	switch (way) {
	case CONSENT_ACCOUNT_PAGE:
		return TR("on the account page");
	case CONSENT_LINK:
		return TR("by the link in a message");
	case CONSENT_STAFF:
		return TR("by staff");
	case CONSENT_REQUEST:
		return TR("with a request");
	case CONSENT_ADDED:
		return TR("when the account was made");
	}
	return "";
}

enum err consents_fill(struct context *context, struct consent_owner owner)
{
	struct consent_change *changes;
	size_t count;

	TRY(consent_list(context->db, context->arena, owner, &changes, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Consents");
		bool by_staff = changes[i].way == CONSENT_STAFF;

		data_flag(item, "On", changes[i].is_given);
		data_tr(item, "Way", way_name(changes[i].way));
		data_text(item, "Actor",
		    by_staff ? person_staff(context, changes[i].actor) : changes[i].actor);
		data_time(item, "At", changes[i].at);
	}
	return OK;
}
