/* One request through a whole program: route, guards, form, handler, page. On a real database. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "database.h"
#include "view/language.h"
#include "web/page.h"
#include "web/uploads.h"
#include "web_program.h"

#define SAID TR("Saved.")

static unsigned handled; /* calls of handlers */

/* --- A program. */

static enum err show(struct context *context)
{
	handled++;
	data_text(page_data(context), "Name", "A page");
	return page_send(context, "kb/category.cs", 200, "A page");
}

static enum err echo(struct context *context)
{
	handled++;
	return page_error(context, 404,
	    arena_format(context->arena, "[%s][%s]", context_parameter(context, 0),
		context_parameter(context, 1)));
}

static enum err post(struct context *context)
{
	handled++;
	return page_redirect(context, "/things", SAID);
}

static enum err post_files(struct context *context)
{
	struct uploads uploads;
	enum err err = uploads_take(context, &uploads);

	handled++;
	if (err != OK && err != ERR_LIMIT)
		return err;
	return page_error(context, err == OK ? 404 : uploads.status,
	    arena_format(context->arena, "[%zu files][%s]", uploads.count,
		uploads.problem ? uploads.problem : "fine"));
}

static enum err fail_as_told(struct context *context)
{
	static const enum err ERRORS[] = {ERR_NOT_FOUND, ERR_DENIED, ERR_INPUT, ERR_CONFLICT,
	    ERR_LIMIT, ERR_RETRY, ERR_UNAVAILABLE, ERR_MEMORY, ERR_IO, ERR_INTERNAL};

	handled++;
	data_text(page_data(context), "Name", "half a page");
	return ERROR(ERRORS[atoi(context_parameter(context, 0))], "secret detail");
}

static enum err bad_template(struct context *context)
{
	handled++;
	return page_send(context, "no/such.cs", 200, "A page");
}

static enum err elsewhere(struct context *context)
{
	handled++;
	return page_redirect(context, "//evil.example/", NULL);
}

static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/", .guard = GUARD_ANYONE, .handle = show},
    {.method = HTTP_GET, .pattern = "/things", .guard = GUARD_KNOWN, .handle = show},
    {.method = HTTP_POST, .pattern = "/things", .guard = GUARD_KNOWN, .handle = post},
    {.method = HTTP_POST,
	.pattern = "/files",
	.guard = GUARD_KNOWN,
	.handle = post_files,
	.uploads = true},
    {.method = HTTP_GET, .pattern = "/echo/:one/:two", .guard = GUARD_ANYONE, .handle = echo},
    {.method = HTTP_GET, .pattern = "/staff", .guard = GUARD_STAFF, .handle = show},
    {.method = HTTP_POST, .pattern = "/staff", .guard = GUARD_STAFF, .handle = post},
    {.method = HTTP_GET, .pattern = "/admin", .guard = GUARD_ADMIN, .handle = show},
    {.method = HTTP_GET,
	.pattern = "/door",
	.guard = GUARD_ANYONE,
	.handle = show,
	.pre_session = true},
    {.method = HTTP_POST,
	.pattern = "/door",
	.guard = GUARD_ANYONE,
	.handle = post,
	.pre_session = true},
    {.method = HTTP_GET, .pattern = "/fail/:how", .guard = GUARD_ANYONE, .handle = fail_as_told},
    {.method = HTTP_GET, .pattern = "/broken", .guard = GUARD_ANYONE, .handle = bad_template},
    {.method = HTTP_GET, .pattern = "/elsewhere", .guard = GUARD_ANYONE, .handle = elsewhere},
};

static const char *client, *agent, *admin;

#define ASK(...)	ask(&(struct ask){__VA_ARGS__})
#define STATUS(status)	assert_int_equal(answer_status(), (status))
#define SHOWS(text)	assert_non_null(strstr(answer_text(), (text)))
#define SHOWS_NOT(text) assert_null(strstr(answer_text(), (text)))

