#include "mail/reply_lines.h"

#include <string.h>

#include "base/text.h"
#include "mail/reply.h"
#include "mail/reply_words.h"

enum {
	LINES_MOST = 20000, /* what follows is left as it is */
	LOOKED_AT = 500,    /* bytes of a line that are compared */
	WROTE_LINES = 6,    /* "On … wrote:" may take so many */
	WROTE_MOST = 600,   /* bytes together */
};

/* --- Cutting into lines. */

static enum err cut_lines(struct lines *lines, const char *text, size_t length)
{
	const char *end = text + length;
	size_t count = 1;

	for (const char *p = text; p < end && count < LINES_MOST; p++)
		count += *p == '\n';
	lines->at = ARENA_ARRAY(lines->arena, struct line, count);
	if (!lines->at)
		return ERR_MEMORY;
	for (const char *p = text; p <= end && lines->count < count; lines->count++) {
		struct line *line = &lines->at[lines->count];
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		if (!stop || lines->count + 1 == count)
			stop = end;
		line->at = p;
		line->length = (size_t)(stop - p);
		p = stop + 1;
		while (line->length > 0 && strchr(" \t\r", line->at[line->length - 1]))
			line->length--;
	}
	return OK;
}

static bool is_quote(const struct line *line)
{
	size_t blanks = strspn(line->at, " ");

	if (blanks < line->length && blanks <= 3 && line->at[blanks] == '>') {
		/* ">>> >>> http://… <<<" is decoration, "> quoted <" is not. */
		return !(line->length >= 3 && !memcmp(line->at + line->length - 3, "<<<", 3));
	}
	return false;
}

