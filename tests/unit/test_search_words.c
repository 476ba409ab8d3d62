/* What a query finds: words in all their forms, phrases, filters, codes, scripts without spaces. */
#include "search_world.h"

#include <string.h>

#include "base/timestamp.h"

static void put_in(int64_t id, const char *language, const char *title, const char *question)
{
	struct search_document document = world_ticket(id, title, question);

	document.language = language;
	world_put(document);
}

static void a_word_is_found_in_any_of_its_forms(void **state)
{
	(void)state;
	put_in(1, "en", "Printing fails", "The printers have stopped");
	put_in(2, "nb", "Skriveren", "Kontoen min er låst, passordet virker ikke");
	put_in(3, "ru", "Пароль", "Пользователи не могут войти в учётную запись");
	put_in(4, "pl", "Poczta", "Nie działają hasła użytkowników");
	world_commit();
	assert_found("printer", "1");
	assert_found("STOPPING", "1");
	assert_found("konto låste", "2");
	assert_found("пользователю", "3");
	assert_found("учетной записи", "3");
	assert_found("hasło użytkownika", "4");
	assert_found("haslo uzytkownika", "4");
}

static void all_words_are_asked_for_then_fewer_and_it_says_so(void **state)
{
	struct search_result result;

	(void)state;
	put_in(1, "en", "Invoice export", "The export of an invoice is empty");
	put_in(2, "en", "Invoice missing", "Where is it?");
	world_commit();
	result = result_of(&STAFF, (struct search_query){.text = "invoice export"});
	assert_string_equal(ids_of(&result), "1");
	assert_int_equal(result.loosened, SEARCH_ALL_WORDS);
	result = result_of(&STAFF, (struct search_query){.text = "invoice export kangaroo"});
	assert_string_equal(ids_of(&result), "1 2");
	assert_int_equal(result.loosened, SEARCH_SOME_WORDS);
	assert_not_found("kangaroo");
}

static void phrases_and_minus_mean_what_they_say(void **state)
{
	(void)state;
	put_in(1, "en", "a", "the server is out of memory again");
	put_in(2, "en", "b", "memory of the server, out of order");
	world_commit();
	assert_found("\"out of memory\"", "1");
	assert_found("server -again", "2");
	assert_found("server -\"out of memory\"", "2");
	assert_found("-again", "2");
	/* Nobody wrote that: its words are looked for, what is not wanted stays out. */
	assert_found("\"memory server\" -again", "2");
}

static void filters_stand_in_the_text(void **state)
{
	struct search_document article = world_ticket(3, "Network of printers", "x");
	struct search_document tagged = world_ticket(2, "Printer on the network", "x");
	const char *const tags[] = {"Wi-Fi"};

	(void)state;
	article.kind = SEARCH_ARTICLE;
	article.category = "network";
	tagged.tags = tags;
	tagged.tag_count = 1;
	tagged.status = "solved";
	world_put(world_ticket(1, "Printer", "x"));
	world_put(tagged);
	world_put(article);
	world_commit();
	assert_found("printer category:network", "a3");
	assert_found("printer kind:article", "a3");
	assert_found("printer tag:wi-fi", "2");
	assert_found("STATUS:solved printer", "2");
	assert_found("status:solved", "2");
	assert_found("printer year:2023 -kind:article status:\"closed\" category:email", "1");
	assert_not_found("printer lang:pl");
	assert_not_found("printer year:2022");
}

static void codes_are_found_as_typed_and_by_their_parts(void **state)
{
	(void)state;
	put_in(1, "en", "Update", "error 0x80070005 in TB 115.3.1");
	put_in(2, "en", "Blog", "permissions of wp-config.php are wrong");
	put_in(3, "en", "Mail", "the server talks IMAP4rev1, the e-mail is gone");
	put_in(4, "en", "Code", "written in C++, write to jane@example.org");
	world_commit();
	assert_found("0x80070005", "1");
	assert_found("0X80070005", "1");
	assert_found("115.3.1", "1");
	assert_found("TB 115.3", "1");
	assert_not_found("115.4");
	assert_found("wp-config.php", "2");
	assert_found("config", "2");
	assert_found("imap4REV1", "3");
	assert_found("imap", "3");
	assert_found("email", "3");
	assert_found("e-mail", "3");
	assert_found("c++", "4");
	assert_found("jane@example.org", "4");
	assert_found("example.org", "4");
}

