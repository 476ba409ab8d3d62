/*
 * memory_source.h: a request that never saw a socket, for tests of everything above lib/http.
 *
 *     struct memory_source memory;
 *     memory_source_start(&memory, (const char *const[]){"REQUEST_METHOD", "GET",
 *         "REQUEST_URI", "/t/H12?all=1", NULL}, NULL, 0);
 *     request_read_head(&request, arena, &memory.source);
 *     ...
 *     memory.answer.data now holds "Status: 200 OK\r\n..."
 *     memory_source_free(&memory);
 */
#ifndef DOCKET_TESTS_MEMORY_SOURCE_H
#define DOCKET_TESTS_MEMORY_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "http/source.h"

struct memory_source {
	struct http_source source;    /* stays first: its functions find the rest by it */
	const char *const *variables; /* name, value, name, value… and NULL */
	const char *body;
	size_t body_length, body_read;
	size_t piece; /* most bytes that one read gives; 0 stands for no limit */
	bool gone;    /* every read and write fails, as when the client has hung up */
	struct buffer answer;
};

/* Keeps the pointers it is given. A test may change `piece` and `gone` afterwards. */
void memory_source_start(struct memory_source *memory, const char *const *variables,
    const char *body, size_t body_length);
void memory_source_free(struct memory_source *memory);

#endif
