/* HTML as lines of text in which the quotes that mail programs mark are marked as in plain text. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"
#include "mail/reply.h"
#include "xml/markup.h"

enum {
	SEGMENTS_MOST = 200, /* pieces that are rendered apart; then the rest is one */
	QUOTES_MOST = 32,    /* quotes in quotes */
	TAG_MOST = 2048,     /* bytes of a tag that are looked at */
};

struct pieces {
	struct arena *arena;
	struct buffer out;
	const char *start;	  /* of the piece that is not written yet */
	int quotes;		  /* open */
	bool indent[QUOTES_MOST]; /* which of them only move text to the right */
	int cite_depth;		  /* of them, those that quote */
	int segments;
	bool marked, in_gmail;
	enum err err;
};

/* --- Tags. */

struct tag {
	char name[16]; /* in lower case */
	bool closes;
	char text[TAG_MOST]; /* all of it, in lower case */
	const char *end;     /* behind it */
};

/* Reads a tag at "<"; false for what is none. Comments end at "-->". */
static bool read_tag(const char *at, const char *end, struct tag *tag)
{
	const char *p = at + 1, *stop;
	size_t length = 0, name = 0;
	char quote = '\0';

	if (end - at > 4 && !memcmp(at, "<!--", 4)) {
		stop = memmem(at + 4, (size_t)(end - at - 4), "-->", 3);
		tag->name[0] = tag->text[0] = '\0';
		tag->closes = false;
		tag->end = stop ? stop + 3 : end;
		return true;
	}
	tag->closes = p < end && *p == '/';
	if (tag->closes)
		p++;
	while (p < end && name + 1 < sizeof tag->name && isalnum((unsigned char)*p))
		tag->name[name++] = (char)tolower((unsigned char)*p++);
	tag->name[name] = '\0';
	if (!name)
		return false;
	for (; p < end && (quote || *p != '>'); p++) {
		if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? '\0' : *p;
		if (length + 1 < sizeof tag->text)
			tag->text[length++] = (char)tolower((unsigned char)*p);
		else if (length + 1 == sizeof tag->text && p - at > 16 * TAG_MOST)
			break; /* a quote that never ends */
	}
	tag->text[length] = '\0';
	tag->end = p < end ? p + 1 : end;
	return true;
}

static bool has(const struct tag *tag, const char *text)
{
	return strstr(tag->text, text) != NULL;
}

/* What begins the message that is answered, by the marks of programs that put it at the end. */
static bool is_original(const struct tag *tag)
{
	static const char *const MARKS[] = {"divrplyfwdmsg", "appendonsend", "olk_src_body_section",
	    "outlookmessageheader", "mail-editor-reference-message-container", "yahoo_quoted",
	    "zwchr", "stopspelling", "ms-outlook-mobile-reference-message", "originalmessage"};

	for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++)
		if (has(tag, MARKS[i]))
			return true;
	return false;
}

static bool is_wrote(const struct tag *tag)
{
	return has(tag, "gmail_attr") || has(tag, "moz-cite-prefix") ||
	       has(tag, "moz-email-headers-table");
}

/* A blockquote without a border only moves text to the right. */
static bool is_indent(const struct pieces *pieces, const struct tag *tag)
{
	if (has(tag, "type=\"cite\"") || has(tag, "type=cite"))
		return false;
	if (has(tag, "gmail_quote"))
		return !pieces->in_gmail;
	return has(tag, "border:none") || has(tag, "border: none") || has(tag, "border-width:0") ||
	       has(tag, "border:0");
}

/* --- Writing. */

static void put_lines(struct pieces *pieces, const char *text)
{
	for (const char *p = text; *p;) {
		size_t length = strcspn(p, "\n");

		for (int i = 0; i < pieces->cite_depth; i++)
			buffer_text(&pieces->out, ">");
		if (pieces->cite_depth > 0)
			buffer_text(&pieces->out, " ");
		buffer_append(&pieces->out, p, length);
		buffer_text(&pieces->out, "\n");
		p += length + (p[length] != '\0');
	}
}

/* Renders what stands before `end`. */
static void put_piece(struct pieces *pieces, const char *end)
{
	const char *text;

	if (end <= pieces->start || pieces->err != OK)
		return;
	pieces->err = markup_plain(
	    pieces->arena, MARKUP_HTML, pieces->start, (size_t)(end - pieces->start), &text);
	if (pieces->err == OK && !text_is_blank(text)) {
		put_lines(pieces, text);
		buffer_text(&pieces->out, "\n");
		pieces->segments++;
	}
	pieces->start = end;
}

