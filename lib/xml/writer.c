#include "xml/writer.h"

#include <string.h>

#include "xml/link.h"

/* --- What may stand where. */

enum content {
	LINES_OF_TEXT, /* text and inline elements: p, pre, headings */
	PARAGRAPHS,    /* blocks; text gets a p: the document itself, blockquote */
	ANYTHING,      /* blocks and text: li, td */
	ITEMS,
	TERMS,
	ROWS,
	CELLS,
};

static enum content content_of(enum element element)
{
	switch (element) {
	case ELEMENT_NONE:
	case ELEMENT_BLOCKQUOTE:
		return PARAGRAPHS;
	case ELEMENT_LI:
	case ELEMENT_DT:
	case ELEMENT_DD:
	case ELEMENT_CAPTION:
	case ELEMENT_TD:
	case ELEMENT_TH:
		return ANYTHING;
	case ELEMENT_UL:
	case ELEMENT_OL:
		return ITEMS;
	case ELEMENT_DL:
		return TERMS;
	case ELEMENT_TABLE:
	case ELEMENT_THEAD:
	case ELEMENT_TBODY:
	case ELEMENT_TFOOT:
		return ROWS;
	case ELEMENT_TR:
		return CELLS;
	default:
		return LINES_OF_TEXT;
	}
}

/* How deep a block nests with what must be put into it before it holds text in a paragraph. */
static int depth_of(enum element element)
{
	switch (content_of(element)) {
	case LINES_OF_TEXT:
		return 1;
	case PARAGRAPHS:
	case ANYTHING:
		return 2;
	case ITEMS:
	case TERMS:
	case CELLS:
		return 3;
	case ROWS:
	default:
		return 4;
	}
}

static enum element top(const struct writer *writer)
{
	return writer->depth ? writer->blocks[writer->depth - 1].element : ELEMENT_NONE;
}

/* --- Tags. */

static void write_inline(struct writer *writer, const struct inline_element *element)
{
	if (writer->plain)
		return;
	buffer_format(&writer->out, "<%s", element_name(element->element));
	if (element->element == ELEMENT_A) {
		buffer_text(&writer->out, " href=\"");
		buffer_html(&writer->out, element->href, strlen(element->href));
		buffer_text(&writer->out, "\" rel=\"nofollow noopener noreferrer\"");
	}
	buffer_text(&writer->out, ">");
}

static void write_end(struct writer *writer, enum element element)
{
	if (!writer->plain)
		buffer_format(&writer->out, "</%s>", element_name(element));
}

static void end_open_inlines(struct writer *writer, int count)
{
	while (writer->open_count > count)
		write_end(writer, writer->open[--writer->open_count].element);
}

/* Newlines of plain text around a block. */
static int gap_of(enum element element)
{
	switch (element) {
	case ELEMENT_TD:
	case ELEMENT_TH:
		return 0;
	case ELEMENT_LI:
	case ELEMENT_DT:
	case ELEMENT_DD:
	case ELEMENT_TR:
	case ELEMENT_CAPTION:
	case ELEMENT_THEAD:
	case ELEMENT_TBODY:
	case ELEMENT_TFOOT:
		return 1;
	default:
		return 2;
	}
}

/* A line ends here, with a block's begin or end. */
static void end_line(struct writer *writer, enum element element)
{
	end_open_inlines(writer, 0);
	if (gap_of(element) > writer->gap)
		writer->gap = gap_of(element);
	writer->started = false;
	writer->space = false;
	writer->breaks = 0;
	writer->paragraph = false;
}

static void push(
    struct writer *writer, enum element element, const struct block_attributes *attributes)
{
	end_line(writer, element);
	if (element == ELEMENT_TD || element == ELEMENT_TH)
		writer->cell = writer->blocks[writer->depth - 1].children > 0;
	else if (element == ELEMENT_TR)
		writer->cell = false;
	if (writer->depth)
		writer->blocks[writer->depth - 1].children++;
	writer->blocks[writer->depth++] = (struct block_element){.element = element};
	if (element == ELEMENT_LI)
		writer->marks++;
	if (writer->plain)
		return;
	buffer_format(&writer->out, "<%s", element_name(element));
	if (attributes && attributes->colspan)
		buffer_format(&writer->out, " colspan=\"%d\"", attributes->colspan);
	if (attributes && attributes->rowspan)
		buffer_format(&writer->out, " rowspan=\"%d\"", attributes->rowspan);
	if (attributes && attributes->start)
		buffer_format(&writer->out, " start=\"%d\"", attributes->start);
	buffer_text(&writer->out, ">");
}

