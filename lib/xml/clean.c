#include "xml/clean.h"

#include "base/utf8.h"

size_t xml_sound(const char *text, size_t left)
{
	size_t at = 0;

	while (at < left) {
		unsigned char c = (unsigned char)text[at];
		uint32_t code;
		size_t bytes;

		if (c >= ' ' && c < 0x7f) {
			at++;
			continue;
		}
		bytes = utf8_decode(text + at, left - at, &code);
		if (!bytes || (code < ' ' && code != '\t' && code != '\n' && code != '\r') ||
		    code == 0xfffe || code == 0xffff)
			return at;
		at += bytes;
	}
	return at;
}

void xml_clean(struct buffer *out, const char *text, size_t length)
{
	size_t done = 0;

	while (done < length) {
		size_t good = xml_sound(text + done, length - done);
		uint32_t code;

		buffer_append(out, text + done, good);
		done += good;
		if (done == length)
			return;
		buffer_text(out, "\xef\xbf\xbd");
		good = utf8_decode(text + done, length - done, &code);
		done += good ? good : utf8_broken(text + done, length - done);
	}
}
