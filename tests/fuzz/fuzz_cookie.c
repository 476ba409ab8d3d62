/* The Cookie header, and what else is read from small header values. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "http/date.h"
#include "http/header.h"
#include "http/params.h"
#include "http/response.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static void check_cookies(struct arena *arena, const char *header)
{
	struct params params = {0};

	check(params_read_cookies(&params, arena, header) == OK);
	check(params.count <= 64);
	for (size_t i = 0; i < params.count; i++) {
		const char *name = params.at[i].name;

		check(*name && header_token(name) == strlen(name));
		for (const char *at = params.at[i].value; *at; at++)
			check(*at > ' ' && *at < 0x7f && !strchr("\",;\\", *at));
	}
}

static void check_params(char *text)
{
	struct header_params params = {.at = text + strcspn(text, " \t;")};
	const char *end = text + strlen(text);
	char *name, *value;

	while (header_next_param(&params, &name, &value) == OK && name) {
		check(name >= text && value > name && value + strlen(value) <= end);
		check(params.at > value && params.at <= end);
		check(header_token(name) == strlen(name));
	}
}

static void check_date(const char *text)
{
	char again[HTTP_DATE_SIZE];
	timestamp at;

	if (!http_date_parse(text, &at))
		return;
	http_date(at, again);
	check(strcmp(again, text) == 0);
}

/* Whatever a header takes, it stays one line. */
static void check_response(struct arena *arena, const char *text)
{
	struct response response = {0};

	response_start(&response, arena);
	(void)response_header(&response, "X-Text", text);
	(void)response_redirect(&response, text);
	(void)response_cookie(&response, &(struct cookie){.name = "a", .value = text}, true);
	(void)response_disposition(&response, false, text);
	for (size_t i = 0; i < response.header_count; i++)
		check(!strpbrk(response.headers[i].value, "\r\n"));
	buffer_free(&response.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)4 * 1024 * 1024);
	char *text;

	if (!arena)
		return 0;
	/* From malloc, so that a read past its end is seen. */
	text = malloc(size + 1);
	if (text) {
		if (size)
			memcpy(text, data, size);
		text[size] = '\0';
		check_cookies(arena, text);
		check_date(text);
		check_response(arena, text);
		check_params(text);
	}
	free(text);
	arena_free(arena);
	return 0;
}
