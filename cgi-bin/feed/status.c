/*
 * status.c: GET /feed/status.atom, .rss and /feed/status/COMPONENT.atom, .rss: what is or was wrong
 * and what is planned, last changed first; /feed/status.ics: maintenance for calendars.
 *
 * As with tickets an update is news, and shows as a new entry: its id is that of the last update. A
 * corrected title is an edit.
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "feed.h"
#include "model/feed_list.h"
#include "model/incident.h"
#include "view/status_words.h"
#include "web/feeds.h"
#include "web/incidents.h"
#include "web/page.h"
#include "web/validated.h"

enum { HTML_CAP = 4 * FEED_TEXT_MOST, PAST_DAYS = 90, COMING_DAYS = 730 };

static void put_escaped(struct buffer *html, const char *text)
{
	if (text)
		buffer_html(html, text, strlen(text));
}

static const char *time_text(const struct context *context, timestamp at)
{
	return language_date(context->arena, context->language, at, at, DATE_FULL);
}

/* "<p>Partial outage: Mail, Web shop</p>", a line for each component. */
static void put_parts(
    const struct context *context, struct buffer *html, const struct incident *incident)
{
	if (!incident->part_count)
		return;
	buffer_text(html, "<ul>");
	for (size_t i = 0; i < incident->part_count; i++) {
		const struct incident_part *part = &incident->parts[i];

		buffer_text(html, "<li>");
		put_escaped(html, part->name);
		buffer_text(html, ": ");
		put_escaped(html, page_text(context, status_component_words(part->state)));
		buffer_text(html, "</li>");
	}
	buffer_text(html, "</ul>");
}

/* When it is planned, its components, then all updates, the last one first. */
static enum err make_html(
    const struct context *context, const struct incident *incident, const char **out)
{
	struct buffer html = BUFFER(HTML_CAP);
	enum err err;

	if (incident->kind == INCIDENT_MAINTENANCE) {
		buffer_text(&html, "<p><b>");
		put_escaped(&html, time_text(context, incident->begins_at));
		if (incident->ends_at != TIMESTAMP_NONE) {
			buffer_text(&html, " – ");
			put_escaped(&html, time_text(context, incident->ends_at));
		}
		buffer_text(&html, "</b></p>");
	}
	put_parts(context, &html, incident);
	for (size_t i = 0; i < incident->update_count; i++) {
		const struct incident_update *update = &incident->updates[i];

		if (html.length + strlen(update->html) > FEED_TEXT_MOST)
			break;
		buffer_text(&html, "<p><b>");
		put_escaped(&html, page_text(context, status_state_words(update->state)));
		buffer_text(&html, "</b>, ");
		put_escaped(&html, time_text(context, update->at));
		buffer_text(&html, "</p>");
		buffer_text(&html, update->html);
	}
	err = buffer_err(&html);
	*out = err == OK ? arena_text(context->arena, html.data ? html.data : "") : NULL;
	buffer_free(&html);
	TRY(err);
	return *out ? OK : ERROR(ERR_MEMORY, "no memory for an entry");
}

static enum err fill_entry(
    struct context *context, struct feed_entry *entry, const struct incident *incident)
{
	const struct incident_update *last = incident->update_count ? incident->updates : NULL;
	const bool is_planned = incident->kind == INCIDENT_MAINTENANCE;

	*entry = (struct feed_entry){
	    .id = last ? feed_urn(context, "incident_update", last->id)
		       : feed_urn(context, "incident", incident->id),
	    .url = feed_absolute(context, incident_path(context, incident->id, incident->title)),
	    .title = arena_format(context->arena, "%s · %s", incident->title,
		page_text(context, status_state_words(incident->state))),
	    .summary = "",
	    .category = is_planned ? page_text(context, TR("Maintenance"))
				   : page_text(context, TR("Incident")),
	    .category_code = incident_kind_code(incident->kind),
	    .published = last ? last->at : incident->created_at,
	    .updated = incident->updated_at,
	};
	if (entry->updated < entry->published)
		entry->updated = entry->published;
	return make_html(context, incident, &entry->html);
}

