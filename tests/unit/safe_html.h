/*
 * safe_html.h: checks that a text is HTML as lib/xml/markup.h promises, letter by letter and
 * without a parser that might forgive: known tags only, well nested, no attribute but the promised
 * ones, every other < > & escaped.
 */
#ifndef DOCKET_TESTS_SAFE_HTML_H
#define DOCKET_TESTS_SAFE_HTML_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { SAFE_HTML_DEPTH = 120 };

/* An article's, which may hold h2, pictures and links of this site. */
static bool safe_html_article;

static bool safe_html_is_known(const char *name, size_t length)
{
	static const char KNOWN[] = " p br blockquote pre code ul ol li dl dt dd h3 h4 h5 h6 hr b "
				    "strong i em u s sub sup a "
				    "table caption thead tbody tfoot tr th td ";
	char wanted[16];

	if (length == 0 || length > 12)
		return false;
	if (safe_html_article &&
	    ((length == 2 && !strncmp(name, "h2", 2)) || (length == 3 && !strncmp(name, "img", 3))))
		return true;
	(void)snprintf(wanted, sizeof wanted, " %.*s ", (int)length, name);
	return strstr(KNOWN, wanted) != NULL;
}

/* Past text up to one of `stops`, or NULL where something is not escaped. */
static const char *safe_html_text(const char *at, char stop)
{
	static const char *const ENTITIES[] = {"&lt;", "&gt;", "&amp;", "&#34;", "&#39;"};

	for (; *at && *at != stop; at++) {
		size_t i = 0;

		if (*at == '<' || *at == '>' || ((unsigned char)*at < ' ' && !strchr("\n\t", *at)))
			return NULL;
		while (*at == '&' && i < 5 && !text_starts(at, ENTITIES[i]))
			i++;
		if (i == 5)
			return NULL;
	}
	return at;
}

/* Past an address of this site, letter by letter, and the quote behind it; or NULL. */
static const char *safe_html_local(const char *at, bool links)
{
	static const char NAME[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%";
	size_t digits;

	if (links && text_starts(at, "/kb/")) {
		at += strlen("/kb/");
		at += strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
		return *at == '"' && at[-1] != '/' ? at + 1 : NULL;
	}
	if (!text_starts(at, "/file/article/"))
		return NULL;
	at += strlen("/file/article/");
	digits = strspn(at, "0123456789");
	if (!digits || at[digits] != '/')
		return NULL;
	at += digits + 1;
	if (*at == '.' && strspn(at, ".") == strcspn(at, "\""))
		return NULL;
	at += strspn(at, NAME);
	return *at == '"' && at[-1] != '/' ? at + 1 : NULL;
}

static const char *safe_html_picture(const char *at)
{
	if (text_starts(at, "src=\""))
		return safe_html_local(at + strlen("src=\""), false);
	if (text_starts(at, "loading=\"lazy\""))
		return at + strlen("loading=\"lazy\"");
	if (!text_starts(at, "alt=\""))
		return NULL;
	at = safe_html_text(at + strlen("alt=\""), '"');
	return at && *at == '"' ? at + 1 : NULL;
}

/* Past ` name="value"` of a tag, or NULL. */
static const char *safe_html_attribute(const char *at, const char *tag, size_t tag_length)
{
	static const char REL[] = "rel=\"nofollow noopener noreferrer\"";
	bool is_link = tag_length == 1 && *tag == 'a', is_cell = tag_length == 2 && *tag == 't';
	bool is_list = tag_length == 2 && strncmp(tag, "ol", 2) == 0;

	at++;
	if (tag_length == 3 && !strncmp(tag, "img", 3))
		return safe_html_picture(at);
	if (safe_html_article && is_link && text_starts(at, "href=\"/"))
		return safe_html_local(at + strlen("href=\""), true);
	if (is_link && text_starts(at, REL))
		return at + strlen(REL);
	if (is_link && text_starts(at, "href=\"")) {
		at += strlen("href=\"");
		if (strncasecmp(at, "http://", 7) != 0 && strncasecmp(at, "https://", 8) != 0 &&
		    strncasecmp(at, "mailto:", 7) != 0)
			return NULL;
		at = safe_html_text(at, '"');
		return at && *at == '"' ? at + 1 : NULL;
	}
	if ((is_cell && (text_starts(at, "colspan=\"") || text_starts(at, "rowspan=\""))) ||
	    (is_list && text_starts(at, "start=\""))) {
		at = strchr(at, '"') + 1;
		at += strspn(at, "0123456789");
		return *at == '"' ? at + 1 : NULL;
	}
	return NULL;
}

struct safe_html_open {
	const char *name;
	size_t length;
};

/* Past the tag at `at`, or NULL. */
static const char *safe_html_tag(const char *at, struct safe_html_open *open, int *depth)
{
	bool end = at[1] == '/';
	const char *name = at + 1 + end;
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");

	if (!safe_html_is_known(name, length))
		return NULL;
	at = name + length;
	if (end) {
		if (*depth == 0 || open[*depth - 1].length != length ||
		    strncmp(open[*depth - 1].name, name, length) != 0)
			return NULL;
		--*depth;
		return *at == '>' ? at + 1 : NULL;
	}
	while (at && *at == ' ')
		at = safe_html_attribute(at, name, length);
	if (!at || *at != '>')
		return NULL;
	if ((length == 2 && (strncmp(name, "br", 2) == 0 || strncmp(name, "hr", 2) == 0)) ||
	    (length == 3 && strncmp(name, "img", 3) == 0))
		return at + 1;
	if (*depth == SAFE_HTML_DEPTH)
		return NULL;
	open[(*depth)++] = (struct safe_html_open){name, length};
	return at + 1;
}

/* Where the text breaks the promise, or NULL when it keeps it. */
static inline const char *safe_html_fault_of(const char *html, bool article)
{
	struct safe_html_open open[SAFE_HTML_DEPTH];
	const char *at = html;
	int depth = 0;

	safe_html_article = article;
	if (!text_is_utf8(html, strlen(html)))
		return html;
	while (*at) {
		const char *next =
		    *at == '<' ? safe_html_tag(at, open, &depth) : safe_html_text(at, '<');

		if (!next)
			return at;
		at = next;
	}
	return depth ? at : NULL;
}

static inline const char *safe_html_fault(const char *html)
{
	return safe_html_fault_of(html, false);
}

#endif
