#include "base/diff.h"

#include <stdint.h>
#include <string.h>

enum {
	EDITS_MOST = 2000,  /* differences that are looked for, from both ends */
	TOKENS_MOST = 6000, /* words of one change that are compared */
	CONTEXT = 3,
};

/* A line with its end, or a word. */
struct token {
	const char *text;
	size_t length;
	uint64_t hash;
};

struct side {
	struct token *tokens;
	bool *differs;
	size_t count;
};

struct comparison {
	struct side before, after;
	long *forward, *backward; /* furthest points by diagonal, from the middle */
	long room;
};

/* --- Tokens. */

static struct token token_of(const char *text, size_t length)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return (struct token){text, length, hash};
}

static bool is_same(const struct token *a, const struct token *b)
{
	return a->hash == b->hash && a->length == b->length && !memcmp(a->text, b->text, a->length);
}

static size_t line_length(const char *text, size_t left)
{
	const char *end = memchr(text, '\n', left);

	return end ? (size_t)(end - text) + 1 : left;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c & 0x80);
}

/* A word, a run of blanks, or one other character. */
static size_t word_length(const char *text, size_t left)
{
	size_t length = 1;

	if (is_word(*text))
		while (length < left && is_word(text[length]))
			length++;
	else if (*text == ' ')
		while (length < left && text[length] == ' ')
			length++;
	return length;
}

static enum err split(struct arena *arena, const char *text, size_t length,
    size_t (*next)(const char *text, size_t left), struct side *side)
{
	size_t count = 0;

	for (size_t at = 0; at < length; at += next(text + at, length - at))
		count++;
	side->tokens = ARENA_ARRAY(arena, struct token, count);
	side->differs = ARENA_ARRAY(arena, bool, count);
	if (!side->tokens || !side->differs)
		return ERROR(ERR_MEMORY, "no memory to compare texts");
	side->count = count;
	for (size_t at = 0, i = 0; at < length; i++) {
		size_t size = next(text + at, length - at);

		side->tokens[i] = token_of(text + at, size);
		at += size;
	}
	return OK;
}

/* --- The shortest way from one to the other (Myers 1986, section 4b: in linear space). */

struct box {
	size_t a, a_end, b, b_end;
};

static bool equal_at(const struct comparison *c, size_t a, size_t b)
{
	return is_same(&c->before.tokens[a], &c->after.tokens[b]);
}

/* How far one gets on diagonal k with one more difference; -1: nowhere. */
static long step(const long *reached, long d, long k, long n, long m)
{
	long right = -1, down = -1;

	if (d == 0)
		return 0;
	if (k > -d && reached[k - 1] >= 0 && reached[k - 1] < n)
		right = reached[k - 1] + 1;
	if (k < d && reached[k + 1] >= 0 && reached[k + 1] - k <= m)
		down = reached[k + 1];
	return right > down ? right : down;
}

/* A point in the middle of a shortest way. False when that is longer than we look. */
static bool find_middle(const struct comparison *c, const struct box *box, size_t *x_, size_t *y_)
{
	const long n = (long)(box->a_end - box->a), m = (long)(box->b_end - box->b);
	const long delta = n - m, most = (n + m + 1) / 2;
	long *forward = c->forward + c->room, *backward = c->backward + c->room;

	for (long d = 0; d <= most && d <= EDITS_MOST; d++) {
		for (long k = -d; k <= d; k += 2) {
			long x = step(forward, d, k, n, m);

			while (x >= 0 && x < n && x - k < m &&
			       equal_at(c, box->a + (size_t)x, box->b + (size_t)(x - k)))
				x++;
			forward[k] = x;
			if (x >= 0 && delta % 2 && delta - k >= -(d - 1) && delta - k <= d - 1 &&
			    backward[delta - k] >= 0 && x + backward[delta - k] >= n) {
				*x_ = (size_t)x;
				*y_ = (size_t)(x - k);
				return true;
			}
		}
		for (long k = -d; k <= d; k += 2) {
			long x = step(backward, d, k, n, m);

			while (x >= 0 && x < n && x - k < m &&
			       equal_at(
				   c, box->a_end - 1 - (size_t)x, box->b_end - 1 - (size_t)(x - k)))
				x++;
			backward[k] = x;
			if (x >= 0 && delta % 2 == 0 && delta - k >= -d && delta - k <= d &&
			    forward[delta - k] >= 0 && x + forward[delta - k] >= n) {
				*x_ = (size_t)(n - x);
				*y_ = (size_t)(m - (x - k));
				return true;
			}
		}
	}
	return false;
}

