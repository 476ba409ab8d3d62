#include "http/params.h"

#include <string.h>

#include "base/text.h"
#include "http/header.h"

/* A browser may hold many cookies that other programs of the same host set; ours are few. */
static const struct param_limits COOKIES = {.count = 64, .name_length = 256, .value_length = 4096};

/* Appends a pair whose texts live in the arena already. */
static enum err push(struct params *params, struct arena *arena, const struct param_limits *limits,
    const char *name, const char *value)
{
	if (params->count >= limits->count)
		return ERROR(ERR_LIMIT, "more than %zu fields", limits->count);
	if (params->count == params->room) {
		size_t room = params->room ? params->room * 2 : 16;
		struct param *at = ARENA_ARRAY(arena, struct param, room);

		if (!at)
			return ERROR(ERR_MEMORY, "no memory for %zu fields", room);
		if (params->count)
			memcpy(at, params->at, params->count * sizeof *at);
		params->at = at;
		params->room = room;
	}
	params->at[params->count++] = (struct param){.name = name, .value = value};
	return OK;
}

static enum err check_part(const char *what, const char *text, size_t length, size_t most)
{
	if (length > most)
		return ERROR(ERR_LIMIT, "a field's %s is longer than %zu bytes", what, most);
	if (!text_is_utf8(text, length))
		return ERROR(ERR_INPUT, "a field's %s is no UTF-8", what);
	return OK;
}

enum err params_add(struct params *params, struct arena *arena, const struct param_limits *limits,
    const char *name, const char *value)
{
	char *own_name, *own_value;

	TRY(check_part("name", name, strlen(name), limits->name_length));
	TRY(check_part("value", value, strlen(value), limits->value_length));
	own_name = arena_text(arena, name);
	own_value = arena_text(arena, value);
	if (!own_name || !own_value)
		return ERROR(ERR_MEMORY, "no memory for a field");
	return push(params, arena, limits, own_name, own_value);
}

const char *params_get(const struct params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++) {
		if (strcmp(params->at[i].name, name) == 0)
			return params->at[i].value;
	}
	return NULL;
}

/* '+' and percent-encoding undone in place; *length becomes that of the result. */
static enum err decode(char *text, size_t *length)
{
	size_t out = 0;

	for (size_t in = 0; in < *length; in++) {
		unsigned char byte = (unsigned char)text[in];

		if (byte == '+') {
			byte = ' ';
		} else if (byte == '%') {
			if (*length - in < 3 || !header_percent(text + in, &byte))
				return ERROR(ERR_INPUT, "broken percent-encoding in a field");
			in += 2;
		}
		text[out++] = (char)byte;
	}
	*length = out;
	return OK;
}

/* One `name=value` of the arena's copy, `length` bytes with room for a NUL behind them. */
static enum err read_pair(struct params *params, struct arena *arena,
    const struct param_limits *limits, char *pair, size_t length)
{
	char *equals = memchr(pair, '=', length);
	size_t name_length = equals ? (size_t)(equals - pair) : length;
	char *value = equals ? equals + 1 : pair + length;
	size_t value_length = length - (size_t)(value - pair);

	TRY(decode(pair, &name_length));
	TRY(decode(value, &value_length));
	TRY(check_part("name", pair, name_length, limits->name_length));
	TRY(check_part("value", value, value_length, limits->value_length));
	pair[name_length] = '\0';
	value[value_length] = '\0';
	return push(params, arena, limits, pair, value);
}

enum err params_read_urlencoded(struct params *params, struct arena *arena,
    const struct param_limits *limits, const char *text, size_t length)
{
	char *copy, *end;

	if (length == 0)
		return OK;
	copy = arena_text_n(arena, text, length);
	if (!copy)
		return ERROR(ERR_MEMORY, "no memory for a form of %zu bytes", length);
	end = copy + length;
	while (copy < end) {
		char *next = memchr(copy, '&', (size_t)(end - copy));
		size_t size = (size_t)((next ? next : end) - copy);

		/* Pairs of nothing at all are passed over (WHATWG URL, section 5.1, step 3.1). */
		if (size)
			TRY(read_pair(params, arena, limits, copy, size));
		copy += size + 1;
	}
	return OK;
}

/* RFC 6265, section 4.1.1: cookie-octet. */
static size_t cookie_octets(const char *text)
{
	size_t length = 0;

	while (text[length] > ' ' && text[length] < 0x7f && !strchr("\",;\\", text[length]))
		length++;
	return length;
}

/* Cuts the pair into name and value in place; false for one that can't be read. */
static bool read_cookie(char *pair, char **value)
{
	size_t name_length = header_token(pair), length;
	bool quoted;

	if (name_length == 0 || pair[name_length] != '=')
		return false;
	pair[name_length] = '\0';
	*value = pair + name_length + 1;
	quoted = **value == '"';
	*value += quoted;
	length = cookie_octets(*value);
	if (quoted ? (*value)[length] != '"' || (*value)[length + 1] : (*value)[length] != '\0')
		return false;
	(*value)[length] = '\0';
	return true;
}

enum err params_read_cookies(struct params *params, struct arena *arena, const char *header)
{
	char *at, *next, *value;

	if (!header || !*header)
		return OK;
	at = arena_text(arena, header);
	if (!at)
		return ERROR(ERR_MEMORY, "no memory for the cookies");
	for (; at && params->count < COOKIES.count; at = next) {
		next = strchr(at, ';');
		if (next)
			*next++ = '\0';
		at = text_trim(at);
		if (!read_cookie(at, &value) || strlen(at) > COOKIES.name_length ||
		    strlen(value) > COOKIES.value_length)
			continue;
		TRY(push(params, arena, &COOKIES, at, value));
	}
	return OK;
}
