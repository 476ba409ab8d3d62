#include "xml/writer.h"

#include <string.h>

#include "xml/blocks.h"
#include "xml/link.h"

/* --- Inline elements. */

static void write_begin(struct writer *writer, const struct inline_element *element)
{
	if (writer->plain)
		return;
	buffer_format(&writer->out, "<%s", element_name(element->element));
	if (element->element == ELEMENT_A) {
		buffer_text(&writer->out, " href=\"");
		buffer_html(&writer->out, element->href, strlen(element->href));
		/* A link of this site, which only articles may have, needs no such care. */
		buffer_text(&writer->out,
		    *element->href == '/' ? "\"" : "\" rel=\"nofollow noopener noreferrer\"");
	}
	buffer_text(&writer->out, ">");
}

/* How many elements both sets have in common from the outside on. */
static int common(const struct inline_set *a, const struct inline_set *b)
{
	int same = 0;

	while (same < a->count && same < b->count &&
	       a->elements[same].element == b->elements[same].element &&
	       a->elements[same].href == b->elements[same].href)
		same++;
	return same;
}

static bool has(const struct inline_set *set, enum element element)
{
	for (int i = 0; i < set->count; i++)
		if (set->elements[i].element == element)
			return true;
	return false;
}

static bool add(struct inline_set *set, enum element element, const char *href)
{
	if (has(set, element) || set->count == WRITER_INLINES)
		return false;
	set->elements[set->count++] = (struct inline_element){.element = element, .href = href};
	return true;
}

static void take_out(struct inline_set *set, enum element element)
{
	int i = set->count;

	while (i > 0 && set->elements[i - 1].element != element)
		i--;
	if (i == 0)
		return;
	memmove(&set->elements[i - 1], &set->elements[i],
	    (size_t)(set->count - i) * sizeof set->elements[0]);
	set->count--;
}

bool writer_inline(struct writer *writer, enum element element, const char *href)
{
	return add(&writer->wanted, element, href);
}

void writer_end_inline(struct writer *writer, enum element element)
{
	take_out(&writer->wanted, element);
}

static void begin_inlines(struct writer *writer, const struct inline_set *wanted)
{
	while (writer->open.count < wanted->count) {
		writer->open.elements[writer->open.count] = wanted->elements[writer->open.count];
		write_begin(writer, &writer->open.elements[writer->open.count++]);
	}
}

/* --- What is due before a text. */

/* Plain: the newlines between blocks, or the mark between cells. */
static void write_gap(struct writer *writer)
{
	if (writer->cell)
		buffer_text(&writer->out, " | ");
	else if (writer->out.length)
		buffer_append(&writer->out, "\n\n", (size_t)writer->gap);
	writer->cell = false;
	writer->gap = 0;
}

/* Plain: "- " or "2. " of the list items that have just begun, the outermost first. */
static void write_marks(struct writer *writer)
{
	int due = writer->marks, i = writer->depth;

	while (due > 0 && i > 0)
		if (writer->blocks[--i].element == ELEMENT_LI)
			due--;
	for (; writer->marks > 0 && i < writer->depth; i++) {
		if (writer->blocks[i].element != ELEMENT_LI)
			continue;
		if (i && writer->blocks[i - 1].element == ELEMENT_OL)
			buffer_format(&writer->out, "%d. ", writer->blocks[i - 1].children);
		else
			buffer_text(&writer->out, "- ");
	}
	writer->marks = 0;
}

static void begin_text(struct writer *writer, const struct inline_set *wanted)
{
	/* Two line breaks in a paragraph end it. */
	if (writer->breaks >= 2 && blocks_top(writer) == ELEMENT_P) {
		blocks_close(writer, writer->depth - 1);
		writer->paragraph = true;
	}
	blocks_make_room_for_text(writer);
	inlines_end(writer, common(&writer->open, wanted));
	if (writer->plain) {
		write_gap(writer);
		write_marks(writer);
	}
	for (; writer->breaks > 0; writer->breaks--)
		buffer_text(&writer->out, writer->plain ? "\n" : "<br>");
	if (writer->space)
		buffer_text(&writer->out, " ");
	writer->space = false;
	begin_inlines(writer, wanted);
	writer->started = true;
}

/* --- Words. A word is held back until it is known to be whole, through tags that change nothing.
 */

static void write_escaped(struct writer *writer, const char *text, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i < length && !writer->plain; i++) {
		const char *entity = text[i] == '<'   ? "&lt;"
				     : text[i] == '>' ? "&gt;"
				     : text[i] == '&' ? "&amp;"
						      : NULL;

		if (!entity)
			continue;
		buffer_append(&writer->out, text + start, i - start);
		buffer_text(&writer->out, entity);
		start = i + 1;
	}
	buffer_append(&writer->out, text + start, length - start);
}

static void write_link(struct writer *writer, const struct inline_set *wanted, const char *word,
    const struct link *link)
{
	struct inline_set linked = *wanted;
	const char *text = word + link->start;
	const char *href = arena_format(
	    writer->arena, "%s%.*s", link->mail ? "mailto:" : "", (int)link->length, text);

	if (href && add(&linked, ELEMENT_A, href))
		begin_inlines(writer, &linked);
	write_escaped(writer, text, link->length);
	inlines_end(writer, common(&writer->open, wanted));
}

