#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/redact_scan.h"

enum { BUCKETS = 1024, PREFIX = 3, PARTS_MOST = 6000, WORDS_OF_NAME = 8 };

/* Names that are everyday words as well: found only beside another part of a name. */
static const char *const COMMON[] = {"will", "mark", "may", "april", "june", "august", "rose",
    "grace", "art", "bill", "frank", "hope", "page", "support", "web", "post", "data", "service",
    "test", "admin", "nad", "pod", "bez", "den", "det", "han", "liv", "dag", "odd", "even", "ja",
    "nie", NULL};

/* Behind these stands a name. */
static const char *const GREETINGS[] = {"hi", "hello", "hey", "dear", "hei", "kjære", "cześć",
    "witaj", "drogi", "droga", "szanowny", "szanowna", "привет", "здравствуйте", "уважаемый",
    "уважаемая", "добрый", NULL};
static const char *const NOT_NAMES[] = {"all", "there", "everyone", "everybody", "team", "support",
    "sir", "madam", "folks", "again", "alle", "dere", "igjen", "support", "państwo", "panie",
    "pani", "wszystkim", "все", "день", "вечер", "коллеги", "поддержка", "i", "jeg", "my", "the",
    "we", "vi", "og", "и", "я", NULL};

/* In the line below these, too. */
static const char *const CLOSINGS[] = {"regards", "sincerely", "cheers", "wishes", "mvh", "hilsen",
    "pozdrawiam", "poważaniem", "pozdrowieniami", "уважением", "пожеланиями", NULL};

/* A word, or several in a row, to look for. */
struct part {
	const char *folded;
	enum redact_kind kind;
	struct redact_token *rest; /* of an organisation: what must follow */
	size_t rest_count;
	struct part *next;
};

struct index {
	struct part *buckets[BUCKETS];
	size_t count;
};

/* By the first characters, which other cases of a name keep. */
static size_t bucket_of(const char *folded)
{
	size_t hash = 5381, at = 0, left = strlen(folded);

	for (int i = 0; i < PREFIX && at < left; i++) {
		uint32_t code;
		size_t size = utf8_decode(folded + at, left - at, &code);

		if (!size)
			break;
		hash = hash * 33 + code;
		at += size;
	}
	return hash % BUCKETS;
}

static void add_part(struct redact_scan *scan, struct index *index, const struct part *new)
{
	struct part **bucket = &index->buckets[bucket_of(new->folded)];
	struct part *part;

	for (part = *bucket; part; part = part->next)
		if (part->kind == new->kind && !part->rest_count && !new->rest_count &&
		    !strcmp(part->folded, new->folded))
			return;
	if (index->count == PARTS_MOST)
		return;
	part = ARENA_NEW(scan->arena, struct part);
	if (!part) {
		scan->failed = ERROR(ERR_MEMORY, "no memory for names");
		return;
	}
	*part = *new;
	part->next = *bucket;
	*bucket = part;
	index->count++;
}

static void add_known(
    struct redact_scan *scan, struct index *index, const struct redact_known *known)
{
	/* Its words are found as those of the text are. */
	struct redact_scan words = {.arena = scan->arena, .text = known->text};

	redact_find_words(&words);
	scan->failed = words.failed;
	if (scan->failed != OK || !words.word_count)
		return;
	if (known->kind == REDACT_ORGANISATION) {
		add_part(scan, index,
		    &(struct part){.folded = words.words[0].folded,
			.kind = known->kind,
			.rest = words.words + 1,
			.rest_count = words.word_count - 1});
		return;
	}
	for (size_t i = 0; i < words.word_count && i < WORDS_OF_NAME; i++)
		if (text_characters(words.words[i].folded) >= 3)
			add_part(scan, index,
			    &(struct part){.folded = words.words[i].folded, .kind = known->kind});
}

/* --- Comparing. */

/* Bytes of the name that its other cases begin with: without the vowel or soft sign at its end. */
static size_t stem_length(const char *folded)
{
	static const char *const ENDS[] = {
	    "a", "e", "o", "y", "i", "а", "я", "й", "ь", "е", "и", NULL};
	size_t length = strlen(folded);

	for (const char *const *end = ENDS; *end; end++) {
		size_t size = strlen(*end);

		if (length > size && !strcmp(folded + length - size, *end))
			return length - size;
	}
	return length;
}

/* Of the genitive, dative and so on in our languages. */
static bool is_ending(const char *text)
{
	static const char *const ENDINGS[] = {"s", "'s", "’s", "a", "e", "i", "o", "u", "y", "ą",
	    "ę", "ie", "em", "iem", "ą", "om", "owi", "iowi", "ej", "iej", "ego", "emu", "im", "ym",
	    "ów", "ach", "ami", "owie", "а", "е", "и", "о", "у", "ы", "ю", "я", "ой", "ей", "ем",
	    "ом", "ым", "ого", "ему", "ому", "ою", "ам", "ах", "ами", "ва", NULL};

	for (const char *const *ending = ENDINGS; *ending; ending++)
		if (!strcmp(text, *ending))
			return true;
	return !*text;
}

