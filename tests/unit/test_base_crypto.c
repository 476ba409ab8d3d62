/* Hashes and passwords, against values that other implementations gave; settings. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/settings.h"
#include "base/text.h"

static void sha256_gives_the_standard_vectors(void **state)
{
	static const char ABC[] =
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	unsigned char digest[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];
	struct sha256 *stream;

	(void)state;
	assert_int_equal(sha256("abc", 3, digest), OK);
	text_hex(digest, sizeof digest, hex);
	assert_string_equal(hex, ABC);
	assert_int_equal(sha256_start(&stream), OK);
	assert_int_equal(sha256_update(stream, "a", 1), OK);
	assert_int_equal(sha256_update(stream, "bc", 2), OK);
	assert_int_equal(sha256_finish(stream, digest), OK);
	sha256_free(stream);
	sha256_free(NULL);
	text_hex(digest, sizeof digest, hex);
	assert_string_equal(hex, ABC);
}

static void hmac_is_the_standard_one_over_label_and_data(void **state)
{
	unsigned char a[SHA256_SIZE], b[SHA256_SIZE];
	const unsigned char *key = (const unsigned char *)"Jefe";
	char hex[2 * SHA256_SIZE + 1];

	(void)state;
	assert_int_equal(hmac_sha256(key, 4, "csrf", "data", 4, a), OK);
	text_hex(a, sizeof a, hex);
	assert_string_equal(
	    hex, "a5b49a25a5d22f9ec342d73dd0c6bdd19cdbed31bce9c3fd88cd25cfc25cdab7");
	assert_int_equal(hmac_sha256(key, 4, "csrfd", "ata", 3, b), OK);
	assert_memory_not_equal(a, b, sizeof a);
	assert_int_equal(hmac_sha256(key, 4, "csrf", NULL, 0, b), OK);
	assert_memory_not_equal(a, b, sizeof a);
	assert_true(equal_bytes(a, a, sizeof a));
	assert_false(equal_bytes(a, b, sizeof a));
}

static void tokens_differ_and_fit_an_address(void **state)
{
	char a[TOKEN_SIZE], b[TOKEN_SIZE];

	(void)state;
	assert_int_equal(random_token(a), OK);
	assert_int_equal(random_token(b), OK);
	assert_int_equal(strlen(a), TOKEN_SIZE - 1);
	assert_string_not_equal(a, b);
	assert_int_equal(
	    strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
	    TOKEN_SIZE - 1);
}

static void a_password_matches_its_own_hash_alone(void **state)
{
	char stored[PASSWORD_HASH], again[PASSWORD_HASH];
	bool matches, outdated;

	(void)state;
	assert_int_equal(password_hash("zażółć", stored), OK);
	assert_int_equal(password_hash("zażółć", again), OK);
	assert_string_not_equal(stored, again);
	assert_true(text_starts(stored, "scrypt$15$8$1$"));
	assert_int_equal(password_verify("zażółć", stored, &matches, &outdated), OK);
	assert_true(matches);
	assert_false(outdated);
	assert_int_equal(password_verify("zazolc", stored, &matches, &outdated), OK);
	assert_false(matches);
	assert_int_equal(password_verify("", stored, &matches, &outdated), OK);
	assert_false(matches);
}

static void an_older_hash_still_matches_and_is_told_to_be_outdated(void **state)
{
	bool matches, outdated;

	(void)state;
	assert_int_equal(password_verify("pleaseletmein",
			     "scrypt$10$8$1$000102030405060708090a0b0c0d0e0f$"
			     "c748c7505929341889570635021b87ecdbb2c559646ab1675e344d869d41fde5",
			     &matches, &outdated),
	    OK);
	assert_true(matches);
	assert_true(outdated);
}

static void what_is_no_hash_never_matches(void **state)
{
	static const char *const STORED[] = {NULL, "", "!", "plain", "scrypt$15$8$1$00$00",
	    "scrypt$15$8$1$000102030405060708090a0b0c0d0e0f",
	    "scrypt$20$32$1$000102030405060708090a0b0c0d0e0f$"
	    "0000000000000000000000000000000000000000000000000000000000000000",
	    "scrypt$15$8$1$000102030405060708090a0b0c0d0e0f$"
	    "0000000000000000000000000000000000000000000000000000000000000000$"};
	bool matches = true, outdated = true;

	(void)state;
	for (size_t i = 0; i < sizeof STORED / sizeof STORED[0]; i++) {
		assert_int_equal(password_verify("x", STORED[i], &matches, &outdated), OK);
		assert_false(matches);
		assert_false(outdated);
	}
}

static double seconds_for(const char *stored)
{
	struct timespec from, to;
	bool matches, outdated;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < 3; i++)
		assert_int_equal(password_verify("guess", stored, &matches, &outdated), OK);
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

static void an_unknown_account_takes_as_long_as_a_known_one(void **state)
{
	char stored[PASSWORD_HASH];
	double known, unknown;

	(void)state;
	assert_int_equal(password_hash("secret", stored), OK);
	known = seconds_for(stored);
	unknown = seconds_for(NULL);
	assert_true(unknown > known * 0.5 && unknown < known * 2);
}

static char folder[] = "/tmp/docket-settings-XXXXXX";

static void put(const char *name, const char *text)
{
	char path[100];
	FILE *file;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char path[100];

	(void)state;
	(void)snprintf(path, sizeof path, "%s/docket.conf", folder);
	(void)unlink(path);
	(void)snprintf(path, sizeof path, "%s/secret.key", folder);
	(void)unlink(path);
	return rmdir(folder);
}

#define KEY "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F"

static void settings_are_read_from_the_instance(void **state)
{
	struct settings *settings;

	(void)state;
	put("docket.conf", "# comment\n\n site.name = Żółw & Co   # behind\r\nport=80\n"
			   "pass = \"a # b \"\nempty =\nanchor = a#b\nbig = 99999\n");
	put("secret.key", KEY "\n");
	if (settings_load(folder, &settings) != OK)
		fail_msg("%s", err_message());
	assert_string_equal(settings_home(settings), folder);
	assert_string_equal(settings_text(settings, "site.name", NULL), "Żółw & Co");
	assert_string_equal(settings_text(settings, "pass", NULL), "a # b ");
	assert_string_equal(settings_text(settings, "empty", "x"), "");
	assert_string_equal(settings_text(settings, "anchor", ""), "a#b");
	assert_string_equal(settings_text(settings, "none", "x"), "x");
	assert_null(settings_text(settings, "none", NULL));
	assert_int_equal(settings_int(settings, "port", 1, 65535, 8080), 80);
	assert_int_equal(settings_int(settings, "big", 1, 65535, 8080), 8080);
	assert_int_equal(settings_int(settings, "site.name", 1, 65535, 8080), 8080);
	assert_int_equal(settings_int(settings, "none", 1, 65535, 8080), 8080);
	assert_int_equal(settings_secret(settings)[31], 0x1f);
	settings_free(settings);
	settings_free(NULL);
}

static void settings_follow_the_environment(void **state)
{
	struct settings *settings;
	const char *before = getenv("DOCKET_DATA");
	char *data = before ? strdup(before) : NULL;

	(void)state;
	assert_int_equal(setenv("DOCKET_HOME", folder, 1), 0);
	assert_int_equal(setenv("DOCKET_DATA", "/elsewhere", 1), 0);
	assert_int_equal(settings_load(NULL, &settings), OK);
	assert_string_equal(settings_home(settings), folder);
	assert_string_equal(settings_data(settings), "/elsewhere");
	settings_free(settings);
	assert_int_equal(unsetenv("DOCKET_HOME"), 0);
	assert_int_equal(data ? setenv("DOCKET_DATA", data, 1) : unsetenv("DOCKET_DATA"), 0);
	free(data);
}

static void a_bad_entry_is_named_with_its_line(void **state)
{
	static const char *const BAD[] = {"a = 1\nno sign\n", "a = 1\n= 2\n", "a = 1\na = 2\n",
	    "a = 1\nb = \"x\n", "a = 1\nb = \"x\" y\n", "a = 1\nB = 1\n", "a = 1\nb c = 1\n"};
	struct settings *settings;

	(void)state;
	put("secret.key", KEY);
	for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
		put("docket.conf", BAD[i]);
		assert_int_equal(settings_load(folder, &settings), ERR_INPUT);
		assert_null(settings);
		assert_non_null(strstr(err_message(), "docket.conf:2: "));
	}
	put("docket.conf", "a = \xff\n");
	assert_int_equal(settings_load(folder, &settings), ERR_INPUT);
	put("docket.conf", "a = 1\n");
	put("secret.key", "0123\n");
	assert_int_equal(settings_load(folder, &settings), ERR_INPUT);
	assert_int_equal(settings_load("/nowhere", &settings), ERR_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sha256_gives_the_standard_vectors),
	    cmocka_unit_test(hmac_is_the_standard_one_over_label_and_data),
	    cmocka_unit_test(tokens_differ_and_fit_an_address),
	    cmocka_unit_test(a_password_matches_its_own_hash_alone),
	    cmocka_unit_test(an_older_hash_still_matches_and_is_told_to_be_outdated),
	    cmocka_unit_test(what_is_no_hash_never_matches),
	    cmocka_unit_test(an_unknown_account_takes_as_long_as_a_known_one),
	    cmocka_unit_test(settings_are_read_from_the_instance),
	    cmocka_unit_test(settings_follow_the_environment),
	    cmocka_unit_test(a_bad_entry_is_named_with_its_line),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