/* The three in one text, which the test frees. */
static char *joined(const char *first, const char *second, const char *third)
{
	size_t size = strlen(first) + strlen(second) + strlen(third) + 1;
	char *text = malloc(size);

	assert_non_null(text);
	(void)snprintf(text, size, "%s%s%s", first, second, third);
	return text;
}

/* The token of that session's forms. */
static const char *token_of(const char *cookie)
{
	ASK(.target = "/", .cookie = cookie);
	return answer_input("csrf");
}

/* --- Routes. */

static void a_path_gets_its_handler_and_its_parameters(void **state)
{
	(void)state;
	ASK(.target = "/");
	STATUS(200);
	SHOWS("<h1>A page</h1>");
	assert_string_equal(answer_header("Content-Type"), "text/html; charset=utf-8");
	ASK(.target = "/echo/one/%C5%82%20two?three=4");
	SHOWS("[one][\xc5\x82 two]");
	for (const char *const *none = (const char *const[]){"/nowhere", "/echo/one", "/echo/one/",
		 "/echo//two", "/echo/one/two/three", "/thing", "/thingss", NULL};
	     *none; none++) {
		ASK(.target = *none);
		STATUS(404);
	}
}

static void a_path_with_another_method_says_which(void **state)
{
	(void)state;
	ASK(.target = "/", .method = "POST", .body = "");
	STATUS(405);
	assert_string_equal(answer_header("Allow"), "GET, HEAD");
	ASK(.target = "/files");
	STATUS(405);
	assert_string_equal(answer_header("Allow"), "POST");
	ASK(.target = "/things", .method = "DELETE");
	STATUS(405);
	assert_string_equal(answer_header("Allow"), "GET, HEAD, POST");
	ASK(.target = "/", .method = "get");
	STATUS(405);
}

static void a_slash_too_many_is_taken_off(void **state)
{
	(void)state;
	ASK(.target = "/things/?q=a%20b/&c");
	STATUS(303);
	assert_string_equal(answer_header("Location"), "/things?q=a%20b/&c");
	ASK(.target = "/files/");
	STATUS(404);
	ASK(.target = "/things//");
	STATUS(404);
}

static void head_is_get_without_the_body(void **state)
{
	char length[24];

	(void)state;
	ASK(.target = "/");
	(void)snprintf(length, sizeof length, "%s", answer_header("Content-Length"));
	ASK(.target = "/", .method = "HEAD");
	STATUS(200);
	assert_string_equal(answer_header("Content-Length"), length);
	assert_string_equal(answer_body(), "");
	ASK(.target = "/nowhere", .method = "HEAD");
	STATUS(404);
	assert_string_equal(answer_body(), "");
}

/* --- Guards. */

