/*
 * mailboxes.c: GET /admin/mailboxes: the mailboxes that mail is fetched from; GET and POST
 * /admin/mailboxes/new and /admin/mailboxes/ID: one of them; POST …/try and …/switch.
 */
#include <string.h>

#include "admin.h"
#include "base/message.h"
#include "base/text.h"
#include "model/form.h"
#include "model/mailbox.h"
#include "model/organisation.h"
#include "web/input.h"
#include "web/page.h"

static const char *const SECURITIES[] = {"tls", "starttls", "plain", NULL};
static const char *const SIGN_INS[] = {"password", "token", NULL};
static const char *const AFTERWARDS[] = {"keep", "keyword", "move", NULL};

enum {
	NAME,
	ADDRESS,
	HOST,
	PORT,
	SECURITY,
	SIGN_IN,
	USER,
	PASSWORD,
	FOLDER,
	AFTER,
	MOVE_TO,
	ORGANISATION,
	TEAM,
	INPUT_COUNT
};

static const struct input INPUTS[INPUT_COUNT] = {
    [NAME] = {"name", INPUT_LINE, 120, .required = true, .label = TR("Name")},
    [ADDRESS] = {"address", INPUT_LINE, 254, .required = true, .label = TR("E-mail address")},
    [HOST] = {"host", INPUT_LINE, 253, .required = true, .label = TR("IMAP server")},
    [PORT] = {"port", INPUT_NUMBER, .least = 1, .most = 65535, .required = true,
	.label = TR("Port")},
    [SECURITY] = {"security", INPUT_CHOICE, .choices = SECURITIES, .required = true,
	.label = TR("Encryption")},
    [SIGN_IN] = {"sign_in", INPUT_CHOICE, .choices = SIGN_INS, .required = true,
	.label = TR("Sign in with")},
    [USER] = {"user", INPUT_LINE, 254, .required = true, .label = TR("User")},
    [PASSWORD] = {"password", INPUT_SECRET, MAILBOX_PASSWORD_MOST, .label = TR("Password")},
    [FOLDER] = {"folder", INPUT_LINE, 250, .required = true, .label = TR("Folder")},
    [AFTER] = {"afterwards", INPUT_CHOICE, .choices = AFTERWARDS, .required = true,
	.label = TR("Afterwards")},
    [MOVE_TO] = {"move_to", INPUT_LINE, 250, .label = TR("Folder to move to")},
    [ORGANISATION] = {"organisation", INPUT_NUMBER, .least = 1, .most = INT64_MAX,
	.label = TR("Organisation")},
    [TEAM] = {"team", INPUT_NUMBER, .least = 1, .most = INT64_MAX, .label = TR("Team")},
};

/* --- The list. */

static void fill_state(struct data *item, const struct mailbox *mailbox)
{
	data_int(item, "Id", mailbox->id);
	data_text(item, "Name", mailbox->name);
	data_text(item, "Address", mailbox->address);
	data_text(item, "Host", mailbox->host);
	data_flag(item, "Active", mailbox->is_active);
	data_text(item, "Error", mailbox->is_active ? mailbox->error : "");
	data_time(item, "Reached", mailbox->reached_at);
	data_time(item, "Failed", mailbox->failed_at);
}

enum err mailboxes_list(struct context *context)
{
	struct mailbox *mailboxes;
	size_t count;

	TRY(mailbox_list(context->db, context->arena, &mailboxes, &count));
	for (size_t i = 0; i < count; i++)
		fill_state(data_item(page_data(context), "Mailboxes"), &mailboxes[i]);
	return admin_send(context, "admin/mailboxes.cs", "mailboxes", TR("Mailboxes"));
}

/* --- One of them. */

static void add_choice(
    struct context *context, const char *list, const char *code, const char *name)
{
	struct data *item = data_item(page_data(context), list);

	data_text(item, "Code", code);
	data_text(item, "Label", name);
}

static void add_choices(
    struct context *context, const char *list, const struct choice *choices, size_t count)
{
	add_choice(context, list, "", page_text(context, TR("none")));
	for (size_t i = 0; i < count; i++)
		add_choice(context, list,
		    arena_format(context->arena, "%lld", (long long)choices[i].id),
		    choices[i].name);
}