/* "Marta", "Martę", "Marty", "Kari's", "Petrova": the same name with another ending. */
static bool is_case_of(const char *word, const char *name)
{
	size_t stem = stem_length(name);

	if (!strcmp(word, name))
		return true;
	if (text_characters(name) < 4)
		return !strncmp(word, name, strlen(name)) &&
		       (!strcmp(word + strlen(name), "s") || !strcmp(word + strlen(name), "'s") ||
			   !strcmp(word + strlen(name), "’s"));
	return (!strncmp(word, name, stem) && is_ending(word + stem)) ||
	       (!strncmp(word, name, strlen(name)) && is_ending(word + strlen(name)));
}

static size_t organisation_length(
    const struct redact_scan *scan, size_t at, const struct part *part)
{
	if (strcmp(scan->words[at].folded, part->folded) != 0 ||
	    at + part->rest_count >= scan->word_count)
		return 0;
	for (size_t i = 0; i < part->rest_count; i++)
		if (strcmp(scan->words[at + 1 + i].folded, part->rest[i].folded) != 0)
			return 0;
	return scan->words[at + part->rest_count].start +
	       scan->words[at + part->rest_count].length - scan->words[at].start;
}

static bool is_beside_name(const struct redact_scan *scan, size_t at, const struct index *index);

static const struct part *name_at(
    const struct redact_scan *scan, size_t at, const struct index *index, bool alone)
{
	const struct redact_token *word = &scan->words[at];

	if (!word->capital)
		return NULL;
	for (const struct part *part = index->buckets[bucket_of(word->folded)]; part;
	     part = part->next) {
		if (part->kind != REDACT_NAME || !is_case_of(word->folded, part->folded))
			continue;
		if (!alone || !redact_is_one_of(word, COMMON) || is_beside_name(scan, at, index))
			return part;
	}
	return NULL;
}

static bool is_beside_name(const struct redact_scan *scan, size_t at, const struct index *index)
{
	return (at > 0 && name_at(scan, at - 1, index, false)) ||
	       (at + 1 < scan->word_count && name_at(scan, at + 1, index, false));
}

static void find_known(struct redact_scan *scan, const struct index *index)
{
	for (size_t i = 0; i < scan->word_count; i++) {
		const struct redact_token *word = &scan->words[i];

		if (name_at(scan, i, index, true))
			redact_add(scan, word->start, word->length, REDACT_NAME);
		for (const struct part *part = index->buckets[bucket_of(word->folded)]; part;
		     part = part->next)
			if (part->kind == REDACT_ORGANISATION)
				redact_add(scan, word->start, organisation_length(scan, i, part),
				    REDACT_ORGANISATION);
	}
}

/* --- Names of people whom nobody told of: behind a greeting, below a closing. */

static bool is_newline_between(const struct redact_scan *scan, size_t from, size_t to)
{
	return memchr(scan->text + from, '\n', to - from) != NULL;
}

static bool has_digit(const char *word)
{
	return strpbrk(word, "0123456789") != NULL;
}

/* "Hi Tom," "Dear Mrs Nair": capitals up to the end of the address. */
static void find_greeted(struct redact_scan *scan, size_t at)
{
	const struct redact_token *word = &scan->words[at];

	for (size_t i = at + 1; i < scan->word_count && i <= at + 3; i++) {
		const struct redact_token *next = &scan->words[i];
		size_t end = word->start + word->length;

		if (next->start - end > 2 || is_newline_between(scan, end, next->start) ||
		    scan->text[end] != ' ' || !next->capital || redact_is_one_of(next, NOT_NAMES) ||
		    has_digit(next->folded))
			return;
		redact_add(scan, next->start, next->length, REDACT_NAME);
		word = next;
	}
}

/* Below "Best regards" a line of one to four capitalised words. */
static void find_signed(struct redact_scan *scan, size_t at)
{
	const struct redact_token *word = &scan->words[at];
	size_t end = word->start + word->length, first = at + 1, last = first;

	if (first >= scan->word_count || !is_newline_between(scan, end, scan->words[first].start) ||
	    scan->words[first].start - end > 6)
		return;
	while (last + 1 < scan->word_count &&
	       !is_newline_between(scan, scan->words[last].start, scan->words[last + 1].start))
		last++;
	if (last - first > 3)
		return;
	for (size_t i = first; i <= last; i++)
		if (!scan->words[i].capital || redact_is_one_of(&scan->words[i], NOT_NAMES) ||
		    has_digit(scan->words[i].folded))
			return;
	redact_add(scan, scan->words[first].start,
	    scan->words[last].start + scan->words[last].length - scan->words[first].start,
	    REDACT_NAME);
}

void redact_find_names(
    struct redact_scan *scan, const struct redact_known *known, size_t known_count)
{
	struct index *index = ARENA_NEW(scan->arena, struct index);

	if (!index) {
		scan->failed = ERROR(ERR_MEMORY, "no memory for names");
		return;
	}
	for (size_t i = 0; i < known_count && i < REDACT_KNOWN && scan->failed == OK; i++)
		add_known(scan, index, &known[i]);
	find_known(scan, index);
	for (size_t i = 0; i < scan->word_count; i++) {
		if (redact_is_one_of(&scan->words[i], GREETINGS))
			find_greeted(scan, i);
		if (redact_is_one_of(&scan->words[i], CLOSINGS))
			find_signed(scan, i);
	}
}