static void write_word(
    struct writer *writer, const struct inline_set *wanted, const char *word, size_t length)
{
	bool links = !writer->plain && !has(wanted, ELEMENT_A) && !has(wanted, ELEMENT_CODE);
	struct link link;
	size_t done = 0;

	begin_text(writer, wanted);
	while (links && link_find(word, length, done, &link)) {
		write_escaped(writer, word + done, link.start - done);
		write_link(writer, wanted, word, &link);
		done = link.start + link.length;
	}
	write_escaped(writer, word + done, length - done);
}

static void end_word(struct writer *writer)
{
	if (writer->word.length)
		write_word(writer, &writer->word_wanted, writer->word.data, writer->word.length);
	writer->word.length = 0;
}

static void add_to_word(struct writer *writer, const char *text, size_t length)
{
	if (writer->word.length &&
	    (writer->wanted.count != writer->word_wanted.count ||
		common(&writer->wanted, &writer->word_wanted) != writer->wanted.count))
		end_word(writer);
	if (!writer->word.length)
		writer->word_wanted = writer->wanted;
	buffer_append(&writer->word, text, length);
}

/* --- Text. */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Text in <pre>, where every blank counts. */
static void write_preformatted(struct writer *writer, const char *text, size_t length)
{
	/* Browsers leave out a newline at its start. */
	while (length && !writer->started && (*text == '\n' || *text == '\r')) {
		text++;
		length--;
	}
	if (length) {
		begin_text(writer, &writer->wanted);
		write_escaped(writer, text, length);
	}
}

static void write_blanks(struct writer *writer, const char *blanks, size_t length, bool last)
{
	end_word(writer);
	if (writer->verbatim && !last) {
		begin_text(writer, &writer->wanted);
		buffer_append(&writer->out, blanks, length);
	} else if (writer->started && !writer->breaks) {
		writer->space = true;
	}
}

void writer_text(struct writer *writer, const char *text, size_t length)
{
	size_t i = 0;

	if (blocks_top(writer) == ELEMENT_PRE) {
		write_preformatted(writer, text, length);
		return;
	}
	while (i < length) {
		size_t start = i;

		while (i < length && is_blank(text[i]))
			i++;
		if (i > start)
			write_blanks(writer, text + start, i - start, i == length);
		start = i;
		while (i < length && !is_blank(text[i]))
			i++;
		if (i > start)
			add_to_word(writer, text + start, i - start);
	}
}

void writer_picture(struct writer *writer, const char *source, const char *description)
{
	if (writer->plain || blocks_top(writer) == ELEMENT_PRE) {
		writer_text(writer, description, strlen(description));
		return;
	}
	end_word(writer);
	begin_text(writer, &writer->wanted);
	buffer_text(&writer->out, "<img src=\"");
	buffer_html(&writer->out, source, strlen(source));
	buffer_text(&writer->out, "\" alt=\"");
	buffer_html(&writer->out, description, strlen(description));
	buffer_text(&writer->out, "\" loading=\"lazy\">");
}

void writer_break(struct writer *writer)
{
	end_word(writer);
	if (blocks_top(writer) == ELEMENT_PRE) {
		write_preformatted(writer, "\n", 1);
	} else if (writer->started && writer->breaks < 2) {
		writer->breaks++;
		writer->space = false;
	}
}

void writer_line(struct writer *writer)
{
	end_word(writer);
	if (blocks_top(writer) == ELEMENT_PRE) {
		if (writer->out.length && writer->out.data[writer->out.length - 1] != '\n')
			write_preformatted(writer, "\n", 1);
	} else if (writer->started && !writer->breaks) {
		writer->breaks = 1;
		writer->space = false;
	}
}

/* --- Blocks. */

bool writer_block(
    struct writer *writer, enum element element, const struct block_attributes *attributes)
{
	end_word(writer);
	return blocks_open(writer, element, attributes);
}

void writer_close(struct writer *writer, int depth)
{
	end_word(writer);
	blocks_close(writer, depth);
}

void writer_end_paragraph(struct writer *writer)
{
	if (writer->paragraph)
		writer_line(writer);
	writer->paragraph = false;
}

void writer_rule(struct writer *writer)
{
	end_word(writer);
	if (!blocks_make_room(writer, 1)) {
		writer_line(writer);
		return;
	}
	blocks_end_line(writer, ELEMENT_P);
	if (!writer->plain)
		buffer_text(&writer->out, "<hr>");
}

/* --- Begin and end. */

void writer_start(struct writer *writer, struct arena *arena, bool plain, size_t cap)
{
	*writer = (struct writer){.arena = arena, .plain = plain};
	writer->out = BUFFER(cap);
	writer->word = BUFFER(cap);
}

enum err writer_finish(struct writer *writer)
{
	writer_close(writer, 0);
	TRY(buffer_err(&writer->word));
	return buffer_err(&writer->out);
}

void writer_free(struct writer *writer)
{
	buffer_free(&writer->out);
	buffer_free(&writer->word);
}
