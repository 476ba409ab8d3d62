/*
 * forgot.c: /login/forgot asks for a link, /login/reset/TOKEN chooses a new password with it, and
 * /login/confirm/TOKEN makes an address the account's own.
 */
#include "auth.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/account.h"
#include "model/account_link.h"
#include "model/throttle.h"
#include "web/input.h"
#include "web/page.h"

enum { EMAIL, FORGOT_INPUTS };

static const struct input FORGOT[FORGOT_INPUTS] = {
    [EMAIL] = {.name = "email",
	.kind = INPUT_LINE,
	.most_characters = 254,
	.required = true,
	.label = TR("E-mail address")},
};

enum { NEW, AGAIN, RESET_INPUTS };

static const struct input RESET[RESET_INPUTS] = {
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

/* The address of such a page is a secret: no other site may learn it, and no cache keep it. */
static enum err send_private(
    struct context *context, const char *template, int status, const char *title)
{
	data_flag(page_data(context), "Page.NoIndex", true);
	data_text(page_data(context), "Page.Section", "account");
	TRY(response_header(context->response, "Cache-Control", "no-store"));
	return page_send(context, template, status, page_text(context, title));
}

/* --- Asking for the link. */

static enum err show_forgot(struct context *context, int status)
{
	return send_private(context, "auth/forgot.cs", status, TR("Forgotten the password?"));
}

enum err forgot_show(struct context *context)
{
	return show_forgot(context, 200);
}

/* Counted apart from tries to sign in, or anybody could lock somebody out. */
static const char *throttle_name(struct context *context, const char *email)
{
	const char *name = arena_format(context->arena, "forgotten %s", email);

	return name ? name : "forgotten";
}

enum err forgot_post(struct context *context)
{
	const char *address = context->request->address, *name;
	struct input_value values[FORGOT_INPUTS];
	int64_t seconds;
	enum err err;

	if (!input_read(context, FORGOT, FORGOT_INPUTS, values)) {
		input_fill(context, FORGOT, FORGOT_INPUTS, values);
		return show_forgot(context, 422);
	}
	name = throttle_name(context, values[EMAIL].text);
	TRY(throttle_wait(context->db, context->arena, name, address, &seconds));
	if (seconds) {
		values[EMAIL].error = wait_sentence(context, seconds);
		input_fill(context, FORGOT, FORGOT_INPUTS, values);
		return show_forgot(context, 429);
	}
	TRY(throttle_failed(context->db, context->arena, name, address));
	err = account_link_password(
	    context->db, context->arena, values[EMAIL].text, language_code(context->language));
	if (err == ERR_INPUT) {
		values[EMAIL].error = page_text(context, TR("This is no e-mail address."));
		input_fill(context, FORGOT, FORGOT_INPUTS, values);
		return show_forgot(context, 422);
	}
	TRY(err);
	data_text(page_data(context), "Sent", values[EMAIL].text);
	return show_forgot(context, 200);
}

/* --- Using it. */

static enum err show_reset(struct context *context, const struct input_value *values, int status)
{
	struct data *page = page_data(context);

	if (values)
		input_fill(context, RESET, RESET_INPUTS, values);
	data_text(page, "Token", context_parameter(context, 0));
	data_int(page, "PasswordLeast", PASSWORD_LEAST);
	return send_private(context, "auth/reset.cs", status, TR("Choose a new password"));
}

static enum err show_gone(struct context *context, const char *title)
{
	data_flag(page_data(context), "Gone", true);
	return send_private(context, "auth/reset.cs", 404, title);
}

enum err reset_show(struct context *context)
{
	bool fits;

	TRY(account_link_fits(context->db, context->arena, context_parameter(context, 0), &fits));
	return fits ? show_reset(context, NULL, 200)
		    : show_gone(context, TR("Choose a new password"));
}

enum err reset_post(struct context *context)
{
	struct input_value values[RESET_INPUTS];
	enum err err;

	if (!input_read(context, RESET, RESET_INPUTS, values) ||
	    !password_check_new(context, &values[NEW], &values[AGAIN]))
		return show_reset(context, values, 422);
	err = account_link_set_password(
	    context->db, context->arena, context_parameter(context, 0), values[NEW].text);
	if (err == ERR_NOT_FOUND)
		return show_gone(context, TR("Choose a new password"));
	TRY(err);
	return page_redirect(
	    context, "/login", TR("Your password is changed. Please sign in with the new one."));
}

/* --- Confirming an address. */

enum err confirm_show(struct context *context)
{
	data_text(page_data(context), "Token", context_parameter(context, 0));
	return send_private(
	    context, "auth/confirm.cs", 200, TR("Please confirm your e-mail address"));
}

enum err confirm_post(struct context *context)
{
	enum err err =
	    account_link_confirm_email(context->db, context->arena, context_parameter(context, 0));

	if (err == ERR_NOT_FOUND)
		return show_gone(context, TR("Please confirm your e-mail address"));
	if (err == ERR_CONFLICT) {
		data_flag(page_data(context), "Taken", true);
		return send_private(
		    context, "auth/confirm.cs", 409, TR("Please confirm your e-mail address"));
	}
	TRY(err);
	return page_redirect(context, viewer_is_known(&context->viewer) ? "/account" : "/login",
	    TR("Thank you: this is your address from now on."));
}
