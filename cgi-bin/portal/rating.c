/*
 * rating.c: POST /t/:number/rate: how the client liked it.
 */
#include "base/message.h"
#include "model/ticket_change.h"
#include "pages.h"
#include "ticket_page.h"
#include "web/input.h"
#include "web/page.h"

enum { RATING, COMMENT, INPUTS };

static const struct input RATE[INPUTS] = {
    [RATING] = {.name = "rating",
	.kind = INPUT_NUMBER,
	.least = 1,
	.most = 5,
	.required = true,
	.label = TR("Your rating")},
    [COMMENT] = {.name = "comment",
	.kind = INPUT_TEXT,
	.most_characters = 2000,
	.label = TR("Would you like to add something?")},
};

static enum err show_again(struct context *context, int64_t id, const struct input_value *values)
{
	struct ticket_page_form form = {
	    .rating = values[RATING].text,
	    .comment = values[COMMENT].text,
	    .rating_error = values[RATING].error
				? page_text(context, TR("Please choose from one to five stars."))
				: NULL,
	    .comment_error = values[COMMENT].error,
	};

	return ticket_page_send(context, id, &form, 422);
}

enum err rating_post(struct context *context)
{
	struct input_value values[INPUTS];
	const char *path;
	int64_t id;
	enum err err;

	TRY(ticket_page_id(context, &id));
	if (!input_read(context, RATE, INPUTS, values))
		return show_again(context, id, values);
	path = ticket_page_path(context, id, "");
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	err = ticket_rate(context->db, context->arena, &context->viewer, id, values[RATING].number,
	    values[COMMENT].text);
	if (err == ERR_DENIED)
		return page_redirect(context, path, TR("This request can't be rated any more."));
	TRY(err);
	return page_redirect(context, path, TR("Thank you for your rating."));
}
