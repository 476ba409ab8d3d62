/* One request through a whole program, on a real database: routes, guards, forms. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
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
};

static const char *client, *agent, *admin;

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

static int set_up(void **state)
{
	(void)state;
	web_program_start(ROUTES, sizeof ROUTES / sizeof ROUTES[0], false);
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
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
