/*
 * arena.h: memory that belongs to a request.
 *
 * Allocations are carved from blocks and never freed one by one; arena_reset frees all of them and
 * runs the destructors in reverse order. An arena has a cap: beyond it allocation fails with NULL
 * (ERR_MEMORY for the caller), so that one request can't take the machine.
 */
#ifndef DOCKET_BASE_ARENA_H
#define DOCKET_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* `cap` is the most bytes that may be handed out between two resets. NULL when memory is short. */
struct arena *arena_new(size_t cap);
void arena_free(struct arena *arena);

/* Runs destructors, then forgets everything; keeps one block for the next round. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL beyond the cap or when memory is short. */
void *arena_alloc(struct arena *arena, size_t size);
#define ARENA_NEW(arena, type)		((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same, not zeroed: for what is written over at once. */
void *arena_bytes(struct arena *arena, size_t size);

/* Copies; the result ends in NUL. NULL in gives NULL out. */
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t length);
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Calls destroy(object) at reset, last come first served. False when memory is short: then the
 * caller still owns the object. */
_Bool arena_defer(struct arena *arena, void (*destroy)(void *object), void *object);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
