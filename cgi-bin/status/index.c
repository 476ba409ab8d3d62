/*
 * index.c: GET /status: each component with its state and the last 90 days, what is wrong now, what
 * is planned, what was lately.
 */
#include "base/message.h"
#include "model/uptime.h"
#include "pages.h"
#include "view/status_words.h"
#include "web/feeds.h"
#include "web/incidents.h"
#include "web/page.h"

enum { RECENT_DAYS = 7, DAY_WIDTH = 5 }; /* of the drawing */

static const char *share_text(struct context *context, int64_t share)
{
	static const char *const POINT[] = {".", ","};
	const char *code = language_code(context->language);

	if (share < 0)
		return NULL;
	if (share == 10000)
		return "100 %";
	return arena_format(context->arena, "%d%s%02d %%", (int)(share / 100),
	    POINT[code[0] != 'e'], (int)(share % 100));
}

/* A day on which not all was well: Days.N.X (of the drawing), .At.*, .State.*, .Lasted */
static void fill_day(
    struct context *context, struct data *item, const struct uptime *uptime, size_t i)
{
	const struct uptime_day *day = &uptime->days[i];
	struct data *node = data_item(item, "Days");
	int64_t lasted = day->in[day->worst];

	data_int(node, "X", (int64_t)i * DAY_WIDTH);
	data_time(node, "At", uptime->first + (timestamp)i * TIMESTAMP_DAY + TIMESTAMP_DAY / 2);
	component_state_fill(data_node(node, "State"), day->worst);
	if (!lasted && day->down)
		lasted = day->down;
	if (lasted >= TIMESTAMP_MINUTE)
		data_text(node, "Lasted", language_span(context->arena, context->language, lasted));
}

static void fill_uptime(struct context *context, struct data *item, const struct uptime *uptime)
{
	int64_t known = -1;

	data_text(item, "Share", share_text(context, uptime_share(uptime->watched, uptime->down)));
	for (size_t i = 0; i < UPTIME_DAYS; i++) {
		if (known < 0 && uptime->days[i].watched)
			known = (int64_t)i;
		if (uptime->days[i].worst > COMPONENT_OPERATIONAL)
			fill_day(context, item, uptime, i);
	}
	data_int(item, "From", (known < 0 ? UPTIME_DAYS - 1 : known) * DAY_WIDTH);
}

static void fill_component(struct context *context, struct data *group, const struct component *c,
    const struct uptime *uptime)
{
	struct data *item = data_item(group, "Components");

	data_int(item, "Id", c->id);
	data_text(item, "Name", c->name);
	data_text(item, "Description", c->description);
	component_state_fill(data_node(item, "State"), c->state);
	if (c->audience != READERS_PUBLIC)
		data_text(item, "Audience", article_audience_code(c->audience));
	fill_uptime(context, item, uptime);
}

static enum err fill_components(struct context *context, enum component_state *worst)
{
	struct data *page = page_data(context), *group = NULL;
	struct component *list;
	struct uptime *uptimes;
	size_t count;

	*worst = COMPONENT_OPERATIONAL;
	TRY(component_list(context->db, context->arena, &context->viewer, &list, &count));
	TRY(uptime_load(
	    context->db, context->arena, &context->viewer, list, count, timestamp_now(), &uptimes));
	for (size_t i = 0; i < count; i++) {
		if (!i || list[i].group_id != list[i - 1].group_id) {
			group = data_item(page, "Groups");
			data_text(group, "Name", list[i].group);
		}
		fill_component(context, group, &list[i], &uptimes[i]);
		if (list[i].state > *worst)
			*worst = list[i].state;
	}
	return OK;
}

static enum component_state as_state(const struct incident *incident)
{
	if (incident->kind == INCIDENT_MAINTENANCE)
		return COMPONENT_MAINTENANCE;
	switch (incident->impact) {
	case IMPACT_CRITICAL:
		return COMPONENT_MAJOR;
	case IMPACT_MAJOR:
		return COMPONENT_PARTIAL;
	case IMPACT_MINOR:
		return COMPONENT_DEGRADED;
	default:
		return COMPONENT_OPERATIONAL;
	}
}

/* What is open, too, tells how bad it is: an incident need not name a component. */
static enum err fill_open(struct context *context, enum component_state *worst)
{
	struct incident *list;
	size_t count;

	TRY(incident_list_open(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++) {
		incident_fill(context, data_item(page_data(context), "Open"), &list[i]);
		if (!list[i].part_count && as_state(&list[i]) > *worst)
			*worst = as_state(&list[i]);
	}
	return OK;
}

static enum err fill_others(struct context *context)
{
	timestamp now = timestamp_now();
	struct incident *list;
	size_t count;

	TRY(incident_list_planned(context->db, context->arena, &context->viewer, &list, &count));
	for (size_t i = 0; i < count; i++)
		incident_fill(context, data_item(page_data(context), "Planned"), &list[i]);
	TRY(incident_list_between(context->db, context->arena, &context->viewer,
	    now - RECENT_DAYS * TIMESTAMP_DAY, now + TIMESTAMP_MINUTE, &list, &count));
	for (size_t i = 0; i < count; i++)
		if (!list[i].is_open)
			incident_fill(context, data_item(page_data(context), "Recent"), &list[i]);
	return OK;
}

enum err index_show(struct context *context)
{
	struct data *summary = data_node(page_data(context), "Summary");
	enum component_state worst;

	TRY(fill_components(context, &worst));
	TRY(fill_open(context, &worst));
	TRY(fill_others(context));
	data_text(summary, "Code", component_state_code(worst));
	data_tr(summary, "Text", status_summary_words(worst));
	feed_offer(context, page_text(context, TR("Service status")), "/feed/status", "");
	data_text(page_data(context), "Page.Canonical",
	    arena_format(
		context->arena, "%s/status", settings_text(context->settings, "site.url", "")));
	return shared_send(context, "status/index.cs", page_text(context, TR("Service status")));
}
