/*
 * mail.c: what a person is told by mail, and where: POST /account/mail and /account/email.
 */
#include "auth.h"

#include "base/message.h"
#include "base/text.h"
#include "model/account.h"
#include "model/account_link.h"
#include "model/consent.h"
#include "model/throttle.h"
#include "web/consents.h"
#include "web/input.h"
#include "web/page.h"

static const char *const HOW[] = {"each", "daily", NULL};

enum { CONSENT, DIGEST, MAIL_INPUTS };

static const struct input MAIL[MAIL_INPUTS] = {
    [CONSENT] = {.name = "mail_consent",
	.kind = INPUT_FLAG,
	.label = TR("Tell me by e-mail what happens to requests")},
    [DIGEST] = {.name = "mail_digest", .kind = INPUT_CHOICE, .choices = HOW, .label = TR("How")},
};

enum { NEW, PASSWORD, EMAIL_INPUTS };

static const struct input EMAIL[EMAIL_INPUTS] = {
    [NEW] = {.name = "email_new",
	.kind = INPUT_LINE,
	.most_characters = 254,
	.required = true,
	.label = TR("New e-mail address")},
    [PASSWORD] = {.name = "email_password",
	.kind = INPUT_SECRET,
	.most_characters = PASSWORD_MOST,
	.required = true,
	.label = TR("Present password")},
};

enum err mail_fill(struct context *context)
{
	const struct consent_owner owner = {.account_id = context->viewer.account_id};
	struct data *page = page_data(context);
	bool is_given, is_daily;

	TRY(consent_given(context->db, context->arena, owner, &is_given));
	TRY(consent_digest(context->db, context->arena, owner.account_id, &is_daily));
	data_text(page, "Form.mail_consent.Value", is_given ? "1" : "");
	data_text(page, "Form.mail_digest.Value", is_daily ? "daily" : "each");
	if (viewer_is_staff(&context->viewer)) {
		struct data *choice = data_item(page, "DigestChoices");

		data_text(choice, "Code", "each");
		data_tr(choice, "Label", TR("a message for each change"));
		choice = data_item(page, "DigestChoices");
		data_text(choice, "Code", "daily");
		data_tr(choice, "Label", TR("one a day, in the morning, with all of it"));
	}
	return consents_fill(context, owner);
}

enum err mail_post(struct context *context)
{
	const struct consent_owner owner = {.account_id = context->viewer.account_id};
	struct input_value values[MAIL_INPUTS];
	bool is_given;

	if (!input_read(context, MAIL, MAIL_INPUTS, values))
		return account_page(context, 422);
	TRY(consent_given(context->db, context->arena, owner, &is_given));
	if (is_given != values[CONSENT].given || context->viewer.never_asked)
		TRY(consent_set(context->db, owner, values[CONSENT].given, CONSENT_ACCOUNT_PAGE,
		    owner.account_id));
	if (viewer_is_staff(&context->viewer))
		TRY(consent_set_digest(
		    context->db, owner.account_id, values[DIGEST].given && values[DIGEST].number));
	return page_redirect(context, "/account", TR("Noted: that is how you are told by e-mail."));
}

/* --- Another address. */

static enum err refuse(struct context *context, const struct input_value *values, int status)
{
	input_fill(context, EMAIL, EMAIL_INPUTS, values);
	return account_page(context, status);
}

enum err email_post(struct context *context)
{
	struct input_value values[EMAIL_INPUTS];
	bool is_right;
	int status;
	enum err err;

	if (!input_read(context, EMAIL, EMAIL_INPUTS, values))
		return refuse(context, values, 422);
	if (!text_is_email(values[NEW].text)) {
		values[NEW].error = page_text(context, TR("This is no e-mail address."));
		return refuse(context, values, 422);
	}
	TRY(password_check_present(context, &values[PASSWORD], &is_right, &status));
	if (!is_right)
		return refuse(context, values, status);
	err = account_link_email(
	    context->db, context->arena, context->viewer.account_id, values[NEW].text);
	if (err == ERR_INPUT) {
		values[NEW].error = page_text(context, TR("This is no e-mail address."));
		return refuse(context, values, 422);
	}
	TRY(err);
	return page_redirect(context, "/account",
	    TR("A message is on its way to the new address. It counts from when you follow the "
	       "link in it."));
}
