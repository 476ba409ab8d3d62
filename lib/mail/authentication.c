#include "mail/authentication.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* --- Which of the fields counts. */

static bool same_name(const char *a, size_t length, const char *b, size_t b_length)
{
	return length == b_length && length > 0 && !strncasecmp(a, b, length);
}

/* Is the name at `results` one of the list? */
static bool is_ours(const char *results, const char *hosts)
{
	size_t length = strcspn(results, "; \t");

	for (const char *host = hosts; *host;) {
		size_t size;

		host += strspn(host, ", \t");
		size = strcspn(host, ", \t");
		if (same_name(results, length, host, size))
			return true;
		host += size;
	}
	return false;
}

/* --- What it says. "mx.example.org; dkim=pass (2048-bit) header.d=example.org; spf=fail …" */

struct result {
	const char *text;
	size_t length;
};

/* The next result behind a semicolon; comments and quoted strings may have semicolons too. */
static bool next_result(const char **at, struct result *result)
{
	const char *p = *at;
	int comments = 0;
	bool quoted = false;

	if (*p != ';')
		return false;
	p += 1 + strspn(p + 1, " \t");
	result->text = p;
	for (; *p && (comments > 0 || quoted || *p != ';'); p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '"' && !comments)
			quoted = !quoted;
		else if (*p == '(' && !quoted)
			comments++;
		else if (*p == ')' && !quoted && comments)
			comments--;
	}
	result->length = (size_t)(p - result->text);
	*at = p;
	return true;
}

static const char *first_result(const char *field)
{
	return field + strcspn(field, ";");
}

/* Is it the result of that method, such as "dmarc=fail"? */
static bool is_result(const struct result *result, const char *method, const char *value)
{
	size_t name = strlen(method), length = strlen(value);

	if (result->length < name + 1 + length || strncasecmp(result->text, method, name) != 0 ||
	    result->text[name] != '=')
		return false;
	return !strncasecmp(result->text + name + 1, value, length) &&
	       (result->length == name + 1 + length ||
		   strchr(" \t(;", result->text[name + 1 + length]));
}

static bool says(const char *field, const char *method, const char *value)
{
	struct result result;

	for (const char *at = first_result(field); next_result(&at, &result);)
		if (is_result(&result, method, value))
			return true;
	return false;
}

/* Does `domain` vouch for addresses of `of`: the same, or a parent of it with a dot within? (What a
 * public suffix is we don't know: "com" is none of ours, "co.uk" signs no mail.) */
static bool is_aligned(const char *domain, size_t length, const char *of)
{
	size_t whole = strlen(of);

	if (!length || length > whole || !memchr(domain, '.', length))
		return false;
	return !strncasecmp(of + whole - length, domain, length) &&
	       (whole == length || of[whole - length - 1] == '.');
}

/* The domain in a property such as header.d=example.org or smtp.mailfrom=<a@example.org>. */
static bool vouches(const struct result *result, const char *property, const char *of)
{
	size_t size = strlen(property);

	for (size_t i = 0; i + size < result->length; i++) {
		const char *value = result->text + i + size;
		const char *at;
		size_t length;

		if (strncasecmp(result->text + i, property, size) != 0 || *value != '=' ||
		    (i > 0 && !strchr(" \t", result->text[i - 1])))
			continue;
		value += 1 + strspn(value + 1, "\"<@");
		length = strcspn(value, " \t;\"<>()");
		at = memchr(value, '@', length);
		if (at) {
			length -= (size_t)(at + 1 - value);
			value = at + 1;
		}
		return is_aligned(value, length, of);
	}
	return false;
}

static bool passes(const char *field, const char *domain)
{
	struct result result;

	for (const char *at = first_result(field); next_result(&at, &result);) {
		if (is_result(&result, "dkim", "pass") &&
		    (vouches(&result, "header.d", domain) || vouches(&result, "header.i", domain)))
			return true;
		if (is_result(&result, "spf", "pass") && vouches(&result, "smtp.mailfrom", domain))
			return true;
	}
	return false;
}

static enum mail_trust judge(const char *field, const char *email)
{
	const char *domain = strrchr(email, '@');

	if (says(field, "dmarc", "fail"))
		return TRUST_FAIL;
	if (!domain)
		return TRUST_UNKNOWN;
	if (says(field, "dmarc", "pass") || passes(field, domain + 1))
		return TRUST_PASS;
	return says(field, "spf", "fail") && !says(field, "dkim", "pass") ? TRUST_FAIL
									  : TRUST_UNKNOWN;
}

enum mail_trust mail_trust_of(const struct mail *mail, const char *hosts, const char **results)
{
	*results = "";
	/* Which of several senders it is that was looked at can't be told. */
	for (size_t i = 0; i < mail->authentication.count; i++) {
		if (!is_ours(mail->authentication.at[i], hosts))
			continue;
		*results = mail->authentication.at[i];
		return mail->all_from.count > 1 && says(*results, "dmarc", "pass")
			   ? TRUST_UNKNOWN
			   : judge(*results, mail->from.email);
	}
	return TRUST_UNKNOWN;
}
