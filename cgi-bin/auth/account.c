#include "auth.h"

#include "base/message.h"
#include "model/account.h"
#include "web/input.h"
#include "web/page.h"

/* "auto": as the browser says. */
static const char *const LANGUAGES[] = {"auto", "en", "pl", "nb", "ru", NULL};

static const struct input LANGUAGE[] = {
    {.name = "language", .kind = INPUT_CHOICE, .choices = LANGUAGES, .label = TR("Language")},
};

static void fill_languages(struct context *context, const char *chosen)
{
	struct data *page = page_data(context);
	struct data *choice = data_item(page, "LanguageChoices");

	data_text(choice, "Code", LANGUAGES[0]);
	data_tr(choice, "Label", TR("As my browser says"));
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		choice = data_item(page, "LanguageChoices");
		data_text(choice, "Code", language_code(language_at(i)));
		data_text(choice, "Label", language_name(language_at(i)));
	}
	data_text(page, "Form.language.Value", *chosen ? chosen : LANGUAGES[0]);
}

enum err account_page(struct context *context, int status)
{
	struct data *page = page_data(context);
	struct account account;

	TRY(account_by_id(context->db, context->arena, context->viewer.account_id, &account));
	data_text(page, "Page.Section", "account");
	data_text(page, "Account.Name", account.name);
	data_text(page, "Account.Email", account.email);
	data_text(page, "Account.Organisation", account.organisation);
	data_text(page, "Account.Role", role_code(account.role));
	data_int(page, "PasswordLeast", PASSWORD_LEAST);
	fill_languages(context, account.language);
	TRY(mail_fill(context));
	TRY(sessions_fill(context));
	TRY(feeds_fill(context));
	return page_send(
	    context, "auth/account.cs", status, page_text(context, TR("Your account")));
}

enum err account_show(struct context *context)
{
	return account_page(context, 200);
}

/* What the language links at the foot of a page have set would stand before the account's choice.
 */
static enum err forget_link(struct context *context)
{
	return response_cookie(context->response,
	    &(struct cookie){.name = "docket_lang", .value = "", .max_age = 0, .script = true},
	    context->request->https);
}

enum err language_post(struct context *context)
{
	struct input_value value;

	if (!input_read(context, LANGUAGE, 1, &value))
		return account_page(context, 422);
	TRY(account_set_language(
	    context->db, context->viewer.account_id, value.text, context->viewer.account_id));
	TRY(forget_link(context));
	return page_redirect(context, "/account", TR("Your language is set."));
}
