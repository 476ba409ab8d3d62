#include "mail/compose_header.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "mail/encode.h"

enum { LINE = 76, WORD_BYTES = 42 /* 56 characters of base64, and =?UTF-8?B??= around them */ };

/* May it stand in a header as it is? Words must not be longer than a line. */
static bool is_simple(const char *text)
{
	size_t word = 0;

	if (strstr(text, "=?"))
		return false;
	for (; *text; text++) {
		if ((unsigned char)*text >= 0x7f ||
		    ((unsigned char)*text < 0x20 && !isspace((unsigned char)*text)))
			return false;
		word = isspace((unsigned char)*text) ? 0 : word + 1;
		if (word > LINE - 10)
			return false;
	}
	return true;
}

/* Bytes of `text` that make one encoded word: whole characters. */
static size_t word_bytes(const char *text)
{
	size_t length = 0, left = strlen(text);
	uint32_t code;

	while (left > length) {
		size_t width = utf8_decode(text + length, left - length, &code);

		if (!width)
			width = 1;
		if (length + width > WORD_BYTES)
			break;
		length += width;
	}
	return length;
}

static void put_encoded(struct buffer *out, const char *text)
{
	for (bool first = true; *text; first = false) {
		size_t length = word_bytes(text);

		buffer_text(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		encode_base64(out, text, length, 0);
		buffer_text(out, "?=");
		text += length;
	}
}

/* ASCII, folded at its blanks; `column` is where it begins. */
static void put_folded(struct buffer *out, const char *text, size_t column)
{
	while (*text) {
		size_t blanks = strspn(text, " \t\r\n"), word = strcspn(text + blanks, " \t\r\n");

		if (!word)
			break;
		if (blanks > 0 && column + 1 + word > LINE) {
			buffer_text(out, "\r\n ");
			column = 1;
		} else if (blanks > 0) {
			buffer_text(out, " ");
			column++;
		}
		buffer_append(out, text + blanks, word);
		column += word;
		text += blanks + word;
	}
}

/* Controls would be encoded faithfully, and mean a new line to who decodes them. */
static void put_text(struct buffer *out, const char *text, size_t column)
{
	struct buffer clean = BUFFER((size_t)MAIL_SUBJECT_MOST * 4);

	if (is_simple(text)) {
		put_folded(out, text + strspn(text, " \t\r\n"), column);
		return;
	}
	for (; *text && clean.length < MAIL_SUBJECT_MOST; text++)
		buffer_append(&clean, (unsigned char)*text < 0x20 || *text == 0x7f ? " " : text, 1);
	if (buffer_err(&clean) != OK)
		out->failed = buffer_err(&clean);
	else if (clean.data)
		put_encoded(out, clean.data);
	buffer_free(&clean);
}

void header_text(struct buffer *out, const char *name, const char *text)
{
	buffer_format(out, "%s: ", name);
	put_text(out, text, strlen(name) + 2);
	buffer_text(out, "\r\n");
}

void header_plain(struct buffer *out, const char *name, const char *value)
{
	buffer_format(out, "%s: ", name);
	for (; *value; value++)
		buffer_append(out, (unsigned char)*value < 0x20 ? " " : value, 1);
	buffer_text(out, "\r\n");
}

void header_phrase(struct buffer *out, const char *text)
{
	if (!is_simple(text)) {
		put_text(out, text, 0);
		return;
	}
	buffer_text(out, "\"");
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buffer_text(out, "\\");
		buffer_append(out, (unsigned char)*text < 0x20 ? " " : text, 1);
	}
	buffer_text(out, "\"");
}

void header_address(struct buffer *out, const char *name, const struct mail_address *address)
{
	buffer_format(out, "%s: ", name);
	if (!text_is_blank(address->name)) {
		header_phrase(out, address->name);
		buffer_text(out, "\r\n ");
	}
	buffer_format(out, "<%s>\r\n", address->email);
}

void header_ids(struct buffer *out, const char *name, const char *const *ids, size_t count)
{
	buffer_format(out, "%s:", name);
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%s <%s>", i > 0 ? "\r\n" : "", ids[i]);
	buffer_text(out, "\r\n");
}

void header_date(struct buffer *out, timestamp at)
{
	static const char DAYS[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char MONTHS[][4] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct civil_time time = timestamp_civil(at);

	buffer_format(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", DAYS[time.weekday],
	    time.day, MONTHS[time.month - 1], time.year, time.hour, time.minute, time.second);
}

void header_file_name(struct buffer *out, const char *parameter, const char *text)
{
	bool ascii = true;

	for (const char *p = text; *p; p++)
		ascii = ascii && *p >= 0x20 && *p < 0x7f;
	if (ascii) {
		buffer_format(out, ";\r\n %s=\"", parameter);
		for (; *text; text++)
			buffer_append(out, strchr("\"\\/", *text) ? "_" : text, 1);
		buffer_text(out, "\"");
		return;
	}
	buffer_format(out, ";\r\n %s*=UTF-8''", parameter);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (isalnum(c) || (c && strchr("-._", c)))
			buffer_append(out, text, 1);
		else
			buffer_format(out, "%%%02X", c);
	}
}

static bool only(const char *text, size_t length, const char *more)
{
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && !(text[i] && strchr(more, text[i])))
			return false;
	return length > 0;
}

bool header_is_address(const char *email)
{
	const char *at = email ? strrchr(email, '@') : NULL;

	return at && text_is_email(email) &&
	       only(email, (size_t)(at - email), "!#$%&'*+-/=?^_`{|}~.") &&
	       only(at + 1, strlen(at + 1), "-.[]:");
}

bool header_is_token(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f || text[i] == '<' || text[i] == '>')
			return false;
	return length > 0 && length < 900;
}

bool header_is_id(const char *id)
{
	const char *at = strchr(id, '@');

	return at && at > id && at[1] && strlen(id) < 500 && header_is_token(id);
}
