#include "xml/blocks.h"

/* --- What may stand where. */

enum content {
	LINES_OF_TEXT, /* text and inline elements; a block ends it: p, pre */
	TITLE,	       /* the same, but a block in it is only a line: headings, dt */
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
	case ELEMENT_H2:
	case ELEMENT_H3:
	case ELEMENT_H4:
	case ELEMENT_H5:
	case ELEMENT_H6:
	case ELEMENT_DT:
	case ELEMENT_CAPTION:
		return TITLE;
	case ELEMENT_LI:
	case ELEMENT_DD:
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
	case TITLE:
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

enum element blocks_top(const struct writer *writer)
{
	return writer->depth ? writer->blocks[writer->depth - 1].element : ELEMENT_NONE;
}

/* --- Tags. */

static void write_end(struct writer *writer, enum element element)
{
	if (!writer->plain)
		buffer_format(&writer->out, "</%s>", element_name(element));
}

void inlines_end(struct writer *writer, int count)
{
	while (writer->open.count > count)
		write_end(writer, writer->open.elements[--writer->open.count].element);
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

void blocks_end_line(struct writer *writer, enum element element)
{
	inlines_end(writer, 0);
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
	blocks_end_line(writer, element);
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

void blocks_close(struct writer *writer, int depth)
{
	while (writer->depth > depth) {
		enum element element = blocks_top(writer);

		blocks_end_line(writer, element);
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

bool blocks_make_room(struct writer *writer, int depth)
{
	enum content content = content_of(blocks_top(writer));

	if (content == TITLE)
		return false;
	if (content == LINES_OF_TEXT)
		blocks_close(writer, writer->depth - 1);
	content = content_of(blocks_top(writer));
	/* With the item that a list gets first, or the row and the cell of a table. */
	depth += content == ROWS ? 2 : filler(content) != ELEMENT_NONE;
	if (writer->depth + depth > WRITER_DEPTH)
		return false;
	while ((content = content_of(blocks_top(writer))), filler(content) != ELEMENT_NONE)
		push(writer, filler(content), NULL);
	return true;
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
		blocks_close(writer, depth_for(writer, ELEMENT_TR));
		push(writer, ELEMENT_TR, NULL);
		depth = writer->depth;
	} else if (depth < 0 && (whole == ELEMENT_UL || whole == ELEMENT_DL)) {
		if (!blocks_open(writer, whole, NULL))
			return false;
		depth = writer->depth;
	}
	/* A caption comes first or not at all. */
	if (depth < 0 || (part == ELEMENT_CAPTION && writer->blocks[depth - 1].children))
		return false;
	blocks_close(writer, depth);
	return true;
}

static bool is_any_part(enum element element)
{
	return whole_of(element) != ELEMENT_NONE || is_part(ELEMENT_TABLE, element);
}

bool blocks_open(
    struct writer *writer, enum element element, const struct block_attributes *attributes)
{
	if (element == ELEMENT_P) {
		/* Not written before there is text in it. */
		if (content_of(blocks_top(writer)) == TITLE)
			return false;
		if (content_of(blocks_top(writer)) == LINES_OF_TEXT)
			blocks_close(writer, writer->depth - 1);
		writer->paragraph = true;
		return true;
	}
	if (is_any_part(element) ? !make_room_for_part(writer, element)
				 : !blocks_make_room(writer, depth_of(element)))
		return false;
	if (writer->depth + depth_of(element) > WRITER_DEPTH)
		return false;
	push(writer, element, attributes);
	return true;
}

void blocks_make_room_for_text(struct writer *writer)
{
	bool paragraph = writer->paragraph;
	enum content content = content_of(blocks_top(writer));

	if (paragraph && content == LINES_OF_TEXT)
		blocks_close(writer, writer->depth - 1);
	while ((content = content_of(blocks_top(writer))), filler(content) != ELEMENT_NONE)
		push(writer, filler(content), NULL);
	if (content == PARAGRAPHS || (paragraph && content == ANYTHING))
		push(writer, ELEMENT_P, NULL);
	writer->paragraph = false;
}
