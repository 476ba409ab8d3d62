/* Answers, cookies, file names and dates as they go out. */
#include "unit.h"

#include <string.h>

#include "base/arena.h"
#include "http/response.h"
#include "memory_source.h"

static struct arena *arena;
static struct memory_source memory;
static struct response response;

static int start(void **state)
{
	(void)state;
	arena = arena_new((size_t)1024 * 1024);
	memory_source_start(&memory, NULL, NULL, 0);
	response_start(&response, arena);
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	memory_source_free(&memory);
	buffer_free(&response.body);
	return 0;
}

static void assert_sent(bool head_only, const char *expected)
{
	buffer_reset(&memory.answer, SIZE_MAX);
	assert_int_equal(response_send(&response, &memory.source, head_only), OK);
	assert_string_equal(memory.answer.data, expected);
}

static void an_answer_is_sent_whole(void **state)
{
	(void)state;
	assert_int_equal(response_header(&response, "Content-Type", "text/plain"), OK);
	buffer_text(&response.body, "Hello");
	assert_sent(
	    false, "Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello");
	assert_sent(
	    true, "Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
	response_start(&response, arena);
	response.status = 404;
	assert_sent(false, "Status: 404 Not Found\r\nContent-Length: 0\r\n\r\n");
	response.status = 299;
	assert_sent(false, "Status: 299 Unknown\r\nContent-Length: 0\r\n\r\n");
}

static void answers_without_a_body_say_so(void **state)
{
	(void)state;
	buffer_text(&response.body, "Hello");
	response.status = 304;
	assert_sent(false, "Status: 304 Not Modified\r\n\r\n");
	response.status = 204;
	assert_sent(false, "Status: 204 No Content\r\n\r\n");
}

static void a_body_over_its_cap_is_not_sent(void **state)
{
	static const char block[1024 * 1024];

	(void)state;
	for (int i = 0; i < 17; i++)
		buffer_append(&response.body, block, sizeof block);
	assert_int_equal(response_send(&response, &memory.source, false), ERR_LIMIT);
	assert_int_equal(memory.answer.length, 0);
	response_start(&response, arena);
	buffer_text(&response.body, "sorry");
	assert_sent(false, "Status: 200 OK\r\nContent-Length: 5\r\n\r\nsorry");
}

static void a_client_that_hangs_up_is_an_io_error(void **state)
{
	(void)state;
	memory.gone = true;
	assert_int_equal(response_send(&response, &memory.source, false), ERR_IO);
}

static void headers_cannot_be_split(void **state)
{
	(void)state;
	assert_int_equal(response_header(&response, "X", "a\r\nY: b"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X", "a\nb"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X", "a\rb"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X", "a\x01"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X Y", "a"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X:", "a"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "", "a"), ERR_INTERNAL);
	assert_int_equal(response_header(&response, "X", "tab\tand \xc3\xb8"), OK);
	for (int i = 1; i < RESPONSE_HEADERS; i++)
		assert_int_equal(response_header(&response, "X", ""), OK);
	assert_int_equal(response_header(&response, "X", ""), ERR_INTERNAL);
}

static void redirects_stay_on_this_site(void **state)
{
	static const char *const BAD[] = {"", "t", "//x", "/\\x", "http://x/", "/a\r\nX: b", "/a b",
	    "/a\\b", "/\xc3\xb8", "javascript:alert(1)", "/\t/x"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(response_redirect(&response, BAD[i]), ERR_INTERNAL);
	assert_int_equal(response.status, 200);
	buffer_text(&response.body, "half a page");
	assert_int_equal(response_redirect(&response, "/t/H12?a=%C3%B8#last"), OK);
	assert_sent(false,
	    "Status: 303 See Other\r\nLocation: /t/H12?a=%C3%B8#last\r\nContent-Length: 0\r\n\r\n");
}

static void assert_cookie(const struct cookie *cookie, bool https, const char *expected)
{
	response_start(&response, arena);
	assert_int_equal(response_cookie(&response, cookie, https), OK);
	assert_string_equal(response.headers[0].name, "Set-Cookie");
	assert_string_equal(response.headers[0].value, expected);
}

static void cookies_are_closed_by_default(void **state)
{
	const struct cookie session = {.name = "session", .value = "x_Y-1", .max_age = -1};
	const struct cookie gone = {.name = "session", .value = "", .max_age = 0};
	const struct cookie theme = {
	    .name = "theme", .value = "dark", .max_age = 3600, .script = true};

	(void)state;
	assert_cookie(&session, false, "session=x_Y-1; Path=/; SameSite=Lax; HttpOnly");
	assert_cookie(
	    &session, true, "__Host-session=x_Y-1; Path=/; SameSite=Lax; Secure; HttpOnly");
	assert_cookie(&gone, false, "session=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
	assert_cookie(&theme, false, "theme=dark; Path=/; Max-Age=3600; SameSite=Lax");
	assert_string_equal(cookie_name(arena, "session", true), "__Host-session");
	assert_string_equal(cookie_name(arena, "session", false), "session");
}

static void cookies_must_be_tokens(void **state)
{
	static const char *const BAD[] = {"a b", "a;b", "a,b", "a=b", "\"a\"", "a\n", "\xc3\xb8"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
		assert_int_equal(response_cookie(&response,
				     &(struct cookie){.name = "a", .value = BAD[i]}, false),
		    ERR_INTERNAL);
		assert_int_equal(response_cookie(&response,
				     &(struct cookie){.name = BAD[i], .value = "a"}, false),
		    ERR_INTERNAL);
	}
	assert_int_equal(
	    response_cookie(&response, &(struct cookie){.name = "", .value = "a"}, false),
	    ERR_INTERNAL);
}

static void file_names_go_out_in_two_ways(void **state)
{
	(void)state;
	assert_int_equal(response_disposition(&response, false, "a b.txt"), OK);
	assert_string_equal(response.headers[0].value,
	    "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt");
	assert_int_equal(response_disposition(&response, true, "\xc3\xb8\"\\%41;\r\n/.png"), OK);
	assert_string_equal(response.headers[1].value,
	    "inline; filename=\"____41;___.png\"; filename*=UTF-8''"
	    "%C3%B8%22%5C%2541%3B%0D%0A%2F.png");
}

static void dates_are_written_and_read(void **state)
{
	static const char *const BAD[] = {"", "x", "Sun, 06 Nov 1994 08:49:37 UTC",
	    "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
	    "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
	    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
	    "Sun, 06 Nov 1994 08:49:60 GMT", "Wed, 31 Feb 1994 08:49:37 GMT",
	    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:3x GMT",
	    "Sun, 06 Nov 1994 08:49:37 GMT "};
	static const char *const GOOD[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
	    "Thu, 29 Feb 2024 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT",
	    "Fri, 31 Dec 9999 23:59:59 GMT"};
	char text[HTTP_DATE_SIZE];
	timestamp at = 7;

	(void)state;
	http_date(784111777 * TIMESTAMP_SECOND + 999999, text);
	assert_string_equal(text, "Sun, 06 Nov 1994 08:49:37 GMT");
	assert_true(http_date_parse(text, &at));
	assert_int_equal(at, 784111777 * TIMESTAMP_SECOND);
	for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
		assert_true(http_date_parse(GOOD[i], &at));
		http_date(at, text);
		assert_string_equal(text, GOOD[i]);
	}
	at = 7;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(http_date_parse(BAD[i], &at));
	assert_false(http_date_parse(NULL, &at));
	assert_int_equal(at, 7);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(an_answer_is_sent_whole),
	    TEST(answers_without_a_body_say_so),
	    TEST(a_body_over_its_cap_is_not_sent),
	    TEST(a_client_that_hangs_up_is_an_io_error),
	    TEST(headers_cannot_be_split),
	    TEST(redirects_stay_on_this_site),
	    TEST(cookies_are_closed_by_default),
	    TEST(cookies_must_be_tokens),
	    TEST(file_names_go_out_in_two_ways),
	    TEST(dates_are_written_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
