#include "mail/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/utf8.h"
#include "mail/charset.h"

enum { CHARSET_MOST = 64 };

/* An encoded word, =?charset*language?B?content?= (RFC 2047, section 2). */
struct word {
	char charset[CHARSET_MOST];
	char encoding; /* 'b' or 'q' */
	const char *content;
	size_t content_length;
	const char *end; /* behind it */
};

/* What an undecoded run of encoded words is gathered in: characters may be split between them. */
struct run {
	struct buffer bytes;
	char charset[CHARSET_MOST];
};

static bool read_word(const char *at, const char *end, struct word *word)
{
	const char *p = at + 2, *mark;
	size_t length;

	if (end - at < 6 || at[0] != '=' || at[1] != '?')
		return false;
	mark = memchr(p, '?', (size_t)(end - p) < CHARSET_MOST ? (size_t)(end - p) : CHARSET_MOST);
	if (!mark || mark == p || end - mark < 4 || mark[2] != '?')
		return false;
	length = (size_t)(mark - p);
	for (size_t i = 0; i < length; i++)
		if (!isgraph((unsigned char)p[i]))
			return false;
	memcpy(word->charset, p, length);
	word->charset[length] = '\0';
	word->charset[strcspn(word->charset, "*")] = '\0'; /* the language (RFC 2231, section 5) */
	word->encoding = (char)tolower((unsigned char)mark[1]);
	if (word->encoding != 'b' && word->encoding != 'q')
		return false;
	word->content = p = mark + 3;
	/* Content may hold blanks and even question marks: it ends at "?=". */
	while ((p = memchr(p, '?', (size_t)(end - p))) != NULL) {
		if (p + 1 < end && p[1] == '=') {
			word->content_length = (size_t)(p - word->content);
			word->end = p + 2;
			return true;
		}
		if (p + 1 < end && p[-1] == '=' && p > word->content)
			return false; /* the next one begins: this one never ended */
		p++;
	}
	return false;
}

static int base64_digit(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void append_base64(struct buffer *to, const char *content, size_t length)
{
	uint32_t bits = 0;
	int count = 0;

	for (size_t i = 0; i < length; i++) {
		int digit = base64_digit((unsigned char)content[i]);

		if (digit < 0)
			continue;
		bits = (bits << 6 | (uint32_t)digit) & 0xffffff;
		count += 6;
		if (count >= 8) {
			char byte = (char)(bits >> (count - 8));

			buffer_append(to, &byte, 1);
			count -= 8;
		}
	}
}

static void append_quoted(struct buffer *to, const char *content, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char c = content[i];
		unsigned char byte;
		char digits[3] = "";

		if (c == '_') {
			c = ' ';
		} else if (c == '=' && i + 2 < length) {
			memcpy(digits, content + i + 1, 2);
			if (text_unhex(digits, &byte, 1) && byte) {
				c = (char)byte;
				i += 2;
			}
		}
		buffer_append(to, &c, 1);
	}
}

static void end_run(struct run *run, struct arena *arena, struct buffer *out)
{
	const char *text;

	if (!run->bytes.length)
		return;
	text = charset_text(arena, run->charset, run->bytes.data, run->bytes.length);
	if (text)
		buffer_text(out, text);
	else
		out->failed = ERR_MEMORY;
	buffer_reset(&run->bytes, SIZE_MAX);
}

static void add_word(
    struct run *run, const struct word *word, struct arena *arena, struct buffer *out)
{
	if (strcasecmp(run->charset, word->charset) != 0)
		end_run(run, arena, out);
	memcpy(run->charset, word->charset, sizeof run->charset);
	if (word->encoding == 'b')
		append_base64(&run->bytes, word->content, word->content_length);
	else
		append_quoted(&run->bytes, word->content, word->content_length);
}

/* Text between encoded words: as it is where it is ASCII or UTF-8. */
static void add_plain(struct arena *arena, struct buffer *out, const char *text, size_t length)
{
	const char *repaired = charset_text(arena, NULL, text, length);

	if (repaired)
		buffer_text(out, repaired);
	else
		out->failed = ERR_MEMORY;
}

static bool is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr(" \t\r\n", text[i]))
			return false;
	return true;
}

/* `raw` without line ends. */
static void decode(struct arena *arena, struct buffer *out, const char *raw, size_t length)
{
	struct run run = {.bytes = BUFFER(out->cap)};
	const char *end = raw + length, *plain = raw, *p = raw;
	bool behind_word = false;
	struct word word;

	while (out->length < out->cap / 2 && (p = memchr(p, '=', (size_t)(end - p))) != NULL) {
		if (!read_word(p, end, &word)) {
			p++;
			continue;
		}
		/* Blanks between two encoded words are not part of the text. */
		if (!behind_word || !is_blank(plain, (size_t)(p - plain))) {
			end_run(&run, arena, out);
			add_plain(arena, out, plain, (size_t)(p - plain));
		}
		add_word(&run, &word, arena, out);
		behind_word = true;
		plain = p = word.end;
	}
	end_run(&run, arena, out);
	add_plain(arena, out, plain, (size_t)(end - plain));
	buffer_free(&run.bytes);
}

/* One line: controls and line ends become blanks. */
static char *one_line(struct arena *arena, const char *text, size_t length, size_t most)
{
	char *line = arena_text_n(arena, text, length), *to = line;

	if (!line)
		return NULL;
	for (const char *from = line; *from;) {
		uint32_t code;
		size_t width = utf8_decode(from, strlen(from) < 4 ? strlen(from) : 4, &code);

		if (!width)
			width = 1;
		if ((size_t)(to - line) + width > most)
			break;
		if (utf8_is_control(code)) {
			*to++ = ' ';
		} else {
			memmove(to, from, width);
			to += width;
		}
		from += width;
	}
	*to = '\0';
	return line;
}

char *words_text_untrimmed(struct arena *arena, const char *raw, size_t length, size_t most)
{
	struct buffer unfolded = BUFFER(most * 8), out = BUFFER(most * 16);
	char *text;

	/* Unfolding (RFC 5322, section 2.2.3): the line ends go, their blank stays. */
	for (const char *p = raw, *end = raw + length; p < end && unfolded.length < most * 4;) {
		size_t run = 0;

		while (p + run < end && p[run] != '\r' && p[run] != '\n' && run < most)
			run++;
		buffer_append(&unfolded, p, run);
		p += run;
		if (p < end && (*p == '\r' || *p == '\n')) {
			while (p < end && (*p == '\r' || *p == '\n'))
				p++;
			while (p < end && (*p == ' ' || *p == '\t'))
				p++;
			buffer_text(&unfolded, " ");
		}
	}
	if (unfolded.length)
		decode(arena, &out, unfolded.data, unfolded.length);
	text = one_line(arena, out.data ? out.data : "", out.length, most);
	if (buffer_err(&unfolded) == ERR_MEMORY || buffer_err(&out) == ERR_MEMORY)
		text = NULL;
	buffer_free(&unfolded);
	buffer_free(&out);
	return text;
}

char *words_text(struct arena *arena, const char *raw, size_t length, size_t most)
{
	char *text = words_text_untrimmed(arena, raw, length, most);

	return text ? text_trim(text) : NULL;
}