static void each_guard_lets_in_its_own(void **state)
{
	const char *const who[] = {NULL, client, agent, admin};
	const struct {
		const char *target;
		int expected[4];
	} table[] = {
	    {"/", {200, 200, 200, 200}},
	    {"/things", {303, 200, 200, 200}},
	    {"/staff", {303, 404, 200, 200}},
	    {"/admin", {303, 404, 404, 200}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		for (size_t k = 0; k < 4; k++) {
			unsigned before = handled;

			ASK(.target = table[i].target, .cookie = who[k]);
			STATUS(table[i].expected[k]);
			assert_int_equal(handled - before, table[i].expected[k] == 200);
		}
	}
}

static void signing_in_leads_back_to_the_address(void **state)
{
	(void)state;
	ASK(.target = "/things?state=done&q=a%26b");
	STATUS(303);
	assert_string_equal(
	    answer_header("Location"), "/login?next=%2Fthings%3Fstate%3Ddone%26q%3Da%2526b");
	ASK(.target = "/staff", .cookie = "docket=0123456789");
	STATUS(303);
	assert_string_equal(answer_header("Location"), "/login?next=%2Fstaff");
}

static void a_form_from_elsewhere_is_refused(void **state)
{
	static const char *const FOREIGN[] = {"http://evil.example", "https://docket.example",
	    "null", "http://docket.example:81", "http://docket.example.evil", "docket.example",
	    NULL};
	char *body = joined("csrf=", token_of(client), "");

	(void)state;
	for (const char *const *origin = FOREIGN; *origin; origin++) {
		unsigned before = handled;

		ASK(.target = "/things", .body = body, .cookie = client, .origin = *origin);
		STATUS(403);
		SHOWS_NOT("name=\"body\"");
		assert_int_equal(handled, before);
	}
	ASK(.target = "/things", .body = body, .cookie = client, .origin = "http://docket.example");
	STATUS(303);
	ASK(.target = "/things", .body = body, .cookie = client);
	STATUS(303);
	ASK(.target = "/things", .body = body, .cookie = client, .origin = "https://docket.example",
	    .https = true);
	STATUS(403); /* over https the cookie has another name: nobody is signed in */
	free(body);
}

static void a_token_is_good_for_its_session_alone(void **state)
{
	char *right = joined("csrf=", token_of(client), ""),
	     *other = joined("csrf=", token_of(agent), "");
	const char *const wrong[] = {"", "csrf=", "csrf=x", other, "csrf", "CSRF=1", NULL};

	(void)state;
	for (const char *const *body = wrong; *body; body++) {
		unsigned before = handled;

		ASK(.target = "/things", .body = *body, .cookie = client);
		STATUS(403);
		assert_int_equal(handled, before);
	}
	ASK(.target = "/things", .body = right, .cookie = client);
	STATUS(303);
	ASK(.target = "/things", .body = right, .cookie = agent);
	STATUS(403);
	ASK(.target = "/staff", .body = right, .cookie = client);
	STATUS(404); /* what is hidden is hidden before the form is looked at */
	free(right);
	free(other);
}

static void a_visitor_has_a_token_too(void **state)
{
	char *cookie, *body;
	unsigned before;

	(void)state;
	ASK(.target = "/");
	assert_null(answer_cookie("docket_visitor"));
	ASK(.target = "/door");
	assert_non_null(strstr(answer_cookie("docket_visitor"), "HttpOnly"));
	cookie = joined("docket_visitor=", answer_cookie("docket_visitor"), "");
	cookie[strcspn(cookie, ";")] = '\0';
	ASK(.target = "/door", .cookie = cookie);
	assert_null(answer_cookie("docket_visitor"));
	/* category.cs has no form; the page for a form that came too late has. */
	ASK(.target = "/door", .body = "csrf=old", .cookie = cookie);
	STATUS(403);
	body = joined("csrf=", answer_input("csrf"), "");
	before = handled;
	ASK(.target = "/door", .body = body, .cookie = cookie);
	STATUS(303);
	assert_int_equal(handled, before + 1);
	ASK(.target = "/door", .body = body);
	STATUS(403);
	ASK(.target = "/things", .body = body, .cookie = cookie);
	STATUS(403);
	free(cookie);
	free(body);
}

/* --- Forms that came too late. */

#define PART(head, text) "--B\r\nContent-Disposition: form-data; " head "\r\n\r\n" text "\r\n"

static void what_was_typed_stands_on_the_page_that_comes_back(void **state)
{
	(void)state;
	ASK(.target = "/things?x=1",
	    .body = "csrf=old&body=first%0D%0A%3Cb%3E%22+%26&empty=&password_new=secret",
	    .cookie = client);
	STATUS(403);
	SHOWS("action=\"/things?x=1\"");
	assert_string_equal(answer_input("body"), "first\n&lt;b&gt;&quot; &amp;");
	assert_string_equal(answer_input("empty"), "");
	assert_string_not_equal(answer_input("csrf"), "old");
	SHOWS_NOT("secret");
	ASK(.target = "/things", .body = "csrf=old&body=typed", .cookie = "docket=gone");
	STATUS(403);
	assert_string_equal(answer_input("body"), "typed");
	SHOWS("href=\"/login\"");
}

static void its_files_are_kept_for_whoever_is_signed_in(void **state)
{
	static const char BODY[] = PART("name=\"csrf\"", "old") PART("name=\"body\"", "typed")
	    PART("name=\"file\"; filename=\"a.txt\"", "bytes") "--B--\r\n";
	static const char TYPE[] = "multipart/form-data; boundary=B";
	char *body, *token;

	(void)state;
	ASK(.target = "/files", .body = BODY, .type = TYPE, .cookie = client);
	STATUS(403);
	assert_non_null(answer_input("upload"));
	token = joined("csrf=", answer_input("csrf"), "&upload=");
	body = joined(token, answer_input("upload"), "");
	free(token);
	ASK(.target = "/files", .body = body, .cookie = client);
	SHOWS("[1 files][fine]");
	ASK(.target = "/files", .body = BODY, .type = TYPE, .cookie = "docket=gone");
	STATUS(403);
	assert_null(answer_input("upload"));
	SHOWS("files did not come along");
	free(body);
}

static void bodies_have_their_limits(void **state)
{
	static char large[5 << 20];
	char *body = joined("csrf=", token_of(client), "&body=");
	size_t length = strlen(body);

	(void)state;
	memset(large, 'x', sizeof large);
	memcpy(large, body, length);
	ASK(.target = "/things", .body = large, .length = sizeof large, .cookie = client);
	STATUS(413);
	ASK(.target = "/things", .body = large, .length = sizeof large, .cookie = client,
	    .type = "multipart/form-data; boundary=B");
	STATUS(413);
	ASK(.target = "/things", .body = "body=%zz", .cookie = client);
	STATUS(400);
	ASK(.target = "/things", .body = "{}", .cookie = client, .type = "application/json");
	STATUS(400);
	free(body);
}

/* --- What the next page says. */

static char *flash_after_post(void)
{
	char *body = joined("csrf=", token_of(client), ""), *cookie;
	const char *value;

	ASK(.target = "/things", .body = body, .cookie = client);
	STATUS(303);
	assert_string_equal(answer_header("Location"), "/things");
	value = answer_cookie("docket_flash");
	assert_non_null(value);
	cookie = joined("docket_flash=", value, "");
	cookie[strcspn(cookie, ";")] = '\0';
	free(body);
	return cookie;
}

static void the_next_page_says_it_once_and_in_its_language(void **state)
{
	char *cookie = flash_after_post();

	(void)state;
	ASK(.target = "/", .cookie = cookie);
	SHOWS(SAID);
	assert_non_null(strstr(answer_cookie("docket_flash"), "Max-Age=0"));
	ASK(.target = "/");
	SHOWS_NOT(SAID);
	ASK(.target = "/", .cookie = cookie, .languages = "pl");
	SHOWS(language_text(language_named("pl"), NULL, SAID));
	free(cookie);
}

static void nobody_else_puts_words_into_our_mouth(void **state)
{
	char *cookie = flash_after_post();

	(void)state;
	cookie[strlen(cookie) - 1] ^= 1;
	ASK(.target = "/", .cookie = cookie);
	STATUS(200);
	SHOWS_NOT("class=\"flash");
	for (const char *const *forged = (const char *const[]){"docket_flash=",
		 "docket_flash=00112233445566778899aabbccddeeff48",
		 "docket_flash=00112233445566778899aabbccddeeff4", "docket_flash=zz", NULL};
	     *forged; forged++) {
		ASK(.target = "/", .cookie = *forged);
		STATUS(200);
		SHOWS_NOT("class=\"flash");
	}
	free(cookie);
}

/* --- Languages. */

static void a_page_is_in(const char *code)
{
	char start[40];

	(void)snprintf(start, sizeof start, "<html lang=\"%s\">", code);
	SHOWS(start);
}

static void the_language_asked_for_comes_before_all_others(void **state)
{
	const char *russian = signed_in(ROLE_CLIENT, "ru");
	char *both = joined(russian, "; docket_lang=nb", "");

	(void)state;
	ASK(.target = "/");
	a_page_is_in("en");
	ASK(.target = "/", .languages = "fr, nb;q=0.2, pl;q=0.7");
	a_page_is_in("pl");
	ASK(.target = "/", .languages = "pl", .cookie = russian);
	a_page_is_in("ru");
	ASK(.target = "/", .languages = "pl", .cookie = both);
	a_page_is_in("nb");
	assert_null(answer_cookie("docket_lang"));
	ASK(.target = "/?lang=en", .languages = "pl", .cookie = both);
	a_page_is_in("en");
	assert_non_null(strstr(answer_cookie("docket_lang"), "en; "));
	assert_null(strstr(answer_cookie("docket_lang"), "HttpOnly"));
	ASK(.target = "/?lang=nb", .cookie = both);
	assert_null(answer_cookie("docket_lang"));
	ASK(.target = "/?lang=xx", .languages = "pl");
	a_page_is_in("pl");
	assert_null(answer_cookie("docket_lang"));
	free(both);
}

static void an_error_page_speaks_it_too(void **state)
{
	(void)state;
	ASK(.target = "/nowhere", .languages = "pl");
	a_page_is_in("pl");
	ASK(.target = "/%zz", .languages = "pl");
	STATUS(400);
	a_page_is_in("pl");
}

/* --- Errors. */

static void each_error_becomes_its_status(void **state)
{
	static const int STATUS_OF[] = {404, 404, 400, 409, 413, 503, 503, 500, 500, 500};
	char target[20];

	(void)state;
	for (size_t i = 0; i < sizeof STATUS_OF / sizeof STATUS_OF[0]; i++) {
		(void)snprintf(target, sizeof target, "/fail/%zu", i);
		ASK(.target = target);
		STATUS(STATUS_OF[i]);
		SHOWS("<h1>");
		SHOWS_NOT("secret detail");
		SHOWS_NOT("half a page");
		if (STATUS_OF[i] == 503)
			assert_string_equal(answer_header("Retry-After"), "5");
		else
			assert_null(answer_header("Retry-After"));
	}
}

static void an_error_page_names_the_request(void **state)
{
	char first[20];

	(void)state;
	ASK(.target = "/fail/9");
	assert_int_equal(strlen(answer_header("X-Request-Id")), 16);
	assert_non_null(strstr(answer_body(), answer_header("X-Request-Id")));
	(void)snprintf(first, sizeof first, "%s", answer_header("X-Request-Id"));
	ASK(.target = "/");
	assert_string_not_equal(answer_header("X-Request-Id"), first);
}

static void a_page_that_cannot_be_made_is_our_fault(void **state)
{
	(void)state;
	ASK(.target = "/broken");
	STATUS(500);
	SHOWS("<h1>");
	SHOWS_NOT("such.cs");
	ASK(.target = "/elsewhere");
	STATUS(500);
	assert_null(answer_header("Location"));
}

static void a_bad_head_gets_a_page(void **state)
{
	static char target[9000];

	(void)state;
	memset(target, 'a', sizeof target - 1);
	target[0] = '/';
	ASK(.target = target);
	STATUS(414);
	SHOWS("<h1>");
	for (const char *const *bad =
		 (const char *const[]){"/%zz", "/%ff", "//evil", "/a%00b", "/?a=%", "", "*", NULL};
	     *bad; bad++) {
		ASK(.target = *bad);
		STATUS(400);
		SHOWS("<h1>");
	}
}

/* --- Cookies and caches. */

static void over_https_cookies_are_secure(void **state)
{
	char *cookie;

	(void)state;
	ASK(.target = "/door?lang=pl", .https = true);
	assert_null(answer_cookie("docket_visitor"));
	assert_non_null(strstr(answer_cookie("__Host-docket_visitor"), "Secure"));
	assert_non_null(strstr(answer_cookie("__Host-docket_visitor"), "SameSite=Lax"));
	assert_non_null(answer_cookie("__Host-docket_lang"));
	cookie = joined("__Host-", client, "");
	ASK(.target = "/things", .cookie = cookie, .https = true);
	STATUS(200);
	ASK(.target = "/things", .cookie = cookie);
	STATUS(303);
	free(cookie);
}

static void pages_are_kept_by_nobody_else(void **state)
{
	(void)state;
	ASK(.target = "/things", .cookie = client);
	assert_string_equal(answer_header("Cache-Control"), "private, no-cache");
	ASK(.target = "/nowhere");
	assert_non_null(answer_header("Cache-Control"));
}

static void nothing_of_one_request_is_left_for_the_next(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++) {
		ASK(.target = "/things", .cookie = i % 2 ? client : agent);
		STATUS(200);
		SHOWS("Ann &quot;&lt;b&gt;&quot; Example");
		ASK(.target = "/");
		SHOWS_NOT("Ann &quot;");
		assert_null(answer_cookie("docket_flash"));
	}
}

