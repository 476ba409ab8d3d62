/*
 * rating.c: POST /t/:number/rate: how the client liked it.
 */
#include "base/message.h"
#include "model/ticket_change.h"
#include "pages.h"
#include "rating.h"
#include "ticket_page.h"
#include "web/input.h"
#include "web/page.h"

const struct input RATING_FORM[RATING_INPUTS] = {
    [RATING_POINTS] = {.name = "rating",
	.kind = INPUT_NUMBER,
	.least = 1,
	.most = 5,
	.required = true,
	.label = TR("Your rating")},
    [RATING_SAID] = {.name = "comment",
	.kind = INPUT_TEXT,
	.most_characters = 2000,
	.label = TR("Would you like to add something?")},
};

struct rating_form rating_again(struct context *context, const struct input_value *values)
{
	return (struct rating_form){
	    .rating = values[RATING_POINTS].text,
	    .comment = values[RATING_SAID].text,
	    .rating_error = values[RATING_POINTS].error
				? page_text(context, TR("Please choose from one to five stars."))
				: NULL,
	    .comment_error = values[RATING_SAID].error,
	};
}

void rating_fill(struct data *page, const struct ticket *ticket, const struct rating_form *form)
{
	static const char *const WORDS[] = {
	    TR("Bad"), TR("Poor"), TR("Fair"), TR("Good"), TR("Excellent")};
	struct data *node = data_node(page, "Rating");

	if (ticket->rating)
		data_int(node, "Value", ticket->rating);
	data_text(node, "Comment", ticket->rating_comment);
	data_time(node, "At", ticket->rated_at);
	if (form->rating)
		data_text(node, "Value", form->rating);
	data_text(node, "Error", form->rating_error);
	data_text(node, "CommentError", form->comment_error);
	if (form->comment)
		data_text(node, "Comment", form->comment);
	for (int i = 0; i < 5; i++) {
		struct data *item = data_item(node, "Choices");

		data_int(item, "Code", i + 1);
		data_tr(item, "Label", WORDS[i]);
		data_flag(item, "Full", i < ticket->rating);
	}
}

enum err rating_post(struct context *context)
{
	struct input_value values[RATING_INPUTS];
	const char *path;
	int64_t id;
	enum err err;

	TRY(ticket_page_id(context, &id));
	if (!input_read(context, RATING_FORM, RATING_INPUTS, values)) {
		struct ticket_page_form form = {.rating = rating_again(context, values)};

		return ticket_page_send(context, id, &form, 422);
	}
	path = ticket_page_path(context, id, "");
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	err = ticket_rate(context->db, context->arena, &context->viewer, id,
	    values[RATING_POINTS].number, values[RATING_SAID].text);
	if (err == ERR_DENIED)
		return page_redirect(context, path, TR("This request can't be rated any more."));
	TRY(err);
	return page_redirect(context, path, TR("Thank you for your rating."));
}
