/*
 * The multipart reader: a body pushed whole, byte for byte and in odd pieces gives the same events
 * and the same result. The input is the Content-Type, a line feed, and the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "http/multipart.h"

static const struct multipart_limits LIMITS = {.parts = 8, .header_length = 300, .name_length = 40};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

struct record {
	struct buffer events;
	bool in_part;
};

static void add_text(struct buffer *events, const char *text)
{
	check(!text || text_is_utf8(text, strlen(text)));
	buffer_text(events, text ? text : "(none)");
	buffer_append(events, "", 1);
}

static enum err on_begin(void *context, const char *name, const char *filename, const char *type)
{
	struct record *record = context;

	check(name != NULL && strlen(name) <= LIMITS.name_length && !record->in_part);
	record->in_part = true;
	add_text(&record->events, name);
	add_text(&record->events, filename);
	add_text(&record->events, type);
	return OK;
}

static enum err on_data(void *context, const char *bytes, size_t length)
{
	struct record *record = context;

	check(length > 0 && record->in_part);
	buffer_append(&record->events, bytes, length);
	return OK;
}

static enum err on_end(void *context)
{
	struct record *record = context;

	check(record->in_part);
	record->in_part = false;
	buffer_text(&record->events, "(end)");
	return OK;
}

static const struct multipart_events EVENTS = {on_begin, on_data, on_end};

static enum err read_all(struct arena *arena, const char *type, const char *body, size_t length,
    size_t piece, struct record *record)
{
	struct multipart *multipart;
	enum err err;

	*record = (struct record){.events = BUFFER((size_t)16 * 1024 * 1024)};
	TRY(multipart_start(arena, type, &LIMITS, &EVENTS, record, &multipart));
	for (size_t at = 0; at < length; at += piece) {
		size_t size = length - at < piece ? length - at : piece;
		/* A copy of its own, so that a look outside the piece is seen. */
		char *copy = malloc(size);

		if (!copy)
			return ERR_MEMORY;
		memcpy(copy, body + at, size);
		err = multipart_push(multipart, copy, size);
		free(copy);
		if (err != OK)
			return err;
	}
	err = multipart_finish(multipart);
	check(err != OK || !record->in_part);
	return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t PIECES[] = {1, 2, 3, 7, 64};
	const char *text = (const char *)data;
	const char *line = size ? memchr(text, '\n', size) : NULL;
	struct arena *arena = arena_new((size_t)4 * 1024 * 1024);
	struct record whole, split;
	const char *type;
	size_t length;
	enum err err;

	if (!line || !arena) {
		arena_free(arena);
		return 0;
	}
	type = arena_text_n(arena, text, (size_t)(line - text));
	length = size - (size_t)(line + 1 - text);
	err = read_all(arena, type, line + 1, length, length ? length : 1, &whole);
	check(err == OK || err == ERR_INPUT || err == ERR_LIMIT);
	for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
		check(read_all(arena, type, line + 1, length, PIECES[i], &split) == err);
		check(split.events.length == whole.events.length);
		check(whole.events.length == 0 ||
		      memcmp(split.events.data, whole.events.data, whole.events.length) == 0);
		buffer_free(&split.events);
	}
	buffer_free(&whole.events);
	arena_free(arena);
	return 0;
}
