#include "xml/link.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"

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

/* --- Addresses within a text. */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

static bool is_name(char c)
{
	return is_word(c) || strchr("._%+-", c);
}

/* Where an address ends whose word goes on to `end`: before marks that belong to the sentence. */
static size_t trim_end(const char *word, size_t start, size_t end)
{
	while (end > start && strchr(".,;:!?'\"*_)]}", word[end - 1])) {
		char close = word[end - 1], open = close == ')' ? '(' : close == ']' ? '[' : '{';

		/* A bracket that was opened within belongs to it. */
		if (strchr(")]}", close) && memchr(word + start, open, end - start))
			break;
		end--;
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

	if (!scheme || (at && is_word(word[at - 1])) || !is_name(word[end]))
		return false;
	while (end < length && !strchr("<>\"", word[end]))
		end++;
	end = trim_end(word, at + scheme, end);
	*link = (struct link){.start = at, .length = end - at};
	return end - at > scheme;
}

/* Around the @ at `at`: name@host.domain */
static bool find_mail(const char *word, size_t length, size_t from, size_t at, struct link *link)
{
	size_t start = at, end = at + 1, dot = 0;

	while (start > from && at - start < 64 && is_name(word[start - 1]))
		start--;
	while (start < at && !is_word(word[start]))
		start++;
	for (; end < length && end - at < 255 && (is_word(word[end]) || strchr(".-", word[end]));
	     end++)
		if (word[end] == '.' && end + 2 < length && is_word(word[end + 1]) &&
		    is_word(word[end + 2]))
			dot = end;
	while (end > at && !is_word(word[end - 1]))
		end--;
	if (start == at || dot <= at + 1 || dot > end || (end < length && word[end] == '@') ||
	    (start > from && strchr("@/:", word[start - 1])))
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
