/*
 * rating.h: the rating's form, on a request's own page and behind the link in the closing mail.
 */
#ifndef DOCKET_PORTAL_RATING_H
#define DOCKET_PORTAL_RATING_H

#include "model/ticket.h"
#include "web/input.h"

enum { RATING_POINTS, RATING_SAID, RATING_INPUTS };
extern const struct input RATING_FORM[RATING_INPUTS];

/* What was sent and could not be taken. All NULL: nothing. */
struct rating_form {
	const char *rating, *comment, *rating_error, *comment_error;
};
struct rating_form rating_again(struct context *context, const struct input_value *values);

/* Rating.Value, .Comment, .At.*, .Error, .CommentError, .Choices.N.Code, .Label, .Full. */
void rating_fill(struct data *page, const struct ticket *ticket, const struct rating_form *form);

#endif
