/*
 * notifications.c: GET /admin/notifications: the nine, each with its switch and whom it is
 * addressed to; POST /admin/notifications/ID sets them.
 */
#include "admin.h"
#include "base/message.h"
#include "base/text.h"
#include "notification.h"
#include "web/page.h"

const char *moment_name(enum notify_moment moment)
{
	static const char *const NAMES[] = {"",
	    TR("A new request, or a contact who is linked to it"), TR("A change"),
	    TR("The end: solved, closed or rejected")};

	return NAMES[moment];
}

const char *party_name(enum notify_party party)
{
	static const char *const NAMES[] = {
	    "", TR("The client's organisation"), TR("Contacts"), TR("Staff")};

	return NAMES[party];
}

const char *told_name(enum notify_why why)
{
	switch (why) {
	case TOLD_CONTACT:
		return TR("the client whose request it is");
	case TOLD_FOLLOWER:
		return TR("those who follow it: public messages only");
	case TOLD_RESPONSIBLE:
		return TR("who has it, and who had it before");
	case TOLD_LEAD:
		return TR("the leads of its team");
	case TOLD_TEAM:
		return TR("the others of its team");
	case TOLD_EVERYONE:
		return TR("everybody, while neither a person nor a team has it");
	case TOLD_COLLEAGUE:
		return TR("the contact's colleagues who may see it");
	case TOLD_ADDRESS:
		return TR("the organisation's own address");
	case TOLD_END:
		break;
	}
	return "";
}

enum err notification_find(struct context *context, struct notification *notification)
{
	struct notification list[NOTIFICATIONS];
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, NOTIFICATIONS, &id))
		return ERROR(ERR_NOT_FOUND, "no such notification");
	TRY(notification_list(context->db, context->arena, list));
	*notification = list[id - 1];
	return OK;
}

static void fill_one(struct data *moment, const struct notification *notification)
{
	struct data *item = data_item(moment, "Parties");

	data_int(item, "Id", notification->id);
	data_tr(item, "Name", party_name(notification->party));
	data_flag(item, "On", notification->is_on);
	for (enum notify_why why = TOLD_CONTACT; why < TOLD_END; why++) {
		struct data *choice;

		if (!(notification_choices(notification->party) & TOLD_BIT(why)))
			continue;
		choice = data_item(item, "Choices");
		data_text(choice, "Code", notify_why_code(why));
		data_tr(choice, "Name", told_name(why));
		data_flag(choice, "On", notification->addressed & TOLD_BIT(why));
	}
}

enum err notifications_show(struct context *context)
{
	struct notification list[NOTIFICATIONS];
	struct data *moment = NULL;

	TRY(notification_list(context->db, context->arena, list));
	for (size_t i = 0; i < NOTIFICATIONS; i++) {
		if (!moment || list[i].moment != list[i - 1].moment) {
			moment = data_item(page_data(context), "Moments");
			data_int(moment, "Code", list[i].moment);
			data_tr(moment, "Name", moment_name(list[i].moment));
		}
		fill_one(moment, &list[i]);
	}
	return admin_send(context, "admin/notifications.cs", "notifications", TR("Notifications"));
}

/* A check box of each, named as it is in the table. */
enum err notification_post(struct context *context)
{
	const struct params *form = &context->request->form;
	struct notification notification;
	unsigned addressed = 0;

	TRY(notification_find(context, &notification));
	for (enum notify_why why = TOLD_CONTACT; why < TOLD_END; why++)
		if (params_get(form, notify_why_code(why)))
			addressed |= TOLD_BIT(why);
	TRY(notification_set(context->db, notification.id, params_get(form, "on") != NULL,
	    addressed & notification_choices(notification.party), context->viewer.account_id));
	return page_redirect(context, "/admin/notifications", TR("The notification is set."));
}
