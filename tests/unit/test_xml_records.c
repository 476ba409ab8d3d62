/* Records as XML, CSV and JSON Lines. */
#include "unit.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "xml/records.h"

enum { CAP = 64 * 1024 * 1024 };

static const struct record_column COLUMNS[] = {
    {"name", RECORD_TEXT, NULL},
    {"number", RECORD_NUMBER, NULL},
    {"at", RECORD_TIME, NULL},
    {"tags", RECORD_LIST, "tag"},
    {"answers", RECORD_MAP, "answer"},
};
static const struct record_column DETAIL_COLUMNS[] = {{"body", RECORD_TEXT, NULL}};
static const struct record_shape RECORD = {"thing", COLUMNS, 5};
static const struct record_shape DETAIL = {"part", DETAIL_COLUMNS, 1};

static struct record_value text_value(const char *text)
{
	return (struct record_value){.given = true, .text = text, .length = strlen(text)};
}

static enum err take(void *context, const char *bytes, size_t length)
{
	buffer_append(context, bytes, length);
	return buffer_err(context);
}

/* A record of that name, with two details and with none. */
static void write_all(enum records_format format, const char *name, struct buffer *out)
{
	const struct records_plan plan = {.format = format,
	    .root = "things",
	    .namespace = "urn:test",
	    .record = &RECORD,
	    .detail = &DETAIL,
	    .details = "parts"};
	const struct record_item items[] = {
	    {"a", name, name, strlen(name)}, {"b", "=B", "two", strlen("two")}};
	struct record_value values[] = {text_value(name), {.given = true, .number = -7},
	    {.given = true, .number = INT64_C(1700000000123456)},
	    {.given = true, .items = items, .count = 2},
	    {.given = true, .items = items, .count = 2}};
	const struct record_value nothing[5] = {{.given = false}};
	const struct record_value detail = text_value(name);
	struct records *records;

	assert_int_equal(records_open(&plan, take, out, &records), OK);
	assert_int_equal(records_attribute(records, "version", "1"), OK);
	assert_int_equal(records_begin(records, values), OK);
	assert_int_equal(records_detail(records, &detail), OK);
	assert_int_equal(records_detail(records, &detail), OK);
	assert_int_equal(records_end(records), OK);
	assert_int_equal(records_begin(records, nothing), OK);
	assert_int_equal(records_end(records), OK);
	assert_int_equal(records_finish(records), OK);
	records_free(records);
}

static void the_three_formats(void **state)
{
	struct buffer out = BUFFER(CAP);

	(void)state;
	write_all(RECORDS_XML, "a<&\"\r\n", &out);
	assert_string_equal(out.data,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<things version=\"1\" xmlns=\"urn:test\">\n"
	    "<thing><name>a&lt;&amp;&quot;&#13;\n</name><number>-7</number>"
	    "<at>2023-11-14T22:13:20.123Z</at><tags><tag>a&lt;&amp;&quot;&#13;\n</tag>"
	    "<tag>two</tag></tags><answers><answer code=\"a\" "
	    "label=\"a&lt;&amp;&quot;&#13;&#10;\">a&lt;&amp;&quot;&#13;\n"
	    "</answer><answer code=\"b\" label=\"=B\">two</answer></answers>"
	    "<parts><part><body>a&lt;&amp;&quot;&#13;\n</body></part>"
	    "<part><body>a&lt;&amp;&quot;&#13;\n</body></part></parts></thing>\n"
	    "<thing/>\n</things>\n");
	buffer_reset(&out, CAP);
	write_all(RECORDS_CSV, "=a,\"", &out);
	assert_string_equal(out.data,
	    "name,number,at,tags,answers,part_body\r\n"
	    "\"'=a,\"\"\",-7,2023-11-14 22:13:20,\"'=a,\"\"\ntwo\",\"'=a,\"\": =a,\"\"\n=B: two\","
	    "\"'=a,\"\"\"\r\n"
	    "\"'=a,\"\"\",-7,2023-11-14 22:13:20,\"'=a,\"\"\ntwo\",\"'=a,\"\": =a,\"\"\n=B: two\","
	    "\"'=a,\"\"\"\r\n"
	    ",,,,,\r\n");
	buffer_reset(&out, CAP);
	write_all(RECORDS_JSONL, "a\"\\\n", &out);
	assert_string_equal(out.data,
	    "{\"name\":\"a\\\"\\\\\\n\",\"number\":-7,\"at\":\"2023-11-14T22:13:20.123Z\","
	    "\"tags\":[\"a\\\"\\\\\\n\",\"two\"],\"answers\":["
	    "{\"code\":\"a\",\"label\":\"a\\\"\\\\\\n\",\"value\":\"a\\\"\\\\\\n\"},"
	    "{\"code\":\"b\",\"label\":\"=B\",\"value\":\"two\"}],"
	    "\"parts\":[{\"body\":\"a\\\"\\\\\\n\"},{\"body\":\"a\\\"\\\\\\n\"}]}\n"
	    "{\"name\":null,\"number\":null,\"at\":null,\"tags\":null,\"answers\":null,"
	    "\"parts\":[]}\n");
	buffer_free(&out);
}

