#include "http/part_head.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "http/header.h"

/* Browsers write a quote, CR and LF in names as %22, %0D and %0A and leave all else, the percent
 * sign too, as it is (WHATWG HTML, "multipart/form-data encoding algorithm"). */
static void undo_browser_escapes(char *text)
{
	char *out = text;

	while (*text) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '%' && header_percent(text, &byte) &&
		    (byte == '"' || byte == '\r' || byte == '\n'))
			text += 2;
		else
			byte = (unsigned char)*text;
		*out++ = (char)byte;
		text++;
	}
	*out = '\0';
}

static enum err read_disposition(char *value, struct part_head *head)
{
	struct header_params params = {.at = value + strcspn(value, " \t;")};
	bool extended = false;
	char *name, *text;

	if (head->name)
		return ERROR(ERR_INPUT, "a part with two Content-Disposition fields");
	if (!header_begins(value, "form-data"))
		return ERROR(ERR_INPUT, "a part that is no form data");
	for (;;) {
		char **place = NULL;

		TRY(header_next_param(&params, &name, &text));
		if (!name)
			break;
		if (strcmp(name, "name") == 0)
			place = &head->name;
		else if (strcmp(name, "filename") == 0)
			place = &head->filename;
		else if (strcmp(name, "filename*") == 0)
			extended = true;
		if (place && *place)
			return ERROR(ERR_INPUT, "a part with two parameters '%s'", name);
		if (place) {
			undo_browser_escapes(text);
			*place = text;
		}
	}
	if (!head->name)
		return ERROR(ERR_INPUT, "a part without a name");
	/* RFC 7578, section 4.2, forbids filename*. Beside a filename it does no harm; alone it
	 * would make a file look like a field. */
	if (extended && !head->filename)
		return ERROR(ERR_INPUT, "a part with filename* alone");
	return OK;
}

/* RFC 7578, section 4.7: deprecated, and of no effect unless the value changes the bytes. */
static enum err check_encoding(const char *value)
{
	if (header_begins(value, "7bit") || header_begins(value, "8bit") ||
	    header_begins(value, "binary"))
		return OK;
	return ERROR(ERR_INPUT, "a part with a transfer encoding");
}

static enum err read_field(const char *name, char *value, struct part_head *head)
{
	if (strcasecmp(name, "Content-Disposition") == 0)
		return read_disposition(value, head);
	if (strcasecmp(name, "Content-Transfer-Encoding") == 0)
		return check_encoding(value);
	if (strcasecmp(name, "Content-Type") != 0)
		return OK;
	if (head->type)
		return ERROR(ERR_INPUT, "a part with two Content-Type fields");
	if (strncasecmp(value, "multipart/", 10) == 0)
		return ERROR(ERR_INPUT, "a multipart within a multipart");
	head->type = value;
	return OK;
}

enum err part_head_read(char *text, size_t length, struct part_head *head)
{
	char *line = text, *end;

	*head = (struct part_head){0};
	if (!text_is_utf8(text, length))
		return ERROR(ERR_INPUT, "a part's head is no UTF-8");
	for (; line < text + length; line = end + 2) {
		size_t name = header_token(line);
		char *value = line + name + 1;

		end = strchr(line, '\r');
		if (!end)
			return ERROR(ERR_INTERNAL, "a part's head without a line end");
		/* A folded line begins with white space, so it has no name either (RFC 9112,
		 * section 5.2). */
		if (name == 0 || line[name] != ':')
			return ERROR(ERR_INPUT, "a part's head has a line that is no field");
		*end = line[name] = '\0';
		value += strspn(value, " \t");
		for (char *last = end; last > value && (last[-1] == ' ' || last[-1] == '\t');)
			*--last = '\0';
		TRY(read_field(line, value, head));
	}
	if (!head->name)
		return ERROR(ERR_INPUT, "a part without a Content-Disposition");
	return OK;
}
