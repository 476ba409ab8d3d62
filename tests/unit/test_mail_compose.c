/* What we send: nothing that someone wrote becomes a header, and our marks can't be forged. */
#include "unit.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "mail/compose.h"
#include "mail/mail.h"
#include "mail/token.h"

extern char **environ;

static struct arena *arena;
static const struct mail_secret SECRET = {(const unsigned char *)"0123456789abcdef", 16};
static const struct mail_secret OTHER = {(const unsigned char *)"0123456789abcdeg", 16};

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

static struct compose basis(void)
{
	return (struct compose){.from = {"Help Desk", "help@example.org"},
	    .to = {"Anna", "anna@example.com"},
	    .subject = "H1010: printer",
	    .date = INT64_C(1700000000) * TIMESTAMP_SECOND,
	    .message_id = "t.1.a.b@example.org",
	    .text = "Hello\n"};
}

static const char *write_message(const struct compose *compose, size_t *length)
{
	const char *message;

	assert_int_equal(compose_message(arena, compose, &message, length), OK);
	for (const char *line = message; *line;) {
		const char *end = strstr(line, "\r\n");

		assert_non_null(end);
		assert_true(end - line <= 998);
		for (const char *p = line; p < end; p++)
			assert_true((*p >= ' ' && *p < 0x7f) || *p == '\t');
		line = end + 2;
	}
	return message;
}

static struct mail *written(const struct compose *compose)
{
	size_t length;
	const char *message = write_message(compose, &length);
	struct mail *mail;

	assert_int_equal(mail_parse(arena, message, length, MAIL_WITH_BYTES, &mail), OK);
	assert_null(mail->quarantine);
	return mail;
}

static void what_is_written_is_read_again(void **state)
{
	static const char *const REFERENCES[] = {"t.1.x.y@example.org", "r@example.com"};
	struct compose_file file = {"Übersicht \"1\".pdf", "application/pdf", "%PDF\0\1", 6};
	struct compose compose = basis();
	struct mail *mail;

	(void)state;
	compose.subject = "Zażółć gęślą jaźń: пример длинной темы письма, которая не помещается "
			  "в одну строку заголовка";
	compose.from.name = "Jørn \"the\" Helper";
	compose.reply_to = (struct mail_address){"", "help+1.abc@example.org"};
	compose.in_reply_to = "r@example.com";
	compose.references = REFERENCES;
	compose.reference_count = 2;
	compose.auto_submitted = "auto-generated";
	compose.list_id = "h1010.tickets.example.org";
	compose.unsubscribe = "https://example.org/stop/abc";
	compose.text = "Hello\n.\nFrom here = there ż\nlast";
	compose.html = "<p>Hello ż</p>";
	compose.files = &file;
	compose.file_count = 1;
	mail = written(&compose);
	assert_string_equal(mail->subject, compose.subject);
	assert_string_equal(mail->from.name, compose.from.name);
	assert_string_equal(mail->to.at[0].email, "anna@example.com");
	assert_string_equal(mail->reply_to.at[0].email, compose.reply_to.email);
	assert_true(mail->date == compose.date);
	assert_string_equal(mail->message_id, compose.message_id);
	assert_int_equal(mail->references.count, 2);
	assert_string_equal(mail->reply, "Hello\n.\nFrom here = there ż\nlast");
	assert_string_equal(mail->html, "<p>Hello ż</p>");
	assert_string_equal(mail->list.id, "<h1010.tickets.example.org>");
	assert_string_equal(mail->list.unsubscribe, "<https://example.org/stop/abc>");
	assert_string_equal(mail->list.unsubscribe_post, "List-Unsubscribe=One-Click");
	assert_int_equal(mail->automatic, MAIL_AUTO_GENERATED);
	assert_int_equal(mail->attachment_count, 1);
	assert_string_equal(mail->attachments[0].name, file.name);
	assert_int_equal(mail->attachments[0].size, 6);
	assert_memory_equal(mail->attachments[0].bytes, file.bytes, 6);
}

static void no_text_becomes_a_header(void **state)
{
	struct compose compose = basis();
	const char *message;
	size_t length;

	(void)state;
	compose.subject = "x\r\nBcc: evil@example.net\r\n\r\nbody";
	compose.from.name = "a\r\nBcc: evil@example.net";
	compose.to.name = "ż\r\nBcc: evil@example.net";
	message = write_message(&compose, &length);
	assert_null(strstr(message, "\r\nBcc"));
	assert_int_equal(written(&compose)->to.count, 1);

	compose = basis();
	compose.to.email = "a@example.org\r\nBcc: evil@example.net";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	compose.to.email = "a@example.org>, <evil@example.net";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	compose = basis();
	compose.message_id = "a@b>\r\nBcc: evil@example.net";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	compose = basis();
	compose.in_reply_to = "a@b> <c@d";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	compose = basis();
	compose.unsubscribe = "https://example.org/>\r\nBcc: x@y.example";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	compose.unsubscribe = "javascript:alert(1)";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
}

static void long_words_and_lines_are_broken(void **state)
{
	struct compose compose = basis();
	char *text = arena_alloc(arena, 5001), *subject = arena_alloc(arena, 2001);
	struct mail *mail;

	(void)state;
	memset(text, 'a', 5000);
	memset(subject, 'b', 2000);
	compose.text = text;
	compose.subject = subject;
	mail = written(&compose);
	assert_int_equal(strlen(mail->subject), 2000);
	assert_int_equal(strlen(mail->reply), 5000);
}

