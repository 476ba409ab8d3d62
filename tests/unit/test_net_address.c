/* Which addresses our calls to other systems may reach. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "net/address.h"
#include "net/call.h"

static struct sockaddr_storage parsed(const char *text)
{
	struct sockaddr_storage storage;
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

	memset(&storage, 0, sizeof storage);
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		memcpy(&storage, &in, sizeof in);
	else if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1)
		memcpy(&storage, &in6, sizeof in6);
	else
		fail_msg("no address: %s", text);
	return storage;
}

static bool is_public(const char *text)
{
	struct sockaddr_storage storage = parsed(text);

	return address_is_public((const struct sockaddr *)&storage);
}

static bool is_listed(const char *list, const char *host, const char *text)
{
	struct sockaddr_storage storage = parsed(text);

	return address_is_listed(list, host, (const struct sockaddr *)&storage);
}

static void special_addresses_are_not_public(void **state)
{
	static const char *const NOT[] = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
	    "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254",
	    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.7", "192.168.1.1", "198.18.0.1",
	    "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
	    "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
	    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
	    "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:db8::1", "2001::1", "2002:7f00:1::1",
	    "2002:c0a8:101::1", "3fff::1", "100::1", "4000::1"};
	static const char *const PUBLIC[] = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1",
	    "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1", "169.253.1.1",
	    "172.15.255.255", "172.32.0.1", "192.167.1.1", "192.169.0.1", "198.17.255.255",
	    "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
	    "2001:4860::1"};

	(void)state;
	for (size_t i = 0; i < sizeof NOT / sizeof NOT[0]; i++)
		if (is_public(NOT[i]))
			fail_msg("%s is not public", NOT[i]);
	for (size_t i = 0; i < sizeof PUBLIC / sizeof PUBLIC[0]; i++)
		if (!is_public(PUBLIC[i]))
			fail_msg("%s is public", PUBLIC[i]);
	assert_false(address_is_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

static void what_is_listed_is_a_name_an_address_or_a_network(void **state)
{
	static const char LIST[] =
	    "hooks.example, 10.1.0.0/16 ::1,192.168.7.7, fd00::/8 bad/99 1.2.3.4/x";

	(void)state;
	assert_true(is_listed(LIST, "HOOKS.example", "127.0.0.1"));
	assert_false(is_listed(LIST, "evil.hooks.example", "127.0.0.1"));
	assert_false(is_listed(LIST, "hooks.exampl", "127.0.0.1"));
	assert_true(is_listed(LIST, "x", "10.1.255.3"));
	assert_true(is_listed(LIST, "x", "::ffff:10.1.2.3"));
	assert_false(is_listed(LIST, "x", "10.2.0.1"));
	assert_true(is_listed(LIST, "x", "::1"));
	assert_false(is_listed(LIST, "x", "::2"));
	assert_true(is_listed(LIST, "x", "192.168.7.7"));
	assert_false(is_listed(LIST, "x", "192.168.7.8"));
	assert_true(is_listed(LIST, "x", "fd12::9"));
	assert_false(is_listed(LIST, "x", "1.2.3.4"));
	assert_false(is_listed("", "", "127.0.0.1"));
}

static void an_address_to_call_has_a_host_and_no_password(void **state)
{
	static const char *const BAD[] = {"", "x", "ftp://a.example/", "file:///etc/passwd",
	    "javascript:alert(1)", "https://", "https://user:secret@a.example/",
	    "https://user@a.example/", "//a.example/", "gopher://a.example/"};
	static const char *const GOOD[] = {
	    "https://a.example/x?y=1", "http://127.0.0.1:8080/", "https://[::1]/"};

	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
		if (net_url_is_good(BAD[i]))
			fail_msg("%s is no good address", BAD[i]);
	for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
		if (!net_url_is_good(GOOD[i]))
			fail_msg("%s is good", GOOD[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(special_addresses_are_not_public),
	    cmocka_unit_test(what_is_listed_is_a_name_an_address_or_a_network),
	    cmocka_unit_test(an_address_to_call_has_a_host_and_no_password),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
