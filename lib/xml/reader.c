#include "xml/reader.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "xml/attributes.h"
#include "xml/link.h"
#include "xml/markup.h"

/* The parser's own stack is searched at every end tag, so its depth is kept small: beyond this the
 * open elements are closed and the parser begins anew behind them. */
enum { PARSER_DEPTH = 400 };

/* An element that is open in the input. */
struct source {
	enum treatment treatment;
	enum element element;
	bool written; /* the writer took it */
	int depth;    /* of the writer's blocks around it */
};

struct reader {
	struct writer *writer;
	htmlParserCtxtPtr parser;
	struct source open[PARSER_DEPTH];
	int depth;
	int dropping;  /* elements open around and within dropped content */
	bool stopped;  /* too deep: */
	size_t offset; /* where to go on */
};

/* --- Attributes. */

static const char *attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (strcmp((const char *)attributes[0], name) == 0)
			return (const char *)attributes[1];
	return NULL;
}

static int number(const xmlChar **attributes, const char *name, int least, int most)
{
	const char *text = attribute(attributes, name);
	int64_t value = 0;

	return text && text_to_int(text, least, most, &value) ? (int)value : 0;
}

/* --- Elements. */

/* The place of a picture that came along, "cid:ID" (RFC 2392, section 2); false for any other. */
static bool keep_place(struct reader *reader, const char *source)
{
	char place[sizeof MARKUP_PICTURE_BEGIN + sizeof MARKUP_PICTURE_END +
		   2 * (size_t)MARKUP_PICTURE_MOST];
	unsigned char id[MARKUP_PICTURE_MOST];
	size_t length = 0;

	if (strncasecmp(source, "cid:", 4) != 0)
		return false;
	for (source += 4; *source && length < sizeof id; length++) {
		char digits[3] = "";
		bool encoded;

		if (*source == '%')
			memcpy(digits, source + 1, strnlen(source + 1, 2));
		encoded = text_unhex(digits, &id[length], 1);
		if (!encoded)
			id[length] = (unsigned char)*source;
		source += encoded ? 3 : 1;
	}
	if (!length || *source)
		return true; /* no one's: nothing stands in its place */
	memcpy(place, MARKUP_PICTURE_BEGIN, 3);
	text_hex(id, length, place + 3);
	memcpy(place + 3 + 2 * length, MARKUP_PICTURE_END, sizeof MARKUP_PICTURE_END);
	writer_text(reader->writer, place, strlen(place));
	return true;
}

static void begin_picture(struct reader *reader, const xmlChar **attributes)
{
	const char *text = attribute(attributes, "alt"), *source = attribute(attributes, "src");
	const char *href = source ? link_clean(reader->writer->arena, source) : NULL;
	bool linked;

	if (reader->writer->article && source && link_local(source, false)) {
		writer_picture(reader->writer, source, text ? text : "");
		return;
	}
	if (reader->writer->mail && source && keep_place(reader, source))
		return;
	if (!text || text_is_blank(text))
		return;
	linked =
	    href && !text_starts(href, "mailto:") && writer_inline(reader->writer, ELEMENT_A, href);
	writer_text(reader->writer, text, strlen(text));
	if (linked)
		writer_end_inline(reader->writer, ELEMENT_A);
}

static bool begin_inline(struct reader *reader, enum element element, const xmlChar **attributes)
{
	const char *href = NULL;

	if (element == ELEMENT_A) {
		const char *given = attribute(attributes, "href");

		if (!given)
			return false;
		/* The writer keeps it beyond this call. */
		href = reader->writer->article && link_local(given, true)
			   ? arena_text(reader->writer->arena, given)
			   : link_clean(reader->writer->arena, given);
		if (!href)
			return false;
	}
	return writer_inline(reader->writer, element, href);
}

static bool begin_block(struct reader *reader, enum element element, const xmlChar **attributes)
{
	struct block_attributes kept = {0};

	if (element == ELEMENT_TD || element == ELEMENT_TH) {
		kept.colspan = number(attributes, "colspan", 2, 1000);
		kept.rowspan = number(attributes, "rowspan", 2, 1000);
	} else if (element == ELEMENT_OL) {
		kept.start = number(attributes, "start", 2, 1000000);
	}
	return writer_block(reader->writer, element, &kept);
}

