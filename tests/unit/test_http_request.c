/* A request's head, as a worker reads it. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/request.h"
#include "memory_source.h"

static struct arena *arena;
static struct memory_source memory;
static struct request request;

static int start(void **state)
{
	(void)state;
	arena = arena_new((size_t)4 * 1024 * 1024);
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum err read_head(const char *const *variables)
{
	memory_source_start(&memory, variables, NULL, 0);
	return request_read_head(&request, arena, &memory.source);
}

static enum err read_target(const char *target)
{
	return read_head(
	    (const char *const[]){"REQUEST_METHOD", "GET", "REQUEST_URI", target, NULL});
}

static void a_whole_head_is_read(void **state)
{
	(void)state;
	assert_int_equal(read_head((const char *const[]){"REQUEST_METHOD", "POST", "REQUEST_URI",
			     "/t/H%31?q=a+b&q=%C3%B8", "HTTP_HOST", "help.example.com:8080",
			     "HTTPS", "on", "REMOTE_ADDR", "2001:db8::1", "HTTP_COOKIE", "a=1; b=2",
			     "HTTP_ACCEPT_LANGUAGE", "nb, en;q=0.5", "HTTP_USER_AGENT",
			     "Browser/1.0", "HTTP_ORIGIN", "https://help.example.com:8080",
			     "HTTP_IF_NONE_MATCH", "\"x\"", "HTTP_IF_MODIFIED_SINCE", "yesterday",
			     "CONTENT_TYPE", "text/plain", "CONTENT_LENGTH", "12", NULL}),
	    OK);
	assert_int_equal(request.method, HTTP_POST);
	assert_string_equal(request.path, "/t/H1");
	assert_string_equal(request.target, "/t/H%31?q=a+b&q=%C3%B8");
	assert_int_equal(request.query.count, 2);
	assert_string_equal(params_get(&request.query, "q"), "a b");
	assert_string_equal(request.query.at[1].value, "\xc3\xb8");
	assert_string_equal(params_get(&request.cookies, "b"), "2");
	assert_string_equal(request.host, "help.example.com:8080");
	assert_true(request.https);
	assert_string_equal(request.address, "2001:db8::1");
	assert_string_equal(request.accept_language, "nb, en;q=0.5");
	assert_string_equal(request.user_agent, "Browser/1.0");
	assert_string_equal(request.origin, "https://help.example.com:8080");
	assert_string_equal(request.if_none_match, "\"x\"");
	assert_string_equal(request.if_modified_since, "yesterday");
	assert_string_equal(request.content_type, "text/plain");
	assert_int_equal(request.content_length, 12);
	assert_int_equal(strspn(request.id, "0123456789abcdef"), 16);
}

static void a_bare_head_is_enough(void **state)
{
	char first[REQUEST_ID_SIZE];

	(void)state;
	assert_int_equal(read_target("/"), OK);
	assert_int_equal(request.method, HTTP_GET);
	assert_string_equal(request.path, "/");
	assert_string_equal(request.host, "");
	assert_false(request.https);
	assert_string_equal(request.user_agent, "");
	assert_string_equal(request.content_type, "");
	assert_int_equal(request.content_length, -1);
	memcpy(first, request.id, sizeof first);
	assert_int_equal(read_target("/"), OK);
	assert_string_not_equal(request.id, first);
}

static void methods_are_exact(void **state)
{
	static const struct {
		const char *name;
		enum http_method method;
	} CASES[] = {{"GET", HTTP_GET}, {"HEAD", HTTP_HEAD}, {"POST", HTTP_POST},
	    {"PUT", HTTP_OTHER}, {"get", HTTP_OTHER}, {"", HTTP_OTHER}};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_int_equal(read_head((const char *const[]){
				     "REQUEST_METHOD", CASES[i].name, "REQUEST_URI", "/", NULL}),
		    OK);
		assert_int_equal(request.method, CASES[i].method);
	}
}

static void hostile_targets_are_refused(void **state)
{
	static const char *const BAD[] = {"", "*", "x", "http://x/", "//x", "/\\x", "?a=1", "/%2fx",
	    "/%2Fx", "/%", "/%4", "/%zz", "/%00", "/a%00b", "/%0a", "/%7f", "/%C2%80", "/\x01",
	    "/a b", "/a\x7f", "/a\nb", "/a#b", "/a\\b", "/a%5Cb", "/.", "/..", "/./a", "/a/..",
	    "/a/../b", "/%2e%2e/a", "/a/%2e", "/.%2E", "/\xff", "/%ff", "/%C0%AF", "/%ED%A0%80",
	    "/?a=%", "/?a=%00", "/?a=%ff", "/?\xff", "/?a=\x01", "/a?b c"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(read_target(BAD[i]), ERR_INPUT);
		assert_int_equal(request.path[0], '/');
		assert_int_equal(request.target[0], '/');
		assert_int_not_equal(request.target[1], '/');
		assert_int_equal(strlen(request.id), 16);
		assert_non_null(request.host);
	}
}

static void unusual_targets_are_read(void **state)
{
	static const struct {
		const char *sent, *path, *target;
	} CASES[] = {
	    {"/...", "/...", "/..."},
	    {"/.well-known/x", "/.well-known/x", "/.well-known/x"},
	    {"/a//b/", "/a//b/", "/a//b/"},
	    {"/a%3Fb%25", "/a?b%", "/a%3Fb%25"},
	    {"/\xc3\xb8?\xc3\xb8", "/\xc3\xb8", "/%C3%B8?%C3%B8"},
	    {"/a?b=<\"|>\\", "/a", "/a?b=%3C%22%7C%3E%5C"},
	    {"/a?/../b?c", "/a", "/a?/../b?c"},
	    {"/a?", "/a", "/a?"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_int_equal(read_target(CASES[i].sent), OK);
		assert_string_equal(request.path, CASES[i].path);
		assert_string_equal(request.target, CASES[i].target);
	}
}

static void long_targets_and_queries_are_refused(void **state)
{
	char target[9001], *at = target;

	(void)state;
	memset(target, 'a', 9000);
	target[0] = '/';
	target[9000] = '\0';
	assert_int_equal(read_target(target), ERR_LIMIT);
	target[8192] = '\0';
	assert_int_equal(read_target(target), OK);
	at += snprintf(target, sizeof target, "/?");
	for (int i = 0; i < 101; i++)
		at += snprintf(at, 8, "a=%d&", i);
	assert_int_equal(read_target(target), ERR_LIMIT);
	assert_string_equal(request.path, "/");
	assert_int_equal(request.query.count, 100);
}

static void lengths_must_be_numbers(void **state)
{
	static const char *const BAD[] = {"x", "-1", "+1", " 1", "1 ", "1, 1", "1,1", "0x10", "1.0",
	    "99999999999999999999", "9223372036854775808"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(read_head((const char *const[]){"REQUEST_METHOD", "POST",
				     "REQUEST_URI", "/x", "CONTENT_LENGTH", BAD[i], NULL}),
		    ERR_INPUT);
		assert_int_equal(request.content_length, -1);
		assert_string_equal(request.path, "/x");
	}
	assert_int_equal(read_head((const char *const[]){"REQUEST_URI", "/", "CONTENT_LENGTH", "12",
			     "HTTP_CONTENT_LENGTH", "13", NULL}),
	    ERR_INPUT);
	assert_int_equal(
	    read_head((const char *const[]){"REQUEST_URI", "/", "CONTENT_LENGTH", "", NULL}), OK);
	assert_int_equal(request.content_length, -1);
	assert_int_equal(
	    read_head((const char *const[]){"REQUEST_URI", "/", "CONTENT_LENGTH", "0", NULL}), OK);
	assert_int_equal(request.content_length, 0);
}

static void hostile_headers_count_as_not_sent(void **state)
{
	char long_agent[2000];

	(void)state;
	assert_int_equal(
	    read_head((const char *const[]){"REQUEST_URI", "/", "HTTP_ORIGIN", "a\nb",
		"HTTP_ACCEPT_LANGUAGE", "\xff", "HTTP_USER_AGENT", "A\xff\x01z", NULL}),
	    OK);
	assert_string_equal(request.origin, "");
	assert_string_equal(request.accept_language, "");
	assert_string_equal(request.user_agent, "A\xef\xbf\xbd\xef\xbf\xbdz");
	memset(long_agent, 'x', sizeof long_agent);
	long_agent[sizeof long_agent - 1] = '\0';
	assert_int_equal(read_head((const char *const[]){
			     "REQUEST_URI", "/", "HTTP_USER_AGENT", long_agent, NULL}),
	    OK);
	assert_true(text_characters(request.user_agent) <= 401);
}

static void a_host_that_is_none_is_refused(void **state)
{
	static const char *const BAD[] = {"a b", "a/b", "a@b", "a\"", "a<", "\xc3\xb8.example"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(read_head((const char *const[]){
				     "REQUEST_URI", "/x", "HTTP_HOST", BAD[i], NULL}),
		    ERR_INPUT);
		assert_string_equal(request.host, "");
		assert_string_equal(request.path, "/x");
	}
	assert_int_equal(
	    read_head((const char *const[]){"REQUEST_URI", "/", "HTTP_HOST", "[::1]:80", NULL}),
	    OK);
	assert_string_equal(request.host, "[::1]:80");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_whole_head_is_read),
	    TEST(a_bare_head_is_enough),
	    TEST(methods_are_exact),
	    TEST(hostile_targets_are_refused),
	    TEST(unusual_targets_are_read),
	    TEST(long_targets_and_queries_are_refused),
	    TEST(lengths_must_be_numbers),
	    TEST(hostile_headers_count_as_not_sent),
	    TEST(a_host_that_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
