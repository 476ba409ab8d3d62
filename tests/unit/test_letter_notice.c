/* The texts of the notifications: those that ship, in each language, and what placeholders become.
 */
#include "unit.h"

#include <string.h>

#include "database.h"
#include "letter/notice.h"
#include "view/data.h"
#include "view/template.h"

static struct arena *arena;

#define OKAY(expression) assert_int_equal((expression), OK)

static int start(void **state)
{
	(void)state;
	arena = arena_new(16 * 1024 * 1024);
	OKAY(languages_load(arena_format(arena, "%s/po", test_source())));
	OKAY(templates_open(arena_format(arena, "%s/templates", test_source())));
	return 0;
}

static int stop(void **state)
{
	(void)state;
	templates_close();
	languages_free();
	arena_free(arena);
	return 0;
}

/* Which placeholders a text holds, a bit each; an unknown one fails. */
static unsigned long places_of(const char *text)
{
	unsigned long found = 0;

	assert_null(notification_unknown(arena, text, false));
	for (; *text; text++) {
		enum placeholder place;

		if (placeholder_read(text, &place))
			found |= 1UL << place;
	}
	return found;
}

static void every_language_says_all_that_the_english_text_says(void **state)
{
	(void)state;
	for (int64_t id = 1; id <= NOTIFICATIONS; id++) {
		struct notice_text text = notice_default(
		    (enum notify_moment)((id - 1) / 3 + 1), (enum notify_party)((id - 1) % 3 + 1));

		assert_null(notification_unknown(arena, text.subject, true));
		assert_non_null(strstr(text.subject, "{signature}"));
		for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
			const char *body = language_text(language_at(i), NULL, text.body);

			if (i)
				assert_string_not_equal(body, text.body);
			/* Languages greet and name in ways of their own, but none leaves out a
			 * fact. */
			assert_int_equal(places_of(body), places_of(text.body));
		}
	}
}

static struct notice made_up(void)
{
	return (struct notice){
	    .ticket = {.id = 1010,
		.subject = "Till <b>&\nBcc: x@example.org",
		.contact = "Kari & Co",
		.contact_id = 17,
		.organisation = "",
		.responsible = "",
		.team = "Tills",
		.created_at = 0,
		.due_at = TIMESTAMP_NONE},
	    .viewer = {.role = ROLE_CLIENT, .account_id = 17},
	    .actor = "Anna",
	    .link = "https://help.example.org/t/H1010",
	    .rate_link = "",
	    .stop_link = "https://help.example.org/stop/x",
	};
}

static struct letter_context context_with(struct letter_sender *sender)
{
	*sender = (struct letter_sender){.site_name = "Help"};
	return (struct letter_context){
	    .sender = sender, .arena = arena, .language = language_at(0)};
}

static void a_subject_is_one_line_whatever_stands_in_it(void **state)
{
	struct letter_sender sender;
	struct letter_context context = context_with(&sender);
	struct notice notice = made_up();
	const char *line =
	    notice_line(&context, &notice, "Kari", "{recipient}: {title} {nothing} {solution}{");

	(void)state;
	assert_non_null(strstr(line, "Kari: Till <b>&"));
	/* An unknown placeholder of an old text stays as it is; one of several lines gives nothing.
	 */
	assert_non_null(strstr(line, "{nothing} {"));
}

static void lines_and_paragraphs_without_values_are_left_out(void **state)
{
	struct letter_sender sender;
	struct letter_context context = context_with(&sender);
	struct notice notice = made_up();
	struct data *data = data_new(arena, context.language);
	struct buffer page = BUFFER(64 * 1024);
	static const char TEXT[] =
	    "Hello {recipient},\n\nDue: {due}\nOrganisation: {organisation}\n\n"
	    "{solution}\n\n{rate_link}\n\nOf {contact}: {actor}\n\n{link}";

	(void)state;
	OKAY(notice_expand(&context, &notice, "Kari", TEXT, data));
	OKAY(template_render("mail/notice.text.cs", data, &page));
	buffer_append(&page, "", 1);
	*strstr(page.data, "\n--") = '\0';
	assert_string_equal(page.data, "Hello Kari,\n\nOf Kari & Co: Anna\n\nOpen the request:\n"
				       "https://help.example.org/t/H1010\n");
	buffer_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_language_says_all_that_the_english_text_says),
	    cmocka_unit_test(a_subject_is_one_line_whatever_stands_in_it),
	    cmocka_unit_test(lines_and_paragraphs_without_values_are_left_out),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