/* Leaves the parser, to begin anew behind this tag. */
static void stop(struct reader *reader)
{
	long consumed = xmlByteConsumed(reader->parser);

	reader->stopped = true;
	/* At least something, so that it comes to an end. */
	reader->offset = consumed > PARSER_DEPTH ? (size_t)consumed : PARSER_DEPTH;
	xmlStopParser(reader->parser);
}

static void begin_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *reader = context;
	struct meaning meaning = element_meaning((const char *)name);
	struct source *source;

	if (reader->stopped)
		return;
	if (reader->writer->article)
		meaning = element_in_article((const char *)name, meaning);
	if (reader->dropping || meaning.treatment == DROP) {
		/* Not where it begins: its content would be read as text. */
		if (reader->dropping == PARSER_DEPTH)
			stop(reader);
		reader->dropping++;
		return;
	}
	if (reader->depth == PARSER_DEPTH) {
		stop(reader);
		return;
	}
	source = &reader->open[reader->depth++];
	*source = (struct source){.treatment = meaning.treatment, .element = meaning.element};
	source->depth = reader->writer->depth;
	if (meaning.treatment == LINES)
		writer_line(reader->writer);
	else if (meaning.treatment == BLOCK)
		source->written = begin_block(reader, meaning.element, attributes);
	else if (meaning.treatment == INLINE)
		source->written = begin_inline(reader, meaning.element, attributes);
	else if (meaning.treatment == BREAK)
		writer_break(reader->writer);
	else if (meaning.treatment == RULE)
		writer_rule(reader->writer);
	else if (meaning.treatment == PICTURE)
		begin_picture(reader, attributes);
	if (meaning.treatment == BLOCK && !source->written)
		writer_line(reader->writer);
	if (source->written && meaning.treatment == BLOCK && meaning.element != ELEMENT_P)
		source->depth = reader->writer->depth - 1;
	else if (source->depth > reader->writer->depth)
		source->depth = reader->writer->depth;
}

static void end_top(struct reader *reader)
{
	const struct source *source = &reader->open[--reader->depth];

	if (source->treatment == BLOCK && source->written)
		writer_close(reader->writer, source->depth);
	else if (source->treatment == INLINE && source->written)
		writer_end_inline(reader->writer, source->element);
	if (source->treatment == LINES || (source->treatment == BLOCK && !source->written))
		writer_line(reader->writer);
	if (source->element == ELEMENT_P)
		writer_end_paragraph(reader->writer);
}

static void end_element(void *context, const xmlChar *name)
{
	struct reader *reader = context;

	(void)name; /* the parser ends what it began, in order */
	if (reader->stopped)
		return;
	if (reader->dropping)
		reader->dropping--;
	else if (reader->depth)
		end_top(reader);
}

static void characters(void *context, const xmlChar *text, int length)
{
	struct reader *reader = context;

	if (!reader->stopped && !reader->dropping && length > 0)
		writer_text(reader->writer, (const char *)text, (size_t)length);
}

/* --- The parser. */

static enum err parse(struct reader *reader, const char *html, size_t length)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD;
	htmlParserCtxtPtr parser = htmlNewParserCtxt();

	if (!parser)
		return ERROR(ERR_MEMORY, "no memory for the HTML parser");
	*parser->sax = (xmlSAXHandler){
	    .startElement = begin_element,
	    .endElement = end_element,
	    .characters = characters,
	    .ignorableWhitespace = characters,
	};
	parser->userData = reader;
	reader->parser = parser;
	/* Without a startDocument handler no document is made: NULL is no error. */
	xmlFreeDoc(htmlCtxtReadMemory(parser, html, (int)length, NULL, "UTF-8", options));
	htmlFreeParserCtxt(parser);
	return OK;
}

/* What remains behind the start tag that the parser was left in. */
static size_t behind_tag(const char *html, size_t length, size_t at)
{
	while (at < length && (html[at] == ' ' || html[at] == '/'))
		at++;
	if (at < length && html[at] == '>')
		at++;
	return at < length ? at : length;
}

enum err html_read(struct writer *writer, char *html, size_t length)
{
	struct reader reader = {.writer = writer};
	enum err err = OK;

	attributes_limit(html, length);
	do {
		size_t done;

		reader.stopped = false;
		reader.dropping = 0;
		err = parse(&reader, html, length);
		while (reader.depth)
			end_top(&reader);
		if (!reader.stopped)
			break;
		done = behind_tag(html, length, reader.offset);
		html += done;
		length -= done;
	} while (err == OK && length);
	return err;
}
