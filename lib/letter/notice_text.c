/* Texts with placeholders, filled in. */
#include <ctype.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "letter/notice_parts.h"

enum { LINE_MOST = 4000, SAID_MOST = 20000, INLINE_MOST = 500 };

struct filling {
	const struct letter_context *context;
	const struct notice *notice;
	const char *name;
	struct data *data;
};

static bool is_address(enum placeholder place)
{
	return place == PLACE_LINK || place == PLACE_RATE_LINK || place == PLACE_STOP_LINK;
}

static bool is_block(enum placeholder place)
{
	return place != PLACE_NONE && !placeholder_is_line(place);
}

/* --- What people said. */

static const char *plain(const struct filling *f, const struct message *message)
{
	const char *text = NULL;

	if (markup_plain(
		f->context->arena, MARKUP_HTML, message->html, strlen(message->html), &text) != OK)
		return NULL;
	return text_cut(f->context->arena, text, SAID_MOST);
}

static void put_quote(
    const struct filling *f, const struct message *message, const char *title, bool is_solution)
{
	struct data *block = data_item(f->data, "Blocks");
	const char *text = plain(f, message);

	data_text(block, "Kind", "quote");
	data_text(block, "Title", title);
	data_text(block, "Author", notice_author(f->context, f->notice, message));
	data_time(block, "At", message->at);
	data_flag(block, "Solution", is_solution);
	data_flag(block, "Note", message->kind == MESSAGE_NOTE);
	data_trusted_html(block, "Html", message->html);
	while (text && *text) {
		size_t length = strcspn(text, "\n");

		data_text(data_item(block, "Lines"), "Text",
		    arena_text_n(f->context->arena, text, length));
		text += length + (text[length] == '\n');
	}
}

static const char *tr(const struct filling *f, const char *message)
{
	return language_text(f->context->language, NULL, message);
}

/* --- Paragraphs that one placeholder alone makes. */

static void put_changes(const struct filling *f)
{
	struct data *block = NULL;

	for (size_t i = 0; i < f->notice->event_count; i++) {
		const char *words =
		    notice_change_words(f->context, f->notice, f->notice->events[i]);

		if (!words)
			continue;
		if (!block) {
			block = data_item(f->data, "Blocks");
			data_text(block, "Kind", "changes");
		}
		data_text(data_item(block, "Items"), "Text", words);
	}
}

static void put_facts(const struct filling *f)
{
	struct notice_fact facts[NOTICE_FACTS];
	size_t count = notice_facts(f->context, f->notice, facts);
	struct data *block = data_item(f->data, "Blocks");

	data_text(block, "Kind", "facts");
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(block, "Items");

		data_text(item, "Label", facts[i].label);
		data_text(item, "Text", facts[i].value);
	}
}

static void put_link(const struct filling *f, enum placeholder place)
{
	const char *link = notice_value(f->context, f->notice, f->name, place);
	struct data *block;

	if (!link || !*link)
		return;
	block = data_item(f->data, "Blocks");
	data_text(block, "Kind", place == PLACE_STOP_LINK ? "stop" : "link");
	data_flag(block, "Rate", place == PLACE_RATE_LINK);
	data_text(block, "Link", link);
	data_text(block, "Text",
	    place == PLACE_RATE_LINK   ? tr(f, TR("How did we do? Rate our work"))
	    : place == PLACE_STOP_LINK ? tr(f, TR("End such messages"))
				       : tr(f, TR("Open the request")));
}

static void put_block(const struct filling *f, enum placeholder place)
{
	const struct notice *notice = f->notice;

	switch (place) {
	case PLACE_CHANGES:
		put_changes(f);
		break;
	case PLACE_FACTS:
		put_facts(f);
		break;
	case PLACE_DESCRIPTION:
		if (notice->description)
			put_quote(f, notice->description, tr(f, TR("The request")), false);
		break;
	case PLACE_REMARKS:
		for (size_t i = 0; i < notice->remark_count; i++)
			put_quote(f, notice->remarks[i], NULL, false);
		break;
	case PLACE_SOLUTION:
		if (notice->solution)
			put_quote(f, notice->solution, tr(f, TR("Solution")), true);
		break;
	default:
		put_link(f, place);
	}
}

/* --- Lines. */

