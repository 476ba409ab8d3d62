#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct block {
	struct block *next;
	size_t size; /* of data */
	size_t used;
	alignas(max_align_t) unsigned char data[];
};

struct destructor {
	struct destructor *next;
	void (*destroy)(void *object);
	void *object;
};

struct arena {
	struct block *blocks; /* the newest first; the last one is kept over resets */
	struct destructor *destructors;
	size_t used, cap;
};

static struct block *block_new(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof *block + size);

	if (!block)
		return NULL;
	block->size = size;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

struct arena *arena_new(size_t cap)
{
	struct arena *arena = calloc(1, sizeof *arena);

	if (!arena)
		return NULL;
	arena->cap = cap;
	if (!block_new(arena, BLOCK_SIZE)) {
		free(arena);
		return NULL;
	}
	return arena;
}

void arena_reset(struct arena *arena)
{
	while (arena->destructors) {
		struct destructor *first = arena->destructors;

		arena->destructors = first->next;
		first->destroy(first->object);
	}
	while (arena->blocks->next) {
		struct block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
	arena->blocks->used = 0;
	arena->used = 0;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	free(arena->blocks);
	free(arena);
}

void *arena_bytes(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *block = arena->blocks;
	void *memory;

	if (size > arena->cap - arena->used)
		return NULL;
	size = (size + align - 1) & ~(align - 1);
	if (size > block->size - block->used) {
		block = block_new(arena, size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE);
		if (!block)
			return NULL;
	}
	memory = block->data + block->used;
	block->used += size;
	arena->used = size > arena->cap - arena->used ? arena->cap : arena->used + size;
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *memory = arena_bytes(arena, size);

	if (memory)
		memset(memory, 0, size);
	return memory;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		return NULL;
	return arena_alloc(arena, count * size);
}

char *arena_text_n(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	if (!text || length == SIZE_MAX)
		return NULL;
	copy = arena_bytes(arena, length + 1);
	if (!copy)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text ? arena_text_n(arena, text, strlen(text)) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		return NULL;
	text = arena_alloc(arena, (size_t)length + 1);
	if (!text)
		return NULL;
	va_start(args, format);
	(void)vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

_Bool arena_defer(struct arena *arena, void (*destroy)(void *object), void *object)
{
	struct destructor *destructor = ARENA_NEW(arena, struct destructor);

	if (!destructor)
		return 0;
	destructor->destroy = destroy;
	destructor->object = object;
	destructor->next = arena->destructors;
	arena->destructors = destructor;
	return 1;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
