/*
 * article_edit.c: the editor: GET /desk/articles/new and /desk/articles/:id, and what its buttons
 * send. All buttons send the same form, so that whatever is done, all that was typed arrives.
 */
#include <string.h>

#include "article.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"
#include "xml/markup.h"

/* --- Showing it. */

static void fill_value(struct context *context, const char *input, const char *value)
{
	data_text(data_node(data_node(page_data(context), "Form"), input), "Value", value);
}

/* A new one; with ?of=ID&language=CODE a translation, which begins with the other's text. */
enum err article_new(struct context *context)
{
	const char *of = params_get(&context->request->query, "of");
	const char *asked = params_get(&context->request->query, "language");
	const struct language *language = language_named(asked);
	struct article article = {.id = 0};
	int64_t id = 0;

	if (of && text_to_int(of, 1, INT64_MAX, &id)) {
		TRY(article_load(context->db, context->arena, &context->viewer, id, &article));
		fill_value(context, "title", article.title);
		fill_value(context, "summary", article.summary);
		fill_value(context, "body", article.body);
		fill_value(context, "family", arena_format(context->arena, "%lld", (long long)id));
		fill_value(context, "audience", article_audience_code(article.audience));
		fill_value(context, "organisation",
		    arena_format(context->arena, "%lld", (long long)article.organisation_id));
		fill_value(context, "category",
		    arena_format(context->arena, "%lld", (long long)article.category_id));
		data_text(page_data(context), "Of.Title", article.title);
		data_text(page_data(context), "Of.Path", article_desk_path(context, id));
	} else {
		fill_value(context, "audience", article_audience_code(READERS_STAFF));
	}
	fill_value(context, "language", language_code(language ? language : context->language));
	return article_page(context, NULL, NULL, 200);
}

/* With ?from=VERSION the form holds that version's text, to be saved again. */
static enum err fill_earlier(struct context *context, struct article *article)
{
	const char *from = params_get(&context->request->query, "from");
	struct article_revision revision;
	int64_t version;

	if (!from || !text_to_int(from, 1, INT32_MAX, &version))
		return OK;
	TRY(article_revision_load(
	    context->db, context->arena, &context->viewer, article->id, version, &revision));
	article->title = revision.title;
	article->summary = revision.summary;
	article->body = revision.body;
	data_int(page_data(context), "From", version);
	return OK;
}

enum err article_edit(struct context *context)
{
	struct article article;
	int64_t id;

	TRY(article_read_id(context, &id));
	TRY(article_load(context->db, context->arena, &context->viewer, id, &article));
	TRY(fill_earlier(context, &article));
	return article_page(context, &article, NULL, 200);
}

/* The page again with all that was typed. */
static enum err show_again(struct context *context, struct article_form *form, int status)
{
	struct article article;

	if (!form->id) {
		fill_value(context, "family", form->values[ARTICLE_FAMILY].text);
		return article_page(context, NULL, form, status);
	}
	TRY(article_load(context->db, context->arena, &context->viewer, form->id, &article));
	return article_page(context, &article, form, status);
}

/* --- Saving. */

/* Somebody saved since this page was made: what they changed is shown, what was typed is kept, and
 * the next save comes after theirs. */
static enum err show_conflict(struct context *context, struct article_form *form)
{
	struct article_revision base = {.title = "", .summary = "", .body = ""};
	enum err err = article_revision_load(context->db, context->arena, &context->viewer,
	    form->id, form->values[ARTICLE_VERSION].number, &base);

	if (err != OK && err != ERR_NOT_FOUND)
		return err;
	form->base =
	    arena_format(context->arena, "%s\n%s\n\n%s", base.title, base.summary, base.body);
	return show_again(context, form, 409);
}

static enum err show_refused(struct context *context, struct article_form *form)
{
	if (!form->problem)
		form->problem =
		    page_text(context, TR("Something here can't be taken as it is. Nothing was "
					  "saved: is there a text, "
					  "and a language that none of its translations has?"));
	return show_again(context, form, 422);
}

/* The second step of "save and publish". */
static enum err set_state(struct context *context, int64_t id, enum article_state state)
{
	struct article article;

	TRY(article_load(context->db, context->arena, &context->viewer, id, &article));
	if (article.state == state)
		return OK;
	return article_set_state(
	    context->db, context->arena, &context->viewer, id, article.version, state);
}

static const char *done_words(enum article_state then)
{
	switch (then) {
	case ARTICLE_REVIEW:
		return TR("Saved. A colleague can review it now.");
	case ARTICLE_PUBLISHED:
		return TR("Published. Its readers find it from now on.");
	case ARTICLE_RETIRED:
		return TR("Retired. Readers no longer find it.");
	case ARTICLE_DRAFT:
		return TR("It is a draft again. Readers no longer find it.");
	}
	return TR("Saved.");
}

