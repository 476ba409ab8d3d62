/*
 * Feeds and calendars from texts that no XML and no calendar could hold: the documents must be well
 * formed, and say what can be said.
 */
#include "unit.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/arena.h"
#include "xml/calendar.h"
#include "xml/feed.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)64 * 1024 * 1024);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Broken bytes, lone surrogates, non-characters, controls, ends of sections, entities. */
static const char *const HOSTILE[] = {
    "plain",
    "<b>&amp;\"'</b>",
    "]]><x/><![CDATA[",
    "\xff\xfe broken \xc3",
    "lone \xed\xa0\x80 surrogates \xed\xbf\xbf",
    "overlong \xc0\xaf \xe0\x80\xaf",
    "beyond \xf4\x90\x80\x80",
    "none \xef\xbf\xbe\xef\xbf\xbf",
    "controls \x01\x08\x0b\x0c\x0e\x1f\x7f\xc2\x80\xc2\x9f",
    "a\ttab\nand\r\nlines",
    "emoji \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "",
    " ",
    "&#0;&#xd800;&bogus;",
};
enum { HOSTILE_COUNT = sizeof HOSTILE / sizeof HOSTILE[0] };

static xmlDocPtr write_feed(const struct feed *feed, enum feed_format format)
{
	struct buffer out = BUFFER((size_t)4 * 1024 * 1024);
	xmlDocPtr document;

	assert_int_equal(feed_write(arena, feed, format, &out), OK);
	document = xmlReadMemory(out.data, (int)out.length, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!document)
		fail_msg("not well-formed: %.2000s", out.data);
	buffer_free(&out);
	return document;
}

/* The first element of that name, in document order. */
static xmlNodePtr find(xmlNodePtr node, const char *name)
{
	for (; node; node = node->next) {
		xmlNodePtr below;

		if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name))
			return node;
		below = find(node->children, name);
		if (below)
			return below;
	}
	return NULL;
}

static const char *text_of(xmlDocPtr document, const char *name)
{
	xmlNodePtr node = find(xmlDocGetRootElement(document), name);
	xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
	const char *copy = text ? arena_text(arena, (const char *)text) : NULL;

	xmlFree(text);
	return copy;
}

static struct feed one_entry(const struct feed_entry *entry)
{
	return (struct feed){
	    .id = "urn:uuid:1",
	    .title = entry->title,
	    .subtitle = entry->summary,
	    .author = entry->title,
	    .language = "en",
	    .site = "https://site.example",
	    .alternate = "https://site.example/",
	    .self = "https://site.example/feed?a=1&b=2",
	    .first = "https://site.example/feed",
	    .updated = 0,
	    .nothing = entry->title,
	    .entries = entry,
	    .count = 1,
	};
}

static void test_hostile_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		for (enum feed_format format = FEED_ATOM; format <= FEED_RSS; format++) {
			const struct feed_entry entry = {
			    .id = "urn:uuid:2",
			    .url = "https://site.example/x",
			    .title = HOSTILE[i],
			    .summary = HOSTILE[i],
			    .html = HOSTILE[i],
			    .language = "en",
			    .author = HOSTILE[i],
			    .category = HOSTILE[i],
			    .category_code = HOSTILE[i],
			};
			struct feed feed = one_entry(&entry);

			xmlFreeDoc(write_feed(&feed, format));
			feed.count = 0;
			xmlFreeDoc(write_feed(&feed, format));
		}
	}
}

static void test_texts_come_through(void **state)
{
	const char *text = "AT&T <b>\"x\"</b> ]]> \xc5\xbc\xc3\xb3\xc5\x82w \xf0\x9f\xa7\xbe";
	const struct feed_entry entry = {.id = "urn:uuid:2",
	    .url = "https://site.example/x",
	    .title = text,
	    .summary = text,
	    .html = "<p>a &amp; b</p>"};
	const struct feed feed = one_entry(&entry);
	xmlDocPtr atom = write_feed(&feed, FEED_ATOM), rss = write_feed(&feed, FEED_RSS);

	(void)state;
	assert_string_equal(text_of(atom, "title"), text);
	assert_string_equal(text_of(atom, "summary"), text);
	assert_string_equal(text_of(atom, "content"), "<p>a &amp; b</p>");
	assert_string_equal(text_of(rss, "title"), text);
	assert_string_equal(text_of(rss, "encoded"), "<p>a &amp; b</p>");
	xmlFreeDoc(atom);
	xmlFreeDoc(rss);
}

