#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "finding.h"

const struct option SIMILAR_OPTIONS[] = {
    {"--json", NULL, OPTION_FLAG,
	"an object a line: kind, number, ref, title, url, score, snippet"},
    {"--limit", "N", OPTION_TEXT, "at most so many (10; at most 100)"},
    {"--as", "EMAIL", OPTION_TEXT, "only what this account may see"},
    {"--as-of", "TIME", OPTION_TEXT,
	"only what had been opened before then, ranked as then: 2024-05-01T10:00:00Z"},
    {NULL},
};

enum { TEXT_MOST = 1024 * 1024 };

int command_similar(struct ctl *ctl, const struct arguments *arguments)
{
	const char *as_of = argument_value(arguments, "--as-of");
	struct search_query query = {.mode = SEARCH_SIMILAR};
	char *bytes = arena_bytes(ctl->arena, TEXT_MOST), *text;
	size_t length, subject;

	if (as_of && !timestamp_parse(as_of, &query.as_of))
		return ctl_usage("--as-of is a time such as 2024-05-01T10:00:00Z");
	if (!bytes)
		return ctl_fail("no memory");
	length = fread(bytes, 1, TEXT_MOST, stdin);
	if (ferror(stdin))
		return ctl_fail("standard input can't be read");
	text = text_repair(ctl->arena, bytes, length);
	if (!text)
		return ctl_fail("no memory");
	subject = strcspn(text, "\n");
	query.text = text[subject] ? text + subject + 1 : "";
	text[subject] = '\0';
	query.title = text;
	return finding_print(ctl, arguments, &query);
}