static void open_quote(struct pieces *pieces, const struct tag *tag, const char *at)
{
	bool indent = is_indent(pieces, tag);

	if (pieces->quotes == QUOTES_MOST)
		return;
	pieces->indent[pieces->quotes++] = indent;
	if (indent)
		return;
	put_piece(pieces, at);
	pieces->start = tag->end;
	pieces->cite_depth++;
	pieces->marked = true;
}

static void close_quote(struct pieces *pieces, const struct tag *tag, const char *at)
{
	if (pieces->quotes == 0)
		return;
	if (!pieces->indent[--pieces->quotes]) {
		put_piece(pieces, at);
		pieces->start = tag->end;
		pieces->cite_depth--;
	}
}

/* "On … wrote:" as one line, whatever it was broken into. */
static const char *put_wrote(struct pieces *pieces, const struct tag *tag, const char *end)
{
	char close[24];
	const char *stop = NULL;
	char *line = NULL;

	(void)snprintf(close, sizeof close, "</%s", tag->name);
	for (const char *p = tag->end; p < end && p - tag->end < 4096; p++) {
		if (*p == '<' && !strncasecmp(p, close, strlen(close))) {
			stop = p;
			break;
		}
	}
	if (!stop)
		return tag->end;
	pieces->err = markup_plain(
	    pieces->arena, MARKUP_HTML, tag->end, (size_t)(stop - tag->end), (const char **)&line);
	if (pieces->err != OK)
		return end;
	for (char *p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	if (pieces->cite_depth == 0 && !text_is_blank(line)) {
		buffer_text(&pieces->out, REPLY_MARK_WROTE);
		pieces->marked = true;
	}
	put_lines(pieces, line);
	pieces->start = stop;
	return stop;
}

/* What is shown to nobody is skipped as a whole. */
static const char *skip_hidden(const struct tag *tag, const char *end)
{
	const char *close = !strcmp(tag->name, "style") ? "</style" : "</script";

	for (const char *p = tag->end; p < end; p++) {
		p = memchr(p, '<', (size_t)(end - p));
		if (!p)
			return end;
		if ((size_t)(end - p) > strlen(close) && !strncasecmp(p, close, strlen(close)))
			return p;
	}
	return end;
}

static const char *take_tag(
    struct pieces *pieces, const struct tag *tag, const char *at, const char *end)
{
	if (!strcmp(tag->name, "style") || !strcmp(tag->name, "script"))
		return tag->closes ? tag->end : skip_hidden(tag, end);
	if (!strcmp(tag->name, "blockquote")) {
		if (tag->closes)
			close_quote(pieces, tag, at);
		else
			open_quote(pieces, tag, at);
		return tag->end;
	}
	if (tag->closes)
		return tag->end;
	pieces->in_gmail =
	    pieces->in_gmail || (!strcmp(tag->name, "div") && has(tag, "gmail_quote"));
	if (is_wrote(tag)) {
		put_piece(pieces, at);
		return put_wrote(pieces, tag, end);
	}
	if (pieces->cite_depth == 0 && is_original(tag)) {
		put_piece(pieces, at);
		pieces->start = tag->end;
		buffer_text(&pieces->out, REPLY_MARK_ORIGINAL "\n");
		pieces->marked = true;
	}
	return tag->end;
}

enum err reply_from_html(struct arena *arena, const char *html, size_t length, bool forwarded,
    const char **reply, bool *marked)
{
	struct pieces pieces = {
	    .arena = arena, .out = BUFFER((size_t)64 << 20), .start = html, .err = OK};
	const char *p = html, *end = html + length;
	struct tag tag;
	enum err err;

	while (pieces.err == OK && pieces.segments < SEGMENTS_MOST &&
	       (p = memchr(p, '<', (size_t)(end - p))) != NULL)
		p = read_tag(p, end, &tag) ? take_tag(&pieces, &tag, p, end) : p + 1;
	put_piece(&pieces, end);
	*marked = pieces.marked;
	err = pieces.err == OK ? buffer_err(&pieces.out) : pieces.err;
	if (err == OK)
		err = reply_from_text(arena, pieces.out.data ? pieces.out.data : "",
		    pieces.out.length, forwarded, reply);
	buffer_free(&pieces.out);
	return err;
}