static void mark(struct side *side, size_t from, size_t to)
{
	for (; from < to; from++)
		side->differs[from] = true;
}

/* Goes down at most as deep as the texts can be halved by their differences.
 * NOLINTNEXTLINE(misc-no-recursion) */
static void compare(struct comparison *c, struct box box)
{
	size_t x, y;

	while (box.a < box.a_end && box.b < box.b_end && equal_at(c, box.a, box.b)) {
		box.a++;
		box.b++;
	}
	while (
	    box.a < box.a_end && box.b < box.b_end && equal_at(c, box.a_end - 1, box.b_end - 1)) {
		box.a_end--;
		box.b_end--;
	}
	if (box.a == box.a_end || box.b == box.b_end || !find_middle(c, &box, &x, &y)) {
		mark(&c->before, box.a, box.a_end);
		mark(&c->after, box.b, box.b_end);
		return;
	}
	compare(c, (struct box){box.a, box.a + x, box.b, box.b + y});
	compare(c, (struct box){box.a + x, box.a_end, box.b + y, box.b_end});
}

static enum err run(struct arena *arena, struct comparison *c)
{
	long room = (long)(c->before.count + c->after.count) / 2 + 3;

	/* No diagonal is further away than we look. */
	c->room = room > EDITS_MOST + 2 ? EDITS_MOST + 2 : room;
	c->forward = ARENA_ARRAY(arena, long, 2 * (size_t)c->room + 1);
	c->backward = ARENA_ARRAY(arena, long, 2 * (size_t)c->room + 1);
	if (!c->forward || !c->backward)
		return ERROR(ERR_MEMORY, "no memory to compare texts");
	compare(c, (struct box){0, c->before.count, 0, c->after.count});
	return OK;
}

/* --- Lines to be shown. */

struct output {
	struct arena *arena;
	struct diff_line *lines;
	size_t count;
};

static enum err add_part(
    struct output *out, struct diff_line *line, const char *text, size_t length, bool marked)
{
	const char *copy;

	while (length && text[length - 1] == '\n')
		length--;
	copy = arena_text_n(out->arena, text, length);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a line");
	if (length || !line->part_count)
		line->parts[line->part_count++] = (struct diff_part){copy, marked && length};
	return OK;
}

static enum err add_whole(struct output *out, enum diff_kind kind, const struct token *token)
{
	struct diff_line *line = &out->lines[out->count++];

	*line = (struct diff_line){.kind = kind, .parts = ARENA_NEW(out->arena, struct diff_part)};
	if (!line->parts)
		return ERROR(ERR_MEMORY, "no memory for a line");
	return add_part(out, line, token->text, token->length, false);
}

/* One side of a change, its words joined to runs that differ and runs that don't. */
static enum err add_words(struct output *out, enum diff_kind kind, const struct side *side)
{
	struct diff_line *line = NULL;
	size_t i = 0;

	while (i < side->count) {
		size_t end = i, room = 1;

		if (!line) {
			for (size_t j = i; j + 1 < side->count && *side->tokens[j].text != '\n';
			     j++)
				room += side->differs[j] != side->differs[j + 1];
			line = &out->lines[out->count++];
			*line = (struct diff_line){.kind = kind,
			    .parts = ARENA_ARRAY(out->arena, struct diff_part, room + 1)};
			if (!line->parts)
				return ERROR(ERR_MEMORY, "no memory for a line");
		}
		while (end < side->count && side->differs[end] == side->differs[i] &&
		       *side->tokens[end].text != '\n')
			end++;
		if (end > i)
			TRY(add_part(out, line, side->tokens[i].text,
			    (size_t)(side->tokens[end - 1].text + side->tokens[end - 1].length -
				     side->tokens[i].text),
			    side->differs[i]));
		i = end;
		if (i < side->count && *side->tokens[i].text == '\n') {
			if (!line->part_count)
				TRY(add_part(out, line, "", 0, false));
			line = NULL;
			i++;
		}
	}
	return OK;
}

