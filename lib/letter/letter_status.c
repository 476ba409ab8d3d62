/* Mails about the service's status: the link that confirms a subscription, and how an incident or
 * maintenance goes on. */
#include "base/message.h"
#include "base/text.h"
#include "letter/kinds.h"
#include "letter/render.h"
#include "model/subscription.h"
#include "view/status_words.h"

static const char *link_of(
    const struct letter_context *context, const struct subscription *subscription)
{
	const struct mail_secret *secret = &context->sender->secret;
	const char *token =
	    subscription_token(context->arena, secret->bytes, secret->length, subscription);
	const char *path =
	    token ? arena_format(context->arena, "/status/subscription/%s", token) : NULL;

	return path ? letter_url(context, path) : NULL;
}

enum err letter_subscription(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct data *data = letter_data(context, mail);
	struct subscription_mail about;
	const char *link;

	TRY(subscription_mail(context->db, context->arena, mail->parameters, 0, &about));
	link = link_of(context, &about.subscription);
	if (!data || !link)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	letter->subject = about.subscription.is_confirmed
			      ? language_text(context->language, NULL,
				    TR("Your subscription to the service status"))
			      : language_text(context->language, NULL,
				    TR("Please confirm: news about the service status"));
	data_text(data_node(data, "Mail"), "Link", link);
	data_flag(data_node(data, "Mail"), "Confirmed", about.subscription.is_confirmed);
	return letter_render(context, data, "subscription", letter);
}

static void fill_incident(
    const struct letter_context *context, struct data *data, const struct incident *incident)
{
	struct data *node = data_node(data, "Incident");
	const struct incident_update *update = &incident->updates[0];

	data_text(node, "Title", incident->title);
	data_tr(node, "State", status_state_words(update->state));
	data_tr(node, "Impact", status_impact_words(incident->impact));
	data_flag(node, "Maintenance", incident->kind == INCIDENT_MAINTENANCE);
	data_time(node, "Begins", incident->begins_at);
	data_time(node, "Ends", incident->ends_at);
	data_text(node, "Text", update->body);
	data_trusted_html(node, "Html", update->html);
	data_text(node, "Url",
	    letter_url(
		context, arena_format(context->arena, "/status/%lld", (long long)incident->id)));
	for (size_t i = 0; i < incident->part_count; i++) {
		struct data *part = data_item(node, "Parts");

		data_text(part, "Name", incident->parts[i].name);
		data_tr(part, "State", status_component_words(incident->parts[i].state));
	}
}

enum err letter_status_update(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct data *data = letter_data(context, mail);
	struct subscription_mail about;
	const struct incident *incident = &about.incident;

	TRY(subscription_mail(
	    context->db, context->arena, mail->parameters, mail->account_id, &about));
	if (!data)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	letter->subject = arena_format(context->arena, "%s: %s",
	    language_text(context->language, NULL, status_state_words(incident->updates[0].state)),
	    incident->title);
	letter->in_reply_to = arena_format(
	    context->arena, "incident.%lld@%s", (long long)incident->id, context->sender->domain);
	if (about.subscription.id) {
		letter->unsubscribe = link_of(context, &about.subscription);
		data_text(data_node(data, "Mail"), "Manage", letter->unsubscribe);
	}
	fill_incident(context, data, incident);
	return letter_render(context, data, "status_update", letter);
}
