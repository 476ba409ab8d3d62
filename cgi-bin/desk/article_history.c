/*
 * article_history.c: GET /desk/articles/:id/history: who wrote what when, what else happened to
 * it, and each version beside the one before.
 */
#include "article.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"

static enum err load(struct context *context, struct article *article)
{
	struct data *node = data_node(page_data(context), "Article");
	int64_t id;

	TRY(article_read_id(context, &id));
	TRY(article_load(context->db, context->arena, &context->viewer, id, article));
	data_text(node, "Title", article->title);
	data_text(node, "Language", article->language);
	data_text(node, "Path", article_desk_path(context, id));
	data_text(page_data(context), "Page.Section", "articles");
	return OK;
}

static void fill_revision(
    struct context *context, struct data *item, int64_t id, const struct article_revision *revision)
{
	data_int(item, "Version", revision->version);
	data_text(item, "Title", revision->title);
	data_text(item, "Author", revision->author);
	data_text(item, "Reason", revision->reason);
	data_time(item, "At", revision->at);
	data_text(item, "Path",
	    arena_format(context->arena, "/desk/articles/%lld/history/%lld", (long long)id,
		(long long)revision->version));
}

/* What was done in one go stands together. */
static enum err fill_events(struct context *context, int64_t id)
{
	struct event *events;
	struct data *item = NULL;
	size_t count;

	TRY(event_list_article(context->db, context->arena, &context->viewer, id, &events, &count));
	for (size_t i = 0; i < count; i++) {
		const struct event *e = &events[i];

		if (!item || e->at != events[i - 1].at || e->actor_id != events[i - 1].actor_id) {
			item = data_item(page_data(context), "Events");
			data_text(item, "Actor", e->actor);
			data_time(item, "At", e->at);
		}
		data_text(data_item(item, "Parts"), "Text", article_event_words(context, e));
	}
	return OK;
}

enum err article_history(struct context *context)
{
	struct article_revision *revisions;
	struct article article;
	size_t count;

	TRY(load(context, &article));
	TRY(article_revisions(
	    context->db, context->arena, &context->viewer, article.id, &revisions, &count));
	for (size_t i = 0; i < count; i++)
		fill_revision(
		    context, data_item(page_data(context), "Revisions"), article.id, &revisions[i]);
	TRY(fill_events(context, article.id));
	return page_send(context, "desk/article_history.cs", 200,
	    language_fill(
		context->arena, context->language, TR("History of “%1”"), article.title, NULL));
}

/* Title and summary are lines of the text that is compared. */
static const char *whole(struct context *context, const struct article_revision *revision)
{
	return arena_format(context->arena, "%s\n%s\n\n%s%s", revision->title, revision->summary,
	    revision->body, *revision->body ? "" : "\n");
}

enum err article_version(struct context *context)
{
	struct article_revision revision, before = {.title = "", .summary = "", .body = ""};
	struct article article;
	int64_t version;
	enum err err;

	TRY(load(context, &article));
	if (!text_to_int(context_parameter(context, 1), 1, INT32_MAX, &version))
		return ERROR(ERR_NOT_FOUND, "no version has such a number");
	TRY(article_revision_load(
	    context->db, context->arena, &context->viewer, article.id, version, &revision));
	if (revision.version != version)
		return ERROR(
		    ERR_NOT_FOUND, "version %lld has no text of its own", (long long)version);
	err = article_revision_load(
	    context->db, context->arena, &context->viewer, article.id, version - 1, &before);
	if (err != OK && err != ERR_NOT_FOUND)
		return err;
	fill_revision(context, data_node(page_data(context), "Revision"), article.id, &revision);
	if (before.version)
		fill_revision(
		    context, data_node(page_data(context), "Before"), article.id, &before);
	TRY(article_diff_fill(context, "Diff", before.version ? whole(context, &before) : "",
	    whole(context, &revision)));
	data_text(page_data(context), "Again",
	    arena_format(context->arena, "/desk/articles/%lld?from=%lld", (long long)article.id,
		(long long)version));
	return page_send(context, "desk/article_version.cs", 200,
	    language_fill(context->arena, context->language, TR("Version %1 of “%2”"),
		arena_format(context->arena, "%lld", (long long)version), article.title));
}
