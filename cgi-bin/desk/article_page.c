#include <string.h>

#include "article.h"
#include "base/message.h"
#include "base/text.h"
#include "model/file.h"
#include "web/page.h"
#include "xml/markup.h"

/* The buttons that save and then do something more. */
static void fill_actions(struct context *context, enum article_state now)
{
	static const struct {
		enum article_state to;
		const char *label;
	} ACTIONS[] = {
	    {ARTICLE_REVIEW, TR("Save and ask for review")},
	    {ARTICLE_PUBLISHED, TR("Save and publish")},
	    {ARTICLE_RETIRED, TR("Save and retire")},
	    {ARTICLE_DRAFT, TR("Back to draft")},
	};

	for (size_t i = 0; i < sizeof ACTIONS / sizeof ACTIONS[0]; i++) {
		struct data *item;

		if (!article_state_allowed(now, ACTIONS[i].to))
			continue;
		item = data_item(page_data(context), "Actions");
		data_text(item, "Then", article_state_code(ACTIONS[i].to));
		data_tr(item, "Label", ACTIONS[i].label);
	}
}

static enum err fill_preview(struct context *context, const char *body)
{
	const char *html;

	TRY(markup_render(context->arena, MARKUP_ARTICLE, body, strlen(body), &html));
	data_trusted_html(data_node(page_data(context), "Preview"), "Html", html);
	return OK;
}

static enum err fill_files(struct context *context, int64_t id)
{
	struct article_file *files;
	size_t count;

	TRY(article_files(context->db, context->arena, &context->viewer, id, &files, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Pictures");
		const char *name = text_url_encode(context->arena, files[i].name);
		const char *path = arena_format(context->arena, "/file/article/%lld/%s",
		    (long long)files[i].id, name ? name : "file");
		bool is_picture = file_shows_inline(files[i].type);

		data_int(item, "Id", files[i].id);
		data_text(item, "Name", files[i].name);
		data_size(item, "Size", files[i].size);
		data_text(item, "Path", path);
		data_flag(item, "Image", is_picture);
		data_text(item, "Markdown",
		    arena_format(
			context->arena, "%s[%s](%s)", is_picture ? "!" : "", files[i].name, path));
	}
	return OK;
}

/* Its translations, and the languages that it can still be translated into. */
static enum err fill_translations(struct context *context, const struct article *article)
{
	struct article_neighbour *list;
	bool taken[LANGUAGE_COUNT] = {false};
	size_t count;

	TRY(article_neighbours(
	    context->db, context->arena, &context->viewer, article, true, &list, &count));
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		taken[i] = language_named(article->language) == language_at(i);
	for (size_t n = 0; n < count; n++) {
		struct data *item;

		if (list[n].kind != NEIGHBOUR_TRANSLATION)
			continue;
		item = data_item(page_data(context), "Translations");
		data_text(item, "Path", article_desk_path(context, list[n].id));
		data_text(item, "Title", list[n].title);
		data_text(item, "Language", list[n].language);
		article_state_fill(item, list[n].state);
		for (size_t i = 0; i < LANGUAGE_COUNT; i++)
			taken[i] = taken[i] || language_named(list[n].language) == language_at(i);
	}
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		struct data *item;

		if (taken[i])
			continue;
		item = data_item(page_data(context), "Missing");
		data_text(item, "Name", language_name(language_at(i)));
		data_text(item, "Language", language_code(language_at(i)));
		data_text(item, "Path",
		    arena_format(context->arena, "/desk/articles/new?of=%lld&language=%s",
			(long long)article->id, language_code(language_at(i))));
	}
	return OK;
}

static enum err fill_tickets(struct context *context, int64_t id)
{
	static const char *const TIES[] = {
	    "", TR("made from it"), TR("given as the answer"), TR("spared by it")};
	struct tied_ticket *tickets;
	int64_t answered, sources;
	size_t count;

	TRY(article_tickets(context->db, context->arena, &context->viewer, id, &tickets, &count,
	    &answered, &sources));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Tickets");
		const char *signature = context_signature(context, tickets[i].ticket_id);

		data_text(item, "Number", signature);
		data_text(item, "Path", arena_format(context->arena, "/desk/t/%s", signature));
		data_text(item, "Subject", tickets[i].subject);
		data_tr(item, "Tie", TIES[tickets[i].tie]);
	}
	data_int(page_data(context), "Answered", answered);
	data_int(page_data(context), "Sources", sources);
	return OK;
}

static enum err fill_readers(struct context *context, int64_t id)
{
	struct article_opinion *opinions;
	int64_t views, helped, failed;
	size_t count;

	TRY(article_counted(context->db, context->arena, id, &views, &helped, &failed));
	data_number(page_data(context), "Views", views);
	data_number(page_data(context), "Helped", helped);
	data_number(page_data(context), "Failed", failed);
	TRY(article_opinions(context->db, context->arena, &context->viewer, id, &opinions, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Opinions");

		data_flag(item, "Helped", opinions[i].helped);
		data_text(item, "Reason", opinions[i].reason);
		data_time(item, "At", opinions[i].at);
	}
	return OK;
}

static enum err fill_existing(struct context *context, const struct article *article)
{
	struct data *node = data_node(page_data(context), "Article");

	data_int(node, "Id", article->id);
	data_text(node, "Title", article->title);
	data_text(node, "Path", article_desk_path(context, article->id));
	data_text(node, "Author", article->author);
	data_time(node, "Created", article->created_at);
	data_time(node, "Updated", article->updated_at);
	data_time(node, "Published", article->published_at);
	article_state_fill(node, article->state);
	if (article->state == ARTICLE_PUBLISHED)
		data_text(node, "Read", article_kb_path(context, article->id, article->title));
	TRY(fill_files(context, article->id));
	TRY(fill_translations(context, article));
	TRY(fill_tickets(context, article->id));
	return fill_readers(context, article->id);
}

/* What others made of the text meanwhile, beside what was typed on the one before. */
static enum err fill_conflict(
    struct context *context, const struct article *article, const struct article_form *form)
{
	struct data *page = page_data(context);

	if (!form->base)
		return OK;
	data_flag(page, "Conflict", true);
	return article_diff_fill(context, "Diff", form->base,
	    arena_format(
		context->arena, "%s\n%s\n\n%s", article->title, article->summary, article->body));
}

enum err article_page(
    struct context *context, const struct article *article, struct article_form *form, int status)
{
	struct data *page = page_data(context);
	const char *title = article ? article->title : page_text(context, TR("New article"));
	int64_t most =
	    settings_int(context->settings, "upload.file_mib", 1, 65536, 25) * 1024 * 1024;

	TRY(article_form_fill(context, article, form));
	fill_actions(context, article ? article->state : ARTICLE_DRAFT);
	TRY(fill_preview(context, form	    ? form->values[ARTICLE_BODY_INPUT].text
				  : article ? article->body
					    : ""));
	if (article)
		TRY(fill_existing(context, article));
	if (form) {
		data_text(page, "Problem", form->problem);
		data_flag(page, "Unsaved", form->preview);
		if (article)
			TRY(fill_conflict(context, article, form));
	}
	data_size(page, "Limits.File", most);
	data_int(page, "Limits.FileBytes", most);
	data_text(page, "Page.Section", "articles");
	return page_send(context, "desk/article_edit.cs", status, title);
}
