#include "model/demo_data.h"

static const struct demo_ticket SHOP[] = {
    {.ref = "demo-till",
	.form = "problem",
	.category = "tills",
	.client = KARI,
	.ago = 43,
	.subject = "The till prints blank receipts",
	.body = "Since the paper was changed this morning the till by the entrance prints blank "
		"receipts."
		" The roll turns and is cut, but there is nothing on it. The second till works.",
	.answers = {{"where", "Till 1, by the entrance"}, {"since", "This morning, about nine"},
	    {"extent", "slows"}}},
    {NULL},
};

const struct demo_ticket *const DEMO_TICKETS[] = {SHOP, NULL};
