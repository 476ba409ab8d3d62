/* The push reader for multipart/form-data. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "http/multipart.h"

/* A literal and its length. */
#define LITERAL(text) (text), sizeof(text) - 1

#define HEAD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static const struct multipart_limits LIMITS = {.parts = 4, .header_length = 400, .name_length = 16};

/* What was called, as text: "[name|filename|type]data;". */
static struct buffer events;
static struct arena *arena;

static int start(void **state)
{
	(void)state;
	arena = arena_new((size_t)64 * 1024 * 1024);
	events = BUFFER((size_t)16 * 1024 * 1024);
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	buffer_free(&events);
	return 0;
}

static enum err on_begin(void *context, const char *name, const char *filename, const char *type)
{
	buffer_format(context, "[%s|%s|%s]", name, filename ? filename : "-", type ? type : "-");
	return OK;
}

static enum err on_data(void *context, const char *bytes, size_t length)
{
	assert_true(length > 0);
	buffer_append(context, bytes, length);
	return OK;
}

static enum err on_end(void *context)
{
	buffer_text(context, ";");
	return OK;
}

static const struct multipart_events EVENTS = {on_begin, on_data, on_end};

static struct multipart *reader(const char *boundary)
{
	struct multipart *multipart;
	char type[200];

	(void)snprintf(type, sizeof type, "multipart/form-data; boundary=%s", boundary);
	assert_int_equal(multipart_start(arena, type, &LIMITS, &EVENTS, &events, &multipart), OK);
	return multipart;
}

/* Reads the body in pieces of `piece` bytes, or in two of which the first has `split`. */
static enum err read_split(const char *body, size_t length, size_t split, size_t piece)
{
	struct multipart *multipart = reader("B");
	enum err err = OK;

	buffer_reset(&events, SIZE_MAX);
	if (split)
		err = multipart_push(multipart, body, split);
	for (size_t at = split; err == OK && at < length; at += piece)
		err =
		    multipart_push(multipart, body + at, length - at < piece ? length - at : piece);
	return err == OK ? multipart_finish(multipart) : err;
}

/* Reads the body whole, split at each place, and byte for byte: each must give the same. */
static enum err read_n(const char *body, size_t length)
{
	struct buffer whole = BUFFER((size_t)1024 * 1024);
	enum err err = read_split(body, length, 0, length ? length : 1);

	buffer_append(&whole, events.data, events.length);
	for (size_t split = 1; split < length; split++) {
		assert_int_equal(read_split(body, length, split, length), err);
		assert_int_equal(events.length, whole.length);
		assert_memory_equal(events.data ? events.data : "", whole.data, whole.length);
	}
	for (size_t piece = 1; piece < 8; piece++) {
		assert_int_equal(read_split(body, length, 0, piece), err);
		assert_int_equal(events.length, whole.length);
		assert_memory_equal(events.data ? events.data : "", whole.data, whole.length);
	}
	buffer_free(&whole);
	return err;
}

static void assert_events(const char *body, const char *expected)
{
	assert_int_equal(read_n(body, strlen(body)), OK);
	assert_string_equal(events.data ? events.data : "", expected);
}

static void assert_refused(const char *body)
{
	assert_int_equal(read_n(body, strlen(body)), ERR_INPUT);
}

static void fields_and_files_come_as_events(void **state)
{
	(void)state;
	assert_events(
	    "--B\r\n" HEAD("a") "1\r\n--B\r\n"
				"content-disposition: form-data; name=f; filename=\"x.png\"\r\n"
				"Content-Type: image/png\r\n\r\n"
				"\x89PNG\r\n\x1a\n\r\n--B--\r\n",
	    "[a|-|-]1;[f|x.png|image/png]\x89PNG\r\n\x1a\n;");
}

static void an_empty_form_has_no_parts(void **state)
{
	(void)state;
	assert_events("--B--", "");
	assert_events("--B--\r\n", "");
	assert_events("\r\n--B--\r\n", "");
}

