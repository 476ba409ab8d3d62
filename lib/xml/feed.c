#include "xml/feed.h"

#include <libxml/xmlwriter.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define ATOM	"http://www.w3.org/2005/Atom"
#define CONTENT "http://purl.org/rss/1.0/modules/content/"
#define CREATOR "http://purl.org/dc/elements/1.1/"

enum { RFC822_SIZE = 30, REPLACEMENT_SIZE = 3 };

/* A document in the making: the first failure is kept, the rest passed over. */
struct sheet {
	xmlTextWriterPtr writer;
	struct arena *arena;
	const struct feed *feed;
	char *scratch; /* a text on its way */
	size_t scratch_size;
	enum err err;
};

const char *feed_media_type(enum feed_format format)
{
	return format == FEED_ATOM ? "application/atom+xml; charset=utf-8"
				   : "application/rss+xml; charset=utf-8";
}

/* Bytes of what stands at `text`, be it a character that XML can and should hold, or not. */
static size_t step(const char *text, size_t left, bool *good)
{
	uint32_t code;
	size_t size = utf8_decode(text, left, &code);

	if (!size) {
		*good = false;
		return utf8_broken(text, left);
	}
	*good = code != 0xfffe && code != 0xffff &&
		(!utf8_is_control(code) || code == '\t' || code == '\n');
	return size;
}

const char *feed_text(struct arena *arena, const char *text)
{
	size_t length = strlen(text), at = 0;
	char *copy, *to;
	bool good;

	while (at < length) {
		size_t size = 1;

		if (text[at] < ' ' || text[at] == 0x7f) {
			size = step(text + at, length - at, &good);
			if (!good)
				break;
		}
		at += size;
	}
	if (at == length)
		return text;
	copy = arena_bytes(arena, at + REPLACEMENT_SIZE * (length - at) + 1);
	if (!copy)
		return NULL;
	memcpy(copy, text, at);
	to = copy + at;
	while (at < length) {
		size_t size = step(text + at, length - at, &good);

		if (good) {
			memcpy(to, text + at, size);
			to += size;
		} else {
			to += utf8_encode(UTF8_REPLACEMENT, to);
		}
		at += size;
	}
	*to = '\0';
	return copy;
}

static void check(struct sheet *sheet, int result)
{
	if (result < 0 && sheet->err == OK)
		sheet->err = ERROR(ERR_MEMORY, "XML could not be written");
}

static const xmlChar *xml(const char *text)
{
	return (const xmlChar *)text;
}

static void start(struct sheet *sheet, const char *name)
{
	check(sheet, xmlTextWriterStartElement(sheet->writer, xml(name)));
}

static void end(struct sheet *sheet)
{
	check(sheet, xmlTextWriterEndElement(sheet->writer));
}

/* An attribute; "" and NULL leave it out. */
static void attribute(struct sheet *sheet, const char *name, const char *value)
{
	const char *good = value && *value ? feed_text(sheet->arena, value) : "";

	if (!good)
		sheet->err = ERROR(ERR_MEMORY, "no memory for a text");
	else if (*good)
		check(sheet, xmlTextWriterWriteAttribute(sheet->writer, xml(name), xml(good)));
}

static bool is_plain(unsigned char byte)
{
	return (byte >= ' ' && byte < 0x7f && byte != '&' && byte != '<' && byte != '>') ||
	       byte == '\n' || byte == '\t';
}

/* What stands at `text` and is not plain: escaped, or what XML can hold of it. Returns its bytes.
 */
static size_t escape_one(const char *text, size_t left, char **to)
{
	const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;";
	size_t size = 1;
	bool good = false;

	if (*text == '&' || *text == '<' || *text == '>') {
		memcpy(*to, entity, strlen(entity));
		*to += strlen(entity);
		return size;
	}
	size = step(text, left, &good);
	if (good) {
		memcpy(*to, text, size);
		*to += size;
	} else {
		*to += utf8_encode(UTF8_REPLACEMENT, *to);
	}
	return size;
}

/* "&" becomes "&amp;". */
enum { GROWTH = 5, SCRATCH_STEP = 64 * 1024 };

static bool make_room(struct sheet *sheet, size_t size)
{
	char *larger;

	if (sheet->scratch && size <= sheet->scratch_size)
		return true;
	size += SCRATCH_STEP;
	larger = size <= INT_MAX ? realloc(sheet->scratch, size) : NULL;
	if (!larger) {
		sheet->err = ERROR(ERR_MEMORY, "no memory for a text of %zu bytes", size);
		return false;
	}
	sheet->scratch = larger;
	sheet->scratch_size = size;
	return true;
}

/* A feed is little else than long texts, over each of which libxml2 would go four times: they are
 * mended and escaped here, in one pass. */