static enum err fill_choices(struct context *context)
{
	static const char *const WORDS[][2] = {{"Securities", NULL},
	    {"tls", TR("TLS from the start (usual, port 993)")},
	    {"starttls", TR("STARTTLS (port 143)")},
	    {"plain", TR("none: only for a server on this machine")}, {"SignIns", NULL},
	    {"password", TR("a password")}, {"token", TR("an OAuth2 token of a helper program")},
	    {"Afterwards", NULL}, {"keyword", TR("mark it as read")},
	    {"keep", TR("leave it as it is")}, {"move", TR("move it into another folder")}};
	struct choice *choices;
	const char *list = "";
	size_t count;

	for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
		if (!WORDS[i][1])
			list = WORDS[i][0];
		else
			add_choice(context, list, WORDS[i][0], page_text(context, WORDS[i][1]));
	}
	TRY(organisation_list(context->db, context->arena, &choices, &count));
	add_choices(context, "Organisations", choices, count);
	TRY(team_list(context->db, context->arena, &choices, &count));
	add_choices(context, "Teams", choices, count);
	return OK;
}

static enum err show(struct context *context, int64_t id, const struct input_value *values,
    const char *problem, const char *good)
{
	struct data *page = page_data(context);

	if (id)
		data_int(page, "Id", id);
	data_text(page, "Problem", problem);
	data_text(page, "Good", good);
	TRY(fill_choices(context));
	input_fill(context, INPUTS, INPUT_COUNT, values);
	return admin_send(
	    context, "admin/mailbox.cs", "mailboxes", id ? TR("A mailbox") : TR("A new mailbox"));
}

static const char *number(struct context *context, int64_t value)
{
	return value ? arena_format(context->arena, "%lld", (long long)value) : "";
}

static void values_of(struct context *context, const struct mailbox *m, struct input_value *values)
{
	const char *const texts[INPUT_COUNT] = {[NAME] = m->name,
	    [ADDRESS] = m->address,
	    [HOST] = m->host,
	    [PORT] = number(context, m->port),
	    [SECURITY] = SECURITIES[m->security - 1],
	    [SIGN_IN] = SIGN_INS[m->sign_in - 1],
	    [USER] = m->user,
	    [PASSWORD] = "",
	    [FOLDER] = m->folder,
	    [AFTER] = AFTERWARDS[m->afterwards - 1],
	    [MOVE_TO] = m->move_to,
	    [ORGANISATION] = number(context, m->organisation_id),
	    [TEAM] = number(context, m->team_id)};

	for (size_t i = 0; i < INPUT_COUNT; i++)
		values[i] = (struct input_value){.text = texts[i]};
}

static enum err find(struct context *context, struct mailbox *mailbox)
{
	int64_t id;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, &id))
		return ERROR(ERR_NOT_FOUND, "no mailbox has such a key");
	return mailbox_load(context->db, context->arena, id, mailbox);
}

enum err mailbox_new(struct context *context)
{
	struct input_value values[INPUT_COUNT];

	values_of(context,
	    &(struct mailbox){.name = "",
		.address = "",
		.host = "",
		.user = "",
		.folder = "INBOX",
		.move_to = "",
		.port = 993,
		.security = IMAP_TLS,
		.sign_in = SIGN_IN_PASSWORD,
		.afterwards = AFTERWARDS_KEYWORD},
	    values);
	return show(context, 0, values, NULL, NULL);
}

enum err mailbox_show(struct context *context)
{
	struct input_value values[INPUT_COUNT];
	struct mailbox mailbox;

	TRY(find(context, &mailbox));
	values_of(context, &mailbox, values);
	return show(context, mailbox.id, values, *mailbox.error ? mailbox.error : NULL, NULL);
}

/* Connects as the daemon would: what is wrong comes back as a sentence. */
static enum err try_mailbox(
    struct context *context, const struct mailbox *mailbox, const char *password)
{
	struct imap_server server;
	struct imap_folder folder;
	struct imap *imap;
	enum err err;

