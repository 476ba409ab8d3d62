#include "article.h"

#include <string.h>

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

/* --- What happened to an article. */

typedef const char *reader(const struct context *context, const char *value);

static const char *as_is(const struct context *context, const char *value)
{
	(void)context;
	return value;
}

static const char *as_state(const struct context *context, const char *value)
{
	enum article_state state = article_state_named(value);

	return state ? page_text(context, article_state_name(state)) : value;
}

static const char *as_audience(const struct context *context, const char *value)
{
	enum article_audience audience = article_audience_named(value);

	return audience ? page_text(context, article_audience_name(audience)) : value;
}

static const char *as_language(const struct context *context, const char *value)
{
	const struct language *language = language_named(value);

	(void)context;
	return language ? language_name(language) : value;
}

static const char *as_time(const struct context *context, const char *value)
{
	timestamp at;

	if (!timestamp_parse(value, &at))
		return value;
	return language_date(context->arena, context->language, at, timestamp_now(), DATE_FULL);
}

static const struct happening {
	const char *kind;
	const char *words; /* %1 what it was, %2 what it became */
	const char *set;   /* when it was nothing before */
	reader *read;
} HAPPENINGS[] = {
    {"created", TR("Begun: %2"), TR("Begun: %2"), as_is},
    {"text", TR("Text: %2"), TR("Text: %2"), as_is},
    {"state", TR("State: %1 → %2"), TR("State: %2"), as_state},
    {"language", TR("Language: %1 → %2"), TR("Language: %2"), as_language},
    {"audience", TR("Readers: %1 → %2"), TR("Readers: %2"), as_audience},
    {"organisation", TR("Organisation: %1 → %2"), TR("Organisation: %2"), as_is},
    {"category", TR("Category: %1 → %2"), TR("Category: %2"), as_is},
    {"tags", TR("Tags: %1 → %2"), TR("Tags: %2"), as_is},
    {"publish_at", TR("To be published: %1 → %2"), TR("To be published: %2"), as_time},
    {"expire_at", TR("To be retired: %1 → %2"), TR("To be retired: %2"), as_time},
    {"related", TR("Related articles: %1 → %2"), TR("Related articles: %2"), as_is},
    {"file", TR("File taken away: %1"), TR("File: %2"), as_is},
};

const char *article_event_words(const struct context *context, const struct event *event)
{
	const char *text;

	for (size_t i = 0; i < sizeof HAPPENINGS / sizeof HAPPENINGS[0]; i++) {
		const struct happening *h = &HAPPENINGS[i];

		if (strcmp(h->kind, event->kind) != 0)
			continue;
		return language_fill(context->arena, context->language,
		    event->before ? h->words : h->set,
		    event->before ? h->read(context, event->before) : "–",
		    event->after ? h->read(context, event->after) : "–");
	}
	/* Of a newer release. */
	text = arena_format(context->arena, "%s: %s → %s", event->kind,
	    event->before ? event->before : "–", event->after ? event->after : "–");
	return text ? text : event->kind;
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
