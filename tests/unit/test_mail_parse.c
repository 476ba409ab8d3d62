/* What becomes of a raw message, and of one that means harm. */
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/mail.h"
#include "valgrind.h"
#include "safe_html.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return arena && mail_prepare() == OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* As mail_parse_isolated, where a child in a cage can live. */
static enum err parse_in_cage(
    const char *raw, size_t length, enum mail_content content, struct mail **mail)
{
	return under_valgrind() ? mail_parse(arena, raw, length, content, mail)
				: mail_parse_isolated(arena, raw, length, content, mail);
}

static struct mail *parse_bytes(const char *raw, size_t length)
{
	struct mail *mail, *isolated;

	assert_int_equal(mail_parse(arena, raw, length, MAIL_WITH_BYTES, &mail), OK);
	assert_int_equal(parse_in_cage(raw, length, MAIL_WITH_BYTES, &isolated), OK);
	/* Both ways say the same. */
	assert_int_equal(mail->quarantine == NULL, isolated->quarantine == NULL);
	assert_string_equal(mail->subject, isolated->subject);
	assert_string_equal(mail->text, isolated->text);
	assert_string_equal(mail->reply, isolated->reply);
	assert_string_equal(mail->html, isolated->html);
	assert_string_equal(mail->from.email, isolated->from.email);
	assert_int_equal(mail->references.count, isolated->references.count);
	assert_int_equal(mail->automatic, isolated->automatic);
	assert_int_equal(mail->attachment_count, isolated->attachment_count);
	for (size_t i = 0; i < mail->attachment_count; i++) {
		assert_int_equal(mail->attachments[i].size, isolated->attachments[i].size);
		assert_memory_equal(mail->attachments[i].bytes, isolated->attachments[i].bytes,
		    mail->attachments[i].size);
	}
	assert_true(text_is_utf8(mail->text, strlen(mail->text)));
	assert_null(safe_html_fault(mail->html));
	return isolated;
}

static struct mail *parse(const char *raw)
{
	return parse_bytes(raw, strlen(raw));
}

#define HEAD "From: Anna <anna@example.org>\r\nSubject: x\r\n"

static void a_plain_message_is_taken_apart(void **state)
{
	struct mail *mail =
	    parse("Date: Fri, 21 Nov 1997 09:55:06 -0600\r\n"
		  "From: \"Doe, John\" <john@Example.ORG>\r\n"
		  "To: a@b.example, Group: c@d.example, e@f.example;\r\n"
		  "Cc: =?iso-8859-1?Q?J=F8rn?= <j@example.no>\r\n"
		  "Message-ID: <one@two>\r\nIn-Reply-To: <p@q>\r\n"
		  "References: <a@b> <c@d>\r\n <e@f>\r\n"
		  "Subject: =?UTF-8?B?xbvDs8WC?= =?UTF-8?B?dHk=?= a\r\n\r\nHello\r\n");

	(void)state;
	assert_null(mail->quarantine);
	assert_string_equal(mail->from.name, "Doe, John");
	assert_string_equal(mail->from.email, "john@example.org");
	assert_int_equal(mail->to.count, 3);
	assert_string_equal(mail->to.at[2].email, "e@f.example");
	assert_string_equal(mail->cc.at[0].name, "Jørn");
	assert_string_equal(mail->subject, "Żółty a");
	assert_string_equal(mail->message_id, "one@two");
	assert_int_equal(mail->references.count, 3);
	assert_string_equal(mail->references.at[2], "e@f");
	assert_string_equal(mail->in_reply_to.at[0], "p@q");
	assert_true(mail->date == INT64_C(880127706) * TIMESTAMP_SECOND);
	assert_string_equal(mail->text, "Hello\n");
	assert_int_equal(mail->automatic, MAIL_PERSON);
}

