/*
 * tickets.c: a private feed: an entry for each ticket, as it stands.
 *
 * An entry's id is that of the ticket's last message that its reader may see: an answer is news,
 * and shows as a new entry; another status or due time is an edit of the entry there is.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "feed.h"
#include "model/feed_list.h"
#include "web/feeds.h"
#include "web/page.h"
#include "web/people.h"

enum { HTML_CAP = 4 * FEED_TEXT_MOST };
_Static_assert((int)FEED_TICKETS == (int)FEED_ENTRIES, "a page's tickets are asked for at once");

static enum err read_page(
    struct context *context, const struct feed_use *use, struct ticket_page *tickets)
{
	struct client_filter client = {
	    .whole_organisation = use->address.kind == FEED_ORGANISATION,
	    .state = LIST_ALL,
	    .limit = FEED_ENTRIES,
	};
	struct queue_filter queue = {.limit = FEED_ENTRIES};
	struct cursor after;

	if (!cursor_parse(feed_asked(context, "after"), &after))
		return ERROR(ERR_INPUT, "no cursor: %s", feed_asked(context, "after"));
	client.after = after;
	if (use->address.kind != FEED_QUEUE)
		return ticket_list_client(
		    context->db, context->arena, &use->viewer, &client, tickets);
	if (!queue_parse(use->address.queue, &queue))
		return ERROR(ERR_NOT_FOUND, "no queue %s", use->address.queue);
	queue.after = after;
	return ticket_list_queue(context->db, context->arena, &use->viewer, &queue, tickets);
}

static const struct message *message_of(
    const struct last_message *messages, size_t count, int64_t ticket_id)
{
	for (size_t i = 0; i < count; i++)
		if (messages[i].ticket_id == ticket_id)
			return &messages[i].message;
	return NULL;
}

/* "<br>Status: <b>Solved</b>" */
static void put_fact(
    const struct context *context, struct buffer *html, const char *name, const char *value)
{
	const char *label = page_text(context, name);

	if (!value || !*value)
		return;
	if (html->length > strlen("<p>"))
		buffer_text(html, "<br>");
	buffer_html(html, label, strlen(label));
	buffer_text(html, ": <b>");
	buffer_html(html, value, strlen(value));
	buffer_text(html, "</b>");
}

static void put_facts(
    const struct context *context, const struct ticket_line *line, struct buffer *html)
{
	const struct status *status = status_by_id(line->status_id);
	bool is_open = status && class_is_open(status->class);

	put_fact(context, html, TR("Status"), status ? page_text(context, status->name) : "");
	if (line->contact_id != context->viewer.account_id)
		put_fact(context, html, TR("From"),
		    person_client(context, line->contact, line->contact_id, line->organisation_id));
	if (viewer_is_staff(&context->viewer))
		put_fact(context, html, TR("Organisation"), line->organisation);
	put_fact(context, html, TR("Responsible"), person_staff(context, line->responsible));
	if (is_open && line->due_at != TIMESTAMP_NONE)
		put_fact(context, html, TR("Due"),
		    language_date(
			context->arena, context->language, line->due_at, line->due_at, DATE_FULL));
}

/* The facts, then what was said last. */
static enum err make_html(const struct context *context, const struct ticket_line *line,
    const struct message *message, const char **html)
{
	struct buffer made = BUFFER(HTML_CAP);
	const char *author = message ? person_author(context, message) : "";
	enum err err;

	buffer_text(&made, "<p>");
	put_facts(context, line, &made);
	buffer_text(&made, "</p>");
	if (message && *message->html) {
		const char *wrote =
		    language_fill(context->arena, context->language, TR("%1 wrote:"), author, NULL);

		buffer_text(&made, "<p>");
		if (wrote)
			buffer_html(&made, wrote, strlen(wrote));
		buffer_text(&made, "</p>");
		buffer_text(&made, message->html);
	}
	err = buffer_err(&made);
	*html = err == OK ? arena_text(context->arena, made.data) : NULL;
	buffer_free(&made);
	TRY(err);
	return *html ? OK : ERROR(ERR_MEMORY, "no memory for an entry");
}

static enum err fill_entry(struct context *context, struct feed_entry *entry,
    const struct ticket_line *line, const struct message *message)
{
	const char *signature = context_signature(context, line->id);
	const struct status *status = status_by_id(line->status_id);
	const struct ticket_type *type = ticket_type_by_id(line->type_id);
	const char *path = arena_format(
	    context->arena, "%s/t/%s", viewer_is_staff(&context->viewer) ? "/desk" : "", signature);

	*entry = (struct feed_entry){
	    .id = message ? feed_urn(context, "message", message->id)
			  : feed_urn(context, "ticket", line->id),
	    .url = feed_absolute(context, path),
	    .title = arena_format(context->arena, "%s · %s · %s", signature, line->subject,
		status ? page_text(context, status->name) : ""),
	    .summary = "",
	    .author = message ? person_author(context, message) : "",
	    .category = type ? page_text(context, type->name) : "",
	    .category_code = type ? type->code : "",
	    .published = message ? message->at : line->created_at,
	    .updated = line->updated_at,
	};
	if (entry->updated < entry->published)
		entry->updated = entry->published;
	return make_html(context, line, message, &entry->html);
}

enum err tickets_write(struct context *context, const struct feed_use *use, enum feed_format format)
{
	const struct feed_address *address = &use->address;
	const char *name, *key;
	struct last_message *messages;
	struct ticket_page tickets;
	struct feed_draft draft;
	char next[CURSOR_TEXT];
	size_t count;

	TRY(feed_name(context, &use->viewer, address->kind, address->queue, &name));
	TRY(read_page(context, use, &tickets));
	TRY(feed_last_messages(context->db, context->arena, &use->viewer, tickets.lines,
	    tickets.count, &messages, &count));
	key = arena_format(context->arena, "address:%lld", (long long)address->id);
	if (!key)
		return ERROR(ERR_MEMORY, "no memory for a feed");
	TRY(draft_begin(
	    context, &draft, key, name, feed_page_path(context, address->kind, address->queue)));
	for (size_t i = 0; i < tickets.count; i++)
		TRY(fill_entry(context, draft_entry(&draft), &tickets.lines[i],
		    message_of(messages, count, tickets.lines[i].id)));
	if (tickets.has_more)
		cursor_text(tickets.next, next);
	TRY(draft_pages(context, &draft,
	    arena_format(context->arena, "/feed/p/%s.%s", address->token,
		format == FEED_ATOM ? "atom" : "rss"),
	    tickets.has_more ? next : NULL));
	if (draft.feed.updated == TIMESTAMP_NONE)
		draft.feed.updated = address->created_at;
	TRY(response_header(context->response, "Content-Type", feed_media_type(format)));
	return feed_write(context->arena, &draft.feed, format, &context->response->body);
}
