#include "auth.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "http/target.h"
#include "model/account.h"
#include "model/session.h"
#include "model/throttle.h"
#include "web/input.h"
#include "web/page.h"

enum { EMAIL, PASSWORD, STAY, NEXT, INPUTS };

static const struct input LOGIN[INPUTS] = {
    [EMAIL] = {.name = "email",
	.kind = INPUT_LINE,
	.most_characters = 254,
	.required = true,
	.label = TR("E-mail address")},
    [PASSWORD] = {.name = "password",
	.kind = INPUT_SECRET,
	.most_characters = PASSWORD_MOST,
	.required = true,
	.label = TR("Password")},
    [STAY] = {.name = "stay", .kind = INPUT_FLAG, .label = TR("Stay signed in")},
    [NEXT] = {.name = "next",
	.kind = INPUT_LINE,
	.most_characters = 2000,
	.label = TR("Where to go on")},
};

/* Where to go on: `asked` if it is a path of this site, but not back to here; else `otherwise`. */
static const char *next_path(struct context *context, const char *asked, const char *otherwise)
{
	struct target target;

	if (text_is_blank(asked) || target_read(context->arena, asked, &target) != OK)
		return otherwise;
	if (!strcmp(target.path, "/login") || !strcmp(target.path, "/logout"))
		return otherwise;
	return target.text;
}

static enum err show(struct context *context, const struct input_value *values, int status)
{
	struct data *page = page_data(context);

	input_fill(context, LOGIN, INPUTS, values);
	data_text(page, "Page.Section", "account");
	data_flag(page, "Page.NoIndex", true);
	TRY(response_header(context->response, "Cache-Control", "no-store"));
	return page_send(context, "auth/login.cs", status, page_text(context, TR("Sign in")));
}

static enum err refuse(struct context *context, struct input_value *values)
{
	TRY(throttle_failed(
	    context->db, context->arena, values[EMAIL].text, context->request->address));
	data_text(page_data(context), "Problem",
	    page_text(context, TR("This e-mail address and this password don't belong together. "
				  "Please check both and try again.")));
	return show(context, values, 422);
}

static enum err make_wait(struct context *context, struct input_value *values, int64_t seconds)
{
	data_text(page_data(context), "Problem", wait_sentence(context, seconds));
	return show(context, values, 429);
}

/* Nobody keeps a session that an earlier visitor of this browser had, or may know of. */
static enum err close_earlier(struct context *context)
{
	enum err err;

	if (!context->viewer.session_id)
		return OK;
	err = session_close(context->db, &context->viewer, context->viewer.session_id);
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err open_new(struct context *context, int64_t account_id, bool stay)
{
	const struct request *request = context->request;
	int64_t days = settings_int(context->settings, "session.days", 1, 366, 30);
	char token[TOKEN_SIZE];

	TRY(close_earlier(context));
	TRY(session_open(context->db, account_id, request->address, request->user_agent, token));
	return response_cookie(context->response,
	    &(struct cookie){.name = "docket",
		.value = token,
		.max_age = stay ? days * TIMESTAMP_DAY / TIMESTAMP_SECOND : -1},
	    request->https);
}

/* GET /login?next=/t/H1010 */
enum err login_show(struct context *context)
{
	const char *next = params_get(&context->request->query, "next");
	struct input_value values[INPUTS] = {
	    [EMAIL] = {.text = ""},
	    [PASSWORD] = {.text = ""},
	    [STAY] = {.text = ""},
	    [NEXT] = {.text = next_path(context, next, "")},
	};

	if (viewer_is_known(&context->viewer))
		return page_redirect(context, next_path(context, next, "/"), NULL);
	return show(context, values, 200);
}

enum err login_post(struct context *context)
{
	struct input_value values[INPUTS];
	struct account account;
	int64_t id, seconds;
	const char *start;

	if (!input_read(context, LOGIN, INPUTS, values))
		return show(context, values, 422);
	TRY(throttle_wait(
	    context->db, context->arena, values[EMAIL].text, context->request->address, &seconds));
	if (seconds)
		return make_wait(context, values, seconds);

	TRY(account_authenticate(
	    context->db, context->arena, values[EMAIL].text, values[PASSWORD].text, &id));
	if (!id)
		return refuse(context, values);
	TRY(throttle_succeeded(context->db, context->arena, values[EMAIL].text));
	TRY(account_by_id(context->db, context->arena, id, &account));
	TRY(open_new(context, id, values[STAY].given));

	start = account.role == ROLE_CLIENT ? "/" : "/desk";
	return page_redirect(context, next_path(context, values[NEXT].text, start), NULL);
}
