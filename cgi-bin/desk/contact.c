/*
 * contact.c: /desk/contact/ID: a client, their organisation, and whether they are told by mail.
 */
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "model/account.h"
#include "model/consent.h"
#include "web/consents.h"
#include "web/input.h"
#include "web/page.h"

static const struct input EMAIL[] = {
    {.name = "email", .kind = INPUT_LINE, .most_characters = 254, .label = TR("E-mail address")},
};

static enum err find(struct context *context, struct account *account)
{
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no account has such a key");
	return account_by_id(context->db, context->arena, id, account);
}

static enum err fill_organisation(struct context *context, int64_t id, const char *typed)
{
	const struct consent_owner owner = {.organisation_id = id};
	struct data *page = page_data(context);
	const char *name, *email;
	bool is_given;

	if (!id)
		return OK;
	TRY(consent_organisation_email(context->db, context->arena, id, &name, &email));
	TRY(consent_given(context->db, context->arena, owner, &is_given));
	data_text(page, "Organisation.Name", name);
	data_text(page, "Form.email.Value", typed ? typed : email);
	data_text(page, "Form.consent.Value", is_given ? "1" : "");
	return OK;
}

static enum err show(
    struct context *context, const struct account *account, const char *typed, int status)
{
	const struct consent_owner owner = {.account_id = account->id};
	struct data *page = page_data(context);
	bool is_given;

	TRY(consent_given(context->db, context->arena, owner, &is_given));
	data_int(page, "Person.Id", account->id);
	data_text(page, "Person.Name", account->name);
	data_text(page, "Person.Email", account->email);
	data_flag(page, "Person.On", is_given);
	data_flag(page, "Person.Active", account->is_active);
	TRY(consents_fill(context, owner));
	TRY(fill_organisation(context, account->organisation_id, typed));
	data_text(page, "Page.Section", "desk");
	return page_send(context, "desk/contact.cs", status, account->name);
}

enum err contact_show(struct context *context)
{
	struct account account;

	TRY(find(context, &account));
	return show(context, &account, NULL, 200);
}

static enum err back(struct context *context, const struct account *account, const char *done)
{
	const char *path =
	    arena_format(context->arena, "/desk/contact/%lld", (long long)account->id);

	return path ? page_redirect(context, path, done)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

/* Staff sets it for a client who said so; staff's own switches are their own. */
enum err contact_consent_post(struct context *context)
{
	const char *on = params_get(&context->request->form, "on");
	struct account account;

	TRY(find(context, &account));
	if (account.role != ROLE_CLIENT && account.id != context->viewer.account_id)
		return ERROR(ERR_DENIED, "a colleague's switch");
	TRY(consent_set(context->db, (struct consent_owner){.account_id = account.id},
	    on && *on == '1', CONSENT_STAFF, context->viewer.account_id));
	return back(context, &account, TR("Noted."));
}

enum err contact_organisation_post(struct context *context)
{
	bool wants = params_get(&context->request->form, "consent") != NULL, is_given;
	struct input_value value;
	struct consent_owner owner;
	struct account account;
	enum err err;

	TRY(find(context, &account));
	if (!account.organisation_id)
		return ERROR(ERR_NOT_FOUND, "a client of no organisation");
	owner = (struct consent_owner){.organisation_id = account.organisation_id};
	if (input_read(context, EMAIL, 1, &value)) {
		err = consent_set_organisation_email(context->db, context->arena,
		    account.organisation_id, value.text, context->viewer.account_id);
		if (err != OK && err != ERR_INPUT)
			return err;
		if (err == ERR_INPUT)
			value.error = page_text(context, TR("This is no e-mail address."));
	}
	if (value.error) {
		data_text(page_data(context), "Form.email.Error", value.error);
		return show(context, &account, value.text, 422);
	}
	TRY(consent_given(context->db, context->arena, owner, &is_given));
	if (is_given != wants)
		TRY(consent_set(
		    context->db, owner, wants, CONSENT_STAFF, context->viewer.account_id));
	return back(context, &account, TR("Noted."));
}