/* Of one component, or of all (NULL). `stem` is the path of the address, without its ending. */
static enum err send(struct context *context, enum feed_format format,
    const struct component *component, const char *stem)
{
	const char *title = page_text(context, TR("Service status"));
	struct incident *incidents;
	struct feed_draft draft;
	struct cursor after;
	char next[CURSOR_TEXT];
	size_t count;

	if (!cursor_parse(feed_asked(context, "after"), &after))
		return ERROR(ERR_INPUT, "no cursor: %s", feed_asked(context, "after"));
	TRY(incident_list_changed(context->db, context->arena, &context->viewer,
	    component ? component->id : 0, after, FEED_ENTRIES + 1, &incidents, &count));
	if (component)
		title = arena_format(context->arena, "%s – %s", title, component->name);
	TRY(draft_begin(context, &draft,
	    arena_format(context->arena, "status:%lld", component ? (long long)component->id : 0LL),
	    title, "/status"));
	draft.feed.subtitle = page_text(context, TR("Incidents and planned maintenance."));
	for (size_t i = 0; i < count && i < FEED_ENTRIES; i++)
		TRY(fill_entry(context, draft_entry(&draft), &incidents[i]));
	if (count > FEED_ENTRIES)
		cursor_text((struct cursor){incidents[FEED_ENTRIES - 1].updated_at,
				incidents[FEED_ENTRIES - 1].id},
		    next);
	TRY(draft_pages(context, &draft,
	    arena_format(context->arena, "%s.%s", stem, format == FEED_ATOM ? "atom" : "rss"),
	    count > FEED_ENTRIES ? next : NULL));
	return feed_send(context, &draft.feed, format);
}

enum err status_feed(struct context *context)
{
	enum feed_format format;
	const char *stem;

	feed_for_everybody(context, "");
	if (!feed_format_of(context, context->request->path, &format, &stem))
		return ERROR(ERR_NOT_FOUND, "no feed");
	return send(context, format, NULL, stem);
}

enum err component_feed(struct context *context)
{
	const struct component *component;
	struct component *components;
	enum feed_format format;
	const char *stem;
	size_t count;
	int64_t id;

	feed_for_everybody(context, "");
	if (!feed_format_of(context, context_parameter(context, 0), &format, &stem) ||
	    !text_to_int(stem, 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no feed");
	TRY(component_list(context->db, context->arena, &context->viewer, &components, &count));
	component = component_at(components, count, id);
	if (!component)
		return ERROR(ERR_NOT_FOUND, "no component %lld for everybody", (long long)id);
	return send(context, format, component,
	    arena_format(context->arena, "/feed/status/%lld", (long long)id));
}

static enum err fill_event(
    struct context *context, struct calendar_event *event, const struct incident *incident)
{
	const char *urn = feed_urn(context, "incident", incident->id);

	*event = (struct calendar_event){
	    .uid = urn ? urn + strlen("urn:uuid:") : NULL,
	    .sequence = incident->version,
	    .summary = incident->title,
	    .description = incident->update_count ? incident->updates[0].body : "",
	    .url = feed_absolute(context, incident_path(context, incident->id, incident->title)),
	    .start = incident->begins_at,
	    .end = incident->ends_at,
	    .changed = incident->updated_at,
	    .cancelled = incident->state == INCIDENT_CANCELLED,
	};
	return event->uid && event->url ? OK : ERROR(ERR_MEMORY, "no memory for an event");
}

enum err maintenance_calendar(struct context *context)
{
	const timestamp now = timestamp_now();
	const char *site = settings_text(context->settings, "site.name", "Docket"), *urn;
	struct calendar calendar = {0};
	struct calendar_event *events;
	struct incident *incidents;
	size_t count;

	feed_for_everybody(context, "");
	TRY(incident_list_calendar(context->db, context->arena, &context->viewer,
	    now - PAST_DAYS * TIMESTAMP_DAY, now + COMING_DAYS * TIMESTAMP_DAY, &incidents,
	    &count));
	events = ARENA_ARRAY(context->arena, struct calendar_event, count);
	if (!events)
		return ERROR(ERR_MEMORY, "no memory for %zu events", count);
	for (size_t i = 0; i < count; i++)
		TRY(fill_event(context, &events[i], &incidents[i]));
	urn = feed_urn_named(context, "calendar:status");
	calendar = (struct calendar){
	    .name = arena_format(
		context->arena, "%s – %s", site, page_text(context, TR("Planned maintenance"))),
	    .url = feed_absolute(context, "/status"),
	    .uid = urn ? urn + strlen("urn:uuid:") : NULL,
	    .events = events,
	    .count = count,
	};
	if (!calendar.name || !calendar.url || !calendar.uid)
		return ERROR(ERR_MEMORY, "no memory for a calendar");
	TRY(calendar_write(context->arena, &calendar, &context->response->body));
	TRY(response_header(context->response, "Content-Type", CALENDAR_MEDIA_TYPE));
	return validated_answer(context, TIMESTAMP_NONE);
}