void writer_close(struct writer *writer, int depth)
{
	while (writer->depth > depth) {
		enum element element = top(writer);

		end_line(writer, element);
		write_end(writer, element);
		writer->depth--;
		if (element == ELEMENT_LI && writer->marks)
			writer->marks--;
	}
}

/* --- Blocks. */

/* What must be put around a text or block that stands directly in a list or a table. */
static enum element filler(enum content content)
{
	switch (content) {
	case ITEMS:
		return ELEMENT_LI;
	case TERMS:
		return ELEMENT_DD;
	case ROWS:
		return ELEMENT_TR;
	case CELLS:
		return ELEMENT_TD;
	default:
		return ELEMENT_NONE;
	}
}

/* Makes the innermost block one that may hold others. */
static void make_room(struct writer *writer)
{
	if (content_of(top(writer)) == LINES_OF_TEXT)
		writer_close(writer, writer->depth - 1);
	while (filler(content_of(top(writer))) != ELEMENT_NONE)
		push(writer, filler(content_of(top(writer))), NULL);
}

/* Whether `inner` is a part that `outer` holds directly. */
static bool is_part(enum element outer, enum element inner)
{
	switch (inner) {
	case ELEMENT_LI:
		return content_of(outer) == ITEMS;
	case ELEMENT_DT:
	case ELEMENT_DD:
		return content_of(outer) == TERMS;
	case ELEMENT_CAPTION:
	case ELEMENT_THEAD:
	case ELEMENT_TBODY:
	case ELEMENT_TFOOT:
		return outer == ELEMENT_TABLE;
	case ELEMENT_TR:
		return content_of(outer) == ROWS;
	case ELEMENT_TD:
	case ELEMENT_TH:
		return outer == ELEMENT_TR;
	default:
		return false;
	}
}

/* The whole that a part belongs to, where it has to be made up. */
static enum element whole_of(enum element part)
{
	switch (part) {
	case ELEMENT_LI:
		return ELEMENT_UL;
	case ELEMENT_DT:
	case ELEMENT_DD:
		return ELEMENT_DL;
	case ELEMENT_TD:
	case ELEMENT_TH:
		return ELEMENT_TR;
	default:
		return ELEMENT_NONE;
	}
}

/* Looking outwards for the whole, a part stops at whatever may hold another list or table. */
static bool is_scope(enum element block, enum element part)
{
	if (block == ELEMENT_BLOCKQUOTE || block == ELEMENT_CAPTION)
		return true;
	if (part == ELEMENT_LI || part == ELEMENT_DT || part == ELEMENT_DD)
		return block == ELEMENT_TD || block == ELEMENT_TH ||
		       (part == ELEMENT_LI ? block == ELEMENT_DD : block == ELEMENT_LI);
	return block == ELEMENT_LI || block == ELEMENT_DD || block == ELEMENT_DT ||
	       block == ELEMENT_TABLE;
}

/* The depth at which `part` may be opened, or -1. */
static int depth_for(const struct writer *writer, enum element part)
{
	for (int depth = writer->depth; depth > 0; depth--) {
		enum element block = writer->blocks[depth - 1].element;

		if (is_part(block, part))
			return depth;
		if (is_scope(block, part))
			break;
	}
	return -1;
}

/* Closes up to the list or table that the part belongs to; false when there is none. */
static bool make_room_for_part(struct writer *writer, enum element part)
{
	enum element whole = whole_of(part);
	int depth = depth_for(writer, part);

	if (depth < 0 && whole == ELEMENT_TR && depth_for(writer, ELEMENT_TR) > 0) {
		writer_close(writer, depth_for(writer, ELEMENT_TR));
		push(writer, ELEMENT_TR, NULL);
		depth = writer->depth;
	} else if (depth < 0 && (whole == ELEMENT_UL || whole == ELEMENT_DL)) {
		if (!writer_block(writer, whole, NULL))
			return false;
		depth = writer->depth;
	}
	/* A caption comes first or not at all. */
	if (depth < 0 || (part == ELEMENT_CAPTION && writer->blocks[depth - 1].children))
		return false;
	writer_close(writer, depth);
	return true;
}