static enum err finish(struct context *context, struct article_form *form, const int64_t *related,
    size_t related_count)
{
	enum article_state then = article_state_named(form->values[ARTICLE_THEN].text);
	enum err err;

	TRY(article_set_related(
	    context->db, context->arena, &context->viewer, form->id, related, related_count));
	err = then ? set_state(context, form->id, then) : OK;
	if (err == ERR_INPUT)
		return show_refused(context, form);
	if (err == ERR_CONFLICT)
		return show_conflict(context, form);
	TRY(err);
	return page_redirect(context, article_desk_path(context, form->id), done_words(then));
}

enum err article_save_post(struct context *context)
{
	struct article_form form;
	struct article_text text;
	const int64_t *related;
	size_t count;
	int64_t id;
	enum err err;

	TRY(article_read_id(context, &id));
	article_form_read(context, id, &form);
	TRY(article_form_text(context, &form, &text));
	TRY(article_form_related(context, &form, &related, &count));
	if (!form.good)
		return show_again(context, &form, 422);
	err = article_save(context->db, context->arena, &context->viewer, id,
	    form.values[ARTICLE_VERSION].number, &text);
	if (err == ERR_CONFLICT)
		return show_conflict(context, &form);
	if (err == ERR_INPUT)
		return show_refused(context, &form);
	TRY(err);
	return finish(context, &form, related, count);
}

enum err article_new_post(struct context *context)
{
	struct article_form form;
	struct article_text text;
	const int64_t *related;
	size_t count;
	enum err err;

	article_form_read(context, 0, &form);
	TRY(article_form_text(context, &form, &text));
	TRY(article_form_related(context, &form, &related, &count));
	if (!form.good)
		return show_again(context, &form, 422);
	err = article_create(context->db, context->arena, &context->viewer, &text,
	    form.values[ARTICLE_FAMILY].number, 0, &form.id);
	if (err == ERR_CONFLICT)
		form.problem = page_text(context, TR("There is a translation into this language "
						     "already: open that one instead."));
	if (err == ERR_CONFLICT || err == ERR_INPUT)
		return show_refused(context, &form);
	TRY(err);
	return finish(context, &form, related, count);
}

/* --- Preview: a button without scripts, an address that answers with the text alone for them. */

static enum err preview(struct context *context, int64_t id)
{
	struct article_form form;

	article_form_read(context, id, &form);
	form.preview = true;
	return show_again(context, &form, 200);
}

enum err article_new_preview_post(struct context *context)
{
	return preview(context, 0);
}

enum err article_preview_post(struct context *context)
{
	int64_t id;

	TRY(article_read_id(context, &id));
	return preview(context, id);
}

enum err preview_post(struct context *context)
{
	static const struct input INPUT[] = {
	    {.name = "body", .kind = INPUT_TEXT, .most_characters = ARTICLE_BODY},
	};
	struct input_value value;
	const char *html;

	if (!input_read(context, INPUT, 1, &value))
		return ERROR(ERR_LIMIT, "a text over %d characters", ARTICLE_BODY);
	TRY(markup_render(context->arena, MARKUP_ARTICLE, value.text, strlen(value.text), &html));
	buffer_text(&context->response->body, html);
	return response_header(context->response, "Content-Type", "text/html; charset=utf-8");
}

/* --- Pictures: stored beside the text, whose version stays. */

static enum err remove_picture(struct context *context, int64_t id)
{
	const char *remove = params_get(&context->request->form, "remove");
	int64_t file;

	if (!remove || !text_to_int(remove, 1, INT64_MAX, &file))
		return OK;
	return article_file_remove(context->db, context->arena, &context->viewer, id, file);
}

enum err article_pictures_post(struct context *context)
{
	struct article_form form;
	struct uploads uploads;
	int64_t id;
	enum err err, added;

	TRY(article_read_id(context, &id));
	article_form_read(context, id, &form);
	form.preview = true;
	form.problem = NULL; /* nothing of the text is taken here */
	err = uploads_take(context, &uploads);
	if (err != OK && err != ERR_LIMIT)
		return err;
	added = article_files_add(
	    context->db, context->arena, &context->viewer, id, uploads.tokens, uploads.count);
	if (added == ERR_LIMIT)
		form.problem = page_text(context, TR("An article holds at most 100 files."));
	else
		TRY(added);
	if (uploads.problem)
		form.problem = uploads.problem;
	TRY(remove_picture(context, id));
	return show_again(context, &form, form.problem ? 413 : 200);
}
