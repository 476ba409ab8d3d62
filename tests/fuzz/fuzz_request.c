/*
 * A whole request, head and body, uploads included. The input is a line for each of VARIABLES, then
 * the body. What the reader lets through must be what request.h promises.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/request.h"
#include "http/response.h"

/* One copy for unit tests and this: only tests/unit is compiled with it. */
#include "memory_source.c"

static const char *const VARIABLES[] = {"REQUEST_METHOD", "REQUEST_URI", "CONTENT_TYPE",
    "CONTENT_LENGTH", "HTTP_HOST", "HTTP_USER_AGENT", "HTTP_COOKIE"};

enum { COUNT = sizeof VARIABLES / sizeof *VARIABLES };

static char spool[] = "/tmp/docket-fuzz-XXXXXX";

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static void remove_spool(void)
{
	(void)rmdir(spool);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void)count, (void)arguments;
	check(mkdtemp(spool) != NULL && atexit(remove_spool) == 0);
	return 0;
}

static void check_text(const char *text)
{
	check(text != NULL && text_is_utf8(text, strlen(text)));
}

static void check_head(const struct request *request, enum err err)
{
	struct response response = {0};

	check(strlen(request->id) == 16 && request->path[0] == '/' && request->target[0] == '/');
	check_text(request->path);
	check_text(request->host);
	check_text(request->user_agent);
	check_text(request->content_type);
	check(!strstr(request->path, "/../") && !strchr(request->path, '\\'));
	check(request->content_length >= -1);
	if (err != OK)
		return;
	response_start(&response, request->arena);
	check(response_redirect(&response, request->target) == OK);
	buffer_free(&response.body);
}

static void check_body(const struct request *request, const struct request_limits *limits)
{
	check(request->form.count <= limits->form.count);
	for (size_t i = 0; i < request->form.count; i++) {
		check_text(request->form.at[i].name);
		check_text(request->form.at[i].value);
	}
	for (const struct upload *upload = request->uploads; upload; upload = upload->next) {
		check_text(upload->name);
		check(*upload->name && text_characters(upload->name) <= 200);
		check(!strpbrk(upload->name, "/\\\r\n"));
		check(upload->size <= limits->upload_file && access(upload->path, R_OK) == 0);
	}
}

static void check_spool(void)
{
	DIR *folder = opendir(spool);
	int count = 0;

	check(folder != NULL);
	while (readdir(folder))
		count++;
	(void)closedir(folder);
	check(count == 2);
}

static void run(struct arena *arena, const char *const *variables, const char *body, size_t length)
{
	const struct request_limits limits = {
	    .body = 2000,
	    .upload_body = 100000,
	    .upload_file = 500,
	    .form = {.count = 16, .name_length = 40, .value_length = 300},
	    .spool = spool,
	};
	struct memory_source memory;
	struct request request;
	bool files;
	enum err err;

	memory_source_start(&memory, variables, body, length);
	memory.piece = length % 7 * 5;
	err = request_read_head(&request, arena, &memory.source);
	check(err == OK || err == ERR_INPUT || err == ERR_LIMIT);
	check_head(&request, err);
	err = request_read_body(&request, &limits);
	check(err == OK || err == ERR_INPUT || err == ERR_LIMIT);
	check_body(&request, &limits);
	files = request.uploads || request.refused_file;
	arena_reset(arena);
	if (files)
		check_spool();
	memory_source_free(&memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = text + size;
	const char *variables[2 * COUNT + 1] = {0};
	struct arena *arena = arena_new((size_t)8 * 1024 * 1024);
	struct arena *own = arena_new((size_t)8 * 1024 * 1024);
	char number[32];

	for (size_t i = 0; arena && own && i < COUNT; i++) {
		const char *line = text < end ? memchr(text, '\n', (size_t)(end - text)) : NULL;

		variables[2 * i] = VARIABLES[i];
		variables[2 * i + 1] =
		    arena_text_n(own, text, (size_t)((line ? line : end) - text));
		text = line ? line + 1 : end;
	}
	/* The true length, unless the input has its own. */
	(void)snprintf(number, sizeof number, "%zu", (size_t)(end - text));
	if (arena && own) {
		if (strcmp(variables[7], "=") == 0)
			variables[7] = number;
		run(arena, variables, text, (size_t)(end - text));
	}
	arena_free(arena);
	arena_free(own);
	return 0;
}