static void scripts_without_spaces_are_found_inside_a_sentence(void **state)
{
	(void)state;
	put_in(1, "ja", "メールが届かない", "受信トレイに新しいメールが表示されません。");
	put_in(2, "zh", "密码", "忘记密码怎么办");
	world_commit();
	assert_found("メール", "1");
	assert_found("密码", "2");
	assert_found("忘", "2");
	assert_not_found("码密");
}

static void common_words_alone_still_find_something(void **state)
{
	(void)state;
	put_in(1, "en", "To be", "or not to be");
	world_commit();
	assert_found("to be or not", "1");
	assert_found("\"not to be\"", "1");
	assert_not_found("");
	assert_not_found("\" - -- : \"");
}

static void a_word_in_the_making_finds_by_its_beginning(void **state)
{
	struct search_query query = {.mode = SEARCH_TYPING, .text = "invoice exp"};
	struct search_result result;

	(void)state;
	put_in(1, "en", "Export of invoices", "x");
	put_in(2, "en", "Invoices", "y");
	put_in(3, "en", "Experts wanted", "expected");
	world_commit();
	result = result_of(&STAFF, query);
	assert_string_equal(ids_of(&result), "1");
	query.text = "e";
	result = result_of(&STAFF, query);
	assert_string_equal(ids_of(&result), "3 1");
	query.text = "invoi exp"; /* so many type */
	result = result_of(&STAFF, query);
	assert_string_equal(ids_of(&result), "1");
	query.text = "expec";
	result = result_of(&STAFF, query);
	assert_string_equal(ids_of(&result), "3");
}

static void a_few_letters_bring_the_readers_language_first(void **state)
{
	const struct search_reader maja = {.staff = true, .language = "pl"};
	struct search_query query = {.mode = SEARCH_TYPING, .text = "ka", .limit = 2};
	struct search_result result;

	(void)state;
	put_in(1, "nb", "Kasse", "x");
	put_in(2, "pl", "Kasa", "x");
	put_in(3, "nb", "Kabel", "x");
	put_in(4, "nb", "Kaffe", "x");
	world_commit();
	result = result_of(&maja, query);
	assert_int_equal(result.hits[0].id, 2);
	assert_int_equal(result.count, 2);
	put_in(5, "pl", "Kabel", "x");
	world_commit();
	result = result_of(&maja, query);
	assert_string_equal(ids_of(&result), "5 2");
}

static void recent_and_helpful_ones_come_first(void **state)
{
	const int64_t now = timestamp_now();
	struct search_document d = world_ticket(1, "Blank receipts", "The till prints nothing.");

	(void)state;
	d.created = now - 400 * TIMESTAMP_DAY;
	world_put(d);
	d.id = 2;
	d.created = now - 2 * TIMESTAMP_DAY;
	world_put(d);
	world_commit();
	assert_found("blank receipts", "2 1");
	d.id = 3;
	d.created = now - 400 * TIMESTAMP_DAY;
	d.helped = 20;
	world_put(d);
	d.id = 4;
	d.helped = 0;
	d.failed = 20;
	world_put(d);
	world_commit();
	assert_found("blank receipts", "2 3 1 4");
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, search_world_begin, search_world_end)
	const struct CMUnitTest tests[] = {
	    IN_WORLD(a_word_is_found_in_any_of_its_forms),
	    IN_WORLD(all_words_are_asked_for_then_fewer_and_it_says_so),
	    IN_WORLD(phrases_and_minus_mean_what_they_say),
	    IN_WORLD(filters_stand_in_the_text),
	    IN_WORLD(codes_are_found_as_typed_and_by_their_parts),
	    IN_WORLD(scripts_without_spaces_are_found_inside_a_sentence),
	    IN_WORLD(common_words_alone_still_find_something),
	    IN_WORLD(a_word_in_the_making_finds_by_its_beginning),
	    IN_WORLD(a_few_letters_bring_the_readers_language_first),
	    IN_WORLD(recent_and_helpful_ones_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
