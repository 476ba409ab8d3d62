#include "db/script.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { FILE_MAX = 4 * 1024 * 1024 };

static int is_migration(const struct dirent *entry)
{
	const char *name = entry->d_name;
	size_t length = strlen(name);

	return isdigit((unsigned char)name[0]) && isdigit((unsigned char)name[1]) &&
	       isdigit((unsigned char)name[2]) && name[3] == '_' && length > 8 &&
	       !strcmp(name + length - 4, ".sql");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum err read_whole(struct arena *arena, const char *path, char **text, size_t *length)
{
	FILE *file = fopen(path, "re");
	enum err err = OK;
	long size;

	if (!file)
		return ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	if (fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) {
		err = ERROR(ERR_IO, "%s: %s", path, strerror(errno));
		goto done;
	}
	if (size > FILE_MAX) {
		err = ERROR(ERR_INPUT, "%s: larger than %d bytes", path, FILE_MAX);
		goto done;
	}
	*text = arena_alloc(arena, (size_t)size + 1);
	if (!*text) {
		err = ERROR(ERR_MEMORY, "no memory to read %s", path);
		goto done;
	}
	*length = fread(*text, 1, (size_t)size, file);
	if (ferror(file))
		err = ERROR(ERR_IO, "%s: %s", path, strerror(errno));
	else if (!text_is_utf8(*text, *length))
		err = ERROR(ERR_INPUT, "%s: is no UTF-8 text", path);
done:
	(void)fclose(file);
	return err;
}

/* Overwrites lines of comment with nothing: they are no part of a statement. */
static void drop_comments(char *text)
{
	char *to = text;

	for (char *line = text, *next; line && *line; line = next) {
		const char *start = line + strspn(line, " \t");
		char *end = strchr(line, '\n');
		size_t length = end ? (size_t)(end - line) + 1 : strlen(line);

		next = line + length;
		if (!strncmp(start, "--", 2) && (!start[2] || isspace((unsigned char)start[2])))
			continue;
		memmove(to, line, length);
		to += length;
	}
	*to = '\0';
}

/* The semicolon that ends a statement: the last thing on its line. NULL: there is none. */
static char *find_end(char *text)
{
	for (char *at = strchr(text, ';'); at; at = strchr(at + 1, ';')) {
		const char *rest = at + 1 + strspn(at + 1, " \t\r");

		if (!*rest || *rest == '\n')
			return at;
	}
	return NULL;
}

static enum err split(struct arena *arena, struct script *script, char *text)
{
	size_t most = 0;

	for (const char *at = text; *at; at++)
		most += *at == ';';
	script->parts = ARENA_ARRAY(arena, struct script_part, most);
	if (!script->parts)
		return ERROR(ERR_MEMORY, "no memory for %s", script->name);
	for (char *end; (end = find_end(text)); text = end + 1) {
		text += strspn(text, " \t\r\n");
		*end = '\0';
		if (text == end)
			return ERROR(ERR_INPUT, "%s: an empty statement behind number %zu",
			    script->name, script->count);
		script->parts[script->count++] =
		    (struct script_part){.sql = text, .length = (size_t)(end - text)};
	}
	if (!text_is_blank(text))
		return ERROR(ERR_INPUT, "%s: the last statement has no semicolon", script->name);
	if (!script->count)
		return ERROR(ERR_INPUT, "%s: has no statement", script->name);
	return OK;
}

static enum err read_script(
    struct arena *arena, const char *folder, const char *name, struct script *script)
{
	char *path = arena_format(arena, "%s/%s", folder, name), *text = NULL;
	size_t length = 0;

	script->name = arena_text(arena, name);
	if (!path || !script->name)
		return ERROR(ERR_MEMORY, "no memory for %s", name);
	TRY(read_whole(arena, path, &text, &length));
	TRY(sha256(text, length, script->sha256));
	drop_comments(text);
	return split(arena, script, text);
}

enum err scripts_read(struct arena *arena, const char *folder, struct script **out, size_t *count)
{
	struct dirent **entries;
	int found = scandir(folder, &entries, is_migration, by_name);
	enum err err = OK;

	if (found < 0)
		return ERROR(ERR_IO, "%s: %s", folder, strerror(errno));
	*count = (size_t)found;
	*out = ARENA_ARRAY(arena, struct script, *count);
	if (!*out)
		err = ERROR(ERR_MEMORY, "no memory for the migrations");
	for (size_t i = 0; err == OK && i < *count; i++) {
		if (i && !strncmp(entries[i - 1]->d_name, entries[i]->d_name, 3))
			err = ERROR(ERR_INPUT, "%s and %s have one number", entries[i - 1]->d_name,
			    entries[i]->d_name);
		else
			err = read_script(arena, folder, entries[i]->d_name, &(*out)[i]);
	}
	for (int i = 0; i < found; i++)
		free(entries[i]);
	free(entries);
	return err;
}

enum err script_digest(
    const struct script *script, size_t count, unsigned char out[static SHA256_SIZE])
{
	struct sha256 *digest;
	enum err err;

	TRY(sha256_start(&digest));
	err = OK;
	/* Each with its NUL, so that no two ways of cutting look the same. */
	for (size_t i = 0; err == OK && i < count; i++)
		err = sha256_update(digest, script->parts[i].sql, script->parts[i].length + 1);
	if (err == OK)
		err = sha256_finish(digest, out);
	sha256_free(digest);
	return err;
}