	TRY(mailbox_server(context->arena, context->settings, mailbox, &server));
	if (password)
		server.password = password;
	server.timeout = 10;
	TRY(imap_open(&server, &imap));
	err = imap_select(imap, mailbox->folder, &folder);
	imap_close(imap);
	return err;
}

/* The recorded error without its place in the source. */
static const char *reason(struct context *context)
{
	const char *text = strstr(err_message(), ": ");
	const char *copy = arena_text(context->arena, text ? text + 2 : err_message());

	return copy ? copy : "";
}

static struct mailbox mailbox_of(const struct input_value *values, const struct mailbox *before)
{
	return (struct mailbox){.id = before->id,
	    .name = values[NAME].text,
	    .address = values[ADDRESS].text,
	    .host = values[HOST].text,
	    .user = values[USER].text,
	    .folder = values[FOLDER].text,
	    .move_to = values[MOVE_TO].text,
	    .port = values[PORT].number,
	    .security = (enum imap_security)(values[SECURITY].number + 1),
	    .sign_in = (enum mailbox_sign_in)(values[SIGN_IN].number + 1),
	    .afterwards = (enum mailbox_afterwards)(values[AFTER].number + 1),
	    .organisation_id = values[ORGANISATION].given ? values[ORGANISATION].number : 0,
	    .team_id = values[TEAM].given ? values[TEAM].number : 0,
	    .form_id = before->form_id,
	    .is_active = before->id ? before->is_active : true,
	    .secret = before->secret};
}

static bool check(struct context *context, struct input_value *values)
{
	bool good = input_read(context, INPUTS, INPUT_COUNT, values);

	if (!values[ADDRESS].error && !text_is_email(values[ADDRESS].text)) {
		values[ADDRESS].error = page_text(context, TR("This is no e-mail address."));
		good = false;
	}
	if (values[AFTER].number + 1 == AFTERWARDS_MOVE && !values[MOVE_TO].given) {
		values[MOVE_TO].error =
		    page_text(context, TR("Which folder shall it be moved to?"));
		good = false;
	}
	return good;
}

static enum err take(struct context *context, const struct mailbox *before)
{
	struct input_value values[INPUT_COUNT];
	struct mailbox mailbox;
	const char *password;
	int64_t id;
	enum err err;

	if (!check(context, values))
		return show(context, before->id, values, NULL, NULL);
	mailbox = mailbox_of(values, before);
	password = values[PASSWORD].given ? values[PASSWORD].text : NULL;
	if (params_get(&context->request->form, "try")) {
		err = try_mailbox(context, &mailbox, password);
		if (err == ERR_MEMORY || err == ERR_INTERNAL)
			return err;
		return show(context, before->id, values, err == OK ? NULL : reason(context),
		    err == OK ? page_text(context, TR("It works: the folder can be opened. Type "
						      "the password again to save."))
			      : NULL);
	}
	err = mailbox_save(context->db, context->arena, context->settings, &context->viewer,
	    &mailbox, password, &id);
	if (err == ERR_CONFLICT) {
		values[NAME].error =
		    page_text(context, TR("Another mailbox has this name already."));
		return show(context, before->id, values, NULL, NULL);
	}
	TRY(err);
	return page_redirect(context, "/admin/mailboxes",
	    TR("The mailbox is saved. How it does stands here within a few seconds."));
}

enum err mailbox_new_post(struct context *context)
{
	return take(context, &(struct mailbox){.secret = db_null()});
}

enum err mailbox_post(struct context *context)
{
	struct mailbox before;

	TRY(find(context, &before));
	return take(context, &before);
}

enum err mailbox_switch_post(struct context *context)
{
	struct mailbox mailbox;

	TRY(find(context, &mailbox));
	TRY(mailbox_switch(context->db, &context->viewer, mailbox.id, !mailbox.is_active));
	return page_redirect(context, "/admin/mailboxes",
	    mailbox.is_active ? TR("No mail is fetched from it any more.")
			      : TR("Mail is fetched from it again."));
}
