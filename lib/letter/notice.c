#include "letter/notice.h"

#include <string.h>

#include "base/message.h"
#include "model/account.h"
#include "model/consent.h"
#include "model/mail_link.h"
#include "model/visibility.h"

/* --- Who reads it. */

static bool is_staff(const struct notice *notice)
{
	return viewer_is_staff(&notice->viewer);
}

/* Somebody of the organisation, but nobody in person. */
static enum err organisation_viewer(const struct letter_context *context, bool is_preview,
    struct notice *notice, const char **nothing)
{
	const char *name, *email;

	TRY(consent_organisation_email(
	    context->db, context->arena, notice->row.organisation_id, &name, &email));
	if (!*email && !is_preview)
		*nothing = "the organisation has taken its address away";
	notice->viewer = (struct viewer){.role = ROLE_CLIENT,
	    .organisation_id = notice->row.organisation_id,
	    .scope = SCOPE_ORGANISATION,
	    .name = name,
	    .email = email,
	    .organisation = name,
	    .language = ""};
	return OK;
}

static enum err read_viewer(const struct letter_context *context, int64_t account_id,
    bool is_preview, struct notice *notice, const char **nothing)
{
	struct consent_owner owner = {account_id, 0};
	bool is_given = true;

	if (notice->row.organisation_id) {
		owner = (struct consent_owner){0, notice->row.organisation_id};
		TRY(organisation_viewer(context, is_preview, notice, nothing));
	} else {
		TRY(account_viewer(context->db, context->arena, account_id, &notice->viewer));
		if (!viewer_is_known(&notice->viewer))
			*nothing = "the account is switched off";
	}
	if (*nothing || is_preview)
		return OK;
	TRY(consent_given(context->db, context->arena, owner, &is_given));
	if (!is_given)
		*nothing = "they don't want such mail any more";
	return OK;
}

/* --- What is told. */

static bool tells_clients(const char *kind)
{
	static const char *const KINDS[] = {
	    "created", "message", "solution", "status", "type", "priority", "responsible", "due"};

	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
		if (!strcmp(KINDS[i], kind))
			return true;
	return false;
}

static bool is_told_version(const struct notice *notice, int64_t version)
{
	for (size_t i = 0; i < notice->row.count; i++)
		if (notice->row.versions[i] == version)
			return true;
	return false;
}

static enum err read_events(
    const struct letter_context *context, struct notice *notice, bool is_preview)
{
	int64_t first = INT64_MAX;
	struct event *events;
	size_t count;

	for (size_t i = 0; i < notice->row.count; i++)
		if (notice->row.versions[i] < first)
			first = notice->row.versions[i];
	if (is_preview)
		first = notice->ticket.version - 1;
	TRY(event_list(context->db, context->arena, notice->ticket.id, first - 1, &events, &count));
	notice->events = ARENA_ARRAY(context->arena, const struct event *, count);
	if (!notice->events)
		return ERROR(ERR_MEMORY, "no memory for the events of a mail");
	for (size_t i = 0; i < count; i++) {
		const struct event *event = &events[i];
		bool is_own =
		    notice->viewer.account_id && event->actor_id == notice->viewer.account_id;

		if (!is_preview && (!is_told_version(notice, event->version) ||
				       (is_own && strcmp(event->kind, "created") != 0)))
			continue;
		if (is_staff(notice) || tells_clients(event->kind))
			notice->events[notice->event_count++] = event;
	}
	return OK;
}

static enum notify_moment moment_of(const struct notice *notice)
{
	const struct status *now = status_by_id(notice->ticket.status_id);
	enum notify_moment moment = MOMENT_CHANGED;

	for (size_t i = 0; i < notice->event_count; i++) {
		const struct event *event = notice->events[i];
		const struct status *from = status_by_code(event->before);
		const struct status *to = status_by_code(event->after);

		if (!strcmp(event->kind, "created"))
			moment = MOMENT_CREATED;
		if (!strcmp(event->kind, "status") && from && to && now &&
		    class_is_open(from->class) && !class_is_open(to->class) &&
		    !class_is_open(now->class))
			return MOMENT_CLOSED;
	}
	return moment;
}

