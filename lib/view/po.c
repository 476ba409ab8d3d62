#include "view/po.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

enum { MAX_STRING = 64 * 1024 };

enum field { NO_FIELD, CONTEXT, MESSAGE, PLURAL, TEXT };

struct reader {
	struct arena *arena;
	const char *name;
	unsigned line;
	po_handler *handler;
	void *user;
	struct po_message message;
	enum field field; /* that the next "…" line belongs to */
	unsigned form;
	struct buffer string; /* what has been read of it */
	bool fuzzy;	      /* said of the message to come */
};

static enum err bad(const struct reader *reader, const char *what)
{
	return ERROR(ERR_INPUT, "%s:%u: %s", reader->name, reader->line, what);
}

static enum err keep(struct reader *reader, const char **out)
{
	TRY(buffer_err(&reader->string));
	*out = arena_text_n(
	    reader->arena, reader->string.data ? reader->string.data : "", reader->string.length);
	return *out ? OK : ERROR(ERR_MEMORY, "no memory for %s", reader->name);
}

/* Puts the string that was read where it belongs. */
static enum err end_string(struct reader *reader)
{
	const char *text;

	if (reader->field == NO_FIELD)
		return OK;
	TRY(keep(reader, &text));
	if (reader->field == CONTEXT)
		reader->message.context = text;
	else if (reader->field == MESSAGE)
		reader->message.message = text;
	else if (reader->field == PLURAL)
		reader->message.plural = text;
	else
		reader->message.texts[reader->form] = text;
	reader->field = NO_FIELD;
	return OK;
}

static bool is_translated(const struct po_message *message)
{
	if (!message->message || message->fuzzy)
		return false;
	for (size_t i = 0; i < PO_FORMS; i++)
		if (message->texts[i] && !message->texts[i][0])
			return false;
	return message->texts[0] != NULL;
}

static enum err end_message(struct reader *reader)
{
	enum err err;

	TRY(end_string(reader));
	err =
	    is_translated(&reader->message) ? reader->handler(reader->user, &reader->message) : OK;
	reader->message = (struct po_message){.fuzzy = reader->fuzzy};
	reader->fuzzy = false;
	return err;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* An escape after its backslash (C's, as gettext writes them); NULL when it is none. */
static const char *read_escape(struct reader *reader, const char *at)
{
	static const char LETTERS[] = "ntrabfv\"\\", VALUES[] = "\n\t\r\a\b\f\v\"\\";
	const char *letter = *at ? strchr(LETTERS, *at) : NULL;
	int base = *at == 'x' ? 16 : 8, digits = base == 16 ? 2 : 3, value = 0, count = 0;
	char byte;

	if (letter) {
		buffer_append(&reader->string, &VALUES[letter - LETTERS], 1);
		return at + 1;
	}
	at += base == 16;
	while (count < digits && digit_value(*at) < base) {
		value = value * base + digit_value(*at++);
		count++;
	}
	if (!count || value < 1 || value > 255)
		return NULL;
	byte = (char)value;
	buffer_append(&reader->string, &byte, 1);
	return at;
}

/* "…" up to the end of the line, appended to the string. */
static enum err read_string(struct reader *reader, const char *at)
{
	if (*at++ != '"')
		return bad(reader, "a string in quotes is missing");
	while (*at && *at != '"') {
		size_t plain = strcspn(at, "\"\\");

		buffer_append(&reader->string, at, plain);
		at += plain;
		if (*at == '\\') {
			at = read_escape(reader, at + 1);
			if (!at)
				return bad(reader, "an escape that is none");
		}
	}
	if (*at != '"')
		return bad(reader, "a string without its end");
	at += 1 + strspn(at + 1, " \t\r");
	return *at ? bad(reader, "something behind a string") : OK;
}

static enum err begin_string(struct reader *reader, enum field field, const char *rest)
{
	TRY(end_string(reader));
	reader->field = field;
	buffer_reset(&reader->string, MAX_STRING);
	return read_string(reader, rest + strspn(rest, " \t"));
}

static enum err read_text(struct reader *reader, const char *rest)
{
	unsigned form = 0;

	if (!reader->message.message && reader->field != MESSAGE)
		return bad(reader, "msgstr before its msgid");
	if (*rest == '[') {
		if (rest[1] < '0' || rest[1] >= '0' + PO_FORMS || rest[2] != ']')
			return bad(reader, "a plural form out of range");
		form = (unsigned)(rest[1] - '0');
		rest += 3;
	}
	TRY(end_string(reader));
	reader->form = form;
	return begin_string(reader, TEXT, rest);
}

static enum err read_comment(struct reader *reader, const char *line)
{
	if (line[1] == '~') {
		/* Whatever was read before is complete. */
		return end_message(reader);
	}
	if (line[1] == ',' && strstr(line, "fuzzy"))
		reader->fuzzy = true;
	return OK;
}

/* A new msgctxt or msgid begins a message, unless the msgid follows its msgctxt. */
static enum err read_start(struct reader *reader, enum field field, const char *rest)
{
	if (field == CONTEXT ||
	    (reader->field != CONTEXT && !(reader->message.context && !reader->message.message)))
		TRY(end_message(reader));
	return begin_string(reader, field, rest);
}

static enum err read_line(struct reader *reader, const char *line)
{
	line += strspn(line, " \t\r");
	if (!*line)
		return OK;
	if (*line == '#')
		return read_comment(reader, line);
	if (*line == '"')
		return reader->field == NO_FIELD ? bad(reader, "a string that belongs to nothing")
						 : read_string(reader, line);
	if (text_starts(line, "msgctxt"))
		return read_start(reader, CONTEXT, line + 7);
	if (text_starts(line, "msgid_plural"))
		return begin_string(reader, PLURAL, line + 12);
	if (text_starts(line, "msgid"))
		return read_start(reader, MESSAGE, line + 5);
	if (text_starts(line, "msgstr"))
		return read_text(reader, line + 6);
	return bad(reader, "a line that is not understood");
}

enum err po_read(struct arena *arena, const char *name, const char *text, size_t length,
    po_handler *handler, void *user)
{
	struct reader reader = {.arena = arena, .name = name, .handler = handler, .user = user};
	const char *end = text + length;
	enum err err = OK;

	reader.string = BUFFER(MAX_STRING);
	if (!text_is_utf8(text, length))
		return ERROR(ERR_INPUT, "%s: not UTF-8", name);
	while (err == OK && text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((newline ? newline : end) - text);
		char *line = arena_text_n(arena, text, size);

		reader.line++;
		err = line ? read_line(&reader, line) : ERROR(ERR_MEMORY, "no memory for %s", name);
		text += size + (newline != NULL);
	}
	if (err == OK)
		err = end_message(&reader);
	buffer_free(&reader.string);
	return err;
}
