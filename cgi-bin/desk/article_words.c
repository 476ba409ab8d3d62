#include "article.h"

#include "base/diff.h"
#include "base/message.h"
#include "base/text.h"
#include "web/page.h"

const char *article_state_name(enum article_state state)
{
	static const char *const NAMES[] = {
	    "", TR("Draft"), TR("In review"), TR("Published"), TR("Retired")};

	return NAMES[state];
}

const char *article_audience_name(enum article_audience audience)
{
	switch (audience) {
	case READERS_STAFF:
		return TR("Staff");
	case READERS_ORGANISATION:
		return TR("One organisation");
	case READERS_CLIENTS:
		return TR("All clients");
	case READERS_PUBLIC:
		return TR("Everybody");
	}
	return "";
}

void article_state_fill(struct data *node, enum article_state state)
{
	static const char *const CLASSES[] = {"", "new", "waiting_client", "solved", "closed"};
	struct data *below = data_node(node, "State");

	data_text(below, "Code", article_state_code(state));
	data_tr(below, "Name", article_state_name(state));
	data_text(below, "Class", CLASSES[state]);
}

const char *article_desk_path(const struct context *context, int64_t id)
{
	return arena_format(context->arena, "/desk/articles/%lld", (long long)id);
}

const char *article_kb_path(const struct context *context, int64_t id, const char *title)
{
	const char *slug = text_slug(context->arena, title);

	return arena_format(context->arena, "/kb/%lld%s%s", (long long)id, slug && *slug ? "-" : "",
	    slug ? slug : "");
}

enum err article_read_id(const struct context *context, int64_t *id)
{
	*id = 0;
	return text_to_int(context_parameter(context, 0), 1, INT64_MAX, id)
		   ? OK
		   : ERROR(ERR_NOT_FOUND, "no article has such a key");
}

void article_line_fill(struct context *context, struct data *item, const struct article_line *line)
{
	const struct language *language = language_named(line->language);

	data_int(item, "Id", line->id);
	data_text(item, "Path", article_desk_path(context, line->id));
	data_text(item, "Title", line->title);
	data_text(item, "Language", line->language);
	data_text(item, "LanguageName", language ? language_name(language) : line->language);
	article_state_fill(item, line->state);
	data_tr(item, "Audience", article_audience_name(line->audience));
	data_text(item, "Category", line->category);
	data_text(item, "Author", line->author);
	data_time(item, "Updated", line->updated_at);
	data_number(item, "Views", line->views);
	data_number(item, "Helped", line->helped);
	data_number(item, "Failed", line->failed);
	data_number(item, "Reopened", line->reopened);
}

enum err article_diff_fill(
    struct context *context, const char *list, const char *before, const char *after)
{
	static const char *const KINDS[] = {"same", "removed", "added", "skipped"};
	struct diff_line *lines;
	size_t count;

	TRY(diff_texts(context->arena, before, after, &lines, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), list);

		data_text(item, "Kind", KINDS[lines[i].kind]);
		if (lines[i].kind == DIFF_SKIPPED)
			data_int(item, "Count", (int64_t)lines[i].skipped);
		for (size_t p = 0; p < lines[i].part_count; p++) {
			struct data *part = data_item(item, "Parts");

			data_text(part, "Text", lines[i].parts[p].text);
			data_flag(part, "Marked", lines[i].parts[p].marked);
		}
	}
	return OK;
}