static bool is_told_message(const struct notice *notice, const struct message *message)
{
	for (size_t i = 0; i < notice->event_count; i++)
		if (notice->events[i]->message_id == message->id &&
		    strcmp(notice->events[i]->kind, "created") != 0)
			return true;
	return false;
}

static enum err read_messages(const struct letter_context *context, struct notice *notice)
{
	struct message *messages;
	size_t count;

	TRY(message_list(
	    context->db, context->arena, &notice->viewer, notice->ticket.id, &messages, &count));
	for (size_t i = 0; i < count; i++) {
		const struct message *message = &messages[i];
		bool is_solution = message->id == notice->ticket.solution_id;

		if (!notice->description && message->kind != MESSAGE_NOTE)
			notice->description = message;
		if (is_solution)
			notice->solution = message;
		if (is_solution && notice->moment == MOMENT_CLOSED)
			continue;
		if (notice->remark_count < NOTICE_REMARKS && is_told_message(notice, message))
			notice->remarks[notice->remark_count++] = message;
	}
	return OK;
}

/* --- Is it still to be sent? */

static enum err check_switch(
    const struct letter_context *context, const struct notice *notice, const char **nothing)
{
	struct notification list[NOTIFICATIONS];

	TRY(notification_list(context->db, context->arena, list));
	for (size_t i = 0; i < NOTIFICATIONS; i++)
		if (list[i].moment == notice->moment && list[i].party == notice->row.party &&
		    (!list[i].is_on || !(list[i].addressed & TOLD_BIT(notice->row.why))))
			*nothing = "this notification is switched off";
	return OK;
}

static enum err make_links(
    const struct letter_context *context, const struct mail_out *mail, struct notice *notice)
{
	const unsigned char *secret = context->sender->secret.bytes;
	const char *signature = letter_signature(context, notice->ticket.id), *path, *stop;
	char token[STATUS_TOKEN_SIZE];

	TRY(status_token(secret, notice->ticket.id, token));
	if (notice->row.organisation_id)
		path = arena_format(context->arena, "/s/%s-%s", signature, token);
	else
		path = arena_format(
		    context->arena, is_staff(notice) ? "/desk/t/%s" : "/t/%s", signature);
	stop = stop_path(context->arena, secret,
	    &(struct stop_link){.account_id = notice->row.organisation_id ? 0 : mail->account_id,
		.organisation_id = notice->row.organisation_id,
		.ticket_id = notice->ticket.id,
		.is_follower = notice->row.why == TOLD_FOLLOWER});
	notice->rate_link = "";
	if (!signature || !path || !stop)
		return ERROR(ERR_MEMORY, "no memory for the addresses of a mail");
	if (notice->may_rate) {
		path = letter_url(context, path);
		notice->rate_link =
		    rate_path(context->arena, secret, notice->ticket.id, notice->viewer.account_id);
		notice->rate_link =
		    notice->rate_link ? letter_url(context, notice->rate_link) : NULL;
		notice->link = path;
	} else {
		notice->link = letter_url(context, path);
	}
	notice->stop_link = letter_url(context, stop);
	return notice->link && notice->rate_link && notice->stop_link
		   ? OK
		   : ERROR(ERR_MEMORY, "no memory for the addresses of a mail");
}

/* Whoever tries a preview's links must not end a client's mail, or rate in their name. */
static enum err make_idle(const struct letter_context *context, struct notice *notice)
{
	bool rates = notice->moment == MOMENT_CLOSED && notice->row.party == PARTY_CONTACT;

	notice->stop_link = letter_url(context, "/account");
	notice->rate_link = rates ? notice->link : "";
	return notice->stop_link ? OK : ERROR(ERR_MEMORY, "no memory for an address");
}

static enum err read_ticket(const struct letter_context *context, const struct mail_out *mail,
    struct notice *notice, const char **nothing)
{
	enum err err = ticket_load(
	    context->db, context->arena, &notice->viewer, mail->ticket_id, &notice->ticket);
	const struct status *status;

	if (err == ERR_NOT_FOUND) {
		*nothing = "they may not see the ticket";
		return OK;
	}
	TRY(err);
	status = status_by_id(notice->ticket.status_id);
	notice->may_rate = status && class_is_archived(status->class) &&
			   notice->viewer.account_id &&
			   notice->viewer.account_id == notice->ticket.contact_id;
	return OK;
}