/* Well-formed for libxml2's own reader, which refuses what XML can't carry. */
static void assert_reads(const struct buffer *out)
{
	xmlDocPtr document = xmlReadMemory(out->data, (int)out->length, "x", NULL,
	    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR);

	assert_non_null(document);
	xmlFreeDoc(document);
}

static void what_xml_cannot_carry_is_replaced(void **state)
{
	static const char *const HOSTILE[] = {"\x01\x02",
	    "a\xed\xa0\x80"
	    "b",
	    "\xed\xb0\x80", "\xed\xa0\x80\xed\xb0\x80", "\xef\xbf\xbe\xef\xbf\xbf", "\xc0\x80",
	    "\xff", "\xf4\x90\x80\x80", "\xe2\x82", "]]>", "\x7f\xc2\x80"};
	struct buffer out = BUFFER(CAP);

	(void)state;
	for (size_t i = 0; i < sizeof HOSTILE / sizeof *HOSTILE; i++)
		for (enum records_format format = RECORDS_XML; format <= RECORDS_JSONL; format++) {
			buffer_reset(&out, CAP);
			write_all(format, HOSTILE[i], &out);
			for (size_t at = 0; at < out.length;) {
				uint32_t code;
				size_t bytes = utf8_decode(out.data + at, out.length - at, &code);

				assert_true(bytes && code != 0xfffe && code != 0xffff);
				assert_true(code >= ' ' || code == '\n' || code == '\r');
				at += bytes;
			}
			if (format == RECORDS_XML)
				assert_reads(&out);
		}
	buffer_free(&out);
}

/* Texts go through in pieces, which must cut no character and change nothing. */
static void long_texts_stay_whole(void **state)
{
	enum { CHARACTERS = 40000 };
	struct buffer text = BUFFER(CAP), out = BUFFER(CAP);
	const char *from;

	(void)state;
	buffer_text(&text, "x");
	for (int i = 0; i < CHARACTERS; i++)
		buffer_text(&text, "\xf0\x9f\x98\x80");
	write_all(RECORDS_XML, text.data, &out);
	from = strstr(out.data, "<name>");
	assert_non_null(from);
	assert_memory_equal(from + strlen("<name>"), text.data, text.length);
	assert_reads(&out);
	buffer_reset(&out, CAP);
	write_all(RECORDS_JSONL, text.data, &out);
	assert_memory_equal(out.data + strlen("{\"name\":\""), text.data, text.length);
	buffer_free(&text);
	buffer_free(&out);
}

static enum err refuse(void *context, const char *bytes, size_t length)
{
	(void)context;
	(void)bytes;
	(void)length;
	return ERROR(ERR_IO, "the disk is full");
}

static void the_sink_s_error_is_told(void **state)
{
	const struct records_plan plan = {
	    .root = "things", .namespace = "urn:test", .record = &RECORD};
	const struct record_value nothing[5] = {{.given = false}};

	(void)state;
	for (enum records_format format = RECORDS_XML; format <= RECORDS_JSONL; format++) {
		struct records_plan of = plan;
		struct records *records;
		enum err err;

		of.format = format;
		assert_int_equal(records_open(&of, refuse, NULL, &records), OK);
		err = records_begin(records, nothing);
		if (err == OK)
			err = records_end(records);
		if (err == OK)
			err = records_finish(records);
		assert_int_equal(err, ERR_IO);
		records_free(records);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_three_formats),
	    cmocka_unit_test(what_xml_cannot_carry_is_replaced),
	    cmocka_unit_test(long_texts_stay_whole),
	    cmocka_unit_test(the_sink_s_error_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
