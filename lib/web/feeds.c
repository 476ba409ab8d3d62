#include "web/feeds.h"

#include <string.h>

#include "base/message.h"
#include "model/catalogue.h"
#include "model/organisation.h"
#include "web/page.h"

const char *site_address(const struct context *context)
{
	const char *site = settings_text(context->settings, "site.url", "");
	size_t length = strlen(site);

	while (length && site[length - 1] == '/')
		length--;
	if (length)
		return arena_text_n(context->arena, site, length);
	return arena_format(context->arena, "%s://%s", context->request->https ? "https" : "http",
	    context->request->host);
}

void feed_offer(struct context *context, const char *title, const char *path, const char *query)
{
	struct data *item = data_item(page_data(context), "Page.Feeds");
	const char *mark = *query ? "?" : "";

	data_text(item, "Title", title);
	data_text(item, "Atom", arena_format(context->arena, "%s.atom%s%s", path, mark, query));
	data_text(item, "Rss", arena_format(context->arena, "%s.rss%s%s", path, mark, query));
}

static enum err team_name(struct context *context, int64_t id, const char **name)
{
	struct choice *teams;
	size_t count;

	TRY(team_list(context->db, context->arena, &teams, &count));
	for (size_t i = 0; i < count; i++) {
		if (teams[i].id == id) {
			*name = teams[i].name;
			return OK;
		}
	}
	return ERROR(ERR_NOT_FOUND, "no team %lld", (long long)id);
}

static enum err queue_name(struct context *context, const char *queue, const char **name)
{
	struct queue_filter filter;
	const char *words = TR("Open tickets");

	if (!queue_parse(queue, &filter))
		return ERROR(ERR_NOT_FOUND, "no queue %s", queue);
	if (filter.queue == QUEUE_TEAM)
		return team_name(context, filter.key, name);
	if (filter.queue == QUEUE_MINE)
		words = TR("My tickets");
	if (filter.queue == QUEUE_UNASSIGNED)
		words = TR("Unassigned tickets");
	if (filter.queue == QUEUE_STATUS)
		words = status_by_id(filter.key)->name;
	*name = page_text(context, words);
	return OK;
}

enum err feed_name(struct context *context, const struct viewer *viewer, enum feed_kind kind,
    const char *queue, const char **name)
{
	switch (kind) {
	case FEED_OWN:
		*name = page_text(context, TR("My requests"));
		return OK;
	case FEED_ORGANISATION:
		*name = viewer->scope == SCOPE_ALL
			    ? page_text(context, TR("All requests"))
			    : language_fill(context->arena, context->language, TR("Requests of %1"),
				  viewer->organisation, NULL);
		return *name ? OK : ERROR(ERR_MEMORY, "no memory for a name");
	case FEED_QUEUE:
		return queue_name(context, queue, name);
	}
	return ERROR(ERR_NOT_FOUND, "no feed of that kind");
}

const char *feed_page_path(const struct context *context, enum feed_kind kind, const char *queue)
{
	if (kind == FEED_QUEUE)
		return arena_format(context->arena, "/desk/queue/%s", queue);
	return kind == FEED_ORGANISATION ? "/tickets?state=all&type=&whose=organisation"
					 : "/tickets?state=all&type=&whose=own";
}
