#include "xml/markup.h"

#include <cmark.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "xml/reader.h"
#include "xml/writer.h"

enum { OUTPUT_FACTOR = 16, OUTPUT_BASE = 4096 };

/* Plain text: a line is a line, an empty one begins a paragraph. */
static void read_text(struct writer *writer, const char *text, size_t length)
{
	const char *end = text + length;

	writer->verbatim = true;
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((newline ? newline : end) - text);

		writer_text(writer, text, size);
		writer_break(writer);
		text += size + (newline != NULL);
	}
}

static enum err read_markdown(struct writer *writer, const char *text, size_t length)
{
	/* Neither unsafe HTML nor anything else beyond CommonMark. */
	char *html = cmark_markdown_to_html(text, length, CMARK_OPT_DEFAULT);
	enum err err;

	if (!html)
		return ERROR(ERR_MEMORY, "no memory for Markdown");
	err = html_read(writer, html, strlen(html));
	free(html);
	return err;
}

static enum err read_body(
    struct writer *writer, enum markup_format format, char *body, size_t length)
{
	enum err err = OK;

	if (format == MARKUP_HTML || format == MARKUP_MAIL)
		err = html_read(writer, body, length);
	else if (format == MARKUP_MARKDOWN || format == MARKUP_ARTICLE)
		err = read_markdown(writer, body, length);
	else
		read_text(writer, body, length);
	return err == OK ? writer_finish(writer) : err;
}

/* text_repair, which most texts don't need. */
static char *repair(struct arena *arena, const char *text, size_t length)
{
	unsigned odd = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		odd |= (c < ' ' && c != '\n' && c != '\t') | (c >= 0x7f);
	}
	return odd ? text_repair(arena, text, length) : arena_text_n(arena, text, length);
}

static enum err write_as(struct arena *arena, bool plain, enum markup_format format, char *body,
    size_t length, const char **out)
{
	struct writer writer;
	enum err err;

	writer_start(&writer, arena, plain, length * OUTPUT_FACTOR + OUTPUT_BASE);
	writer.article = format == MARKUP_ARTICLE;
	writer.mail = format == MARKUP_MAIL;
	err = read_body(&writer, format, body, length);
	*out = NULL;
	if (err == OK) {
		/* Again: references such as &#127; give control characters, and libxml2 (2.9) half
		 * a character behind a stray <. */
		*out = repair(arena, writer.out.data ? writer.out.data : "", writer.out.length);
		if (!*out)
			err = ERROR(ERR_MEMORY, "no memory for a message's text");
	}
	writer_free(&writer);
	return err;
}

/* The body as well-formed UTF-8 of a bearable length, of our own. */
static enum err prepare(struct arena *arena, const char *body, size_t length, char **own)
{
	if (length > MARKUP_MOST) {
		length = MARKUP_MOST;
		/* Not in the middle of a character. */
		while (length && ((unsigned char)body[length] & 0xc0) == 0x80)
			length--;
	}
	*own = repair(arena, body ? body : "", body ? length : 0);
	return *own ? OK : ERROR(ERR_MEMORY, "no memory for a message's text");
}

enum err markup_plain(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **text)
{
	char *own;

	TRY(prepare(arena, body, length, &own));
	return write_as(arena, true, format, own, strlen(own), text);
}

enum err markup_render(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **html)
{
	const char *text;
	enum err err;
	char *own;

	TRY(prepare(arena, body, length, &own));
	err = write_as(arena, false, format, own, strlen(own), html);
	if (err != ERR_LIMIT)
		return err;
	/* Elements that want to be written again around each of many blocks: only its text, then.
	 */
	TRY(write_as(arena, true, format, own, strlen(own), &text));
	TRY(prepare(arena, text, strlen(text), &own));
	return write_as(arena, false, MARKUP_TEXT, own, strlen(own), html);
}