static void addresses_in_the_wild_are_read(void **state)
{
	static const struct {
		const char *field, *name, *email;
	} CASES[] = {
	    {"anna@example.org", "", "anna@example.org"},
	    {"anna@example.org (Anna B)", "Anna B", "anna@example.org"},
	    {"Anna B anna@example.org", "Anna B", "anna@example.org"},
	    {"<anna@example.org>", "", "anna@example.org"},
	    {"\"=?utf-8?Q?J=C3=B8rn?=\" <j@example.no>", "Jørn", "j@example.no"},
	    {"=?utf-8?Q?J=C3=B8rn_=C3?= =?utf-8?Q?=98?= <j@example.no>", "Jørn Ø", "j@example.no"},
	    {"'Anna' <anna@example.org>", "Anna", "anna@example.org"},
	    {"anna@example.org <anna@example.org>", "anna@example.org", "anna@example.org"},
	    {"Anna <anna@example.org", "Anna", "anna@example.org"},
	    {"MAILER-DAEMON (Mail System)", "Mail System", "MAILER-DAEMON"},
	    {"J\xf8rn <j@example.no>", "Jørn", "j@example.no"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		const char *raw =
		    arena_format(arena, "From: %s\r\nSubject: x\r\n\r\nx\r\n", CASES[i].field);
		struct mail *mail = parse(raw);

		assert_string_equal(mail->from.name, CASES[i].name);
		assert_string_equal(mail->from.email, CASES[i].email);
	}
}

static void the_sender_is_the_first_of_ten(void **state)
{
	struct mail *mail = parse("From: A <a@x.example>, b@x.example, c@x.example, d@x.example,"
				  " e@x.example, f@x.example, g@x.example, h@x.example,"
				  " i@x.example, j@x.example\r\nSubject: x\r\n\r\nx");

	(void)state;
	assert_int_equal(mail->all_from.count, 10);
	assert_string_equal(mail->from.email, "a@x.example");
}

static void texts_of_any_character_set_become_readable(void **state)
{
	static const struct {
		const char *declared, *bytes, *expected;
	} CASES[] = {
	    {"utf-8", "\xc5\xbb\xc3\xb3\xc5\x82w", "Żółw"},
	    {"windows-1250", "\xaf\xf3\xb3w", "Żółw"},
	    {"iso-8859-2", "\xaf\xf3\xb3w", "Żółw"},
	    {"iso-8859-1",
		"bl\xe5"
		"b\xe6r",
		"blåbær"},
	    {"ISO_8859-1", "\x93quoted\x94", "“quoted”"},
	    {"koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"},
	    {"windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"},
	    {"x-klingon", "\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0",
		"Привет, как дела"},
	    {"us-ascii", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"},
	    {"utf-8",
		"bl\xe5"
		"b\xe6r og fl\xf8te",
		"blåbær og fløte"},
	    {"iso-8859-1",
		"bl\xc3\xa5"
		"b\xc3\xa6r",
		"blåbær"},
	    {"", "za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9", "zażółć gęślą"},
	    {"iso-2022-jp", "\x1b$B$9$_$^$;$s\x1b(B", "すみません"},
	    {"gb2312", "\xc4\xe3\xba\xc3", "你好"},
	    {"utf-7", "Hi Mom -+Jjo--!", "Hi Mom -☺-!"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		const char *raw =
		    arena_format(arena, HEAD "Content-Type: text/plain; charset=\"%s\"\r\n\r\n%s",
			CASES[i].declared, CASES[i].bytes);

		assert_string_equal(parse(raw)->text, CASES[i].expected);
	}
}

/* A converter that has to be loaded after the filter has fallen would give U+FFFD. */
static void every_served_character_set_is_ready_before_the_filter_falls(void **state)
{
	static const char *const SETS[] = {"us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-5",
	    "iso-8859-15", "windows-1250", "windows-1251", "windows-1252", "koi8-r", "koi8-u",
	    "utf-7", "utf-16", "cp866", "iso-2022-jp", "gb2312", "big5", "shift_jis", "euc-kr",
	    "ks_c_5601-1987", "windows-1253", "windows-1254", "windows-1256", "tis-620"};

	(void)state;
	for (size_t i = 0; i < sizeof SETS / sizeof SETS[0]; i++)
		assert_true(charset_is_ready(SETS[i]) || !strcmp(SETS[i], "cp866"));
}

static void parts_become_texts_and_attachments(void **state)
{
	struct mail *mail =
	    parse(HEAD "MIME-Version: 1.0\r\n"
		       "Content-Type: multipart/mixed; boundary=a\r\n\r\n"
		       "--a\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
		       "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
		       "--c\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
		       "--c\r\nContent-Type: text/html\r\n\r\n<p "
		       "onclick=x>rich<script>1</script></p>\r\n--c--\r\n"
		       "--b\r\nContent-Type: image/png\r\nContent-ID: <pic@1>\r\n"
		       "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n"
		       "--a\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n"
		       "--a\r\nContent-Type: text/plain\r\n"
		       "Content-Disposition: attachment; "
		       "filename*=utf-8''%C5%BC.txt\r\n\r\nfile\r\n--a--\r\n");

	(void)state;
	assert_string_equal(mail->text, "rich");
	assert_string_equal(mail->html, "<p>rich</p>");
	assert_string_equal(mail->reply, "plain");
	assert_int_equal(mail->attachment_count, 3);
	assert_string_equal(mail->attachments[0].content_id, "pic@1");
	assert_true(mail->attachments[0].is_inline);
	assert_memory_equal(mail->attachments[0].bytes, "\0\1\2", 3);
	assert_string_equal(mail->attachments[1].name, "winmail.dat");
	assert_string_equal(mail->attachments[2].name, "ż.txt");
	assert_memory_equal(mail->attachments[2].bytes, "file", 4);
}

static void file_names_have_no_folders(void **state)
{
	static const struct {
		const char *declared, *name;
	} CASES[] = {
	    {"x.txt", "x.txt"},
	    {"../../etc/x.txt", "x.txt"},
	    {"C:\\\\Users\\\\x.txt", "x.txt"},
	    {"x/", "x"},
	    {"..", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		struct mail *mail = parse(arena_format(arena,
		    HEAD "Content-Disposition: attachment; filename=\"%s\"\r\n\r\nx",
		    CASES[i].declared));

		assert_string_equal(mail->attachments[0].name, CASES[i].name);
	}
}

static void an_invitation_can_be_read(void **state)
{
	struct mail *mail = parse(HEAD
	    "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
	    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Visit\\, short\r\n"
	    "DTSTART;TZID=Europe/Oslo:20240501T100000\r\nDTEND;TZID=Europe/Oslo:20240501T113000\r\n"
	    "LOCATION:Room 1\r\nORGANIZER;CN=Anna:mailto:anna@example.org\r\n"
	    "DESCRIPTION:Bring the\r\n  keys\\nand a lamp\r\nBEGIN:VALARM\r\nDESCRIPTION:no\r\n"
	    "END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

	(void)state;
	assert_string_equal(mail->text,
	    "Visit, short\nWhen: 2024-05-01 10:00 – 11:30 (Europe/Oslo)\nWhere: Room 1\n"
	    "Organiser: Anna <anna@example.org>\n\nBring the keys\nand a lamp\n");
	assert_int_equal(mail->attachment_count, 1);
}

static void a_bounce_names_its_message(void **state)
{
	struct mail *mail = parse(
	    "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org\r\n"
	    "Subject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status;"
	    " boundary=r\r\n\r\n--r\r\n\r\nIt failed.\r\n"
	    "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
	    "Final-Recipient: rfc822; nobody@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
	    "Diagnostic-Code: smtp; 550 unknown\r\n"
	    "--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours@example.org>\r\n"
	    "--r--\r\n");

	(void)state;
	assert_int_equal(mail->automatic, MAIL_BOUNCE);
	assert_true(mail->report.is_report);
	assert_string_equal(mail->report.recipient, "nobody@example.org");
	assert_string_equal(mail->report.status, "5.1.1");
	assert_string_equal(mail->report.diagnostic, "550 unknown");
	assert_string_equal(mail->report.message_id, "ours@example.org");
}

static void mail_that_nobody_wrote_is_told_apart(void **state)
{
	static const struct {
		const char *headers;
		enum mail_automatic automatic;
	} CASES[] = {
	    {"Subject: Re: printer\r\n", MAIL_PERSON},
	    {"Subject: x\r\nAuto-Submitted: no\r\n", MAIL_PERSON},
	    {"Subject: x\r\nAuto-Submitted: auto-replied (vacation)\r\n", MAIL_AUTO_REPLY},
	    {"Subject: x\r\nAuto-Submitted: auto-generated\r\n", MAIL_AUTO_GENERATED},
	    {"Subject: x\r\nReturn-Path: <>\r\n", MAIL_BOUNCE},
	    {"Subject: x\r\nReturn-Path: <a@b.example>\r\n", MAIL_PERSON},
	    {"Subject: x\r\nList-Id: <l.example.org>\r\n", MAIL_LIST},
	    {"Subject: x\r\nPrecedence: bulk\r\n", MAIL_BULK},
	    {"Subject: x\r\nX-Docket-Loop: 17\r\n", MAIL_OWN_LOOP},
	    {"Subject: Automatic reply: printer\r\n", MAIL_AUTO_REPLY},
	    {"Subject: =?utf-8?Q?Odpowied=C5=BA_automatyczna=3A_x?=\r\n", MAIL_AUTO_REPLY},
	    {"Subject: Autosvar: x\r\n", MAIL_AUTO_REPLY},
	    {"Subject: =?koi8-r?B?4dfUz8/U18XUOiB4?=\r\n", MAIL_AUTO_REPLY},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
		struct mail *mail = parse(
		    arena_format(arena, "From: a@b.example\r\n%s\r\nHi.\r\n", CASES[i].headers));

		assert_int_equal(mail->automatic, CASES[i].automatic);
		assert_int_equal(*mail->automatic_reason != '\0', mail->automatic != MAIL_PERSON);
	}
}

/* --- Harm. */

static char *repeated(const char *first, const char *piece, size_t count, const char *last)
{
	struct buffer buffer = BUFFER((size_t)256 << 20);
	char *copy;

	buffer_text(&buffer, first);
	for (size_t i = 0; i < count; i++)
		buffer_text(&buffer, piece);
	buffer_text(&buffer, last);
	assert_int_equal(buffer_err(&buffer), OK);
	copy = buffer.data;
	return copy;
}

static struct mail *isolated(char *raw)
{
	struct timespec before, after;
	struct mail *mail;

	(void)clock_gettime(CLOCK_MONOTONIC, &before);
	assert_int_equal(parse_in_cage(raw, strlen(raw), MAIL_WITHOUT_BYTES, &mail), OK);
	(void)clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true(under_valgrind() || after.tv_sec - before.tv_sec < 20); /* (a busy machine) */
	free(raw);
	return mail;
}

static void what_is_too_much_is_set_aside(void **state)
{
	struct mail *mail;

	(void)state;
	mail = isolated(repeated("From: a@b.example\n", "X: 0123456789\n", 100000, "\nx\n"));
	assert_string_equal(mail->quarantine, "its headers are larger than 1 MiB");
	mail = isolated(repeated("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n",
	    "--b\n\nx\n", 3000, "--b--\n"));
	assert_string_equal(mail->quarantine, "it has more than 1000 parts");
	mail = isolated(repeated("From: a@b.example\n\n", "0123456789abcdef", 3 << 20, "\n"));
	assert_string_equal(mail->quarantine, "it is larger than 40 MiB");
	mail = isolated(repeated("", "", 0, ""));
	assert_string_equal(mail->quarantine, "it is empty");
	/* A million parts take more memory than it may have: that ends the child alone. */
	mail = isolated(repeated("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n",
	    "--b\n\nx\n", 1000000, "--b--\n"));
	assert_non_null(mail->quarantine);
}

static void parts_too_deep_are_an_attachment(void **state)
{
	struct buffer raw = BUFFER(1 << 20);
	struct mail *mail;

	(void)state;
	buffer_text(&raw, "From: a@b.example\nSubject: deep\n");
	for (int i = 0; i < 1000; i++)
		buffer_format(&raw, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	buffer_text(&raw, "\nhello\n");
	mail = isolated(raw.data);
	assert_null(mail->quarantine);
	assert_string_equal(mail->subject, "deep");
	assert_int_equal(mail->attachment_count, 1);
}

static void a_bomb_in_base64_is_only_large(void **state)
{
	struct mail *mail =
	    isolated(repeated(HEAD "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n",
		"PGRpdj48YSBiPGRpdj48YSBiPGRpdj48YSBiPGRpdj48YSBi\n", 600000, ""));

	(void)state;
	assert_null(mail->quarantine);
	assert_int_equal(mail->attachment_count, 1); /* whole */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_plain_message_is_taken_apart),
	    cmocka_unit_test(addresses_in_the_wild_are_read),
	    cmocka_unit_test(the_sender_is_the_first_of_ten),
	    cmocka_unit_test(texts_of_any_character_set_become_readable),
	    cmocka_unit_test(every_served_character_set_is_ready_before_the_filter_falls),
	    cmocka_unit_test(parts_become_texts_and_attachments),
	    cmocka_unit_test(file_names_have_no_folders),
	    cmocka_unit_test(an_invitation_can_be_read),
	    cmocka_unit_test(a_bounce_names_its_message),
	    cmocka_unit_test(mail_that_nobody_wrote_is_told_apart),
	    cmocka_unit_test(what_is_too_much_is_set_aside),
	    cmocka_unit_test(parts_too_deep_are_an_attachment),
	    cmocka_unit_test(a_bomb_in_base64_is_only_large),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
