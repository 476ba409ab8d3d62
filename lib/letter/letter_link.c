/* The kinds "password", "email" and "email_changed": a person's own account. */
#include "base/message.h"
#include "letter/kinds.h"
#include "letter/render.h"
#include "model/account.h"
#include "model/account_link.h"

struct words {
	const char *subject, *intro, *button, *outro; /* English; %1 is the site's name */
};

static const char *say(const struct letter_context *context, const char *message)
{
	return language_fill(
	    context->arena, context->language, message, context->sender->site_name, NULL);
}

static enum err render(const struct letter_context *context, const struct mail_out *mail,
    const struct words *words, const char *path, struct letter *letter)
{
	struct data *data = letter_data(context, mail), *node;
	const char *token = account_link_parameter(context->arena, mail->parameters, "token");

	if (!data)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	node = data_node(data, "Mail");
	letter->subject = say(context, words->subject);
	data_text(node, "Intro", say(context, words->intro));
	data_text(node, "Outro", say(context, words->outro));
	if (path) {
		path = arena_format(context->arena, "%s%s", path, token);
		data_tr(node, "Button", words->button);
		data_text(node, "Link", path ? letter_url(context, path) : NULL);
	}
	return letter_render(context, data, "link", letter);
}

enum err letter_password(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	static const struct words WORDS = {
	    TR("A new password for %1"),
	    TR("Somebody, most likely you, asked for a new password for %1. With this link you "
	       "choose one. It works once, for one hour."),
	    TR("Choose a new password"),
	    TR("It wasn't you? Then you need do nothing: your password stays as it is."),
	};
	struct account account;
	enum err err = account_by_email(context->db, context->arena, mail->address, &account);

	if (err == ERR_NOT_FOUND || (err == OK && !account.is_active)) {
		letter->nothing = "no account has this address";
		return OK;
	}
	TRY(err);
	return render(context, mail, &WORDS, "/login/reset/", letter);
}

enum err letter_email(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	static const struct words WORDS = {
	    TR("Please confirm your e-mail address"),
	    TR("At %1 this was given as somebody's new e-mail address. If it is yours, confirm it "
	       "with this link. It works once, for one day."),
	    TR("Yes, this is my address"),
	    TR("It wasn't you? Then you need do nothing: the address won't be used."),
	};

	return render(context, mail, &WORDS, "/login/confirm/", letter);
}

enum err letter_email_changed(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	static const struct words WORDS = {
	    TR("Your e-mail address at %1 has changed"),
	    TR("Your account at %1 has a new e-mail address from now on. This is the last message "
	       "to the old one."),
	    NULL,
	    TR("It wasn't you? Then please tell us at once: simply answer this message."),
	};

	return render(context, mail, &WORDS, NULL, letter);
}