static void characters_n(struct sheet *sheet, const char *value, size_t length)
{
	char *to;
	size_t at = 0;

	if (sheet->err != OK || !make_room(sheet, GROWTH * length + 1))
		return;
	to = sheet->scratch;
	while (at < length) {
		if (is_plain((unsigned char)value[at]))
			*to++ = value[at++];
		else
			at += escape_one(value + at, length - at, &to);
	}
	check(sheet, xmlTextWriterWriteRawLen(
			 sheet->writer, xml(sheet->scratch), (int)(to - sheet->scratch)));
}

static void characters(struct sheet *sheet, const char *value)
{
	characters_n(sheet, value, strlen(value));
}

static void element(struct sheet *sheet, const char *name, const char *value)
{
	start(sheet, name);
	characters(sheet, value);
	end(sheet);
}

/* A title is one line, and never empty: a reader would have nothing to click at. */
static void line(struct sheet *sheet, const char *name, const char *value)
{
	char *copy = arena_text(sheet->arena, text_is_blank(value) ? "–" : value);

	if (!copy) {
		sheet->err = ERROR(ERR_MEMORY, "no memory for a title");
		return;
	}
	for (char *at = copy; *at; at++)
		if (*at == '\n' || *at == '\r' || *at == '\t')
			*at = ' ';
	element(sheet, name, copy);
}

static void moment(struct sheet *sheet, const char *name, timestamp at)
{
	char text[TIMESTAMP_TEXT];

	timestamp_format(at == TIMESTAMP_NONE ? 0 : at, text);
	element(sheet, name, text);
}

/* As RFC 822 has it, with a year of four digits (RFC 2822, section 3.3). */
static void moment_rfc822(struct sheet *sheet, const char *name, timestamp at)
{
	static const char DAYS[] = "SunMonTueWedThuFriSat";
	static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil_time t = timestamp_civil(at == TIMESTAMP_NONE ? 0 : at);
	char text[RFC822_SIZE + 34];

	(void)snprintf(text, sizeof text, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
	    DAYS + 3 * t.weekday, t.day, MONTHS + 3 * (t.month - 1), t.year, t.hour, t.minute,
	    t.second);
	element(sheet, name, text);
}

/* In the text of safe HTML every quotation mark is escaped: one that isn't belongs to a tag. */
static const char *next_local(const char *html)
{
	for (const char *at = html; (at = strstr(at, "=\"/")) != NULL; at++) {
		bool known = (at - html >= 5 && !memcmp(at - 5, " href", 5)) ||
			     (at - html >= 4 && !memcmp(at - 4, " src", 4));

		if (known && at[3] != '/')
			return at + 2;
	}
	return NULL;
}

/* The HTML with absolute addresses, as one text. */
static void html(struct sheet *sheet, const char *value)
{
	const char *local;

	while ((local = next_local(value)) != NULL) {
		characters_n(sheet, value, (size_t)(local - value));
		characters(sheet, sheet->feed->site);
		value = local;
	}
	characters(sheet, value);
}

static void link_to(struct sheet *sheet, const char *element_name, const char *rel,
    const char *type, const char *address)
{
	if (!address || !*address)
		return;
	start(sheet, element_name);
	attribute(sheet, "rel", rel);
	attribute(sheet, "type", type);
	attribute(sheet, "href", address);
	end(sheet);
}

/* The document itself and its neighbours. */
static void pages(struct sheet *sheet, const char *element_name, const char *type)
{
	link_to(sheet, element_name, "self", type, sheet->feed->self);
	link_to(sheet, element_name, "first", type, sheet->feed->first);
	link_to(sheet, element_name, "next", type, sheet->feed->next);
}

static void atom_person(struct sheet *sheet, const char *name)
{
	start(sheet, "author");
	line(sheet, "name", name);
	end(sheet);
}

static void atom_entry(struct sheet *sheet, const struct feed_entry *entry)
{
	start(sheet, "entry");
	attribute(sheet, "xml:lang", entry->language);
	element(sheet, "id", entry->id);
	line(sheet, "title", entry->title);
	link_to(sheet, "link", "alternate", "text/html", entry->url);
	moment(sheet, "published", entry->published);
	moment(sheet, "updated", entry->updated);
	if (entry->author && *entry->author)
		atom_person(sheet, entry->author);
	if (entry->category && *entry->category) {
		bool coded = entry->category_code && *entry->category_code;

		start(sheet, "category");
		attribute(sheet, "term", coded ? entry->category_code : entry->category);
		attribute(sheet, "label", entry->category);
		end(sheet);
	}
	if (*entry->summary)
		element(sheet, "summary", entry->summary);
	if (*entry->html) {
		start(sheet, "content");
		attribute(sheet, "type", "html");
		html(sheet, entry->html);
		end(sheet);
	}
	end(sheet);
}