static void preamble_and_epilogue_are_ignored(void **state)
{
	(void)state;
	assert_events("This is a message\r\nwith --B in it and --Bx\r\n--Bx\r\n--B\r\n" HEAD(
			  "a") "1\r\n--B--\r\n--B\r\nrubbish\n",
	    "[a|-|-]1;");
	assert_events("--Bx\r\n--B\r\n" HEAD("a") "\r\n--B--", "[a|-|-];");
}

static void parts_may_be_empty(void **state)
{
	(void)state;
	assert_events("--B\r\n" HEAD("a") "\r\n--B\r\n" HEAD("b") "\r\n--B--", "[a|-|-];[b|-|-];");
	/* The empty line that ends the head may be the delimiter's line end too. */
	assert_events("--B\r\n" HEAD("a") "--B\r\n" HEAD("b") "--B--", "[a|-|-];[b|-|-];");
}

static void padding_of_a_boundary_line_is_no_data(void **state)
{
	(void)state;
	assert_events("--B \t\r\n" HEAD("a") "1\r\n--B\t\r\n" HEAD("b") "2\r\n--B-- \r\n",
	    "[a|-|-]1;[b|-|-]2;");
}

static void what_only_looks_like_a_boundary_is_data(void **state)
{
	static const char *const LIKE[] = {"--B", "\r\n--Bx", "\r\n--B-", "\r\n--B-x", "\r\n--B--x",
	    "\r\n--B-\r\n", "\r\r\n--A", "\r\n\r\n-", "\r\n--", "\r", "\n", "\r\n", "\n--B\r\n",
	    "\r--B\r\n", "\r\n--\r\n--\r\n--b", "\r\n--B\rx", "\r\n--B\r\r", "\r\n--B-\r",
	    "x--B--\r\n"};

	(void)state;
	for (size_t i = 0; i < sizeof LIKE / sizeof *LIKE; i++) {
		char body[200], expected[100];

		(void)snprintf(body, sizeof body, "--B\r\n" HEAD("a") "1%s2\r\n--B--\r\n", LIKE[i]);
		(void)snprintf(expected, sizeof expected, "[a|-|-]1%s2;", LIKE[i]);
		assert_events(body, expected);
		(void)snprintf(body, sizeof body, "--B\r\n" HEAD("a") "1%s\r\n--B--\r\n", LIKE[i]);
		(void)snprintf(expected, sizeof expected, "[a|-|-]1%s;", LIKE[i]);
		assert_events(body, expected);
	}
}

static void a_look_alike_may_start_the_data(void **state)
{
	(void)state;
	assert_events("--B\r\n" HEAD("a") "--Bx\r\n--B--", "[a|-|-]--Bx;");
	assert_events("--B\r\n" HEAD("a") "--B--x\r\n--B--", "[a|-|-]--B--x;");
	assert_events("--B\r\n" HEAD("a") "-\r\n--B--", "[a|-|-]-;");
	assert_events("--B\r\n" HEAD("a") "--B\r\r\n--B--", "[a|-|-]--B\r;");
}

static void binary_bytes_pass(void **state)
{
	char body[1024], *at = body;

	(void)state;
	at += snprintf(body, sizeof body, "--B\r\n" HEAD("a"));
	for (int i = 0; i < 256; i++)
		*at++ = (char)i;
	memcpy(at, "\r\n--B--", 7);
	assert_int_equal(read_n(body, (size_t)(at - body) + 7), OK);
	assert_int_equal(events.length, strlen("[a|-|-]") + 256 + 1);
	for (int i = 0; i < 256; i++)
		assert_int_equal((unsigned char)events.data[7 + i], i);
}

