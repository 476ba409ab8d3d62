#include "finding.h"

const struct option SEARCH_OPTIONS[] = {
    {"--json", NULL, OPTION_FLAG,
	"an object a line: kind, number, ref, title, url, score, snippet"},
    {"--limit", "N", OPTION_TEXT, "at most so many (10; at most 100)"},
    {"--as", "EMAIL", OPTION_TEXT, "only what this account may see"},
    {NULL},
};

int command_search(struct ctl *ctl, const struct arguments *arguments)
{
	return finding_print(ctl, arguments,
	    &(struct search_query){.mode = SEARCH_WORDS, .text = arguments->operands[0]});
}
