#include "desk.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/counter.h"
#include "model/organisation.h"
#include "web/page.h"

struct counters {
	struct counter *at;
	size_t count;
};

static enum err read_counters(
    struct context *context, const char *prefix, struct counters *counters)
{
	return counter_list(context->db, context->arena, prefix, &counters->at, &counters->count);
}

/* The count of "PREFIX:ID", or of PREFIX alone for id 0. */
static int64_t value_of(const struct counters *counters, const char *prefix, int64_t id)
{
	char name[COUNTER_NAME];

	if (id)
		(void)snprintf(name, sizeof name, "%s:%lld", prefix, (long long)id);
	return counter_value(counters->at, counters->count, id ? name : prefix);
}

/* `name` is that of the address: "mine". */
static struct data *add_tab(
    struct context *context, const char *list, const char *name, int64_t count, const char *current)
{
	struct data *item = data_item(page_data(context), list);

	data_text(item, "Path", arena_format(context->arena, "/desk/queue/%s", name));
	data_number(item, "Count", count);
	data_flag(item, "Current", !strcmp(name, current));
	return item;
}

static enum err common_tabs(struct context *context, const char *current)
{
	struct counters mine, unassigned, open;
	int64_t me = context->viewer.account_id;
	const char *person = arena_format(context->arena, "person:%lld", (long long)me);

	if (!person)
		return ERROR(ERR_MEMORY, "no memory for a counter's name");
	TRY(read_counters(context, person, &mine));
	TRY(read_counters(context, "unassigned", &unassigned));
	TRY(read_counters(context, "open", &open));
	data_tr(add_tab(context, "Queues", "mine", value_of(&mine, person, 0), current), "Name",
	    TR("Mine"));
	data_tr(add_tab(context, "Queues", "unassigned", value_of(&unassigned, "unassigned", 0),
		    current),
	    "Name", TR("Unassigned"));
	data_tr(add_tab(context, "Queues", "open", value_of(&open, "open", 0), current), "Name",
	    TR("All open"));
	return OK;
}

static enum err team_tabs(struct context *context, const char *current)
{
	struct counters counters;
	struct choice *teams;
	size_t count;

	TRY(read_counters(context, "team", &counters));
	TRY(team_list(context->db, context->arena, &teams, &count));
	for (size_t i = 0; i < count; i++) {
		const char *name =
		    arena_format(context->arena, "team-%lld", (long long)teams[i].id);

		if (!name)
			return ERROR(ERR_MEMORY, "no memory for a queue's name");
		data_text(add_tab(context, "Queues", name, value_of(&counters, "team", teams[i].id),
			      current),
		    "Name", teams[i].name);
	}
	return OK;
}

static enum err status_tabs(struct context *context, const char *current)
{
	struct counters counters;
	const struct status *statuses;
	size_t count = catalogue_statuses(&statuses);

	TRY(read_counters(context, "status", &counters));
	for (size_t i = 0; i < count; i++) {
		const char *name = arena_format(context->arena, "status-%s", statuses[i].code);

		if (!name)
			return ERROR(ERR_MEMORY, "no memory for a queue's name");
		data_tr(add_tab(context, "Statuses", name,
			    value_of(&counters, "status", statuses[i].id), current),
		    "Name", statuses[i].name);
	}
	return OK;
}

enum err queue_tabs(struct context *context, const char *name)
{
	TRY(common_tabs(context, name));
	TRY(team_tabs(context, name));
	return status_tabs(context, name);
}

bool queue_parse(const char *name, struct queue_filter *filter)
{
	const struct status *status;

	filter->key = 0;
	if (!strcmp(name, "mine"))
		filter->queue = QUEUE_MINE;
	else if (!strcmp(name, "unassigned"))
		filter->queue = QUEUE_UNASSIGNED;
	else if (!strcmp(name, "open"))
		filter->queue = QUEUE_OPEN;
	else if (text_starts(name, "status-") && (status = status_by_code(name + 7))) {
		filter->queue = QUEUE_STATUS;
		filter->key = status->id;
	} else if (text_starts(name, "team-") && text_to_int(name + 5, 1, INT64_MAX, &filter->key))
		filter->queue = QUEUE_TEAM;
	else
		return false;
	return true;
}