/* --- Without a database. The last of all: it hurts the server. */

static void without_a_database_the_page_says_when_to_come_back(void **state)
{
	(void)state;
	test_database_kill();
	for (int i = 0; i < 3; i++) {
		ASK(.target = "/things", .cookie = client, .languages = "pl");
		STATUS(503);
		assert_string_equal(answer_header("Retry-After"), "5");
		a_page_is_in("pl");
		SHOWS("<h1>");
		assert_non_null(strstr(answer_body(), answer_header("X-Request-Id")));
		ASK(.target = "/things", .body = "csrf=x&body=typed", .cookie = client);
		STATUS(503);
	}
	test_database_revive();
	ASK(.target = "/");
	STATUS(200);
}

static int set_up(void **state)
{
	(void)state;
	web_program_start(ROUTES, sizeof ROUTES / sizeof ROUTES[0], true);
	client = signed_in(ROLE_CLIENT, "");
	agent = signed_in(ROLE_AGENT, "");
	admin = signed_in(ROLE_ADMIN, "");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	web_program_stop();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_path_gets_its_handler_and_its_parameters),
	    cmocka_unit_test(a_path_with_another_method_says_which),
	    cmocka_unit_test(a_slash_too_many_is_taken_off),
	    cmocka_unit_test(head_is_get_without_the_body),
	    cmocka_unit_test(each_guard_lets_in_its_own),
	    cmocka_unit_test(signing_in_leads_back_to_the_address),
	    cmocka_unit_test(a_form_from_elsewhere_is_refused),
	    cmocka_unit_test(a_token_is_good_for_its_session_alone),
	    cmocka_unit_test(a_visitor_has_a_token_too),
	    cmocka_unit_test(what_was_typed_stands_on_the_page_that_comes_back),
	    cmocka_unit_test(its_files_are_kept_for_whoever_is_signed_in),
	    cmocka_unit_test(bodies_have_their_limits),
	    cmocka_unit_test(the_next_page_says_it_once_and_in_its_language),
	    cmocka_unit_test(nobody_else_puts_words_into_our_mouth),
	    cmocka_unit_test(the_language_asked_for_comes_before_all_others),
	    cmocka_unit_test(an_error_page_speaks_it_too),
	    cmocka_unit_test(each_error_becomes_its_status),
	    cmocka_unit_test(an_error_page_names_the_request),
	    cmocka_unit_test(a_page_that_cannot_be_made_is_our_fault),
	    cmocka_unit_test(a_bad_head_gets_a_page),
	    cmocka_unit_test(over_https_cookies_are_secure),
	    cmocka_unit_test(pages_are_kept_by_nobody_else),
	    cmocka_unit_test(nothing_of_one_request_is_left_for_the_next),
	    cmocka_unit_test(without_a_database_the_page_says_when_to_come_back),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
