#include "model/redact.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/redact_scan.h"

/* --- Words. */

/* A letter or digit: what is not ASCII, and neither space nor one of the common marks. */
static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return redact_is_ascii_letter((char)code) || redact_is_digit((char)code);
	return !utf8_is_space(code) && code >= 0xaa && code != 0xab && code != 0xbb &&
	       code != 0xb7 && code != 0xd7 && code != 0xf7 &&
	       !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x3000 && code <= 0x303f) &&
	       code != UTF8_REPLACEMENT;
}

bool redact_is_word(char c)
{
	return redact_is_ascii_letter(c) || redact_is_digit(c) || c == '_' || (c & 0x80);
}

/* "O’Connor", "Anne-Marie": the mark belongs to the word when letters stand on both sides. */
static size_t joiner(const char *at, size_t left)
{
	uint32_t code;
	size_t size = utf8_decode(at, left, &code), next;

	if (code != '\'' && code != '-' && code != 0x2019 && code != 0x2010)
		return 0;
	next = size < left ? utf8_decode(at + size, left - size, &code) : 0;
	return next && is_letter(code) ? size : 0;
}

static size_t word_length(const char *at, size_t left)
{
	size_t length = 0;

	while (length < left) {
		uint32_t code;
		size_t size = utf8_decode(at + length, left - length, &code);

		if (!size || !is_letter(code)) {
			size = size && length ? joiner(at + length, left - length) : 0;
			if (!size)
				break;
		}
		length += size;
	}
	return length;
}

static void add_word(struct redact_scan *scan, size_t start, size_t length)
{
	struct redact_token *word = &scan->words[scan->word_count];
	const char *own = arena_text_n(scan->arena, scan->text + start, length);
	const char *folded = own ? text_fold(scan->arena, own) : NULL;

	if (!folded) {
		scan->failed = ERROR(ERR_MEMORY, "no memory for words");
		return;
	}
	*word = (struct redact_token){start, length, folded, strcmp(own, folded) != 0};
	/* Only its first letter counts: "iPhone" has no capital. */
	if (word->capital) {
		uint32_t first, low;

		(void)utf8_decode(own, length, &first);
		(void)utf8_decode(folded, strlen(folded), &low);
		word->capital = first != low;
	}
	scan->word_count++;
}

void redact_find_words(struct redact_scan *scan)
{
	size_t at = 0;

	scan->length = strlen(scan->text);
	/* A word takes a byte and one to part it from the next. */
	scan->words = ARENA_ARRAY(scan->arena, struct redact_token, scan->length / 2 + 2);
	if (!scan->words) {
		scan->failed = ERROR(ERR_MEMORY, "no memory for words");
		return;
	}
	while (at < scan->length && scan->failed == OK) {
		size_t length = word_length(scan->text + at, scan->length - at);

		if (length) {
			add_word(scan, at, length);
			at += length;
		} else {
			uint32_t code;
			size_t size = utf8_decode(scan->text + at, scan->length - at, &code);

			at += size ? size : 1;
		}
	}
}

const struct redact_token *redact_word_before(const struct redact_scan *scan, size_t at)
{
	size_t low = 0, high = scan->word_count;

	/* The last word that ends at or before `at`. */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (scan->words[middle].start + scan->words[middle].length <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || at - scan->words[low - 1].start - scan->words[low - 1].length > 3)
		return NULL;
	return &scan->words[low - 1];
}

bool redact_is_one_of(const struct redact_token *word, const char *const *list)
{
	for (; word && *list; list++)
		if (!strcmp(word->folded, *list))
			return true;
	return false;
}

/* --- Findings. */