static void a_message_id_is_known_again(void **state)
{
	const char *id, *again;
	char *forged;
	int64_t ticket;

	(void)state;
	assert_int_equal(mail_message_id(arena, &SECRET, 1010, "example.org", &id), OK);
	assert_true(mail_message_id_verify(&SECRET, id, &ticket));
	assert_int_equal(ticket, 1010);
	assert_false(mail_message_id_verify(&OTHER, id, &ticket));
	assert_int_equal(ticket, 0);
	forged = arena_text(arena, id);
	forged[strcspn(forged, "1")] = '2';
	assert_false(mail_message_id_verify(&SECRET, forged, &ticket));
	for (char *p = forged = arena_text(arena, id); *p; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
	assert_true(mail_message_id_verify(&SECRET, forged, &ticket));
	assert_false(mail_message_id_verify(&SECRET, "t.1.2.3@x", &ticket));
	assert_false(mail_message_id_verify(&SECRET, "", &ticket));
	assert_int_equal(
	    mail_message_id_of(arena, &SECRET, 7, "aaaaaaaaaaaaaaaaaaaaaa", "example.org", &id),
	    OK);
	assert_int_equal(
	    mail_message_id_of(arena, &SECRET, 7, "aaaaaaaaaaaaaaaaaaaaaa", "example.org", &again),
	    OK);
	assert_string_equal(id, again);
	assert_int_equal(
	    mail_message_id(arena, &SECRET, 1, "example.org>\r\nX: y", &id), ERR_INPUT);
}

static void a_reply_address_is_known_again(void **state)
{
	const char *address;
	int64_t ticket;

	(void)state;
	assert_int_equal(
	    mail_reply_address(arena, &SECRET, 1010, "help@example.org", &address), OK);
	assert_true(strlen(address) < 100);
	assert_true(mail_reply_address_verify(&SECRET, address, "Help@Example.org", &ticket));
	assert_int_equal(ticket, 1010);
	assert_false(mail_reply_address_verify(&OTHER, address, "help@example.org", &ticket));
	assert_false(mail_reply_address_verify(&SECRET, address, "desk@example.org", &ticket));
	assert_false(
	    mail_reply_address_verify(&SECRET, "help@example.org", "help@example.org", &ticket));
	assert_false(mail_reply_address_verify(
	    &SECRET, "help+1010.aaaaaaaaaaaaaaaaaaaaaa@example.org", "help@example.org", &ticket));
}

/* The keys were made for this test. Another program verifies the signatures where it is there. */
static const char ED25519_KEY[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

/* Another program's verdict on a message; false where that is not installed. */
static bool verified_elsewhere(const char *message, size_t length, bool *valid)
{
	static char script[] =
	    "import sys\n"
	    "try: import dkim\n"
	    "except ImportError: sys.exit(3)\n"
	    "key = b'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='\n"
	    "ok = dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=lambda n, timeout=5: key)\n"
	    "sys.exit(0 if ok else 1)\n";
	char name[] = "/tmp/docket-dkim-XXXXXX", program[] = "python3", option[] = "-c";
	char *const arguments[] = {program, option, script, name, NULL};
	int file = mkstemp(name), status = -1;
	pid_t child;

	assert_true(file >= 0 && write(file, message, length) == (ssize_t)length);
	(void)close(file);
	if (posix_spawn(&child, "/usr/bin/python3", NULL, NULL, arguments, environ) == 0)
		(void)waitpid(child, &status, 0);
	(void)unlink(name);
	*valid = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

static void a_signature_covers_headers_and_body(void **state)
{
	struct signing_key *key;
	struct compose_dkim dkim = {.domain = "football.example.com", .selector = "brisbane"};
	struct compose compose = basis();
	const char *message;
	size_t length;
	bool valid;

	(void)state;
	assert_int_equal(signing_key_read(ED25519_KEY, strlen(ED25519_KEY), &key), OK);
	assert_int_equal(signing_key_kind(key), SIGNING_ED25519);
	dkim.key = key;
	compose.dkim = &dkim;
	message = write_message(&compose, &length);
	assert_int_equal(strncmp(message, "DKIM-Signature: v=1; a=ed25519-sha256;", 38), 0);
	assert_non_null(strstr(message, "d=football.example.com"));
	if (verified_elsewhere(message, length, &valid)) {
		char *changed = arena_text_n(arena, message, length);

		assert_true(valid);
		*strstr(changed, "printer") = 'q';
		assert_true(verified_elsewhere(changed, length, &valid));
		assert_false(valid);
	} else {
		print_message("         not verified by another program: no python3-dkim here\n");
	}
	dkim.domain = "a; d=b";
	assert_int_equal(compose_message(arena, &compose, &message, &length), ERR_INPUT);
	signing_key_free(key);
	assert_int_equal(signing_key_read("nonsense", 8, &key), ERR_INPUT);
	assert_null(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(no_text_becomes_a_header),
	    cmocka_unit_test(long_words_and_lines_are_broken),
	    cmocka_unit_test(a_message_id_is_known_again),
	    cmocka_unit_test(a_reply_address_is_known_again),
	    cmocka_unit_test(a_signature_covers_headers_and_body),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