/* French typography puts fixed blanks before colons. */
static void plain_blanks(char *line)
{
	char *to = line;

	for (const char *p = line; *p;) {
		if (!strncmp(p, "\xc2\xa0", 2)) {
			*to++ = ' ';
			p += 2;
		} else if (!strncmp(p, "\xe2\x80\xaf", 3)) {
			*to++ = ' ';
			p += 3;
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
}

static bool ends_in_colon(const char *line)
{
	size_t length = strlen(line);

	return length > 0 && (line[length - 1] == ':' ||
				 (length >= 3 && !strcmp(line + length - 3, "\xef\xbc\x9a")));
}

static bool may_end(const char *line)
{
	const char *behind;

	return ends_in_colon(line) || (strlen(line) < WROTE_MOST / 2 && words_wrote(line, &behind));
}

static enum err fold_lines(struct lines *lines)
{
	bool code = false;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		size_t length = line->length < LOOKED_AT ? line->length : LOOKED_AT;
		char *copy = arena_text_n(lines->arena, line->at, length);

		line->folded = copy ? text_fold(lines->arena, text_trim(copy)) : NULL;
		if (!line->folded)
			return ERR_MEMORY;
		plain_blanks(line->folded);
		line->may_end = may_end(line->folded);
		if (text_starts(line->folded, "```"))
			code = !code;
		line->code = code;
		line->kind = code ? TEXT : !*line->folded ? EMPTY : is_quote(line) ? QUOTE : TEXT;
	}
	return OK;
}

/* The next line from `i` on that is not empty; count when there is none. */
static size_t next_full(const struct lines *lines, size_t i)
{
	while (i < lines->count && lines->at[i].kind == EMPTY)
		i++;
	return i;
}

/* --- "On Monday Jane wrote:". */

static bool is_wrote(const char *line, bool quote_follows)
{
	size_t length = strlen(line);
	bool colon = ends_in_colon(line), date = words_date(line);
	bool address = strchr(line, '@') != NULL;
	const char *behind;

	if (!length)
		return false;
	if (words_wrote(line, &behind)) {
		size_t rest = strspn(behind, " :()a\"'-");
		bool ends = !behind[rest] || colon;

		if (ends && date &&
		    (words_begins(line) || words_begins_with_date(line) || address || colon))
			return colon || quote_follows || address || !behind[rest];
		if (ends && colon && address)
			return true;
		return false;
	}
	/* No verb: a date, a name, an address and a colon. */
	if (!words_begins_with_date(line) || !address)
		return false;
	return colon || (quote_follows && length < 200);
}

/* ---- John Smith wrote ---- */
static bool is_dashed_wrote(const char *line)
{
	size_t length = strlen(line);
	const char *behind;

	if (length < 10 || memcmp(line, "--", 2) != 0)
		return false;
	if (!words_wrote(line, &behind))
		return false;
	return behind[strspn(behind, " -:")] == '\0';
}

/* Where could such a line begin? Saves looking at every line of a long text. */
static bool may_begin(const char *line)
{
	return words_begins(line) || words_begins_with_date(line) ||
	       (strpbrk(line, "<(") != NULL && strchr(line, '@') != NULL) ||
	       text_starts(line, "--");
}

/* Adds a line to what is joined; false when it gets too long. */
static bool join(char *joined, size_t *length, const char *line)
{
	size_t more = strlen(line);

	if (*length + more + 2 > WROTE_MOST)
		return false;
	if (*length > 0)
		joined[(*length)++] = ' ';
	memcpy(joined + *length, line, more + 1);
	*length += more;
	return true;
}

/* How many lines from `first` on say who wrote; 0 for none. */
static size_t wrote_lines(const struct lines *lines, size_t first)
{
	char joined[WROTE_MOST + 1];
	size_t length = 0, used = 0;

	if (lines->at[first].kind != TEXT || !may_begin(lines->at[first].folded))
		return 0;
	if (is_dashed_wrote(lines->at[first].folded))
		return 1;
	for (size_t i = first; i < lines->count && used < WROTE_LINES; i++, used++) {
		size_t next;
		bool quoted;

		if (lines->at[i].kind == EMPTY) {
			/* Polymail leaves an empty line within. */
			if (i + 1 < lines->count && text_starts(lines->at[i + 1].folded, "<") &&
			    used < 2)
				continue;
			return 0;
		}
		/* An address that was too long leaves its ">:" on a line of its own. */
		if (lines->at[i].kind == QUOTE && i > first && strlen(lines->at[i].folded) > 60)
			return 0;
		if (lines->at[i].kind == QUOTE && i == first)
			return 0;
		if (!join(joined, &length, lines->at[i].folded))
			return 0;
		next = next_full(lines, i + 1);
		quoted = next < lines->count &&
			 (lines->at[next].kind == QUOTE || *lines->at[next].folded == '|');
		if ((lines->at[i].may_end || quoted) && is_wrote(joined, quoted))
			return i - first + 1;
		if (lines->at[i].kind == QUOTE &&
		    strspn(lines->at[i].folded, "> :") == strlen(lines->at[i].folded))
			return 0;
	}
	return 0;
}

/* Is it the line before such a one that ended by chance in the same place? */
static bool begins_later(const struct lines *lines, size_t first, size_t count)
{
	for (size_t k = 1; k < count; k++) {
		const char *line = lines->at[first + k].folded;

		if ((words_begins(line) || words_begins_with_date(line)) &&
		    wrote_lines(lines, first + k) == count - k)
			return true;
	}
	return false;
}

/* "reply On Wed, Apr 4, 2012, bob@example.com wrote:" on one line: where the second part begins. */
static size_t shared_line(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->at[i];
	size_t next = next_full(lines, i + 1);
	static const char *const BETWEEN[] = {"--- on ", " on "};

	if (line->kind != TEXT || line->length > LOOKED_AT || next == lines->count ||
	    lines->at[next].kind != QUOTE || strlen(line->folded) != line->length || !line->may_end)
		return 0;
	for (size_t k = 0; k < sizeof BETWEEN / sizeof BETWEEN[0]; k++) {
		const char *found = strstr(line->folded, BETWEEN[k]);

		if (found && found > line->folded && is_wrote(found + (k ? 1 : 4), true) &&
		    strchr(found, '@'))
			return (size_t)(found - line->folded);
	}
	return 0;
}

/* --- Header blocks and marks. */

bool line_is_rule(const char *line)
{
	size_t length = strlen(line);

	return length >= 2 && strspn(line, "_-=*") == length;
}

/* From:, Sent:, To:, Subject: on following lines: how many lines; 0 for none. A few people do write
 * "From: Oslo, To: Bergen": there has to be an address, or a label that nobody writes so. */
static size_t header_lines(const struct lines *lines, size_t first)
{
	bool seen[LABEL_OTHER + 1] = {false}, strong, proof = false;
	size_t i = first, last = first, others = 0;
	int kinds = 0;

	if (words_label(lines->at[first].folded, &strong) == LABEL_NONE)
		return 0;
	for (; i < lines->count && others < 3; i++) {
		const char *line = lines->at[i].folded;
		enum label label = words_label(line, &strong);

		if (label == LABEL_NONE) {
			others++;
			if (lines->at[i].kind == EMPTY && kinds >= 2)
				break;
			proof = proof || (strchr(line, '@') && others == 1);
			continue;
		}
		others = 0;
		last = i;
		if (!seen[label] && label != LABEL_OTHER)
			kinds++;
		seen[label] = true;
		proof = proof || strong || strchr(line, '@');
	}
	if (kinds < 2 || !proof || !(seen[LABEL_FROM] || (seen[LABEL_DATE] && seen[LABEL_TO])))
		return 0;
	return last - first + 1;
}

/* Marks of one line: --- Original Message ---. */
static enum kind mark_of(const struct line *line)
{
	const char *text = line->folded;
	bool dashed = strlen(text) < 120 && (text_starts(text, "--") || text_starts(text, "__") ||
						text_starts(text, "=="));

	if (line->kind != TEXT)
		return line->kind;
	if (text_starts(text, REPLY_MARK_ORIGINAL))
		return ORIGINAL;
	if (text_starts(text, REPLY_MARK_WROTE))
		return words_forwarded(text) ? FORWARDED : WROTE;
	if (strlen(text) > 120)
		return TEXT;
	if (words_forwarded(text) && (dashed || text[strlen(text) - 1] == ':'))
		return FORWARDED;
	if (words_original(text) && dashed)
		return ORIGINAL;
	if (text_starts(text, "##-") && strstr(text, "-##")) /* "type your reply above this line" */
		return ORIGINAL;
	return TEXT;
}

/* A rule right above what begins at `i` belongs to it. */
static void take_rules_above(struct lines *lines, size_t i, enum kind kind)
{
	while (i > 0 &&
	       (lines->at[i - 1].kind == EMPTY ||
		   (lines->at[i - 1].kind == TEXT && line_is_rule(lines->at[i - 1].folded)))) {
		i--;
		if (lines->at[i].kind == TEXT)
			lines->at[i].kind = kind;
	}
}

static void mark_lines(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		size_t count;

		if (line->kind != TEXT)
			continue;
		line->kind = mark_of(line);
		if (line->kind == FORWARDED || line->kind == ORIGINAL) {
			if (line->kind == ORIGINAL)
				take_rules_above(lines, i, ORIGINAL);
			return; /* nothing behind it matters */
		}
		if (line->kind != TEXT)
			continue;
		if (!lines->forwarded && header_lines(lines, i)) {
			line->kind = ORIGINAL;
			take_rules_above(lines, i, ORIGINAL);
			return;
		}
		count = wrote_lines(lines, i);
		if (begins_later(lines, i, count))
			continue;
		for (size_t k = 0; k < count; k++)
			lines->at[i + k].kind = WROTE;
		if (count)
			i += count - 1;
	}
}

