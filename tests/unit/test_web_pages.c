/* What a program answers: pages, languages, errors, cookies; and without a database. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "database.h"
#include "view/language.h"
#include "web/page.h"
#include "web_program.h"

#define SAID TR("Saved.")

/* --- A program. */

static enum err show(struct context *context)
{
	data_text(page_data(context), "Name", "A page");
	return page_send(context, "kb/category.cs", 200, "A page");
}

static enum err post(struct context *context)
{
	return page_redirect(context, "/things", SAID);
}

static enum err fail_as_told(struct context *context)
{
	static const enum err ERRORS[] = {ERR_NOT_FOUND, ERR_DENIED, ERR_INPUT, ERR_CONFLICT,
	    ERR_LIMIT, ERR_RETRY, ERR_UNAVAILABLE, ERR_MEMORY, ERR_IO, ERR_INTERNAL};

	data_text(page_data(context), "Name", "half a page");
	return ERROR(ERRORS[atoi(context_parameter(context, 0))], "secret detail");
}

static enum err bad_template(struct context *context)
{
	return page_send(context, "no/such.cs", 200, "A page");
}

static enum err elsewhere(struct context *context)
{
	return page_redirect(context, "//evil.example/", NULL);
}

static const struct route ROUTES[] = {
    {.method = HTTP_GET, .pattern = "/", .guard = GUARD_ANYONE, .handle = show},
    {.method = HTTP_GET, .pattern = "/things", .guard = GUARD_KNOWN, .handle = show},
    {.method = HTTP_POST, .pattern = "/things", .guard = GUARD_KNOWN, .handle = post},
    {.method = HTTP_GET,
	.pattern = "/door",
	.guard = GUARD_ANYONE,
	.handle = show,
	.pre_session = true},
    {.method = HTTP_GET, .pattern = "/fail/:how", .guard = GUARD_ANYONE, .handle = fail_as_told},
    {.method = HTTP_GET, .pattern = "/broken", .guard = GUARD_ANYONE, .handle = bad_template},
    {.method = HTTP_GET, .pattern = "/elsewhere", .guard = GUARD_ANYONE, .handle = elsewhere},
};

static const char *client, *agent;

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
