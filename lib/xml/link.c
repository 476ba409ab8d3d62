#include "xml/link.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

enum { NAME_MOST = 64, DOMAIN_MOST = 255 }; /* RFC 5321, section 4.5.3.1 */

/* --- Addresses given as href. */

static bool is_absolute(const char *href)
{
	static const char *const PREFIXES[] = {"http://", "https://", "mailto:"};

	for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++) {
		size_t length = strlen(PREFIXES[i]);

		if (strncasecmp(href, PREFIXES[i], length) == 0)
			return href[length] != '\0';
	}
	return false;
}

const char *link_clean(struct arena *arena, const char *href)
{
	size_t length = strlen(href), kept = 0;
	char *copy;

	if (length > LINK_MOST || !(copy = arena_text_n(arena, href, length)))
		return NULL;
	/* A blank within would end the address for some readers; such links are broken anyway. */
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)href[i] > ' ' && href[i] != 0x7f)
			copy[kept++] = href[i];
	copy[kept] = '\0';
	return is_absolute(copy) ? copy : NULL;
}

/* --- Addresses of this site. */

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* One segment of a path: unreserved characters (RFC 3986, section 2.3) and bytes that were
 * encoded, but no control character, slash or backslash among these. */
static bool is_segment(const char *at)
{
	if (!*at || !strcmp(at, ".") || !strcmp(at, ".."))
		return false;
	for (; *at; at++) {
		if (*at == '%') {
			if (!is_hex(at[1]) || !is_hex(at[2]) || at[1] < '2' ||
			    !strncasecmp(at, "%2f", 3) || !strncasecmp(at, "%5c", 3) ||
			    !strncasecmp(at, "%7f", 3) || !strncasecmp(at, "%2e", 3))
				return false;
			at += 2;
		} else if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
			       (*at >= '0' && *at <= '9') || strchr("-._~", *at))) {
			return false;
		}
	}
	return true;
}

bool link_local(const char *href, bool links)
{
	static const char FILES[] = "/file/article/", PAGES[] = "/kb/";
	size_t digits;

	if (strlen(href) > LINK_MOST)
		return false;
	if (links && !strncmp(href, PAGES, strlen(PAGES)))
		return is_segment(href + strlen(PAGES)) && !strpbrk(href + strlen(PAGES), "%._~");
	if (strncmp(href, FILES, strlen(FILES)) != 0)
		return false;
	href += strlen(FILES);
	digits = strspn(href, "0123456789");
	return digits > 0 && digits < 19 && href[digits] == '/' && is_segment(href + digits + 1);
}

/* --- Addresses within a text. */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_name(char c)
{
	return is_word(c) || strchr("._%+-", c);
}

/* A blank, quote, dash or ellipsis beyond ASCII: U+00A0, « », U+2000 to U+206F, U+3000 to U+3003.
 * `rest` bytes remain. */
static bool is_mark(const char *at, size_t rest)
{
	if (rest >= 2 && at[0] == '\xc2')
		return strchr("\xa0\xab\xbb", at[1]) != NULL;
	if (rest >= 3 && at[0] == '\xe2')
		return at[1] == '\x80' || at[1] == '\x81';
	return rest >= 3 && at[0] == '\xe3' && at[1] == '\x80' && (unsigned char)at[2] <= 0x83;
}

/* Where an address ends whose word goes on to `end`: before marks that belong to the sentence, and
 * before a bracket that was opened outside. */
static size_t trim_end(const char *word, size_t start, size_t end)
{
	static const char OPEN[] = "([{", CLOSE[] = ")]}", MARKS[] = ".,;:!?'\"*_";
	int inside[3] = {0};

	for (size_t i = start; i < end; i++)
		for (size_t kind = 0; kind < 3; kind++)
			inside[kind] += (word[i] == OPEN[kind]) - (word[i] == CLOSE[kind]);
	for (; end > start; end--) {
		const char *close = strchr(CLOSE, word[end - 1]);

		if (close ? inside[close - CLOSE]++ >= 0 : !strchr(MARKS, word[end - 1]))
			break;
	}
	return end;
}

/* The bytes of the scheme that begins here, or 0. */
static size_t scheme_length(const char *at, size_t length)
{
	static const char *const SCHEMES[] = {"http://", "https://", "mailto:"};

	for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0]; i++) {
		size_t size = strlen(SCHEMES[i]);

		if (length > size && strncasecmp(at, SCHEMES[i], size) == 0)
			return size;
	}
	return 0;
}

static bool find_web(const char *word, size_t length, size_t at, struct link *link)
{
	size_t scheme = scheme_length(word + at, length - at), end = at + scheme;

	if (!scheme || (at && is_word(word[at - 1])) ||
	    (is_mark(word + end, length - end) || strchr(".,;:!?'\"*()[]{}<>/\\", word[end])))
		return false;
	while (end < length && !strchr("<>\"", word[end]) && !is_mark(word + end, length - end))
		end++;
	end = trim_end(word, at + scheme, end);
	*link = (struct link){.start = at, .length = end - at};
	return end - at > scheme;
}

/* Around the @ at `at`: name@host.domain, in ASCII. */
static bool find_mail(const char *word, size_t length, size_t from, size_t at, struct link *link)
{
	size_t start = at, end = at + 1, dot = 0;

	while (start > from && at - start <= NAME_MOST && is_name(word[start - 1]))
		start--;
	if (at - start > NAME_MOST || (start > from && strchr("@/:", word[start - 1])))
		return false;
	while (start < at && !is_word(word[start]))
		start++;
	for (; end < length && end - at <= DOMAIN_MOST &&
	       (is_word(word[end]) || word[end] == '.' || word[end] == '-');
	     end++)
		if (word[end] == '.')
			dot = end;
	while (end > at && !is_word(word[end - 1]))
		end--;
	/* Two letters at least behind the last dot within. */
	while (dot > at && (dot >= end || word[dot] != '.'))
		dot--;
	if (start == at || dot <= at + 1 || end - dot < 3 || end - at > DOMAIN_MOST ||
	    (end < length && word[end] == '@'))
		return false;
	*link = (struct link){.start = start, .length = end - start, .mail = true};
	return true;
}

bool link_find(const char *word, size_t length, size_t from, struct link *link)
{
	if (length > LINK_MOST)
		return false;
	for (size_t i = from; i < length; i++) {
		char c = word[i];

		if ((c == 'h' || c == 'H' || c == 'm' || c == 'M') &&
		    find_web(word, length, i, link))
			return true;
		if (c == '@' && find_mail(word, length, from, i, link))
			return true;
	}
	return false;
}
