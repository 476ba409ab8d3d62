/* Cleaning arbitrary HTML, Markdown or text: the result is safe, cleaning it again changes nothing,
 * and it stays within its size. The first byte chooses the format. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "safe_html.h"
#include "xml/markup.h"

static void refuse(const char *what, const char *first, const char *second)
{
	fprintf(stderr, "%s\n--- first\n%s\n--- second\n%s\n", what, first, second);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(64 << 20);
	const char *once, *twice, *text, *body = (const char *)data + 1;
	enum markup_format format;

	if (!arena || size < 1) {
		arena_free(arena);
		return 0;
	}
	format = data[0] % 4 == 0 ? MARKUP_TEXT : data[0] % 4 == 1 ? MARKUP_MARKDOWN : MARKUP_HTML;
	if (markup_render(arena, format, body, size - 1, &once) != OK ||
	    markup_plain(arena, format, body, size - 1, &text) != OK)
		refuse("failed", err_message(), "");
	if (safe_html_fault(once))
		refuse("not safe", once, safe_html_fault(once));
	if (!text_is_utf8(text, strlen(text)))
		refuse("not UTF-8", text, "");
	if (strlen(once) > size * 16 + 4096)
		refuse("too large", once, "");
	if (format != MARKUP_TEXT) {
		if (markup_render(arena, MARKUP_HTML, once, strlen(once), &twice) != OK)
			refuse("failed the second time", once, "");
		if (strcmp(once, twice) != 0)
			refuse("not the same the second time", once, twice);
	}
	arena_free(arena);
	return 0;
}
