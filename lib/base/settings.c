#include "base/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#ifndef DOCKET_DATADIR
#define DOCKET_DATADIR "/usr/local/share/docket"
#endif

enum { FILE_MAX = 64 * 1024 };

struct entry {
	struct entry *next;
	const char *name, *value;
};

struct settings {
	struct arena *arena;
	const char *home, *data;
	struct entry *entries;
	unsigned char secret[SECRET_SIZE];
};

static enum err read_file(struct arena *arena, const char *path, char **out)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t length;
	enum err err = OK;

	if (!file)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	text = arena_alloc(arena, FILE_MAX + 1);
	if (!text) {
		err = ERROR(ERR_MEMORY, "no memory to read %s", path);
		goto done;
	}
	length = fread(text, 1, FILE_MAX + 1, file);
	if (ferror(file))
		err = ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	else if (length > FILE_MAX)
		err = ERROR(ERR_INPUT, "%s: larger than %d bytes", path, FILE_MAX);
	else if (!text_is_utf8(text, length))
		err = ERROR(ERR_INPUT, "%s: is no UTF-8 text", path);
	*out = text;
done:
	(void)fclose(file);
	return err;
}

static const struct entry *find(const struct settings *settings, const char *name)
{
	for (const struct entry *entry = settings->entries; entry; entry = entry->next)
		if (!strcmp(entry->name, name))
			return entry;
	return NULL;
}

/* Cuts a comment off: a # at the start or behind white space, outside double quotes. */
static void cut_comment(char *line)
{
	bool quoted = false;

	for (char *at = line; *at; at++) {
		if (*at == '"')
			quoted = !quoted;
		if (*at == '#' && !quoted && (at == line || strchr(" \t", at[-1]))) {
			*at = '\0';
			return;
		}
	}
}

/* Takes a pair of quotes off; false when there is only one of them. */
static bool unquote(char **value)
{
	size_t length = strlen(*value);

	if (**value != '"')
		return true;
	if (length < 2 || strchr(*value + 1, '"') != *value + length - 1)
		return false;
	(*value)[length - 1] = '\0';
	(*value)++;
	return true;
}

static enum err read_line(struct settings *settings, char *line, const char *path, int number)
{
	struct entry *entry;
	char *name, *value;

	cut_comment(line);
	name = text_trim(line);
	if (!*name)
		return OK;
	value = strchr(name, '=');
	if (!value)
		return ERROR(ERR_INPUT, "%s:%d: no \"=\" in this line", path, number);
	*value++ = '\0';
	name = text_trim(name);
	value = text_trim(value);
	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.")])
		return ERROR(
		    ERR_INPUT, "%s:%d: \"%s\" is no name of a setting", path, number, name);
	if (!unquote(&value))
		return ERROR(ERR_INPUT, "%s:%d: quotes don't match", path, number);
	if (find(settings, name))
		return ERROR(ERR_INPUT, "%s:%d: %s is set twice", path, number, name);
	entry = ARENA_NEW(settings->arena, struct entry);
	if (!entry)
		return ERROR(ERR_MEMORY, "no memory for settings");
	entry->name = name;
	entry->value = value;
	entry->next = settings->entries;
	settings->entries = entry;
	return OK;
}

static enum err read_entries(struct settings *settings)
{
	char *path = arena_format(settings->arena, "%s/docket.conf", settings->home);
	char *text, *line;

	if (!path)
		return ERROR(ERR_MEMORY, "no memory for settings");
	TRY(read_file(settings->arena, path, &text));
	for (int number = 1; (line = strsep(&text, "\n")); number++)
		TRY(read_line(settings, line, path, number));
	return OK;
}

static enum err read_secret(struct settings *settings)
{
	char *path = arena_format(settings->arena, "%s/secret.key", settings->home);
	char *text;

	if (!path)
		return ERROR(ERR_MEMORY, "no memory for settings");
	TRY(read_file(settings->arena, path, &text));
	if (!text_unhex(text_trim(text), settings->secret, SECRET_SIZE))
		return ERROR(
		    ERR_INPUT, "%s: does not hold %d hexadecimal digits", path, 2 * SECRET_SIZE);
	return OK;
}

/* The first of the two that says something. */
static const char *either(const char *text, const char *otherwise)
{
	return text && *text ? text : otherwise;
}

enum err settings_load(const char *home, struct settings **out)
{
	/* Files are read into the arena whole, hence its size. */
	struct arena *arena = arena_new((size_t)8 * FILE_MAX);
	struct settings *settings = arena ? ARENA_NEW(arena, struct settings) : NULL;
	enum err err = OK;

	*out = NULL;
	if (settings) {
		settings->arena = arena;
		settings->home =
		    arena_text(arena, either(home, either(getenv("DOCKET_HOME"), "var")));
		settings->data = arena_text(arena, either(getenv("DOCKET_DATA"), DOCKET_DATADIR));
	}
	if (!settings || !settings->home || !settings->data)
		err = ERROR(ERR_MEMORY, "no memory for settings");
	if (err == OK)
		err = read_entries(settings);
	if (err == OK)
		err = read_secret(settings);
	if (err != OK) {
		arena_free(arena);
		return err;
	}
	*out = settings;
	return OK;
}

void settings_free(struct settings *settings)
{
	if (!settings)
		return;
	/* The settings live in their own arena. */
	explicit_bzero(settings->secret, sizeof settings->secret);
	arena_free(settings->arena);
}

const char *settings_home(const struct settings *settings)
{
	return settings->home;
}

const char *settings_data(const struct settings *settings)
{
	return settings->data;
}

const char *settings_text(const struct settings *settings, const char *name, const char *otherwise)
{
	const struct entry *entry = find(settings, name);

	return entry ? entry->value : otherwise;
}

int64_t settings_int(const struct settings *settings, const char *name, int64_t least, int64_t most,
    int64_t otherwise)
{
	const struct entry *entry = find(settings, name);
	int64_t value = otherwise;

	if (entry)
		(void)text_to_int(entry->value, least, most, &value);
	return value;
}

const unsigned char *settings_secret(const struct settings *settings)
{
	return settings->secret;
}