static bool is_any_part(enum element element)
{
	return whole_of(element) != ELEMENT_NONE || is_part(ELEMENT_TABLE, element);
}

bool writer_block(
    struct writer *writer, enum element element, const struct block_attributes *attributes)
{
	if (element == ELEMENT_P) {
		/* Not written before there is text in it. */
		if (content_of(top(writer)) == LINES_OF_TEXT)
			writer_close(writer, writer->depth - 1);
		end_line(writer, element);
		writer->paragraph = true;
		return true;
	}
	if (is_any_part(element)) {
		if (!make_room_for_part(writer, element))
			return false;
	} else {
		if (content_of(top(writer)) == LINES_OF_TEXT)
			writer_close(writer, writer->depth - 1);
		if (writer->depth + depth_of(element) > WRITER_DEPTH - 2)
			return false;
		make_room(writer);
	}
	if (writer->depth + depth_of(element) > WRITER_DEPTH)
		return false;
	push(writer, element, attributes);
	return true;
}

void writer_rule(struct writer *writer)
{
	make_room(writer);
	end_line(writer, ELEMENT_P);
	if (writer->plain)
		return;
	buffer_text(&writer->out, "<hr>");
}

/* --- Inline elements. */

bool writer_inline(struct writer *writer, enum element element, const char *href)
{
	for (int i = 0; i < writer->wanted_count; i++)
		if (writer->wanted[i].element == element)
			return false;
	if (writer->wanted_count == WRITER_INLINES)
		return false;
	writer->wanted[writer->wanted_count++] =
	    (struct inline_element){.element = element, .href = href};
	return true;
}

void writer_end_inline(struct writer *writer, enum element element)
{
	int i = writer->wanted_count;

	while (i > 0 && writer->wanted[i - 1].element != element)
		i--;
	if (i > 0) {
		memmove(&writer->wanted[i - 1], &writer->wanted[i],
		    (size_t)(writer->wanted_count - i) * sizeof writer->wanted[0]);
		writer->wanted_count--;
	}
}

static bool is_wanted(const struct writer *writer, enum element element)
{
	for (int i = 0; i < writer->wanted_count; i++)
		if (writer->wanted[i].element == element)
			return true;
	return false;
}

/* Ends what is no longer wanted, and what was opened within it. */
static void end_unwanted(struct writer *writer)
{
	int same = 0;

	while (same < writer->open_count && same < writer->wanted_count &&
	       writer->open[same].element == writer->wanted[same].element &&
	       writer->open[same].href == writer->wanted[same].href)
		same++;
	end_open_inlines(writer, same);
}

static void begin_wanted(struct writer *writer)
{
	while (writer->open_count < writer->wanted_count) {
		writer->open[writer->open_count] = writer->wanted[writer->open_count];
		write_inline(writer, &writer->open[writer->open_count++]);
	}
}

/* --- Text. */

/* Makes the innermost block one that may hold text, and begins the paragraph that is due. */
static void make_room_for_text(struct writer *writer)
{
	bool paragraph = writer->paragraph;

	if (paragraph && content_of(top(writer)) == LINES_OF_TEXT)
		writer_close(writer, writer->depth - 1);
	while (filler(content_of(top(writer))) != ELEMENT_NONE)
		push(writer, filler(content_of(top(writer))), NULL);
	if (content_of(top(writer)) == PARAGRAPHS ||
	    (paragraph && content_of(top(writer)) == ANYTHING))
		push(writer, ELEMENT_P, NULL);
	writer->paragraph = false;
}

/* Two line breaks in a paragraph end it. */
static void split_paragraph(struct writer *writer)
{
	if (writer->breaks < 2 || top(writer) != ELEMENT_P)
		return;
	writer_close(writer, writer->depth - 1);
	writer->paragraph = true;
}

