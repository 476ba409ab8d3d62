#include "memory_source.h"

#include <string.h>

static const char *memory_variable(struct http_source *source, const char *name)
{
	const struct memory_source *memory = (const struct memory_source *)source;

	for (const char *const *at = memory->variables; at && *at; at += 2) {
		if (strcmp(at[0], name) == 0)
			return at[1];
	}
	return NULL;
}

static enum err memory_read(struct http_source *source, char *bytes, size_t length, size_t *got)
{
	struct memory_source *memory = (struct memory_source *)source;
	size_t left = memory->body_length - memory->body_read;

	*got = 0;
	if (memory->gone)
		return ERROR(ERR_IO, "the client of this test is gone");
	if (length > left)
		length = left;
	if (memory->piece && length > memory->piece)
		length = memory->piece;
	if (length)
		memcpy(bytes, memory->body + memory->body_read, length);
	memory->body_read += length;
	*got = length;
	return OK;
}

static enum err memory_write(struct http_source *source, const char *bytes, size_t length)
{
	struct memory_source *memory = (struct memory_source *)source;

	if (memory->gone)
		return ERROR(ERR_IO, "the client of this test is gone");
	buffer_append(&memory->answer, bytes, length);
	return buffer_err(&memory->answer);
}

void memory_source_start(struct memory_source *memory, const char *const *variables,
    const char *body, size_t body_length)
{
	*memory = (struct memory_source){
	    .source = {memory_variable, memory_read, memory_write},
	    .variables = variables,
	    .body = body,
	    .body_length = body_length,
	    .answer = BUFFER((size_t)64 * 1024 * 1024),
	};
}

void memory_source_free(struct memory_source *memory)
{
	buffer_free(&memory->answer);
}
