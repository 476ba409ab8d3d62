#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer what isn't handed out is out of bounds, with a gap behind each piece. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(WATCHED)
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { GAP = 0 };
#endif

/* What asks for more than LARGE gets a block of its own, so that the rest of the current one is not
 * given up. KEEP blocks stay over a reset: giving them back to the system after each page only to
 * fetch them again for the next costs more than it saves. */
enum { BLOCK_SIZE = 64 * 1024, LARGE = BLOCK_SIZE / 4, KEEP = 4 };

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
	struct block *blocks; /* the current one first; never empty */
	struct block *large;
	struct block *spare; /* kept empty for later */
	struct destructor *destructors;
	size_t used, cap;
};

static struct block *block_new(size_t size)
{
	struct block *block = malloc(sizeof *block + size);

	if (!block)
		return NULL;
	*block = (struct block){.size = size};
	ASAN_POISON_MEMORY_REGION(block->data, size);
	return block;
}

static void blocks_free(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

struct arena *arena_new(size_t cap)
{
	struct arena *arena = calloc(1, sizeof *arena);

	if (!arena)
		return NULL;
	arena->cap = cap;
	arena->blocks = block_new(BLOCK_SIZE);
	if (!arena->blocks) {
		free(arena);
		return NULL;
	}
	return arena;
}

/* Puts used blocks aside for later, but for those beyond KEEP. */
static void keep_blocks(struct arena *arena)
{
	size_t kept = 0;

	for (struct block *spare = arena->spare; spare; spare = spare->next)
		kept++;
	while (arena->blocks->next) {
		struct block *block = arena->blocks;

		arena->blocks = block->next;
		ASAN_POISON_MEMORY_REGION(block->data, block->size);
		if (kept++ < KEEP) {
			block->next = arena->spare;
			arena->spare = block;
		} else {
			free(block);
		}
	}
	ASAN_POISON_MEMORY_REGION(arena->blocks->data, arena->blocks->size);
	arena->blocks->used = 0;
}

void arena_reset(struct arena *arena)
{
	while (arena->destructors) {
		struct destructor *first = arena->destructors;

		arena->destructors = first->next;
		first->destroy(first->object);
	}
	blocks_free(arena->large);
	arena->large = NULL;
	keep_blocks(arena);
	arena->used = 0;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	blocks_free(arena->blocks);
	blocks_free(arena->spare);
	free(arena);
}

/* Makes an empty block the current one. */
static struct block *next_block(struct arena *arena)
{
	struct block *block = arena->spare;

	if (block)
		arena->spare = block->next;
	else
		block = block_new(BLOCK_SIZE);
	if (!block)
		return NULL;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

static struct block *large_block(struct arena *arena, size_t size)
{
	struct block *block = block_new(size);

	if (!block)
		return NULL;
	block->next = arena->large;
	arena->large = block;
	return block;
}

void *arena_bytes(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *block = arena->blocks;
	size_t asked = size;
	void *memory;

	if (size > arena->cap - arena->used)
		return NULL;
	/* Nothing still gets an address of its own. */
	size = ((size ? size : 1) + align - 1) & ~(align - 1);
	size += GAP;
	if (size > block->size - block->used) {
		block = size > LARGE ? large_block(arena, size) : next_block(arena);
		if (!block)
			return NULL;
	}
	memory = block->data + block->used;
	ASAN_UNPOISON_MEMORY_REGION(memory, asked);
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
	char room[256]; /* most are short: then they are formatted only once */
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(room, sizeof room, format, args);
	va_end(args);
	if (length < 0)
		return NULL;
	if ((size_t)length < sizeof room)
		return arena_text_n(arena, room, (size_t)length);
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