/* A link that a program broke over lines within a quote (no ">" before its second half). */
static void mend_quotes(struct lines *lines)
{
	for (size_t i = 1; i + 1 < lines->count; i++) {
		const struct line *before = &lines->at[i - 1], *line = &lines->at[i];
		size_t next = i + 1;
		bool link, open;

		if (line->kind != TEXT || before->kind != QUOTE || lines->at[next].kind != QUOTE)
			continue;
		open = strrchr(before->folded, '(') && !strchr(strrchr(before->folded, '('), ')') &&
		       strstr(before->folded, "http");
		link = text_starts(line->folded, "(http");
		if (open || link)
			lines->at[i].kind = QUOTE;
	}
}

/* "answer On Monday … wrote:" on one line becomes two. */
static enum err split_shared(struct lines *lines, size_t i, size_t at)
{
	char *first = arena_text_n(lines->arena, lines->at[i].at, at);

	if (!first)
		return ERR_MEMORY;
	lines->at[i].at = first;
	lines->at[i].length = strlen(text_trim(first));
	lines->at[i].folded[at] = '\0';
	return OK;
}

enum err lines_read(struct lines *lines, const char *text, size_t length)
{
	TRY(cut_lines(lines, text, length));
	TRY(fold_lines(lines));
	for (size_t i = 0; i < lines->count; i++) {
		size_t at = shared_line(lines, i);

		if (at)
			TRY(split_shared(lines, i, at));
	}
	mark_lines(lines);
	mend_quotes(lines);
	return OK;
}