static void names_are_read_as_browsers_write_them(void **state)
{
	static const struct {
		const char *parameters, *expected;
	} CASES[] = {
	    {"name=\"a%22b\"", "[a\"b|-|-]"},
	    {"name=\"a%0D%0Ab\"", "[a\r\nb|-|-]"},
	    {"name=\"100%25 %zz %\"", "[100%25 %zz %|-|-]"},
	    {"name=\"a\\\"b\"", "[a\"b|-|-]"},
	    {"name=\"a\\\\b\"", "[a\\b|-|-]"},
	    {"name=\"a\\b\"", "[a\\b|-|-]"},
	    {"name=\"a;b=c\"", "[a;b=c|-|-]"},
	    {"name=token", "[token|-|-]"},
	    {"name=token ; other=x;", "[token|-|-]"},
	    {"NAME=\"\xc3\xb8\"", "[\xc3\xb8|-|-]"},
	    {"name=\"\"", "[|-|-]"},
	    {"name=f; filename=\"\"", "[f||-]"},
	    {"filename=\"C:\\dir\\f.txt\"; name=f", "[f|C:\\dir\\f.txt|-]"},
	    {"name=f; filename=\"\xd1\x84.txt\"; filename*=UTF-8''x", "[f|\xd1\x84.txt|-]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char body[300], expected[100];

		(void)snprintf(body, sizeof body,
		    "--B\r\nContent-Disposition:form-data; %s\r\n\r\n1\r\n--B--",
		    CASES[i].parameters);
		(void)snprintf(expected, sizeof expected, "%s1;", CASES[i].expected);
		assert_events(body, expected);
	}
}

static void heads_that_break_the_grammar_are_refused(void **state)
{
	static const char *const HEADS[] = {
	    "",
	    "X: 1\r\n",
	    "Content-Disposition: form-data\r\n",
	    "Content-Disposition: attachment; name=a\r\n",
	    "Content-Disposition: form-data; name\r\n",
	    "Content-Disposition: form-data; name=\r\n",
	    "Content-Disposition: form-data; name=\"a\r\n",
	    "Content-Disposition: form-data; name=\"a\"b\r\n",
	    "Content-Disposition: form-data; name=\"a\" filename=\"b\"\r\n",
	    "Content-Disposition: form-data; name=a b\r\n",
	    "Content-Disposition: form-data name=a\r\n",
	    "Content-Disposition: form-data; name=a; name=b\r\n",
	    "Content-Disposition: form-data; name=a; filename=a; filename=b\r\n",
	    "Content-Disposition: form-data; name=a; filename*=UTF-8''b\r\n",
	    "Content-Disposition: form-data; name=\xc3\xb8\r\n",
	    "Content-Disposition: form-data; name=\"\xff\"\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
	    "name=b\r\n",
	    "Content-Disposition: form-data;\r\n name=\"a\"\r\n",
	    "Content-Disposition : form-data; name=\"a\"\r\n",
	    "Content-Disposition: form-data; name=\"a\"\n",
	    "Content-Disposition: form-data; name=\"a\"\rX: 1\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\nX\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\n: x\r\n",
	    "Content-Disposition: form-data; name=\"a\x01\"\r\n",
	    "Content-Disposition: form-data; name=\"a\x7f\"\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; "
	    "boundary=c\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: a/b\r\ncontent-type: "
	    "a/b\r\n",
	    "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
		char body[300];

		(void)snprintf(body, sizeof body, "--B\r\n%s\r\n1\r\n--B--", HEADS[i]);
		assert_refused(body);
	}
	/* A NUL, which snprintf can't write. */
	assert_int_equal(read_n(LITERAL("--B\r\nX: \0\r\n" HEAD("a") "1\r\n--B--")), ERR_INPUT);
}

static void other_fields_of_a_head_are_passed_over(void **state)
{
	(void)state;
	assert_events("--B\r\nX-Own: \xc3\xb8; \"\r\nContent-Transfer-Encoding: 8BIT\r\n"
		      "Content-Length: 17\r\nContent-Type:\t text/plain; charset=x \t\r\n" HEAD(
			  "a") "1\r\n--B--",
	    "[a|-|text/plain; charset=x]1;");
}

static void bodies_that_break_the_grammar_are_refused(void **state)
{
	static const char *const BODIES[] = {"", "x", "--", "--B", "--B\r\n", "--B-", "--C--",
	    "--B\n" HEAD("a") "1\r\n--B--", "--B\r\n" HEAD("a") "1", "--B\r\n" HEAD("a") "1\n--B--",
	    "--B\r\n" HEAD("a") "1\r\n--B", "--B\r\n" HEAD("a") "1\r\n--B-",
	    "--B\r\n" HEAD("a") "1\r\n--B\n", "--B\r\n" HEAD("a") "1\r\n--B--\n",
	    "--B\r\n" HEAD("a") "1\r\n--B x\r\n", "--B\r\n" HEAD("a") "1\r\n--B \n",
	    "--B\r\n" HEAD("a") "1\r\n--B \rx"};

	(void)state;
	for (size_t i = 0; i < sizeof BODIES / sizeof *BODIES; i++)
		assert_refused(BODIES[i]);
}

static void boundaries_follow_rfc_2046(void **state)
{
	static const char *const GOOD[] = {"multipart/form-data; boundary=a",
	    "Multipart/Form-Data;Boundary=\"a b?c\"; charset=utf-8",
	    "multipart/form-data ; boundary=x", "multipart/form-data; boundary=\"'()+_,-./:=?\""};
	static const char *const BAD[] = {"", "text/plain", "multipart/mixed; boundary=a",
	    "multipart/form-data",
	    "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
	    "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a \"",
	    "multipart/form-data; boundary=\"a", "multipart/form-data; boundary=a@b",
	    "multipart/form-data; boundary=\"a\tb\"", "multipart/form-data boundary=a",
	    "multipart/form-data; boundary=\"\xc3\xb8\"", "multipart/form-datax; boundary=a"};
	struct multipart *multipart;
	char type[140];

	(void)state;
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
		assert_int_equal(
		    multipart_start(arena, GOOD[i], &LIMITS, &EVENTS, &events, &multipart), OK);
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(
		    multipart_start(arena, BAD[i], &LIMITS, &EVENTS, &events, &multipart),
		    ERR_INPUT);
	(void)snprintf(type, sizeof type, "multipart/form-data; boundary=%070d", 0);
	assert_int_equal(multipart_start(arena, type, &LIMITS, &EVENTS, &events, &multipart), OK);
	(void)snprintf(type, sizeof type, "multipart/form-data; boundary=%071d", 0);
	assert_int_equal(
	    multipart_start(arena, type, &LIMITS, &EVENTS, &events, &multipart), ERR_INPUT);
}

static void limits_hold(void **state)
{
	char body[1000];

	(void)state;
	assert_int_equal(read_n(LITERAL("--B\r\n" HEAD("1234567890123456") "\r\n--B--")), OK);
	assert_int_equal(
	    read_n(LITERAL("--B\r\n" HEAD("12345678901234567") "\r\n--B--")), ERR_LIMIT);
	(void)snprintf(body, sizeof body, "--B\r\nX: %0380d\r\n" HEAD("a") "\r\n--B--", 0);
	assert_int_equal(read_n(body, strlen(body)), ERR_LIMIT);
#define PART "--B\r\n" HEAD("a") "1\r\n"
	assert_events(PART PART PART PART "--B--", "[a|-|-]1;[a|-|-]1;[a|-|-]1;[a|-|-]1;");
	assert_int_equal(read_n(LITERAL(PART PART PART PART PART "--B--")), ERR_LIMIT);
	assert_string_equal(events.data, "[a|-|-]1;[a|-|-]1;[a|-|-]1;[a|-|-]1;");
#undef PART
}

static enum err refuse_begin(
    void *context, const char *name, const char *filename, const char *type)
{
	(void)context, (void)name, (void)filename, (void)type;
	return ERR_IO;
}

static void what_a_callback_returns_ends_the_reading(void **state)
{
	const struct multipart_events refusing = {refuse_begin, on_data, on_end};
	struct multipart *multipart;
	const char *body = "--B\r\n" HEAD("a") "1\r\n--B--";

	(void)state;
	assert_int_equal(multipart_start(arena, "multipart/form-data; boundary=B", &LIMITS,
			     &refusing, &events, &multipart),
	    OK);
	assert_int_equal(multipart_push(multipart, body, strlen(body)), ERR_IO);
	assert_int_equal(multipart_push(multipart, body, strlen(body)), ERR_IO);
	assert_int_equal(multipart_finish(multipart), ERR_IO);
	assert_int_equal(events.length, 0);
}

static enum err count_data(void *context, const char *bytes, size_t length)
{
	(void)bytes;
	*(size_t *)context += length;
	return OK;
}

static enum err count_begin(void *context, const char *name, const char *filename, const char *type)
{
	(void)context, (void)name, (void)filename, (void)type;
	return OK;
}

static enum err count_end(void *context)
{
	(void)context;
	return OK;
}

static void large_bodies_take_time_in_proportion_and_no_memory(void **state)
{
	static const char *const FILLS[] = {"\r", "\r\n--", "\r\n--Bx", "\r\n--B\r", "ab"};
	const struct multipart_events counting = {count_begin, count_data, count_end};
	const size_t length = (size_t)8 * 1024 * 1024;
	char *bytes = malloc(length);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof FILLS / sizeof *FILLS; i++) {
		struct multipart *multipart;
		size_t size = strlen(FILLS[i]), count = 0, whole = length - length % size, used;

		for (size_t at = 0; at < whole; at += size)
			memcpy(bytes + at, FILLS[i], size);
		assert_int_equal(multipart_start(arena, "multipart/form-data; boundary=B", &LIMITS,
				     &counting, &count, &multipart),
		    OK);
		used = arena_used(arena);
		assert_int_equal(multipart_push(multipart, LITERAL("--B\r\n" HEAD("a"))), OK);
		for (size_t at = 0; at < whole; at += 65536)
			assert_int_equal(multipart_push(multipart, bytes + at,
					     whole - at < 65536 ? whole - at : 65536),
			    OK);
		assert_int_equal(multipart_push(multipart, LITERAL("\r\n--B--")), OK);
		assert_int_equal(multipart_finish(multipart), OK);
		assert_int_equal(count, whole);
		assert_int_equal(arena_used(arena), used);
	}
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(fields_and_files_come_as_events, start, end),
	    cmocka_unit_test_setup_teardown(an_empty_form_has_no_parts, start, end),
	    cmocka_unit_test_setup_teardown(preamble_and_epilogue_are_ignored, start, end),
	    cmocka_unit_test_setup_teardown(parts_may_be_empty, start, end),
	    cmocka_unit_test_setup_teardown(padding_of_a_boundary_line_is_no_data, start, end),
	    cmocka_unit_test_setup_teardown(what_only_looks_like_a_boundary_is_data, start, end),
	    cmocka_unit_test_setup_teardown(a_look_alike_may_start_the_data, start, end),
	    cmocka_unit_test_setup_teardown(binary_bytes_pass, start, end),
	    cmocka_unit_test_setup_teardown(names_are_read_as_browsers_write_them, start, end),
	    cmocka_unit_test_setup_teardown(heads_that_break_the_grammar_are_refused, start, end),
	    cmocka_unit_test_setup_teardown(other_fields_of_a_head_are_passed_over, start, end),
	    cmocka_unit_test_setup_teardown(bodies_that_break_the_grammar_are_refused, start, end),
	    cmocka_unit_test_setup_teardown(boundaries_follow_rfc_2046, start, end),
	    cmocka_unit_test_setup_teardown(limits_hold, start, end),
	    cmocka_unit_test_setup_teardown(what_a_callback_returns_ends_the_reading, start, end),
	    cmocka_unit_test_setup_teardown(
		large_bodies_take_time_in_proportion_and_no_memory, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
