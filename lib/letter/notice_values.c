/* What the placeholders of one line stand for, and the lists that others become. */
#include "base/message.h"
#include "letter/notice_parts.h"
#include "view/event_words.h"
#include "view/ticket_words.h"

#include <string.h>

static const char *date_of(const struct letter_context *context, timestamp at)
{
	if (at == TIMESTAMP_NONE)
		return "";
	return language_date(context->arena, context->language, at, timestamp_now(), DATE_FULL);
}

static const char *translated(const struct letter_context *context, const char *message)
{
	return language_text(context->language, NULL, message);
}

/* Clients of other organisations see neither client nor organisation. */
static const char *organisation_of(const struct notice *notice)
{
	const struct viewer *viewer = &notice->viewer;

	if (viewer_is_staff(viewer) || notice->ticket.organisation_id == viewer->organisation_id)
		return notice->ticket.organisation;
	return "";
}

static timestamp due_of(const struct notice *notice)
{
	const struct status *status = status_by_id(notice->ticket.status_id);

	return status && class_is_open(status->class) ? notice->ticket.due_at : TIMESTAMP_NONE;
}

const char *notice_value(const struct letter_context *context, const struct notice *notice,
    const char *name, enum placeholder place)
{
	const struct ticket *ticket = &notice->ticket;
	const struct ticket_type *type = ticket_type_by_id(ticket->type_id);

	switch (place) {
	case PLACE_SIGNATURE:
		return letter_signature(context, ticket->id);
	case PLACE_TITLE:
		return ticket->subject;
	case PLACE_RECIPIENT:
		return name;
	case PLACE_ACTOR:
		return notice->actor;
	case PLACE_STATUS:
		return notice_status(context, notice);
	case PLACE_PRIORITY:
		return translated(context, priority_name(ticket->priority));
	case PLACE_TYPE:
		return type ? translated(context, type->name) : "";
	case PLACE_RESPONSIBLE:
		return notice_responsible(context, notice);
	case PLACE_TEAM:
		return viewer_is_staff(&notice->viewer) ? ticket->team : "";
	case PLACE_ORGANISATION:
		return organisation_of(notice);
	case PLACE_CONTACT:
		return notice_contact(context, notice);
	case PLACE_RECEIVED:
		return date_of(context, ticket->created_at);
	case PLACE_DUE:
		return date_of(context, due_of(notice));
	case PLACE_LINK:
		return notice->link;
	case PLACE_RATE_LINK:
		return notice->rate_link;
	case PLACE_STOP_LINK:
		return notice->stop_link;
	case PLACE_SITE:
		return context->sender->site_name;
	default:
		return "";
	}
}

size_t notice_facts(const struct letter_context *context, const struct notice *notice,
    struct notice_fact facts[static NOTICE_FACTS])
{
	static const struct {
		enum placeholder place;
		const char *label;
		bool for_staff;
	} ROWS[] = {
	    {PLACE_STATUS, TR("Status"), false},
	    {PLACE_PRIORITY, TR("Priority"), false},
	    {PLACE_TYPE, TR("Type"), false},
	    {PLACE_RESPONSIBLE, TR("Responsible"), false},
	    {PLACE_TEAM, TR("Team"), true},
	    {PLACE_CONTACT, TR("Client"), true},
	    {PLACE_ORGANISATION, TR("Organisation"), false},
	    {PLACE_RECEIVED, TR("Received"), false},
	    {PLACE_DUE, TR("Due"), false},
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0] && count < NOTICE_FACTS; i++) {
		const char *value = notice_value(context, notice, "", ROWS[i].place);
		bool is_shown = !ROWS[i].for_staff || viewer_is_staff(&notice->viewer) ||
				notice->row.organisation_id;

		if (value && *value && is_shown)
			facts[count++] =
			    (struct notice_fact){translated(context, ROWS[i].label), value};
	}
	return count;
}

/* What was said stands below by itself. */
static bool is_said(const char *kind)
{
	return !strcmp(kind, "message") || !strcmp(kind, "solution") || !strcmp(kind, "note") ||
	       !strcmp(kind, "created");
}

const char *notice_change_words(
    const struct letter_context *context, const struct notice *notice, const struct event *event)
{
	const char *technical = settings_text(context->sender->settings, "ticket.staff_name", "");
	bool for_client = !viewer_is_staff(&notice->viewer);
	struct event shown = *event;

	if (is_said(event->kind))
		return NULL;
	if (for_client && *technical && !strcmp(event->kind, "responsible")) {
		shown.before = event->before ? technical : NULL;
		shown.after = event->after ? technical : NULL;
		if (shown.before && shown.after)
			return NULL;
	}
	return event_words(context->arena, context->language, &shown, for_client);
}
