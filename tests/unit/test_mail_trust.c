/* Whose word counts about a sender's address; and secrets that are stored sealed. */
#include "unit.h"

#include <string.h>

#include "base/seal.h"
#include "base/settings.h"
#include "mail/authentication.h"
#include "mail/reader.h"
#include "valgrind.h"

static enum mail_trust trust(const char *from, const char *first, const char *second)
{
	const char *fields[] = {first, second};
	struct mail_address sender = {"", from};
	struct mail mail = {
	    .from = sender, .all_from = {&sender, 1}, .authentication = {fields, second ? 2 : 1}};
	const char *results;

	return mail_trust_of(&mail, "mx.ours.example, mx2.ours.example", &results);
}

static void the_word_of_our_server_counts_and_no_other(void **state)
{
	(void)state;
	assert_int_equal(trust("a@x.example", "mx.ours.example; dmarc=pass", NULL), TRUST_PASS);
	assert_int_equal(trust("a@x.example", "MX2.ours.example 1; dmarc=fail", NULL), TRUST_FAIL);
	assert_int_equal(trust("a@x.example", "mx.evil.example; dmarc=pass", NULL), TRUST_UNKNOWN);
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example.evil; dmarc=pass", NULL), TRUST_UNKNOWN);
	/* What the message brought along stands below what our server added. */
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example; dmarc=fail", "mx.ours.example; dmarc=pass"),
	    TRUST_FAIL);
	assert_int_equal(trust("a@x.example", "mx.ours.example; none", NULL), TRUST_UNKNOWN);
}

static void a_domain_vouches_for_its_own_addresses_only(void **state)
{
	(void)state;
	assert_int_equal(
	    trust("a@mail.x.example", "mx.ours.example; dkim=pass header.d=x.example", NULL),
	    TRUST_PASS);
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example; dkim=pass header.d=evil.example", NULL),
	    TRUST_UNKNOWN);
	assert_int_equal(
	    trust("a@bax.example", "mx.ours.example; dkim=pass header.d=x.example", NULL),
	    TRUST_UNKNOWN);
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example; spf=pass smtp.mailfrom=b@x.example", NULL),
	    TRUST_PASS);
	assert_int_equal(trust("a@x.example",
			     "mx.ours.example; dkim=fail; spf=fail smtp.mailfrom=x.example", NULL),
	    TRUST_FAIL);
}

static void a_comment_or_a_quoted_text_says_nothing(void **state)
{
	(void)state;
	assert_int_equal(trust("a@x.example", "mx.ours.example; spf=none (see; dmarc=pass)", NULL),
	    TRUST_UNKNOWN);
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example; spf=none reason=\"; dmarc=pass\"", NULL),
	    TRUST_UNKNOWN);
	assert_int_equal(
	    trust("a@x.example", "mx.ours.example; dmarc=passed", NULL), TRUST_UNKNOWN);
	assert_int_equal(trust("a@x.example", "mx.ours.example", NULL), TRUST_UNKNOWN);
	assert_int_equal(
	    trust("", "mx.ours.example; dkim=pass header.d=x.example", NULL), TRUST_UNKNOWN);
}

static void what_is_sealed_opens_with_the_same_secret_alone(void **state)
{
	static const unsigned char SECRET[SECRET_SIZE] = {1}, OTHER[SECRET_SIZE] = {2};
	unsigned char sealed[6 + SEAL_EXTRA], again[6 + SEAL_EXTRA], clear[6];

	(void)state;
	assert_int_equal(seal_close(SECRET, "a", "hidden", 6, sealed), OK);
	assert_int_equal(seal_close(SECRET, "a", "hidden", 6, again), OK);
	assert_memory_not_equal(sealed, again, sizeof sealed);
	assert_int_equal(seal_open(SECRET, "a", sealed, sizeof sealed, clear), OK);
	assert_memory_equal(clear, "hidden", 6);
	assert_int_equal(seal_open(OTHER, "a", sealed, sizeof sealed, clear), ERR_INPUT);
	assert_int_equal(seal_open(SECRET, "b", sealed, sizeof sealed, clear), ERR_INPUT);
	sealed[15] ^= 1;
	assert_int_equal(seal_open(SECRET, "a", sealed, sizeof sealed, clear), ERR_INPUT);
	assert_int_equal(seal_open(SECRET, "a", sealed, 5, clear), ERR_INPUT);
}

static void a_reader_reads_one_message_after_another(void **state)
{
	static const char GOOD[] = "From: a@x.example\r\nSubject: good\r\n\r\nHello\r\n";
	struct arena *arena;
	struct mail_reader *reader;
	char *huge;
	struct mail *mail;

	(void)state;
	if (under_valgrind())
		skip();
	arena = arena_new((size_t)256 << 20);
	huge = arena_alloc(arena, MAIL_HEADERS_MOST + 100);
	assert_int_equal(mail_reader_start(&reader), OK);
	memset(huge, 'x', MAIL_HEADERS_MOST + 99);
	memcpy(huge, "X: ", 3);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(
		    mail_reader_read(reader, arena, GOOD, sizeof GOOD - 1, MAIL_WITH_BYTES, &mail),
		    OK);
		assert_null(mail->quarantine);
		assert_string_equal(mail->subject, "good");
		assert_int_equal(mail_reader_read(reader, arena, huge, MAIL_HEADERS_MOST + 99,
				     MAIL_WITH_BYTES, &mail),
		    OK);
		assert_non_null(mail->quarantine);
	}
	mail_reader_stop(reader);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_word_of_our_server_counts_and_no_other),
	    cmocka_unit_test(a_domain_vouches_for_its_own_addresses_only),
	    cmocka_unit_test(a_comment_or_a_quoted_text_says_nothing),
	    cmocka_unit_test(what_is_sealed_opens_with_the_same_secret_alone),
	    cmocka_unit_test(a_reader_reads_one_message_after_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
