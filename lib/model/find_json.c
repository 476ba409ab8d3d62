#include "model/find_json.h"

#include <jansson.h>
#include <stdlib.h>

enum err find_json(
    struct arena *arena, const struct find_line *lines, size_t count, const char **json)
{
	json_t *list = json_array(), *whole;
	char *text = NULL;

	for (size_t i = 0; list && i < count; i++) {
		const struct find_line *line = &lines[i];

		(void)json_array_append_new(
		    list, json_pack("{ss? ss? ss? ss? ss? ss?}", "key", line->key, "title",
			      line->title, "path", line->path, "note", line->note, "text",
			      line->text, "language", line->language));
	}
	whole = json_pack("{so}", "results", list); /* takes the list over */
	if (whole)
		text = json_dumps(whole, JSON_COMPACT);
	*json = arena_text(arena, text);
	free(text);
	json_decref(whole);
	return *json ? OK : ERROR(ERR_MEMORY, "no memory for %zu suggestions", count);
}
