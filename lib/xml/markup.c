#include "xml/markup.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "xml/reader.h"
#include "xml/writer.h"

enum { OUTPUT_FACTOR = 16, OUTPUT_BASE = 4096 };

static size_t output_cap(size_t length)
{
	return length * OUTPUT_FACTOR + OUTPUT_BASE;
}

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
    struct writer *writer, enum markup_format format, const char *body, size_t length)
{
	enum err err = OK;

	if (format == MARKUP_HTML)
		err = html_read(writer, body, length);
	else if (format == MARKUP_MARKDOWN)
		err = read_markdown(writer, body, length);
	else
		read_text(writer, body, length);
	if (err == OK) {
		writer_finish(writer);
		err = buffer_err(&writer->out);
	}
	return err;
}

static enum err render(struct writer *writer, enum markup_format format, const char *body,
    size_t length, const char **out)
{
	enum err err = read_body(writer, format, body, length);

	*out = NULL;
	if (err == OK) {
		*out = arena_text_n(
		    writer->arena, writer->out.data ? writer->out.data : "", writer->out.length);
		if (!*out)
			err = ERROR(ERR_MEMORY, "no memory for rendered text");
	}
	buffer_free(&writer->out);
	return err;
}

/* The body as well-formed UTF-8 of a bearable length. */
static enum err prepare(struct arena *arena, const char **body, size_t *length)
{
	if (*length > MARKUP_MOST) {
		*length = MARKUP_MOST;
		/* Not in the middle of a character. */
		while (*length && ((*body)[*length] & 0xc0) == 0x80)
			--*length;
	}
	*body = text_repair(arena, *body ? *body : "", *length);
	if (!*body)
		return ERROR(ERR_MEMORY, "no memory for a message's text");
	*length = strlen(*body);
	return OK;
}

enum err markup_plain(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **text)
{
	struct writer writer = {.arena = arena, .plain = true};

	TRY(prepare(arena, &body, &length));
	writer.out = BUFFER(output_cap(length));
	return render(&writer, format, body, length, text);
}

enum err markup_render(struct arena *arena, enum markup_format format, const char *body,
    size_t length, const char **html)
{
	struct writer writer = {.arena = arena};
	enum err err;

	TRY(prepare(arena, &body, &length));
	writer.out = BUFFER(output_cap(length));
	err = render(&writer, format, body, length, html);
	if (err != ERR_LIMIT)
		return err;
	/* Elements that want to be written again around each of many blocks: only its text, then.
	 */
	TRY(markup_plain(arena, format, body, length, &body));
	writer = (struct writer){.arena = arena};
	writer.out = BUFFER(SIZE_MAX / 2);
	return render(&writer, MARKUP_TEXT, body, strlen(body), html);
}
