/*
 * find_json.h: suggestions as JSON, for scripts of our own pages.
 */
#ifndef DOCKET_MODEL_FIND_JSON_H
#define DOCKET_MODEL_FIND_JSON_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct find_line {
	const char *key, *title, *path, *note, *text, *language;
};

/* {"results":[{"key","title","path","note","text","language"}]}, in the arena. */
enum err find_json(
    struct arena *arena, const struct find_line *lines, size_t count, const char **json);

#endif
