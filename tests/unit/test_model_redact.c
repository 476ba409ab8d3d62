/* What is found in a ticket's text before it is published, and what is left alone. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/redact.h"
#include "valgrind.h"

static struct arena *arena;

static const struct redact_known KNOWN[] = {
    {REDACT_NAME, "Kari Holm"},
    {REDACT_NAME, "Marta Zielińska"},
    {REDACT_NAME, "Игорь Петров"},
    {REDACT_NAME, "James O’Connor"},
    {REDACT_NAME, "Will Post"},
    {REDACT_NAME, "Ola"},
    {REDACT_ORGANISATION, "Aquaria Bergen"},
};

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return arena ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static int reset(void **state)
{
	(void)state;
	arena_reset(arena);
	return 0;
}

static const char *word(const void *context, enum redact_kind kind)
{
	(void)context;
	return redact_word(kind);
}

static const char *redacted(const char *text)
{
	struct redact_finding *findings;
	const char *result;
	size_t count, end = 0;

	assert_int_equal(
	    redact_find(arena, text, KNOWN, sizeof KNOWN / sizeof KNOWN[0], &findings, &count), OK);
	for (size_t i = 0; i < count; i++) {
		assert_true(findings[i].start >= end && findings[i].length > 0);
		end = findings[i].start + findings[i].length;
		assert_true(end <= strlen(text));
	}
	result = redact_replace(arena, text, findings, count, NULL, word, NULL);
	assert_non_null(result);
	return result;
}

struct example {
	const char *text, *expected;
};

static void check(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_string_equal(redacted(examples[i].text), examples[i].expected);
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof(examples)[0])

static void assert_kept(const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_string_equal(redacted(texts[i]), texts[i]);
}

#define KEPT(texts) assert_kept(texts, sizeof(texts) / sizeof(texts)[0])

static void names_of_the_people_involved_are_found_in_all_their_forms(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"Kari Holm wrote: the till stops.", "[name] wrote: the till stops."},
	    {"Kari's mailbox and Holms mailbox", "[name] mailbox and [name] mailbox"},
	    {"KARI HOLM", "[name]"},
	    {"Rozmawiałam z Martą Zielińską, Marcie nic nie działa.",
		"Rozmawiałam z [name], Marcie nic nie działa."},
	    {"Передайте Игорю Петрову, что Петровой тоже.", "Передайте [name], что [name] тоже."},
	    {"Ask O’Connor (James).", "Ask [name] ([name])."},
	    {"Olas maskin og Ola's skjerm", "[name] maskin og [name] skjerm"},
	    {"Will Post has left.", "[name] has left."},
	    {"Here at Aquaria Bergen nothing prints; AQUARIA BERGEN!",
		"Here at [company] nothing prints; [company]!"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void names_that_nobody_knows_are_found_by_greeting_and_closing(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"Hi Tom,\nit stopped.", "Hi [name],\nit stopped."},
	    {"Dear Mrs Nair\nThe shop", "Dear [name]\nThe shop"},
	    {"Cześć Ewo, co robić?", "Cześć [name], co robić?"},
	    {"Thanks!\n\nBest regards,\nPriya Nair\n", "Thanks!\n\nBest regards,\n[name]\n"},
	    {"Mvh\nLars Eide", "Mvh\n[name]"},
	    {"С уважением,\nАнна Белова", "С уважением,\n[name]"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void words_that_only_look_like_names_are_kept(void **state)
{
	static const char *const TEXTS[] = {
	    "Will you post it? Post it please.",
	    "Hi all, hello there, Hello Team, Hei alle, Dzień dobry Państwu",
	    "Markdown and Willow and Holmium",
	    "the karibu and a carillon; solar panels",
	    "Regards the second question, it depends.",
	    "Aquaria alone is a shop in Bergen.",
	    "Best regards\nThe support team of the whole big house",
	};

	(void)state;
	KEPT(TEXTS);
}

static void addresses_of_people_and_machines_are_found(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"write to kari.holm+x@mail.example.org.", "write to [e-mail]."},
	    {"<имя@пример.рф>, o'hara@shop.co.uk", "<[e-mail]>, [e-mail]"},
	    {"from 192.168.1.20 to 10.0.0.5:8443", "from [address] to [address]:8443"},
	    {"ping 203.0.113.9, then 2001:db8::ff00:42:8329.", "ping [address], then [address]."},
	    {"inet6 fe80::1ff:fe23:4567:890a/64", "inet6 [address]/64"},
	    {"printer 00:1B:44:11:3A:B7 and 00-1b-44-11-3a-b8", "printer [address] and [address]"},
	    {"https://kari:hunter2@shop.example/x", "[link]"},
	    {"see https://a.example/r?id=5&token=abcdef12 now", "see [link] now"},
	    {"postgres://web:s3cret@db.internal/shop", "[link]"},
	    {"https://help.example/s/H1010/9fk3LmQ27xPz81RtVw44", "[link]"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void versions_and_plain_links_are_no_addresses(void **state)
{
	static const char *const TEXTS[] = {
	    "Thunderbird 115.3.1 on Windows 10.0.19045, Chrome 120.0.6099.71",
	    "version 4.2.1.7 and v1.2.3.4, firmware 2.0.0.1, wersja 1.0.0.3",
	    "127.0.0.1, 0.0.0.0, 255.255.255.0 and ::1",
	    "at 12:30:45 std::string a::b Foo::Bar::baz x::y::z",
	    "https://www.example.com/kb/12-two-people?lang=en&page=2#top",
	    "https://support.example.com/articles/how-to-set-up-a-printer-2024-edition",
	    "a@b and @home, user@localhost",
	    "1.2.3.4.5 and 300.1.2.3 and 1.2.3",
	};

	(void)state;
	KEPT(TEXTS);
}

static void telephone_and_payment_numbers_are_found(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"Ring meg på +47 22 33 44 55.", "Ring meg på [telephone]."},
	    {"tlf 22334455, tel: 600100200", "tlf [telephone], tel: [telephone]"},
	    {"22 33 44 55 eller 600 100 200", "[telephone] eller [telephone]"},
	    {"8 (495) 123-45-67 или +7(912)345-67-89", "[telephone] или [telephone]"},
	    {"(416) 555-0199 or 416-555-0199 or 416.555.0199",
		"[telephone] or [telephone] or [telephone]"},
	    {"0047 22 33 44 55", "[telephone]"},
	    {"on 2024-05-01 22 33 44 55 answered", "on 2024-05-01 [telephone] answered"},
	    {"card 4111 1111 1111 1111 or 5500-0055-5555-5559",
		"card [card number] or [card number]"},
	    {"4111111111111111", "[card number]"},
	    {"NO93 8601 1117 947, PL61109010140000071219812874.",
		"[account number], [account number]."},
	    {"konto DE89 3704 0044 0532 0130 00", "konto [account number]"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void dates_amounts_and_codes_are_no_numbers_of_people(void **state)
{
	static const char *const TEXTS[] = {
	    "2024-05-01, 01.05.2024, 1/5/2024 10:30, 2023-2024, 05.01.24",
	    "2024-05-01 10:00 to 2024-05-02 11:00",
	    "1 234 567 kr, 12 345 678, 1 299,00 and 10.000,50",
	    "H1010, H123456789, KB5034441, order 10023456, 0x80070005",
	    "error 0x8007045D, code 1603, port 8080, ISO 8859-2",
	    "4111 1111 1111 1112 is no card, NO9386011117948 no account",
	    "800x600 and 1920x1080, 50-60 pages, 3-4 days",
	    "invoice 2024/0815/001",
	    "TB 115.3.1 build 20231005141322",
	};

	(void)state;
	KEPT(TEXTS);
}

static void secrets_are_found(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"password: hunter2", "password: [password]"},
	    {"Password is hunter2!", "Password is [password]!"},
	    {"hasło: Zielony.Koń", "hasło: [password]"},
	    {"Passordet er sommer2024.", "Passordet er [password]."},
	    {"пароль — нет, пароль: Весна", "пароль — нет, пароль: [password]"},
	    {"pwd=\"two words\" PIN: 4711", "pwd=\"[password]\" PIN: [password]"},
	    {"**Password:** `abc`", "**Password:** `[password]`"},
	    {"username: kholm1", "username: [name]"},
	    {"api_key=Zx81-kk22 token: 8f14e45fceea", "api_key=[secret] token: [secret]"},
	    {"key 5d41402abc4b2a76b9719d911017c592 end", "key [secret] end"},
	    {"ghp_16C7e42F292c6912E7710c838347Ae178B4a", "[secret]"},
	    {"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
		"Bearer [secret]"},
	    {"AKIAIOSFODNN7EXAMPLE1", "[secret]"},
	    {"licence ABCDE-12345-FGHIJ-67890-KLMNO", "licence [secret]"},
	    {"dGhpcyBpcyBh8IHZlcn9zZWNyZXQgdmFsdWU=", "[secret]"},
	    {"-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nrest",
		"[secret]\nrest"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void what_support_work_is_full_of_is_no_secret(void **state)
{
	static const char *const TEXTS[] = {
	    "H1010 and wp-config.php and /var/www/html/wp-content/plugins/seo-by-rank-math/",
	    "The password is not accepted. Passord er feil. Hasło jest nieprawidłowe.",
	    "пароль не подходит; the key is under the mat; reset your password, please",
	    "C:\\Program Files (x86)\\Common Files\\System\\ado\\msado15.dll",
	    "NS_ERROR_FAILURE_TO_INITIALIZE_THE_COMPONENT NSURLErrorCannotConnectToHost",
	    "org.apache.catalina.core.StandardWrapperValve.invoke",
	    "thunderbird-115.3.1-linux-x86_64-official-release",
	    "Internationalisation of troubleshooting-documentation-pages",
	    "ERR_SSL_VERSION_OR_CIPHER_MISMATCH and STATUS_ACCESS_VIOLATION",
	    "press the key: Enter",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ========================================",
	};

	(void)state;
	KEPT(TEXTS);
}

static void findings_that_overlap_become_one(void **state)
{
	static const struct example EXAMPLES[] = {
	    {"password: kari.holm@example.org", "password: [password]"},
	    {"Kari Holm <kari@example.org>", "[name] <[e-mail]>"},
	    {"https://Kari:pw@192.168.1.4/", "[link]"},
	};

	(void)state;
	CHECK(EXAMPLES);
}

static void what_is_kept_stands_as_it_was(void **state)
{
	static const char TEXT[] = "Kari at 10.0.0.5 and 10.0.0.6";
	const bool keep[] = {false, true, false};
	struct redact_finding *findings;
	size_t count;

	(void)state;
	assert_int_equal(redact_find(arena, TEXT, KNOWN, 1, &findings, &count), OK);
	assert_int_equal(count, 3);
	assert_int_equal(findings[1].kind, REDACT_ADDRESS);
	assert_string_equal(redact_replace(arena, TEXT, findings, count, keep, word, NULL),
	    "[name] at 10.0.0.5 and [address]");
	assert_int_equal(redact_find(arena, "", NULL, 0, &findings, &count), OK);
	assert_int_equal(count, 0);
}

/* Half a megabyte of what each finder looks at longest. */
static void time_grows_linearly(void **state)
{
	static const char *const PIECES[] = {"1 ", "a@", "://", "::", "-----BEGIN ", "password: '",
	    "Kari ", "Hi Tom Tom ", "1.2.3.4.", "+1 22-", "A1b2", "http://a?token=", "eyJ.",
	    "Regards\nAnn ", "\xd0\x9f", "AB12 "};
	const size_t size = 512 * 1024;

	(void)state;
	for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++) {
		char *text = calloc(1, size + 16);
		struct redact_finding *findings;
		clock_t before = clock();
		size_t count;

		assert_non_null(text);
		for (size_t at = 0; at + strlen(PIECES[i]) < size; at += strlen(PIECES[i]))
			memcpy(text + at, PIECES[i], strlen(PIECES[i]));
		assert_int_equal(redact_find(arena, text, KNOWN, 7, &findings, &count), OK);
		free(text);
		arena_reset(arena);
		if (clock() - before > (under_valgrind() ? 200 : 8) * CLOCKS_PER_SEC)
			fail_msg("\"%s\" took %ld ms", PIECES[i],
			    (long)((clock() - before) * 1000 / CLOCKS_PER_SEC));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(
		names_of_the_people_involved_are_found_in_all_their_forms, reset),
	    cmocka_unit_test_teardown(
		names_that_nobody_knows_are_found_by_greeting_and_closing, reset),
	    cmocka_unit_test_teardown(words_that_only_look_like_names_are_kept, reset),
	    cmocka_unit_test_teardown(addresses_of_people_and_machines_are_found, reset),
	    cmocka_unit_test_teardown(versions_and_plain_links_are_no_addresses, reset),
	    cmocka_unit_test_teardown(telephone_and_payment_numbers_are_found, reset),
	    cmocka_unit_test_teardown(dates_amounts_and_codes_are_no_numbers_of_people, reset),
	    cmocka_unit_test_teardown(secrets_are_found, reset),
	    cmocka_unit_test_teardown(what_support_work_is_full_of_is_no_secret, reset),
	    cmocka_unit_test_teardown(findings_that_overlap_become_one, reset),
	    cmocka_unit_test_teardown(what_is_kept_stands_as_it_was, reset),
	    cmocka_unit_test_teardown(time_grows_linearly, reset),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
