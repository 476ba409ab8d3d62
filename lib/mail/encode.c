#include "mail/encode.h"

#include <stdbool.h>
#include <string.h>

enum { QUOTED_LINE = 75 /* and "=" */, CHUNK = 1024 };

void encode_base64(struct buffer *out, const void *data, size_t length, size_t line)
{
	static const char DIGITS[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *bytes = data;
	char chunk[CHUNK];
	size_t used = 0, column = 0;

	for (size_t i = 0; i < length; i += 3) {
		unsigned bits = (unsigned)bytes[i] << 16 |
				(i + 1 < length ? (unsigned)bytes[i + 1] << 8 : 0) |
				(i + 2 < length ? (unsigned)bytes[i + 2] : 0);

		chunk[used++] = DIGITS[bits >> 18];
		chunk[used++] = DIGITS[bits >> 12 & 63];
		chunk[used++] = i + 1 < length ? DIGITS[bits >> 6 & 63] : '=';
		chunk[used++] = i + 2 < length ? DIGITS[bits & 63] : '=';
		column += 4;
		if (line > 0 && (column >= line || i + 3 >= length)) {
			chunk[used++] = '\r';
			chunk[used++] = '\n';
			column = 0;
		}
		if (used > CHUNK - 8) {
			buffer_append(out, chunk, used);
			used = 0;
		}
	}
	buffer_append(out, chunk, used);
}

static bool is_literal(const char *text, size_t i, size_t length)
{
	char c = text[i];
	bool line_end = i + 1 == length || text[i + 1] == '\n' || text[i + 1] == '\r';

	if (c == ' ' || c == '\t')
		return !line_end;
	/* A dot alone ends a message, and "From " is changed by old mailers. */
	if ((c == '.' || c == 'F') && (i == 0 || text[i - 1] == '\n'))
		return false;
	return c > ' ' && c < 0x7f && c != '=';
}

void encode_quoted(struct buffer *out, const char *text, size_t length)
{
	static const char HEX[] = "0123456789ABCDEF";
	size_t column = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		char coded[3] = {'=', HEX[c >> 4], HEX[c & 15]};
		bool literal = is_literal(text, i, length);
		size_t width = literal ? 1 : 3;

		if (c == '\r' && i + 1 < length && text[i + 1] == '\n')
			continue;
		if (c == '\n') {
			buffer_text(out, "\r\n");
			column = 0;
			continue;
		}
		if (column + width > QUOTED_LINE) {
			buffer_text(out, "=\r\n");
			column = 0;
		}
		buffer_append(out, literal ? text + i : coded, width);
		column += width;
	}
	if (column > 0)
		buffer_text(out, "\r\n");
}
