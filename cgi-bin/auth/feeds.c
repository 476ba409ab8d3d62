/*
 * feeds.c: the secret addresses of one's private feeds: made, shown and taken back on the account
 * page.
 */
#include "auth.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "model/organisation.h"
#include "web/feeds.h"
#include "web/input.h"
#include "web/page.h"

static const struct input FEED[] = {
    {.name = "feed",
	.kind = INPUT_LINE,
	.most_characters = 80,
	.required = true,
	.label = TR("Feed")},
};

static const char *const QUEUES[] = {"mine", "unassigned", "open"};

/* "own", "organisation", "queue-open": a feed as the form names it. False for a name of none. */
static bool parse_code(const char *code, enum feed_kind *kind, const char **queue)
{
	struct queue_filter filter;

	*queue = "";
	if (!strcmp(code, "own")) {
		*kind = FEED_OWN;
		return true;
	}
	if (!strcmp(code, "organisation")) {
		*kind = FEED_ORGANISATION;
		return true;
	}
	if (!text_starts(code, "queue-"))
		return false;
	*kind = FEED_QUEUE;
	*queue = code + strlen("queue-");
	return strlen(*queue) <= FEED_QUEUE_NAME && queue_parse(*queue, &filter);
}

static bool is_made(
    const struct feed_address *addresses, size_t count, enum feed_kind kind, const char *queue)
{
	for (size_t i = 0; i < count; i++)
		if (addresses[i].kind == kind && !strcmp(addresses[i].queue, queue))
			return true;
	return false;
}

/* What the choices are made from. */
struct offering {
	struct context *context;
	const struct feed_address *made;
	size_t made_count;
};

static enum err offer(const struct offering *offering, enum feed_kind kind, const char *queue)
{
	struct context *context = offering->context;
	const char *name, *code = kind == FEED_OWN ? "own" : "organisation";
	struct data *choice;

	if (!feed_kind_allowed(&context->viewer, kind) ||
	    is_made(offering->made, offering->made_count, kind, queue))
		return OK;
	if (kind == FEED_QUEUE)
		code = arena_format(context->arena, "queue-%s", queue);
	TRY(feed_name(context, &context->viewer, kind, queue, &name));
	choice = data_item(page_data(context), "FeedChoices");
	data_text(choice, "Code", code);
	data_text(choice, "Label", name);
	return OK;
}

static enum err offer_queues(const struct offering *offering)
{
	struct context *context = offering->context;
	const struct status *statuses;
	struct choice *teams;
	size_t count;

	for (size_t i = 0; i < sizeof QUEUES / sizeof QUEUES[0]; i++)
		TRY(offer(offering, FEED_QUEUE, QUEUES[i]));
	TRY(team_list(context->db, context->arena, &teams, &count));
	for (size_t i = 0; i < count; i++)
		TRY(offer(offering, FEED_QUEUE,
		    arena_format(context->arena, "team-%lld", (long long)teams[i].id)));
	count = catalogue_statuses(&statuses);
	for (size_t i = 0; i < count; i++)
		TRY(offer(offering, FEED_QUEUE,
		    arena_format(context->arena, "status-%s", statuses[i].code)));
	return OK;
}

static enum err fill_address(struct context *context, const struct feed_address *address)
{
	const char *site = site_address(context), *name;
	struct data *item;
	enum err err = feed_name(context, &context->viewer, address->kind, address->queue, &name);

	/* Of a queue that is gone nothing is read any more, but it can still be taken back. */
	if (err == ERR_NOT_FOUND)
		name = address->queue;
	else
		TRY(err);
	item = data_item(page_data(context), "Feeds");
	data_int(item, "Id", address->id);
	data_text(item, "Name", name);
	data_time(item, "Created", address->created_at);
	data_time(item, "Used", address->used_at);
	if (!*address->token || !site)
		return OK;
	data_text(
	    item, "Atom", arena_format(context->arena, "%s/feed/p/%s.atom", site, address->token));
	data_text(
	    item, "Rss", arena_format(context->arena, "%s/feed/p/%s.rss", site, address->token));
	data_text(item, "Calendar",
	    arena_format(context->arena, "%s/feed/p/%s.ics", site, address->token));
	return OK;
}

enum err feeds_fill(struct context *context)
{
	const char *asked = params_get(&context->request->query, "feed");
	struct offering offering = {.context = context};
	struct feed_address *addresses;
	size_t count;

	TRY(feed_address_list(
	    context->db, context->arena, context->settings, &context->viewer, &addresses, &count));
	for (size_t i = 0; i < count; i++)
		TRY(fill_address(context, &addresses[i]));
	offering.made = addresses;
	offering.made_count = count;
	if (viewer_is_staff(&context->viewer))
		TRY(offer_queues(&offering));
	TRY(offer(&offering, FEED_OWN, ""));
	TRY(offer(&offering, FEED_ORGANISATION, ""));
	if (asked)
		data_text(page_data(context), "Form.feed.Value", asked);
	return OK;
}

enum err feed_make_post(struct context *context)
{
	struct input_value value;
	enum feed_kind kind;
	const char *queue;

	if (!input_read(context, FEED, 1, &value)) {
		input_fill(context, FEED, 1, &value);
		return account_page(context, 422);
	}
	if (!parse_code(value.text, &kind, &queue))
		return ERROR(ERR_NOT_FOUND, "no feed %s", value.text);
	TRY(feed_address_make(
	    context->db, context->arena, context->settings, &context->viewer, kind, queue));
	return page_redirect(
	    context, "/account#feeds", TR("The feed has an address now. Keep it to yourself."));
}

enum err feed_revoke_post(struct context *context)
{
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no feed address has such a key");
	TRY(feed_address_revoke(context->db, &context->viewer, id));
	return page_redirect(
	    context, "/account#feeds", TR("That address is taken back: nobody can read it now."));
}
