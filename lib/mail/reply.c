#include "mail/reply.h"

#include <string.h>

#include "base/buffer.h"
#include "mail/reply_lines.h"
#include "mail/reply_words.h"

enum { FOOTER_LINES = 20 /* under a "--" */ };

struct plan {
	size_t first, end;   /* lines that are kept, but… */
	size_t skip, resume; /* …these (skip == resume: none) */
};

static bool has_text(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (lines->at[i].kind == TEXT && !line_is_rule(lines->at[i].folded))
			return true;
	return false;
}

static size_t find(const struct lines *lines, enum kind kind, size_t from, size_t end)
{
	while (from < end && lines->at[from].kind != kind)
		from++;
	return from;
}

/* Quoted blocks (with what says who wrote them) between `from` and `end`. */
static size_t count_blocks(const struct lines *lines, size_t from, size_t end)
{
	size_t count = 0;
	bool within = false;

	for (size_t i = from; i < end; i++) {
		if (lines->at[i].kind == QUOTE && !within)
			count++;
		if (lines->at[i].kind == QUOTE || lines->at[i].kind == TEXT ||
		    lines->at[i].kind == WROTE)
			within = lines->at[i].kind == QUOTE;
	}
	return count;
}

/* The end of the quote that follows `wrote`: all that is quoted, or, where nothing is marked with
 * ">", everything. */
static size_t quote_end(const struct lines *lines, size_t wrote, size_t end)
{
	size_t i = wrote;

	while (i < end && (lines->at[i].kind == WROTE || lines->at[i].kind == EMPTY))
		i++;
	if (i < end && lines->at[i].kind == TEXT && *lines->at[i].folded != '|')
		return end;
	while (i < end && (lines->at[i].kind == QUOTE || lines->at[i].kind == EMPTY ||
			      *lines->at[i].folded == '|'))
		i++;
	return i;
}

/* Trailing quotes go, whoever wrote them. */
static size_t without_trailing_quotes(const struct lines *lines, size_t from, size_t end)
{
	size_t last = end;

	while (last > from && lines->at[last - 1].kind != TEXT)
		last--;
	/* What the writer quoted above the quote of the program is the writer's. */
	if (last < end) {
		size_t wrote = find(lines, WROTE, last, end);

		if (wrote < end && find(lines, QUOTE, last, wrote) < wrote)
			return wrote;
	}
	return last;
}

static void plan_quotes(const struct lines *lines, struct plan *plan)
{
	size_t wrote, end;

	plan->end = without_trailing_quotes(lines, 0, plan->end);
	wrote = find(lines, WROTE, 0, plan->end);
	if (wrote == plan->end)
		return;
	end = quote_end(lines, wrote, plan->end);
	if (end == plan->end) {
		/* Nothing marks the quote: it goes to the end, unless there would be nothing left.
		 */
		if (has_text(lines, 0, wrote)) {
			plan->end = wrote;
		} else {
			plan->skip = wrote;
			while (wrote < end && lines->at[wrote].kind == WROTE)
				wrote++;
			plan->resume = wrote;
		}
		return;
	}
	/* One quote and then an answer: the answer. Several: they are the questions to the answers.
	 */
	if (count_blocks(lines, wrote, plan->end) == 1) {
		plan->skip = wrote;
		plan->resume = end;
	}
}

/* --- Signatures. */

static bool is_delimiter(const struct line *line)
{
	/* RFC 3676, section 4.3; programs drop its blank. */
	return line->kind == TEXT && !line->code &&
	       (!strcmp(line->folded, "--") || !strcmp(line->folded, "-- "));
}

/* A footer of a mailing list: a rule of underscores and a few lines. */
static bool is_list_rule(const struct lines *lines, size_t i, size_t end)
{
	size_t length = strlen(lines->at[i].folded);

	return lines->at[i].kind == TEXT && !lines->at[i].code && length >= 2 && end - i <= 8 &&
	       strspn(lines->at[i].folded, "_") == length;
}