/* A block within a line becomes a short text. */
static const char *inline_value(const struct filling *f, enum placeholder place)
{
	const struct notice *notice = f->notice;
	const struct message *message = place == PLACE_DESCRIPTION ? notice->description
					: place == PLACE_SOLUTION  ? notice->solution
					: notice->remark_count	   ? notice->remarks[0]
								   : NULL;
	const char *words = "";
	char *text;

	if (place == PLACE_CHANGES) {
		for (size_t i = 0; words && i < notice->event_count; i++) {
			const char *next =
			    notice_change_words(f->context, notice, notice->events[i]);

			if (next)
				words = arena_format(
				    f->context->arena, "%s%s%s", words, *words ? "; " : "", next);
		}
		return words;
	}
	if (!message || place == PLACE_FACTS)
		return "";
	words = plain(f, message);
	text = words ? text_cut(f->context->arena, words, INLINE_MOST) : NULL;
	for (char *c = text; c && *c; c++)
		if (isspace((unsigned char)*c))
			*c = ' ';
	return text;
}

static const char *value_of(const struct filling *f, enum placeholder place)
{
	return is_block(place) && !is_address(place)
		   ? inline_value(f, place)
		   : notice_value(f->context, f->notice, f->name, place);
}

/* *all_empty: it has placeholders, and nothing stands for any of them. */
static bool is_line_empty(const struct filling *f, const char *text, size_t length)
{
	bool has_place = false;

	for (size_t i = 0; i < length;) {
		enum placeholder place;
		size_t skip = placeholder_read(text + i, &place);

		if (place != PLACE_NONE) {
			const char *value = value_of(f, place);

			has_place = true;
			if (value && *value)
				return false;
		}
		i += skip ? skip : 1;
	}
	return has_place;
}

static void put_part(struct data *line, const char *text, bool is_link)
{
	struct data *part;

	if (!text || !*text)
		return;
	part = data_item(line, "Parts");
	data_text(part, "Text", text);
	if (is_link)
		data_text(part, "Link", text);
}

static void put_line(const struct filling *f, struct data *block, const char *text, size_t length)
{
	struct data *line = data_item(block, "Lines");
	size_t begin = 0;

	for (size_t i = 0; i < length;) {
		enum placeholder place;
		size_t skip = placeholder_read(text + i, &place);

		if (place != PLACE_NONE) {
			put_part(
			    line, arena_text_n(f->context->arena, text + begin, i - begin), false);
			put_part(line, value_of(f, place), is_address(place));
			begin = i + skip;
		}
		i += skip ? skip : 1;
	}
	put_part(line, arena_text_n(f->context->arena, text + begin, length - begin), false);
}

/* --- Paragraphs. */

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static bool is_blank_line(const char *text, size_t length)
{
	return strspn(text, " \t\r") >= length;
}

/* The placeholder that the paragraph (of one line) consists of, or PLACE_NONE. */
static enum placeholder lone_block(const char *text, size_t length)
{
	enum placeholder place;
	size_t skip;

	while (length && isspace((unsigned char)*text)) {
		text++;
		length--;
	}
	skip = placeholder_read(text, &place);
	return skip && skip <= length && is_blank_line(text + skip, length - skip) &&
		       is_block(place)
		   ? place
		   : PLACE_NONE;
}

enum err notice_expand(const struct letter_context *context, const struct notice *notice,
    const char *name, const char *text, struct data *data)
{
	const struct filling f = {context, notice, name, data};
	struct data *block = NULL;

	while (*text) {
		size_t length = line_length(text);
		enum placeholder lone = lone_block(text, length);

		if (is_blank_line(text, length)) {
			block = NULL;
		} else if (lone != PLACE_NONE) {
			put_block(&f, lone);
			block = NULL;
		} else if (!is_line_empty(&f, text, length)) {
			if (!block) {
				block = data_item(data, "Blocks");
				data_text(block, "Kind", "text");
			}
			put_line(&f, block, text, length);
		}
		text += length + (text[length] == '\n');
	}
	return data_err(data);
}

const char *notice_line(const struct letter_context *context, const struct notice *notice,
    const char *name, const char *text)
{
	char line[LINE_MOST];
	size_t used = 0;

	while (*text) {
		enum placeholder place;
		size_t skip = placeholder_read(text, &place);
		const char *value =
		    place == PLACE_NONE ? text : notice_value(context, notice, name, place);
		size_t length;

		if (!value)
			return NULL; /* no memory */
		length = place == PLACE_NONE ? 1 : strlen(value);
		if (length > sizeof line - 1 - used)
			break;
		memcpy(line + used, value, length);
		used += length;
		text += place == PLACE_NONE ? 1 : skip;
	}
	line[used] = '\0';
	return text_repair(context->arena, line, used);
}