void redact_add(struct redact_scan *scan, size_t start, size_t length, enum redact_kind kind)
{
	if (scan->failed != OK || !length)
		return;
	if (scan->count == scan->room) {
		size_t room = scan->room ? 2 * scan->room : 64;
		struct redact_finding *more = ARENA_ARRAY(scan->arena, struct redact_finding, room);

		if (!more) {
			scan->failed = ERROR(ERR_MEMORY, "no memory for findings");
			return;
		}
		if (scan->count)
			memcpy(more, scan->findings, scan->count * sizeof *more);
		scan->findings = more;
		scan->room = room;
	}
	scan->findings[scan->count++] = (struct redact_finding){start, length, kind};
}

/* From the left, the longer first; of equals the more telling kind, which stands later in its enum.
 */
static int in_order(const void *a, const void *b)
{
	const struct redact_finding *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->length != y->length)
		return x->length > y->length ? -1 : 1;
	return (int)y->kind - (int)x->kind;
}

/* "Kari Holm" is one name. */
static bool join(const struct redact_scan *scan, const struct redact_finding *left,
    const struct redact_finding *right)
{
	return left->kind == REDACT_NAME && right->kind == REDACT_NAME &&
	       right->start == left->start + left->length + 1 &&
	       scan->text[right->start - 1] == ' ';
}

static void tidy(struct redact_scan *scan)
{
	size_t kept = 0;

	if (scan->count)
		qsort(scan->findings, scan->count, sizeof scan->findings[0], in_order);
	for (size_t i = 0; i < scan->count; i++) {
		struct redact_finding *f = &scan->findings[i];
		struct redact_finding *last = kept ? &scan->findings[kept - 1] : NULL;
		size_t end = f->start + f->length;

		if (!last || (f->start >= last->start + last->length && !join(scan, last, f)))
			scan->findings[kept++] = *f;
		else if (end > last->start + last->length)
			last->length = end - last->start;
	}
	scan->count = kept;
}

enum err redact_find(struct arena *arena, const char *text, const struct redact_known *known,
    size_t known_count, struct redact_finding **findings, size_t *count)
{
	struct redact_scan scan = {.arena = arena, .text = text};

	redact_find_words(&scan);
	if (scan.failed == OK)
		redact_find_names(&scan, known, known_count);
	if (scan.failed == OK)
		redact_find_numbers(&scan);
	if (scan.failed == OK)
		redact_find_addresses(&scan);
	if (scan.failed == OK)
		redact_find_secrets(&scan);
	TRY(scan.failed);
	tidy(&scan);
	*findings = scan.findings;
	*count = scan.count;
	return OK;
}

const char *redact_replace(struct arena *arena, const char *text,
    const struct redact_finding *findings, size_t count, const bool *keep,
    const char *(*word)(const void *context, enum redact_kind kind), const void *context)
{
	struct buffer out = BUFFER(64 * 1024 * 1024);
	size_t done = 0;
	const char *result;

	for (size_t i = 0; i < count; i++) {
		if (keep && keep[i])
			continue;
		buffer_append(&out, text + done, findings[i].start - done);
		buffer_text(&out, word(context, findings[i].kind));
		done = findings[i].start + findings[i].length;
	}
	buffer_text(&out, text + done);
	result = buffer_err(&out) == OK ? arena_text_n(arena, out.data ? out.data : "", out.length)
					: NULL;
	buffer_free(&out);
	return result;
}

const char *redact_word(enum redact_kind kind)
{
	static const char *const WORDS[REDACT_KINDS] = {
	    [REDACT_NAME] = TR("[name]"),
	    [REDACT_ORGANISATION] = TR("[company]"),
	    [REDACT_EMAIL] = TR("[e-mail]"),
	    [REDACT_PHONE] = TR("[telephone]"),
	    [REDACT_ADDRESS] = TR("[address]"),
	    [REDACT_LINK] = TR("[link]"),
	    [REDACT_SECRET] = TR("[secret]"),
	    [REDACT_PASSWORD] = TR("[password]"),
	    [REDACT_ACCOUNT] = TR("[account number]"),
	    [REDACT_CARD] = TR("[card number]"),
	};

	return kind > 0 && kind < REDACT_KINDS ? WORDS[kind] : "";
}
