#include "web/incidents.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "model/incident_ticket.h"
#include "view/status_words.h"
#include "web/page.h"

const char *incident_path(const struct context *context, int64_t id, const char *title)
{
	const char *slug = text_slug(context->arena, title);

	return arena_format(context->arena, "/status/%lld%s%s", (long long)id,
	    slug && *slug ? "-" : "", slug ? slug : "");
}

const char *incident_desk_path(const struct context *context, int64_t id)
{
	return arena_format(context->arena, "/desk/status/%lld", (long long)id);
}

void incident_state_fill(struct data *node, enum incident_state state)
{
	data_text(node, "Code", incident_state_code(state));
	data_tr(node, "Name", status_state_words(state));
}

void component_state_fill(struct data *node, enum component_state state)
{
	data_text(node, "Code", component_state_code(state));
	data_tr(node, "Name", status_component_words(state));
}

static void fill_updates(
    struct context *context, struct data *item, const struct incident *incident)
{
	for (size_t i = 0; i < incident->update_count; i++) {
		const struct incident_update *u = &incident->updates[i];
		struct data *update = data_item(item, "Updates");

		incident_state_fill(data_node(update, "State"), u->state);
		data_time(update, "At", u->at);
		data_trusted_html(update, "Html", u->html);
		if (viewer_is_staff(&context->viewer))
			data_text(update, "Author", u->author);
	}
}

void incident_fill(struct context *context, struct data *item, const struct incident *incident)
{
	const struct incident *i = incident;
	timestamp now = timestamp_now(), end = i->ends_at == TIMESTAMP_NONE ? now : i->ends_at;

	data_int(item, "Id", i->id);
	data_text(item, "Path", incident_path(context, i->id, i->title));
	data_text(item, "Title", i->title);
	data_text(item, "Kind", incident_kind_code(i->kind));
	data_flag(item, "Open", i->is_open);
	incident_state_fill(data_node(item, "State"), i->state);
	data_text(data_node(item, "Impact"), "Code", incident_impact_code(i->impact));
	data_tr(data_node(item, "Impact"), "Name", status_impact_words(i->impact));
	data_time(item, "Begins", i->begins_at);
	data_time(item, "Ends", i->ends_at);
	if (end - i->begins_at >= TIMESTAMP_MINUTE)
		data_text(item, "Lasted",
		    language_span(context->arena, context->language, end - i->begins_at));
	data_time(item, "Updated", i->updated_at);
	data_int(item, "Affected", i->affected);
	if (viewer_is_staff(&context->viewer)) {
		data_text(item, "Desk", incident_desk_path(context, i->id));
		data_int(item, "Tickets", i->tickets);
		if (i->audience != READERS_PUBLIC)
			data_text(item, "Audience", article_audience_code(i->audience));
		data_text(item, "Organisation", i->organisation);
	}
	for (size_t p = 0; p < i->part_count; p++) {
		struct data *part = data_item(item, "Parts");

		data_text(part, "Name", i->parts[p].name);
		component_state_fill(data_node(part, "State"), i->parts[p].state);
	}
	fill_updates(context, item, i);
}

/* --- The banner. */

enum { LOOK_AGAIN = 2 }; /* seconds */

/* Of this worker. */
static struct {
	timestamp until;
	bool is_open; /* something is, be it for this viewer or not */
} looked;

/* Asks at most once in two seconds. */
static enum err look(struct context *context)
{
	static const struct viewer STAFF = {.role = ROLE_AGENT};
	timestamp now = timestamp_now();
	struct incident first;
	size_t count;

	if (now < looked.until && looked.until <= now + LOOK_AGAIN * TIMESTAMP_SECOND)
		return OK;
	TRY(incident_banner(context->db, context->arena, &STAFF, &first, &count));
	looked.is_open = count > 0;
	looked.until = now + LOOK_AGAIN * TIMESTAMP_SECOND;
	return OK;
}

bool incidents_any(struct context *context)
{
	if (look(context) == OK)
		return looked.is_open;
	log_debug("no look at incidents: %s", err_message());
	return false;
}

void incidents_banner(struct context *context)
{
	struct incident first;
	struct data *banner;
	size_t count = 0;

	if (!incidents_any(context))
		return;
	if (incident_banner(context->db, context->arena, &context->viewer, &first, &count) != OK) {
		log_debug("no banner: %s", err_message());
		return;
	}
	if (!count)
		return;
	banner = data_node(page_data(context), "Banner");
	data_text(banner, "Title", first.title);
	data_text(banner, "Path", incident_path(context, first.id, first.title));
	data_text(banner, "Kind", incident_kind_code(first.kind));
	data_text(data_node(banner, "Impact"), "Code", incident_impact_code(first.impact));
	if (count > 1)
		data_int(banner, "More", (int64_t)count - 1);
}

/* --- On other pages. */

enum err incidents_offer(struct context *context)
{
	enum { OFFERED = 3 };
	struct incident *list;
	size_t count, shown = 0;

	if (!incidents_any(context))
		return OK;
	TRY(incident_list_open(context->db, context->arena, &context->viewer, &list, &count));
	for (enum incident_impact impact = IMPACT_CRITICAL; impact >= IMPACT_NONE; impact--)
		for (size_t i = 0; i < count && shown < OFFERED; i++) {
			struct data *item;

			if (list[i].kind != INCIDENT_INCIDENT || list[i].impact != impact)
				continue;
			shown++;
			item = data_item(page_data(context), "Incidents");
			data_text(item, "Title", list[i].title);
			data_text(item, "Path", incident_path(context, list[i].id, list[i].title));
			data_text(item, "AffectedPath",
			    arena_format(
				context->arena, "/status/%lld/affected", (long long)list[i].id));
			incident_state_fill(data_node(item, "State"), list[i].state);
			data_time(item, "Begins", list[i].begins_at);
		}
	return OK;
}

enum err incidents_of_ticket(struct context *context, int64_t ticket_id)
{
	struct incident *list;
	size_t count;

	if (!incidents_any(context))
		return OK;
	TRY(incident_of_ticket(
	    context->db, context->arena, &context->viewer, ticket_id, &list, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "TiedTo");

		data_text(item, "Title", list[i].title);
		data_text(item, "Path", incident_path(context, list[i].id, list[i].title));
		data_text(item, "Desk", incident_desk_path(context, list[i].id));
		data_flag(item, "Open", list[i].is_open);
		incident_state_fill(data_node(item, "State"), list[i].state);
	}
	return OK;
}
