#include "xml/attributes.h"

#include <stdbool.h>
#include <string.h>

/*
 * Every `<` that may begin a tag is tried by itself, also one within another tag's attribute or in
 * a comment: whatever the parser takes for a tag is then among them, and no cleverly placed quote
 * can hide one. This stays linear: a try passes ATTRIBUTES_MOST attributes at most, and each of
 * those ends at the next quote or blank, which is remembered for the tries that follow.
 */
struct scan {
	const char *html;
	size_t length;
	size_t word_from, word_end; /* there is no blank and no > between */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The end of an unquoted value. */
static size_t word_end(struct scan *scan, size_t at)
{
	size_t end = at;

	if (at >= scan->word_from && at < scan->word_end)
		return scan->word_end;
	while (end < scan->length && !is_blank(scan->html[end]) && scan->html[end] != '>')
		end++;
	scan->word_from = at;
	scan->word_end = end;
	return end;
}

static size_t skip_blanks(const struct scan *scan, size_t at)
{
	while (at < scan->length && (is_blank(scan->html[at]) || scan->html[at] == '/'))
		at++;
	return at;
}

/* Past one attribute. A name ends at anything special, so that it is never counted short. */
static size_t skip_attribute(struct scan *scan, size_t at)
{
	const char *html = scan->html;
	size_t equals, start = at;

	while (at < scan->length && !is_blank(html[at]) && !strchr("/>=<\"'", html[at]))
		at++;
	equals = at;
	while (equals < scan->length && is_blank(html[equals]))
		equals++;
	if (equals == scan->length || html[equals] != '=')
		return at > start ? at : at + 1;
	at = equals + 1;
	while (at < scan->length && is_blank(html[at]))
		at++;
	if (at < scan->length && (html[at] == '"' || html[at] == '\'')) {
		const char *quote = memchr(html + at + 1, html[at], scan->length - at - 1);

		return quote ? (size_t)(quote - html) + 1 : scan->length;
	}
	return word_end(scan, at);
}

/* Where the tag whose name begins at `at` has had too many attributes, or the end. */
static size_t too_many(struct scan *scan, size_t at)
{
	int count = 0;

	at = skip_attribute(scan, at); /* the name */
	for (;;) {
		at = skip_blanks(scan, at);
		if (at >= scan->length || scan->html[at] == '>')
			return scan->length;
		if (count++ == ATTRIBUTES_MOST)
			return at;
		at = skip_attribute(scan, at);
	}
}

void attributes_limit(char *html, size_t length)
{
	struct scan scan = {.html = html, .length = length};
	char *at = html, *end = html + length;

	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		size_t cut;

		at++;
		if (at == end || is_blank(*at) || strchr("!/?<>", *at))
			continue;
		cut = too_many(&scan, (size_t)(at - html));
		if (cut < length) {
			html[cut] = '>';
			scan.word_from = scan.word_end = 0;
		}
	}
}
