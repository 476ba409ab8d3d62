#include "view/language.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "view/format.h"
#include "view/plural.h"
#include "view/po.h"

enum {
	MAX_CATALOGUE = 4 * 1024 * 1024, /* bytes of one .po file */
	CATALOGUE_MEMORY = 64 * 1024 * 1024,
	FIRST_SLOTS = 1024,
};

struct entry {
	uint32_t hash;
	const char *context, *message;
	const char *texts[PO_FORMS];
};

struct language {
	const char *code, *name;
	const struct customs *customs;
	struct arena *arena;	/* holds all below */
	struct entry **entries; /* open addressing; a power of two, at most half full */
	size_t slots, count;
	struct plural *plural;
};

static struct language languages[LANGUAGE_COUNT] = {
    {.code = "en", .name = "English"},
    {.code = "pl", .name = "Polski"},
    {.code = "nb", .name = "Norsk"},
    {.code = "ru", .name = "Русский"},
};

/* --- The table of messages. */

/* FNV-1a, 32 bits, over "context NUL message". */
static uint32_t hash_more(uint32_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

static uint32_t hash_of(const char *context, const char *message)
{
	uint32_t hash = 2166136261u;

	if (context)
		hash = hash_more(hash, context) * 16777619u;
	return hash_more(hash, message);
}

static bool same_context(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Where it is, or the free slot where it would be. */
static struct entry **slot_of(
    struct entry **entries, size_t slots, uint32_t hash, const char *context, const char *message)
{
	size_t i = hash & (slots - 1);

	while (
	    entries[i] && (entries[i]->hash != hash || strcmp(entries[i]->message, message) != 0 ||
			      !same_context(entries[i]->context, context)))
		i = (i + 1) & (slots - 1);
	return &entries[i];
}

static enum err grow(struct language *language)
{
	size_t slots = language->slots ? language->slots * 2 : FIRST_SLOTS;
	struct entry **entries = ARENA_ARRAY(language->arena, struct entry *, slots);

	if (!entries)
		return ERROR(ERR_MEMORY, "no memory for the catalogue of %s", language->code);
	for (size_t i = 0; i < language->slots; i++) {
		struct entry *entry = language->entries[i];

		if (entry)
			*slot_of(entries, slots, entry->hash, entry->context, entry->message) =
			    entry;
	}
	language->entries = entries;
	language->slots = slots;
	return OK;
}

static const struct entry *find(
    const struct language *language, const char *context, const char *message)
{
	if (!language->count)
		return NULL;
	return *slot_of(
	    language->entries, language->slots, hash_of(context, message), context, message);
}

/* --- Loading. */

static enum err read_header(struct language *language, const char *header)
{
	const char *rule = strstr(header, "Plural-Forms:");

	return rule ? plural_parse(language->arena, rule, &language->plural) : OK;
}

static enum err add(void *user, const struct po_message *message)
{
	struct language *language = user;
	struct entry *entry, **slot;

	if (!message->message[0] && !message->context)
		return read_header(language, message->texts[0]);
	if (message->plural && language->plural)
		for (unsigned i = 0; i < plural_forms(language->plural); i++)
			if (!message->texts[i])
				return ERROR(ERR_INPUT,
				    "po/%s.po: plural form %u of \"%s\" is missing", language->code,
				    i, message->message);
	if (language->count * 2 >= language->slots)
		TRY(grow(language));
	entry = ARENA_NEW(language->arena, struct entry);
	if (!entry)
		return ERROR(ERR_MEMORY, "no memory for the catalogue of %s", language->code);
	entry->hash = hash_of(message->context, message->message);
	entry->context = message->context;
	entry->message = message->message;
	memcpy(entry->texts, message->texts, sizeof entry->texts);
	slot = slot_of(
	    language->entries, language->slots, entry->hash, entry->context, entry->message);
	if (*slot)
		return ERROR(ERR_INPUT, "po/%s.po: \"%s\" stands there twice", language->code,
		    message->message);
	*slot = entry;
	language->count++;
	return OK;
}

static enum err read_file(const char *path, struct buffer *out)
{
	FILE *file = fopen(path, "rbe");
	char piece[8192];
	size_t length;
	enum err err;

	if (!file)
		return ERROR(ERR_IO, "%s: %m", path);
	while ((length = fread(piece, 1, sizeof piece, file)) > 0)
		buffer_append(out, piece, length);
	err = ferror(file) ? ERROR(ERR_IO, "%s: %m", path) : buffer_err(out);
	(void)fclose(file);
	return err;
}

static enum err load(struct language *language, const char *po_folder)
{
	struct buffer file = BUFFER(MAX_CATALOGUE);
	const char *path;
	enum err err;

	language->arena = arena_new(CATALOGUE_MEMORY);
	path = language->arena
		   ? arena_format(language->arena, "%s/%s.po", po_folder, language->code)
		   : NULL;
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for the catalogue of %s", language->code);
	err = read_file(path, &file);
	if (err == OK)
		err = po_read(
		    language->arena, path, file.data ? file.data : "", file.length, add, language);
	buffer_free(&file);
	return err;
}

enum err languages_load(const char *po_folder)
{
	languages_free();
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		enum err err = i ? load(&languages[i], po_folder) : OK;

		if (err != OK) {
			languages_free();
			return err;
		}
	}
	return OK;
}

void languages_free(void)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		struct language *language = &languages[i];

		arena_free(language->arena);
		*language = (struct language){.code = language->code, .name = language->name};
	}
}

