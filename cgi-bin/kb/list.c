/*
 * list.c: pages of the archive, newest first.
 */
#include <string.h>

#include "base/text.h"
#include "model/catalogue.h"
#include "pages.h"
#include "web/page.h"

const char *archive_path(const struct context *context, int64_t id, const char *subject)
{
	const char *slug = text_slug(context->arena, subject);

	return arena_format(context->arena, "/kb/%s%s%s", context_signature(context, id),
	    slug && *slug ? "-" : "", slug ? slug : "");
}

void fill_article_line(struct context *context, struct data *item, const struct article_line *line)
{
	const struct language *language = language_named(line->language);

	data_text(item, "Path", article_path(context, line->id, line->title));
	data_text(item, "Title", line->title);
	data_text(item, "Summary", line->summary);
	data_text(item, "Category", line->category);
	data_text(item, "Language", line->language);
	if (language && language != context->language)
		data_text(item, "LanguageName", language_name(language));
	data_time(item, "Updated", line->updated_at);
}

/* Is there one in the page's language among them, or, where there is none, an earlier one? */
static bool is_said_better(const struct context *context, const struct article_line *lines,
    size_t count, const struct article_line *line)
{
	const char *language = language_code(context->language);

	if (!strcmp(line->language, language))
		return false;
	for (size_t i = 0; i < count; i++)
		if (lines[i].family_id == line->family_id &&
		    (&lines[i] < line || !strcmp(lines[i].language, language)))
			return true;
	return false;
}

void fill_articles(struct context *context, const char *list, const struct article_line *lines,
    size_t count, size_t most)
{
	size_t filled = 0;

	for (size_t i = 0; i < count && filled < most; i++) {
		if (is_said_better(context, lines, count, &lines[i]))
			continue;
		fill_article_line(context, data_item(page_data(context), list), &lines[i]);
		filled++;
	}
}

enum err read_after(const struct context *context, struct cursor *after)
{
	const char *text = params_get(&context->request->query, "after");

	return cursor_parse(text, after) ? OK : ERROR(ERR_INPUT, "no cursor: %s", text);
}

void fill_archive_page(
    struct context *context, const struct archive_page *archive, const char *address)
{
	struct data *page = page_data(context);
	const char *asked = params_get(&context->request->query, "after");
	char after[CURSOR_TEXT];

	for (size_t i = 0; i < archive->count; i++) {
		const struct archive_line *line = &archive->lines[i];
		const struct ticket_type *type = ticket_type_by_id(line->type_id);
		struct data *item = data_item(page, "Lines");

		data_text(item, "Path", archive_path(context, line->id, line->subject));
		data_text(item, "Number", context_signature(context, line->id));
		data_text(item, "Subject", line->subject);
		data_text(item, "Category", line->category);
		data_text(item, "Language", line->language);
		data_flag(item, "HasSolution", line->has_solution);
		data_time(item, "At", line->archived_at);
		if (type) {
			data_tr(item, "Type", type->name);
			data_text(item, "Icon", type->icon);
		}
	}
	if (asked && *asked)
		data_text(page, "First", address);
	if (!archive->has_more)
		return;
	cursor_text(archive->next, after);
	data_text(page, "Next", arena_format(context->arena, "%s?after=%s", address, after));
}
