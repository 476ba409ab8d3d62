/* Forms as text: what is read is clean and, written again, reads the same. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "http/params.h"

static const struct param_limits LIMITS = {.count = 32, .name_length = 40, .value_length = 200};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
	if (!holds)
		__builtin_trap();
}

static void check_params(const struct params *params)
{
	check(params->count <= LIMITS.count);
	for (size_t i = 0; i < params->count; i++) {
		const char *name = params->at[i].name, *value = params->at[i].value;

		check(strlen(name) <= LIMITS.name_length && text_is_utf8(name, strlen(name)));
		check(strlen(value) <= LIMITS.value_length && text_is_utf8(value, strlen(value)));
		check(params_get(params, name) != NULL);
	}
}

static void check_again(const struct params *params, struct arena *arena)
{
	struct buffer text = BUFFER((size_t)1024 * 1024);
	struct params again = {0};

	for (size_t i = 0; i < params->count; i++) {
		buffer_text(&text, text_url_encode(arena, params->at[i].name));
		buffer_text(&text, "=");
		buffer_text(&text, text_url_encode(arena, params->at[i].value));
		buffer_text(&text, "&");
	}
	check(params_read_urlencoded(&again, arena, &LIMITS, text.data, text.length) == OK);
	check(again.count == params->count);
	for (size_t i = 0; i < params->count; i++) {
		check(strcmp(again.at[i].name, params->at[i].name) == 0);
		check(strcmp(again.at[i].value, params->at[i].value) == 0);
	}
	buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)4 * 1024 * 1024);
	struct params params = {0};
	enum err err;

	if (!arena)
		return 0;
	err = params_read_urlencoded(&params, arena, &LIMITS, (const char *)data, size);
	check(err == OK || err == ERR_INPUT || err == ERR_LIMIT);
	check_params(&params);
	check_again(&params, arena);
	arena_free(arena);
	return 0;
}