enum err notice_read(const struct letter_context *context, const struct mail_out *mail,
    const struct notice_preview *preview, struct notice *notice, const char **nothing)
{
	*notice = (struct notice){.actor = ""};
	*nothing = NULL;
	if (preview)
		notice->row = (struct notify_row){.party = preview->party,
		    .why = preview->organisation_id	   ? TOLD_ADDRESS
			   : preview->party == PARTY_STAFF ? TOLD_RESPONSIBLE
							   : TOLD_CONTACT,
		    .organisation_id = preview->organisation_id};
	else if (!notify_row_read(mail->parameters, &notice->row))
		return ERROR(ERR_INPUT, "mail %lld doesn't say what it tells", (long long)mail->id);
	TRY(read_viewer(context, preview ? preview->account_id : mail->account_id, preview != NULL,
	    notice, nothing));
	if (!*nothing)
		TRY(read_ticket(context, mail, notice, nothing));
	if (*nothing)
		return OK;
	TRY(read_events(context, notice, preview != NULL));
	if (!notice->event_count && strcmp(mail->kind, ACKNOWLEDGEMENT_KIND) != 0)
		*nothing = "there is nothing of it that they don't know";
	notice->moment = preview					 ? preview->moment
			 : strcmp(mail->kind, ACKNOWLEDGEMENT_KIND) == 0 ? MOMENT_CREATED
									 : moment_of(notice);
	if (!*nothing && !preview)
		TRY(check_switch(context, notice, nothing));
	if (*nothing)
		return OK;
	if (notice->event_count)
		notice->actor =
		    notice_actor(context, notice, notice->events[notice->event_count - 1]);
	TRY(read_messages(context, notice));
	TRY(make_links(context, mail, notice));
	return preview ? make_idle(context, notice) : OK;
}

/* --- Names. */

static const char *staff_name_for(
    const struct letter_context *context, const struct notice *notice, const char *name)
{
	const char *technical = settings_text(context->sender->settings, "ticket.staff_name", "");

	return !is_staff(notice) && *name && *technical ? technical : name;
}

static const char *client_name_for(const struct letter_context *context,
    const struct notice *notice, const char *name, int64_t account_id, int64_t organisation_id)
{
	if (!account_id || !*name)
		return language_text(context->language, NULL, TR("Client"));
	if (visibility_hides_contact(&notice->viewer, organisation_id, account_id))
		return language_text(context->language, NULL, TR("Another client"));
	return name;
}

/* Those who change a ticket are its contact's colleagues, as far as they are clients. */
const char *notice_actor(
    const struct letter_context *context, const struct notice *notice, const struct event *event)
{
	if (event->actor_side == ACTOR_PROGRAM)
		return context->sender->site_name;
	if (event->actor_side == ACTOR_STAFF)
		return staff_name_for(context, notice, event->actor);
	return client_name_for(
	    context, notice, event->actor, event->actor_id, notice->ticket.organisation_id);
}

const char *notice_author(const struct letter_context *context, const struct notice *notice,
    const struct message *message)
{
	const char *name = staff_name_for(context, notice, message->author);

	if (message->side == SIDE_CLIENT)
		return client_name_for(context, notice, message->author, message->author_id,
		    message->author_organisation_id);
	return *name ? name : language_text(context->language, NULL, TR("Support"));
}

const char *notice_responsible(const struct letter_context *context, const struct notice *notice)
{
	return staff_name_for(context, notice, notice->ticket.responsible);
}

const char *notice_contact(const struct letter_context *context, const struct notice *notice)
{
	const struct ticket *ticket = &notice->ticket;

	if (!*ticket->contact)
		return "";
	return client_name_for(
	    context, notice, ticket->contact, ticket->contact_id, ticket->organisation_id);
}

const char *notice_status(const struct letter_context *context, const struct notice *notice)
{
	const struct status *status = status_by_id(notice->ticket.status_id);

	if (!status)
		return "";
	if (status->class == CLASS_WAITING_CLIENT && !is_staff(notice))
		return language_text(context->language, NULL, TR("Waiting for you"));
	return language_text(context->language, NULL, status->name);
}
