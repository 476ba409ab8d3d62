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

static void common_tabs(
    struct context *context, const struct counters *counters, const char *current)
{
	int64_t mine = value_of(counters, "person", context->viewer.account_id);

	data_tr(add_tab(context, "Queues", "mine", mine, current), "Name", TR("Mine"));
	data_tr(
	    add_tab(context, "Queues", "unassigned", value_of(counters, "unassigned", 0), current),
	    "Name", TR("Unassigned"));
	data_tr(add_tab(context, "Queues", "open", value_of(counters, "open", 0), current), "Name",
	    TR("All open"));
}

static enum err team_tabs(
    struct context *context, const struct counters *counters, const char *current)
{
	struct choice *teams;
	size_t count;

	TRY(team_list(context->db, context->arena, &teams, &count));
	for (size_t i = 0; i < count; i++) {
		const char *name =
		    arena_format(context->arena, "team-%lld", (long long)teams[i].id);

		if (!name)
			return ERROR(ERR_MEMORY, "no memory for a queue's name");
		data_text(add_tab(context, "Queues", name, value_of(counters, "team", teams[i].id),
			      current),
		    "Name", teams[i].name);
	}
	return OK;
}

static enum err status_tabs(
    struct context *context, const struct counters *counters, const char *current)
{
	const struct status *statuses;
	size_t count = catalogue_statuses(&statuses);

	for (size_t i = 0; i < count; i++) {
		const char *name = arena_format(context->arena, "status-%s", statuses[i].code);

		if (!name)
			return ERROR(ERR_MEMORY, "no memory for a queue's name");
		data_tr(add_tab(context, "Statuses", name,
			    value_of(counters, "status", statuses[i].id), current),
		    "Name", statuses[i].name);
	}
	return OK;
}

enum err queue_tabs(struct context *context, const char *name)
{
	struct counters counters;

	TRY(counter_queues(context->db, context->arena, context->viewer.account_id, &counters.at,
	    &counters.count));
	common_tabs(context, &counters, name);
	TRY(team_tabs(context, &counters, name));
	return status_tabs(context, &counters, name);
}