static void atom(struct sheet *sheet)
{
	const struct feed *feed = sheet->feed;

	start(sheet, "feed");
	attribute(sheet, "xmlns", ATOM);
	attribute(sheet, "xml:lang", feed->language);
	element(sheet, "id", feed->id);
	line(sheet, "title", feed->title);
	if (feed->subtitle && *feed->subtitle)
		line(sheet, "subtitle", feed->subtitle);
	moment(sheet, "updated", feed->updated);
	atom_person(sheet, feed->author);
	pages(sheet, "link", "application/atom+xml");
	link_to(sheet, "link", "alternate", "text/html", feed->alternate);
	start(sheet, "icon");
	characters(sheet, feed->site);
	characters(sheet, "/img/favicon.svg");
	end(sheet);
	element(sheet, "generator", "Docket");
	for (size_t i = 0; i < feed->count; i++)
		atom_entry(sheet, &feed->entries[i]);
	end(sheet);
}

static void rss_item(struct sheet *sheet, const struct feed_entry *entry)
{
	start(sheet, "item");
	line(sheet, "title", entry->title);
	element(sheet, "link", entry->url);
	if (*entry->summary || *entry->html) {
		/* Readers take it for HTML: a plain text has to be escaped once more. */
		start(sheet, "description");
		if (*entry->summary) {
			struct buffer plain = BUFFER((size_t)64 * 1024);

			buffer_html(&plain, entry->summary, strlen(entry->summary));
			if (buffer_err(&plain) != OK)
				sheet->err = buffer_err(&plain);
			else
				characters(sheet, plain.data);
			buffer_free(&plain);
		} else {
			html(sheet, entry->html);
		}
		end(sheet);
	}
	if (entry->author && *entry->author)
		line(sheet, "dc:creator", entry->author);
	if (entry->category && *entry->category)
		line(sheet, "category", entry->category);
	start(sheet, "guid");
	attribute(sheet, "isPermaLink", "false");
	characters(sheet, entry->id);
	end(sheet);
	moment_rfc822(sheet, "pubDate", entry->published);
	if (entry->language && *entry->language)
		element(sheet, "dc:language", entry->language);
	moment(sheet, "atom:updated", entry->updated);
	if (*entry->summary && *entry->html) {
		start(sheet, "content:encoded");
		html(sheet, entry->html);
		end(sheet);
	}
	end(sheet);
}

/* The schema that many check RSS by wants one item at least; people are told that the feed works.
 */
static void rss_nothing(struct sheet *sheet)
{
	const struct feed *feed = sheet->feed;

	start(sheet, "item");
	line(sheet, "title", feed->nothing);
	element(sheet, "link", feed->alternate);
	start(sheet, "guid");
	attribute(sheet, "isPermaLink", "false");
	characters(sheet, feed->id);
	end(sheet);
	if (feed->updated != TIMESTAMP_NONE)
		moment_rfc822(sheet, "pubDate", feed->updated);
	end(sheet);
}

static void rss(struct sheet *sheet)
{
	const struct feed *feed = sheet->feed;
	bool told = feed->subtitle && *feed->subtitle;

	start(sheet, "rss");
	attribute(sheet, "version", "2.0");
	attribute(sheet, "xmlns:atom", ATOM);
	attribute(sheet, "xmlns:content", CONTENT);
	attribute(sheet, "xmlns:dc", CREATOR);
	start(sheet, "channel");
	line(sheet, "title", feed->title);
	element(sheet, "link", feed->alternate);
	line(sheet, "description", told ? feed->subtitle : feed->title);
	element(sheet, "language", feed->language);
	if (feed->updated != TIMESTAMP_NONE)
		moment_rfc822(sheet, "lastBuildDate", feed->updated);
	element(sheet, "generator", "Docket");
	element(sheet, "docs", "https://www.rssboard.org/rss-specification");
	pages(sheet, "atom:link", "application/rss+xml");
	for (size_t i = 0; i < feed->count; i++)
		rss_item(sheet, &feed->entries[i]);
	if (!feed->count)
		rss_nothing(sheet);
	end(sheet);
	end(sheet);
}

/* libxml2 hands over what it has written. */
static int take(void *context, const char *data, int length)
{
	struct buffer *out = context;

	buffer_append(out, data, (size_t)length);
	return buffer_err(out) == OK ? length : -1;
}

enum err feed_write(
    struct arena *arena, const struct feed *feed, enum feed_format format, struct buffer *out)
{
	xmlOutputBufferPtr output = xmlOutputBufferCreateIO(take, NULL, out, NULL);
	struct sheet sheet = {.arena = arena, .feed = feed, .err = OK};

	sheet.writer = output ? xmlNewTextWriter(output) : NULL;
	if (!sheet.writer) {
		if (output)
			(void)xmlOutputBufferClose(output);
		return ERROR(ERR_MEMORY, "no memory for an XML writer");
	}
	check(&sheet, xmlTextWriterStartDocument(sheet.writer, "1.0", "UTF-8", NULL));
	if (format == FEED_ATOM)
		atom(&sheet);
	else
		rss(&sheet);
	check(&sheet, xmlTextWriterEndDocument(sheet.writer));
	xmlFreeTextWriter(sheet.writer);
	free(sheet.scratch);
	TRY(buffer_err(out));
	return sheet.err;
}
