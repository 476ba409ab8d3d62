/* Reading an arbitrary catalogue, and an arbitrary plural rule. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "view/plural.h"
#include "view/po.h"

static enum err check(void *user, const struct po_message *message)
{
	size_t *total = user;

	if (!message->message || !message->texts[0] || message->fuzzy)
		abort();
	*total += strlen(message->message) + strlen(message->texts[0]);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(64 << 20);
	const char *rule = arena ? arena_text_n(arena, (const char *)data, size) : NULL;
	struct plural *plural;
	size_t total = 0;

	if (rule && po_read(arena, "fuzz", (const char *)data, size, check, &total) == OK &&
	    total > size)
		abort();
	if (rule && plural_parse(arena, rule, &plural) == OK)
		for (uint64_t n = 0; n < 200; n++)
			if (plural_form(plural, n) >= plural_forms(plural))
				abort();
	arena_free(arena);
	return 0;
}