/* The newlines between blocks, or the mark between cells. */
static void write_gap(struct writer *writer)
{
	if (writer->cell)
		buffer_text(&writer->out, " | ");
	else if (writer->out.length)
		buffer_append(&writer->out, "\n\n", (size_t)writer->gap);
	writer->cell = false;
	writer->gap = 0;
}

/* "- " or "2. " of list items that have just begun, the outermost first. */
static void write_marks(struct writer *writer)
{
	int due = writer->marks, first = writer->depth;

	while (due > 0 && first > 0)
		if (writer->blocks[--first].element == ELEMENT_LI)
			due--;
	for (int i = first; writer->marks > 0 && i < writer->depth; i++) {
		if (writer->blocks[i].element != ELEMENT_LI)
			continue;
		if (i && writer->blocks[i - 1].element == ELEMENT_OL)
			buffer_format(&writer->out, "%d. ", writer->blocks[i - 1].children);
		else
			buffer_text(&writer->out, "- ");
	}
	writer->marks = 0;
}

/* Everything that is due before a piece of text. */
static void begin_text(struct writer *writer)
{
	split_paragraph(writer);
	make_room_for_text(writer);
	end_unwanted(writer);
	if (writer->plain) {
		write_gap(writer);
		write_marks(writer);
	}
	for (; writer->breaks > 0; writer->breaks--)
		buffer_text(&writer->out, writer->plain ? "\n" : "<br>");
	if (writer->space)
		buffer_text(&writer->out, " ");
	writer->space = false;
	begin_wanted(writer);
	writer->started = true;
}

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

static void write_link(struct writer *writer, const char *word, const struct link *link)
{
	const char *text = word + link->start;
	char *href = arena_format(
	    writer->arena, "%s%.*s", link->mail ? "mailto:" : "", (int)link->length, text);

	if (href && writer_inline(writer, ELEMENT_A, href)) {
		begin_wanted(writer);
		write_escaped(writer, text, link->length);
		writer_end_inline(writer, ELEMENT_A);
		end_unwanted(writer);
	} else {
		write_escaped(writer, text, link->length);
	}
}

/* A run without white space. */
static void write_word(struct writer *writer, const char *word, size_t length)
{
	struct link link;
	size_t done = 0;

	begin_text(writer);
	if (!writer->plain && top(writer) != ELEMENT_PRE && !is_wanted(writer, ELEMENT_A) &&
	    !is_wanted(writer, ELEMENT_CODE)) {
		while (link_find(word, length, done, &link)) {
			write_escaped(writer, word + done, link.start - done);
			write_link(writer, word, &link);
			begin_wanted(writer);
			done = link.start + link.length;
		}
	}
	write_escaped(writer, word + done, length - done);
}

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
	if (!length)
		return;
	begin_text(writer);
	write_escaped(writer, text, length);
}

void writer_text(struct writer *writer, const char *text, size_t length)
{
	size_t i = 0;

	if (top(writer) == ELEMENT_PRE) {
		write_preformatted(writer, text, length);
		return;
	}
	while (i < length) {
		size_t start = i;

		while (i < length && is_blank(text[i]))
			i++;
		if (i > start && writer->verbatim && i < length) {
			begin_text(writer);
			buffer_append(&writer->out, text + start, i - start);
		} else if (i > start && writer->started && !writer->breaks) {
			writer->space = true;
		}
		start = i;
		while (i < length && !is_blank(text[i]))
			i++;
		if (i > start)
			write_word(writer, text + start, i - start);
	}
}

void writer_break(struct writer *writer)
{
	if (top(writer) == ELEMENT_PRE) {
		write_preformatted(writer, "\n", 1);
	} else if (writer->started && writer->breaks < 2) {
		writer->breaks++;
		writer->space = false;
	}
}

void writer_line(struct writer *writer)
{
	if (top(writer) == ELEMENT_PRE) {
		if (writer->out.length && writer->out.data[writer->out.length - 1] != '\n')
			write_preformatted(writer, "\n", 1);
	} else if (writer->started && !writer->breaks) {
		writer->breaks = 1;
		writer->space = false;
	}
}

void writer_finish(struct writer *writer)
{
	writer_close(writer, 0);
}
