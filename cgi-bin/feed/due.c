/*
 * due.c: a private feed as a calendar: the promised times of its open tickets.
 */
#include <string.h>

#include "base/message.h"
#include "feed.h"
#include "model/feed_list.h"
#include "web/feeds.h"
#include "web/page.h"

static enum err read_due(
    struct context *context, const struct feed_use *use, struct due_ticket **tickets, size_t *count)
{
	struct queue_filter queue = {.limit = 1};

	if (use->address.kind != FEED_QUEUE)
		return feed_due_client(context->db, context->arena, &use->viewer,
		    use->address.kind == FEED_ORGANISATION, tickets, count);
	if (!queue_parse(use->address.queue, &queue))
		return ERROR(ERR_NOT_FOUND, "no queue %s", use->address.queue);
	return feed_due_queue(context->db, context->arena, &use->viewer, &queue, tickets, count);
}

/* What stands behind "urn:uuid:" is the key of a calendar's event. */
static const char *uid(const char *urn)
{
	return urn ? urn + strlen("urn:uuid:") : NULL;
}

static enum err fill_event(
    struct context *context, struct calendar_event *event, const struct due_ticket *ticket)
{
	const char *signature = context_signature(context, ticket->id);
	const char *path = arena_format(
	    context->arena, "%s/t/%s", viewer_is_staff(&context->viewer) ? "/desk" : "", signature);

	*event = (struct calendar_event){
	    .uid = uid(feed_urn(context, "due", ticket->id)),
	    .sequence = ticket->version,
	    .summary = language_fill(context->arena, context->language, TR("Due: %1"),
		arena_format(context->arena, "%s %s", signature, ticket->subject), NULL),
	    .url = feed_absolute(context, path),
	    .start = ticket->due_at,
	    .end = TIMESTAMP_NONE,
	    .changed = ticket->updated_at,
	};
	return event->uid && event->summary && event->url
		   ? OK
		   : ERROR(ERR_MEMORY, "no memory for an event");
}

enum err due_write(struct context *context, const struct feed_use *use)
{
	const struct feed_address *address = &use->address;
	const char *name, *site = settings_text(context->settings, "site.name", "Docket");
	struct calendar calendar = {0};
	struct calendar_event *events;
	struct due_ticket *tickets;
	size_t count;

	TRY(feed_name(context, &use->viewer, address->kind, address->queue, &name));
	TRY(read_due(context, use, &tickets, &count));
	events = ARENA_ARRAY(context->arena, struct calendar_event, count);
	if (!events)
		return ERROR(ERR_MEMORY, "no memory for %zu events", count);
	for (size_t i = 0; i < count; i++)
		TRY(fill_event(context, &events[i], &tickets[i]));
	calendar.name = arena_format(context->arena, "%s – %s", site, name);
	calendar.url =
	    feed_absolute(context, feed_page_path(context, address->kind, address->queue));
	calendar.uid = uid(feed_urn(context, "calendar", address->id));
	calendar.events = events;
	calendar.count = count;
	if (!calendar.name || !calendar.url || !calendar.uid)
		return ERROR(ERR_MEMORY, "no memory for a calendar");
	TRY(response_header(context->response, "Content-Type", CALENDAR_MEDIA_TYPE));
	TRY(response_disposition(context->response, true, "docket.ics"));
	return calendar_write(context->arena, &calendar, &context->response->body);
}