static void test_what_xml_cannot_hold(void **state)
{
	(void)state;
	assert_string_equal(
	    feed_text(arena, "a\xed\xa0\x80z"), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
	assert_string_equal(feed_text(arena, "a\x01z\x7f"), "a\xef\xbf\xbdz\xef\xbf\xbd");
	assert_string_equal(feed_text(arena, "\xef\xbf\xbf"), "\xef\xbf\xbd");
	assert_string_equal(feed_text(arena, "tab\tline\n"), "tab\tline\n");
	assert_string_equal(feed_text(arena, "\xc3"), "\xef\xbf\xbd");
}

static void test_addresses_become_absolute(void **state)
{
	const struct feed_entry entry = {
	    .id = "urn:uuid:2",
	    .url = "https://site.example/x",
	    .title = "x",
	    .summary = "",
	    .html = "<a href=\"/kb/1\">x</a> href=&quot;/kb/2&quot; <img src=\"/file/1/a\">"
		    "<a href=\"//other.example/\">y</a><a href=\"https://third.example/\">z</a>",
	};
	const struct feed feed = one_entry(&entry);
	xmlDocPtr atom = write_feed(&feed, FEED_ATOM);

	(void)state;
	assert_string_equal(text_of(atom, "content"),
	    "<a href=\"https://site.example/kb/1\">x</a> href=&quot;/kb/2&quot; <img "
	    "src=\"https://site.example/file/1/a\"><a href=\"//other.example/\">y</a><a "
	    "href=\"https://third.example/\">z</a>");
	xmlFreeDoc(atom);
}

static void test_too_much(void **state)
{
	const struct feed_entry entry = {.id = "urn:uuid:2",
	    .url = "https://site.example/x",
	    .title = "x",
	    .summary = "",
	    .html = "<p>long</p>"};
	const struct feed feed = one_entry(&entry);
	struct buffer out = BUFFER(200);

	(void)state;
	assert_int_equal(feed_write(arena, &feed, FEED_ATOM, &out), ERR_LIMIT);
	buffer_free(&out);
}

/* Each line at most 75 bytes, cut between characters; unfolded it says what went in. */
static void test_calendar_lines(void **state)
{
	(void)state;
	for (size_t pad = 0; pad < 80; pad++) {
		char summary[400];
		struct calendar_event event = {
		    .uid = "1", .sequence = 3, .start = 0, .end = TIMESTAMP_NONE, .changed = 0};
		const struct calendar calendar = {.name = "n;,\\\n",
		    .url = "https://site.example/",
		    .uid = "2",
		    .events = &event,
		    .count = 1};
		struct buffer out = BUFFER((size_t)64 * 1024);

		memset(summary, 'x', pad);
		strcpy(summary + pad, "\xf0\x9f\xa7\xbe\xc5\xbc\xf0\x9f\xa7\xbe;,\\ \xed\xa0\x80 "
				      "\xf0\x9f\xa7\xbe\xf0\x9f\xa7\xbe\xf0\x9f\xa7\xbe\xf0\x9f\xa7"
				      "\xbe\xf0\x9f\xa7\xbe\xf0\x9f\xa7\xbe\xf0\x9f\xa7\xbe\xf0\x9f"
				      "\xa7\xbe\xf0\x9f\xa7\xbe\xf0\x9f\xa7\xbe");
		event.summary = summary;
		assert_int_equal(calendar_write(arena, &calendar, &out), OK);
		for (const char *at = out.data, *end; *at; at = end + 2) {
			end = strstr(at, "\r\n");
			assert_non_null(end);
			assert_in_range(end - at, 1, 75);
			assert_int_not_equal((unsigned char)*at & 0xc0, 0x80);
		}
		assert_non_null(strstr(out.data, "NAME:n\\;\\,\\\\\\n\r\n"));
		buffer_free(&out);
	}
}

static void test_empty_calendar(void **state)
{
	const struct calendar calendar = {.name = "n", .url = "", .uid = "2"};
	struct buffer out = BUFFER(4096);

	(void)state;
	assert_int_equal(calendar_write(arena, &calendar, &out), OK);
	assert_non_null(strstr(out.data, "BEGIN:VTIMEZONE\r\n"));
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_hostile_texts, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_texts_come_through, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_what_xml_cannot_hold, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_addresses_become_absolute, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_too_much, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_calendar_lines, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_empty_calendar, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
