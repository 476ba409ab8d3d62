#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "model/redact_scan.h"

enum { IPV6_MOST = 45, NAME_MOST = 64, DOMAIN_MOST = 255, URL_MOST = 4096 };

/* Before four numbers with dots between: then they are a version. */
static const char *const VERSION_WORDS[] = {"version", "versjon", "wersja", "wersji", "wersję",
    "версия", "версии", "версию", "release", "build", "v", "ver", "firmware", "driver", NULL};

/* --- Network addresses. */

static bool may_begin(const struct redact_scan *scan, size_t at)
{
	return !at || (!redact_is_word(scan->text[at - 1]) && !strchr(".:-", scan->text[at - 1]));
}

/* Of every machine alike: nobody is found by them. */
static bool is_everyones(const unsigned char byte[4])
{
	return byte[0] == 127 || byte[0] == 0 || byte[0] == 255;
}

static size_t ipv4_length(const char *text)
{
	char copy[16];
	unsigned char bytes[4];
	size_t length = strspn(text, "0123456789.");

	while (length && text[length - 1] == '.')
		length--;
	if (length < 7 || length >= sizeof copy)
		return 0;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET, copy, bytes) != 1 || is_everyones(bytes) ||
	    redact_is_word(text[length]))
		return 0;
	return length;
}

static size_t ipv6_length(const char *text)
{
	char copy[IPV6_MOST + 1];
	unsigned char bytes[16];
	size_t length = strspn(text, "0123456789abcdefABCDEF:.");

	while (length && (text[length - 1] == '.' ||
			     (text[length - 1] == ':' && (length < 2 || text[length - 2] != ':'))))
		length--;
	if (length < 4 || length > IPV6_MOST || redact_is_word(text[length]))
		return 0;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET6, copy, bytes) != 1 || !strpbrk(copy, "0123456789"))
		return 0;
	/* "::1", and "a::b" of a programming language, which has no long group. */
	return strcspn(copy, ":") >= 3 || length > 12 ? length : 0;
}

/* Six pairs of hexadecimal digits with ':' or '-' between. */
static size_t mac_length(const char *text)
{
	static const char HEX[] = "0123456789abcdefABCDEF";
	const char mark = text[0] && text[1] ? text[2] : '\0';

	if (mark != ':' && mark != '-')
		return 0;
	for (size_t i = 0; i < 17; i++)
		if (i % 3 == 2 ? text[i] != mark : !text[i] || !strchr(HEX, text[i]))
			return 0;
	return redact_is_word(text[17]) || text[17] == mark ? 0 : 17;
}

static size_t network_length(const struct redact_scan *scan, size_t at)
{
	const char *text = scan->text + at;
	size_t length = 0;

	if (redact_is_digit(*text) &&
	    !redact_is_one_of(redact_word_before(scan, at), VERSION_WORDS))
		length = ipv4_length(text);
	if (!length)
		length = mac_length(text);
	return length ? length : ipv6_length(text);
}

/* --- E-mail. */

static bool is_local(char c)
{
	return redact_is_word(c) || (c && strchr("._%+-'", c));
}

static void find_email(struct redact_scan *scan, size_t at)
{
	size_t start = at, end = at + 1, dot = 0;

	while (start && at - start < NAME_MOST && is_local(scan->text[start - 1]))
		start--;
	while (start < at && strchr("._%+-'", scan->text[start]))
		start++;
	for (; end - at < DOMAIN_MOST && (redact_is_word(scan->text[end]) ||
					     scan->text[end] == '.' || scan->text[end] == '-');
	     end++)
		if (scan->text[end] == '.' && redact_is_word(scan->text[end + 1]))
			dot = end;
	while (end > at && strchr(".-", scan->text[end - 1]))
		end--;
	if (start < at && dot && end - dot >= 3 && !redact_is_digit(scan->text[end - 1]))
		redact_add(scan, start, end - start, REDACT_EMAIL);
}

/* --- Links. */

static bool is_secret_name(const char *name, size_t length)
{
	static const char *const NAMES[] = {"token", "access_token", "auth", "auth_token", "key",
	    "apikey", "api_key", "secret", "client_secret", "password", "passwd", "pwd", "pass",
	    "sig", "signature", "session", "sessionid", "sid", "code", "hash", "ticket", "jwt",
	    "x-amz-signature", "reset", "otp", NULL};

	for (const char *const *at = NAMES; *at; at++)
		if (strlen(*at) == length && !strncasecmp(name, *at, length))
			return true;
	return false;
}

static bool has_secret_value(const char *url, size_t length)
{
	const char *end = url + length, *at = memchr(url, '?', length);

	if (!at)
		at = memchr(url, '#', length);
	while (at && ++at < end) {
		size_t name = strcspn(at, "=&;# \n");

		if (at + name + 4 < end && at[name] == '=' && is_secret_name(at, name))
			return true;
		at += strcspn(at, "&;#");
		if (at >= end)
			break;
	}
	return false;
}

/* A segment of 16 and more letters and digits that are no words: "/reset/9fK3…". */
static bool has_secret_segment(const char *url, size_t length)
{
	size_t run = 0, digits = 0, changes = 0;

	for (size_t i = 0; i <= length; i++) {
		char c = i < length ? url[i] : '/';

		if (redact_is_ascii_letter(c) || redact_is_digit(c)) {
			if (run && redact_is_digit(c) != redact_is_digit(url[i - 1]))
				changes++;
			run++;
			digits += redact_is_digit(c);
			continue;
		}
		if (run >= 16 && digits >= 2 && changes >= 4)
			return true;
		if (c != '-' && c != '_')
			run = digits = changes = 0;
		else
			changes = run = digits = 0;
	}
	return false;
}

/* `at` is at "://". The whole link, when something in it is not for others. */
static size_t find_link(struct redact_scan *scan, size_t at)
{
	size_t start = at, end = at + 3, host;
	const char *text = scan->text;

	while (start && (redact_is_ascii_letter(text[start - 1]) || text[start - 1] == '+'))
		start--;
	while (end < scan->length && end - at < URL_MOST && !strchr(" \t\n<>\"'`|\\", text[end]))
		end++;
	while (end > at + 3 && strchr(".,;:!?)]}*", text[end - 1]))
		end--;
	host = at + 3 + strcspn(text + at + 3, "/?#@ \n");
	if (start == at || end <= at + 3)
		return at + 3;
	if ((host < end && text[host] == '@') || has_secret_value(text + at, end - at) ||
	    (host < end && has_secret_segment(text + host, end - host)))
		redact_add(scan, start, end - start, REDACT_LINK);
	return end;
}

void redact_find_addresses(struct redact_scan *scan)
{
	size_t at = 0;

	while (at < scan->length) {
		const char *text = scan->text + at;
		size_t length = 0;

		if (*text == '@')
			find_email(scan, at);
		if (!strncmp(text, "://", 3)) {
			size_t end = find_link(scan, at);

			/* Within a link only mail addresses are looked for further. */
			for (; at < end; at++)
				if (scan->text[at] == '@')
					find_email(scan, at);
			continue;
		}
		if (may_begin(scan, at) ||
		    (*text == ':' && text[1] == ':' && (!at || scan->text[at - 1] == ' ')))
			length = network_length(scan, at);
		redact_add(scan, at, length, REDACT_ADDRESS);
		at += length ? length : 1;
	}
}