/* --- Which language. */

const struct language *language_at(size_t index)
{
	return &languages[index < LANGUAGE_COUNT ? index : 0];
}

static const struct language *named(const char *code, size_t length)
{
	size_t primary = 0;

	while (primary < length && code[primary] != '-' && code[primary] != '_')
		primary++;
	if (primary == 2 && (strncasecmp(code, "no", 2) == 0 || strncasecmp(code, "nn", 2) == 0))
		code = "nb";
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		if (primary == 2 && strncasecmp(code, languages[i].code, 2) == 0)
			return &languages[i];
	return NULL;
}

const struct language *language_named(const char *code)
{
	return code ? named(code, strlen(code)) : NULL;
}

/* ";q=0.8" as 800; 1000 where there is none, 0 for nonsense. */
static int quality(const char *at, const char *end)
{
	int value = 0, scale = 1000;

	while (at < end && *at != ';')
		at++;
	while (at < end && (*at == ';' || *at == ' ' || *at == '\t'))
		at++;
	if (at == end)
		return 1000;
	if (end - at < 3 || (*at != 'q' && *at != 'Q') || at[1] != '=')
		return 0;
	for (at += 2; at < end && ((*at >= '0' && *at <= '9') || *at == '.'); at++)
		if (*at != '.') {
			value += (*at - '0') * scale;
			scale /= 10;
		}
	return value > 1000 ? 1000 : value;
}

const struct language *language_accepted(const char *header, const struct language *otherwise)
{
	const struct language *best = otherwise;
	int best_quality = 0;

	while (header && *header) {
		const char *end = header + strcspn(header, ",");
		const char *code = header + strspn(header, " \t");
		const struct language *language = NULL;
		int value = quality(code, end);

		if (code < end)
			language = *code == '*' ? otherwise : named(code, strcspn(code, " \t;,"));
		if (language && value > best_quality) {
			best = language;
			best_quality = value;
		}
		header = *end ? end + 1 : end;
	}
	return best;
}

const char *language_code(const struct language *language)
{
	return language->code;
}

const char *language_name(const struct language *language)
{
	return language->name;
}

const struct customs *language_customs(const struct language *language)
{
	return language->customs ? language->customs : customs_of(language->code);
}

/* --- Translating. */

const char *language_text(const struct language *language, const char *context, const char *message)
{
	const struct entry *entry = find(language, context, message);

	return entry ? entry->texts[0] : message;
}

const char *language_plural(
    const struct language *language, const char *one, const char *many, int64_t n)
{
	const struct entry *entry = find(language, NULL, one);
	uint64_t count = n < 0 ? -(uint64_t)n : (uint64_t)n;
	const char *text = NULL;

	if (entry)
		text = entry->texts[language->plural ? plural_form(language->plural, count)
						     : count != 1];
	return text ? text : count == 1 ? one : many;
}

/* `message` with each %K (K from '1' on) or %d replaced by the argument of that place. */
static const char *fill(
    struct arena *arena, const char *message, const char *const *arguments, const char *places)
{
	size_t size = 1;
	char *text, *end;

	for (const char *at = message; *at; at++) {
		const char *place = at[0] == '%' && at[1] ? strchr(places, at[1]) : NULL;

		size += place ? strlen(arguments[place - places]) : 1;
		at += place != NULL;
	}
	text = end = arena_alloc(arena, size);
	for (const char *at = message; text && *at; at++) {
		const char *place = at[0] == '%' && at[1] ? strchr(places, at[1]) : NULL;

		if (place) {
			const char *argument = arguments[place - places];
			size_t length = strlen(argument);

			memcpy(end, argument, length);
			end += length;
			at++;
		} else {
			*end++ = *at;
		}
	}
	return text;
}

const char *language_fill(struct arena *arena, const struct language *language, const char *message,
    const char *one, const char *two)
{
	const char *arguments[] = {one ? one : "", two ? two : ""};

	return fill(arena, language_text(language, NULL, message), arguments, "12");
}

const char *language_count(struct arena *arena, const struct language *language, const char *one,
    const char *many, int64_t n)
{
	const char *arguments[] = {language_number(arena, language, n)};

	return arguments[0] ? fill(arena, language_plural(language, one, many, n), arguments, "d")
			    : NULL;
}