/* Lines that have hardly a word in common are better read without marks. */
static bool is_worth(const struct comparison *words)
{
	size_t same = 0, total = 0;

	for (size_t i = 0; i < words->before.count; i++) {
		if (!is_word(*words->before.tokens[i].text))
			continue;
		total++;
		same += !words->before.differs[i];
	}
	return total && same * 3 >= total;
}

static enum err add_change(struct output *out, const struct token *removed, size_t removed_count,
    const struct token *added, size_t added_count)
{
	struct comparison words = {.room = 0};

	if (removed_count && added_count) {
		const struct token *last = &removed[removed_count - 1];
		size_t length = (size_t)(last->text + last->length - removed->text);

		TRY(split(out->arena, removed->text, length, word_length, &words.before));
		last = &added[added_count - 1];
		length = (size_t)(last->text + last->length - added->text);
		TRY(split(out->arena, added->text, length, word_length, &words.after));
		if (words.before.count + words.after.count <= TOKENS_MOST) {
			TRY(run(out->arena, &words));
			if (is_worth(&words)) {
				TRY(add_words(out, DIFF_REMOVED, &words.before));
				return add_words(out, DIFF_ADDED, &words.after);
			}
		}
	}
	for (size_t i = 0; i < removed_count; i++)
		TRY(add_whole(out, DIFF_REMOVED, &removed[i]));
	for (size_t i = 0; i < added_count; i++)
		TRY(add_whole(out, DIFF_ADDED, &added[i]));
	return OK;
}

/* Lines from `i` on that are the same: those around a change are shown. */
static enum err add_same(
    struct output *out, const struct side *side, size_t i, size_t end, bool at_start, bool at_end)
{
	size_t head = at_start ? 0 : CONTEXT, tail = at_end ? 0 : CONTEXT;

	if (end - i <= head + tail + 1 && !(at_start && at_end)) {
		head = end - i;
		tail = 0;
	}
	for (size_t j = i; j < i + head; j++)
		TRY(add_whole(out, DIFF_SAME, &side->tokens[j]));
	if (end - i > head + tail)
		out->lines[out->count++] =
		    (struct diff_line){.kind = DIFF_SKIPPED, .skipped = end - i - head - tail};
	for (size_t j = end - tail; j < end; j++)
		TRY(add_whole(out, DIFF_SAME, &side->tokens[j]));
	return OK;
}

static enum err write_lines(struct output *out, const struct comparison *c)
{
	size_t a = 0, b = 0;

	while (a < c->before.count || b < c->after.count) {
		size_t a_end = a, b_end = b;

		while (a_end < c->before.count && b_end < c->after.count &&
		       !c->before.differs[a_end] && !c->after.differs[b_end]) {
			a_end++;
			b_end++;
		}
		if (a_end > a)
			TRY(add_same(out, &c->before, a, a_end, a == 0 && b == 0,
			    a_end == c->before.count && b_end == c->after.count));
		a = a_end;
		b = b_end;
		while (a_end < c->before.count && c->before.differs[a_end])
			a_end++;
		while (b_end < c->after.count && c->after.differs[b_end])
			b_end++;
		if (a_end > a || b_end > b)
			TRY(add_change(
			    out, c->before.tokens + a, a_end - a, c->after.tokens + b, b_end - b));
		a = a_end;
		b = b_end;
	}
	return OK;
}

enum err diff_texts(struct arena *arena, const char *before, const char *after,
    struct diff_line **lines, size_t *count)
{
	struct comparison c = {.room = 0};
	struct output out = {.arena = arena};

	*lines = NULL;
	*count = 0;
	if (!strcmp(before, after))
		return OK;
	TRY(split(arena, before, strlen(before), line_length, &c.before));
	TRY(split(arena, after, strlen(after), line_length, &c.after));
	TRY(run(arena, &c));
	out.lines = ARENA_ARRAY(arena, struct diff_line, 2 * (c.before.count + c.after.count) + 2);
	if (!out.lines)
		return ERROR(ERR_MEMORY, "no memory for lines");
	TRY(write_lines(&out, &c));
	*lines = out.lines;
	*count = out.count;
	return OK;
}