static size_t signature_start(const struct lines *lines, size_t from, size_t end)
{
	size_t full = 0, found = end;

	for (size_t i = end; i > from && full <= FOOTER_LINES; i--) {
		const struct line *line = &lines->at[i - 1];

		full += line->kind != EMPTY;
		if (is_delimiter(line) || is_list_rule(lines, i - 1, end))
			found = i - 1;
	}
	return found;
}

static size_t without_devices(const struct lines *lines, size_t from, size_t end)
{
	size_t i = end;

	while (i > from) {
		const struct line *line = &lines->at[i - 1];

		if (line->kind == TEXT && words_device(line->folded))
			end = i - 1;
		else if (line->kind != EMPTY)
			break;
		i--;
	}
	return end;
}

static void plan_signature(const struct lines *lines, struct plan *plan)
{
	size_t from =
	    plan->skip < plan->resume && !has_text(lines, 0, plan->skip) ? plan->resume : 0;
	size_t end = plan->end;

	for (int round = 0; round < 3; round++) {
		end = signature_start(lines, from, end);
		end = without_devices(lines, from, end);
	}
	/* A message that is nothing but a signature is a message. */
	if (has_text(lines, from, end))
		plan->end = end;
}

/* A signature in front of the quote, with the answer below or nothing. */
static void plan_upper_signature(const struct lines *lines, struct plan *plan)
{
	size_t end;

	if (plan->skip >= plan->resume || !has_text(lines, 0, plan->skip))
		return;
	end = without_devices(lines, 0, plan->skip);
	if (has_text(lines, 0, end))
		plan->skip = end;
}

/* --- Together. */

static void append_lines(struct buffer *out, const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct line *line = &lines->at[i];
		size_t mark = line->length >= 3 && !memcmp(line->at, "\xee\x83", 2) ? 3 : 0;

		buffer_append(out, line->at + mark, line->length - mark);
		buffer_text(out, "\n");
	}
}

static enum err finish(const struct lines *lines, const struct plan *plan, const char **reply)
{
	struct buffer out = BUFFER((size_t)64 << 20);
	char *text;
	size_t length, start = 0;

	if (plan->skip < plan->resume) {
		append_lines(&out, lines, plan->first, plan->skip);
		append_lines(&out, lines, plan->resume, plan->end);
	} else {
		append_lines(&out, lines, plan->first, plan->end);
	}
	text = out.data ? out.data : (char *)"";
	length = out.length;
	while (length > 0 && strchr(" \t\n", text[length - 1]))
		length--;
	/* Empty lines above go, the indent of the first line stays. */
	for (size_t i = 0; i < length && strchr(" \t\n", text[i]); i++)
		if (text[i] == '\n')
			start = i + 1;
	*reply = arena_text_n(lines->arena, text + start, length - start);
	buffer_free(&out);
	return *reply ? OK : ERR_MEMORY;
}

static bool is_empty_plan(const struct lines *lines, const struct plan *plan)
{
	for (size_t i = plan->first; i < plan->end; i++)
		if (lines->at[i].kind != EMPTY && lines->at[i].kind != WROTE &&
		    !(i >= plan->skip && i < plan->resume))
			return false;
	return true;
}

static enum err decide(struct lines *lines, const char **reply)
{
	struct plan plan = {.end = lines->count}, all = plan;
	size_t forwarded, original;

	forwarded = find(lines, FORWARDED, 0, lines->count);
	original = find(lines, ORIGINAL, 0, lines->count);
	/* What was passed on is what the message is about. */
	if (forwarded < original && find(lines, WROTE, 0, forwarded) == forwarded)
		return finish(lines, &all, reply);
	if (original < plan.end && has_text(lines, 0, original))
		plan.end = original;
	plan_quotes(lines, &plan);
	plan_signature(lines, &plan);
	plan_upper_signature(lines, &plan);
	return finish(lines, is_empty_plan(lines, &plan) ? &all : &plan, reply);
}

enum err reply_from_text(
    struct arena *arena, const char *text, size_t length, bool forwarded, const char **reply)
{
	struct lines lines = {.arena = arena, .forwarded = forwarded};

	TRY(lines_read(&lines, text, length));
	return decide(&lines, reply);
}
