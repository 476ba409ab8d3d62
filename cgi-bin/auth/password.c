#include "auth.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/account.h"
#include "model/throttle.h"
#include "web/input.h"
#include "web/page.h"

enum { PRESENT, NEW, AGAIN, INPUTS };

/* Names with "password" in them are never shown again, not even by a page that sends a form anew.
 */
static const struct input PASSWORD[INPUTS] = {
    [PRESENT] = {.name = "password_present",
	.kind = INPUT_SECRET,
	.most_characters = PASSWORD_MOST,
	.required = true,
	.label = TR("Present password")},
    [NEW] = {.name = "password_new",
	.kind = INPUT_SECRET,
	.most_characters = PASSWORD_MOST,
	.required = true,
	.label = TR("New password")},
    [AGAIN] = {.name = "password_again",
	.kind = INPUT_SECRET,
	.most_characters = PASSWORD_MOST,
	.required = true,
	.label = TR("New password again")},
};

const char *wait_sentence(struct context *context, int64_t seconds)
{
	char number[24];

	(void)snprintf(number, sizeof number, "%lld", (long long)seconds);
	(void)response_header(context->response, "Retry-After", arena_text(context->arena, number));
	return language_fill(context->arena, context->language,
	    TR("There were too many tries in a short time. Please wait %1, then try again."),
	    language_span(context->arena, context->language, seconds * TIMESTAMP_SECOND), NULL);
}

static enum err refuse(struct context *context, const struct input_value *values, int status)
{
	input_fill(context, PASSWORD, INPUTS, values);
	return account_page(context, status);
}

bool password_check_new(
    struct context *context, struct input_value *new_one, struct input_value *again)
{
	char least[24];

	(void)snprintf(least, sizeof least, "%d", PASSWORD_LEAST);
	if (text_characters(new_one->text) < PASSWORD_LEAST)
		new_one->error = language_fill(context->arena, context->language,
		    TR("Too short: it needs at least %1 characters."), least, NULL);
	else if (strlen(new_one->text) > PASSWORD_MOST)
		new_one->error = page_text(context, TR("Too long: please choose a shorter one."));
	else if (strcmp(new_one->text, again->text) != 0)
		again->error = page_text(
		    context, TR("The two are not the same. Please type the new one twice."));
	return !new_one->error && !again->error;
}

enum err password_check_present(
    struct context *context, struct input_value *present, bool *is_right, int *status)
{
	const struct viewer *viewer = &context->viewer;
	const char *address = context->request->address;
	int64_t seconds, id = 0;

	*is_right = false;
	*status = 422;
	TRY(throttle_wait(context->db, context->arena, viewer->email, address, &seconds));
	if (seconds) {
		present->error = wait_sentence(context, seconds);
		*status = 429;
		return OK;
	}
	TRY(account_authenticate(context->db, context->arena, viewer->email, present->text, &id));
	*is_right = id == viewer->account_id;
	if (*is_right)
		return throttle_succeeded(context->db, context->arena, viewer->email);
	present->error = page_text(context, TR("This is not your present password."));
	return throttle_failed(context->db, context->arena, viewer->email, address);
}

enum err password_post(struct context *context)
{
	struct input_value values[INPUTS];
	bool is_right;
	int status;

	if (!input_read(context, PASSWORD, INPUTS, values) ||
	    !password_check_new(context, &values[NEW], &values[AGAIN]))
		return refuse(context, values, 422);
	TRY(password_check_present(context, &values[PRESENT], &is_right, &status));
	if (!is_right)
		return refuse(context, values, status);
	TRY(account_set_password(context->db, context->viewer.account_id, values[NEW].text,
	    context->viewer.session_id, context->viewer.account_id));
	return page_redirect(context, "/account",
	    TR("Your password is changed. Other devices have to sign in with the new one."));
}
