#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ctl.h"
#include "model/account.h"
#include "model/directory.h"
#include "model/organisation.h"

const struct option USER_ADD_OPTIONS[] = {
    {"--email", "EMAIL", OPTION_REQUIRED, "the address, which is also the name to sign in with"},
    {"--name", "NAME", OPTION_REQUIRED, "the person's name, as others see it"},
    {"--role", "ROLE", OPTION_TEXT, "client (the default), agent or admin"},
    {"--organisation", "NAME", OPTION_TEXT, "a client's organisation"},
    {"--password-stdin", NULL, OPTION_FLAG,
	"take the first line of standard input as the password"},
    {NULL},
};

const struct option USER_PASSWORD_OPTIONS[] = {
    {"--password-stdin", NULL, OPTION_FLAG,
	"take the first line of standard input as the password"},
    {NULL},
};

enum { NAME_MOST = 120 };

/* The role by its word; ROLE_NOBODY, with a line said, when it is none. */
static enum role read_role(const char *word)
{
	enum role role = word ? role_named(word) : ROLE_CLIENT;

	if (role == ROLE_NOBODY)
		(void)ctl_usage("there is no role \"%s\": client, agent or admin", word);
	return role;
}

/* Checks what account_add doesn't. */
static int check_name(const char *name)
{
	size_t length = strlen(name);

	if (text_is_blank(name) || !text_is_utf8(name, length))
		return ctl_usage("--name needs a name");
	if (text_characters(name) > NAME_MOST)
		return ctl_usage("a name has at most %d characters", NAME_MOST);
	return 0;
}

int command_user_add(struct ctl *ctl, const struct arguments *arguments)
{
	const char *organisation = argument_value(arguments, "--organisation"), *password;
	struct account account = {
	    .email = argument_value(arguments, "--email"),
	    .name = argument_value(arguments, "--name"),
	    .role = read_role(argument_value(arguments, "--role")),
	};
	int64_t id;
	enum err err;

	if (account.role == ROLE_NOBODY || check_name(account.name) != 0)
		return CTL_USAGE;
	if (organisation && account.role != ROLE_CLIENT)
		return ctl_usage("only clients belong to an organisation");
	if (organisation) {
		err = organisation_by_name(
		    ctl->db, ctl->arena, organisation, &account.organisation_id);
		if (err == ERR_NOT_FOUND)
			return ctl_fail("there is no organisation \"%s\"", organisation);
		if (err != OK)
			return ctl_error();
	}
	if (password_ask(ctl->arena, argument_given(arguments, "--password-stdin"), &password) !=
	    OK)
		return ctl_error();
	err = account_add(ctl->db, ctl->arena, &account, password, 0, &id);
	if (err == ERR_CONFLICT)
		return ctl_fail("%s has an account already", account.email);
	if (err != OK)
		return ctl_error();
	(void)printf("%s added as %s%s\n", account.email, role_code(account.role),
	    password ? "" : ", without a password");
	return 0;
}

/* The account of the first operand; not OK after a line was said. */
static enum err find(struct ctl *ctl, const struct arguments *arguments, struct account *account)
{
	enum err err = account_by_email(ctl->db, ctl->arena, arguments->operands[0], account);

	if (err == ERR_NOT_FOUND)
		(void)ctl_fail("there is no account %s", arguments->operands[0]);
	else if (err != OK)
		(void)ctl_error();
	return err;
}

int command_user_role(struct ctl *ctl, const struct arguments *arguments)
{
	enum role role = read_role(arguments->operands[1]);
	struct account account;

	if (role == ROLE_NOBODY)
		return CTL_USAGE;
	if (find(ctl, arguments, &account) != OK)
		return CTL_FAILED;
	if (account.role != role && account_set_role(ctl->db, account.id, role, 0) != OK)
		return ctl_error();
	(void)printf("%s is %s\n", account.email, role_code(role));
	return 0;
}

static int set_active(struct ctl *ctl, const struct arguments *arguments, bool is_active)
{
	struct account account;

	if (find(ctl, arguments, &account) != OK)
		return CTL_FAILED;
	if (account.is_active != is_active &&
	    account_set_active(ctl->db, account.id, is_active, 0) != OK)
		return ctl_error();
	(void)printf("%s is %s\n", account.email, is_active ? "enabled" : "disabled");
	return 0;
}

int command_user_manager(struct ctl *ctl, const struct arguments *arguments)
{
	const char *word = arguments->operands[1];
	bool is_manager = !strcmp(word, "yes");
	struct account account;

	if (!is_manager && strcmp(word, "no") != 0)
		return ctl_usage("yes or no, not \"%s\"", word);
	if (find(ctl, arguments, &account) != OK)
		return CTL_FAILED;
	if (is_manager && (account.role != ROLE_CLIENT || !account.organisation_id))
		return ctl_fail("%s is no client of an organisation", account.email);
	if (account_set_manager(ctl->db, account.id, is_manager, 0) != OK)
		return ctl_error();
	(void)printf("%s is %s manager%s%s\n", account.email, is_manager ? "a" : "no",
	    is_manager ? " of " : "", is_manager ? account.organisation : "");
	return 0;
}

int command_user_disable(struct ctl *ctl, const struct arguments *arguments)
{
	return set_active(ctl, arguments, false);
}

int command_user_enable(struct ctl *ctl, const struct arguments *arguments)
{
	return set_active(ctl, arguments, true);
}

int command_user_password(struct ctl *ctl, const struct arguments *arguments)
{
	struct account account;
	const char *password;

	if (find(ctl, arguments, &account) != OK)
		return CTL_FAILED;
	if (password_ask(ctl->arena, argument_given(arguments, "--password-stdin"), &password) !=
	    OK)
		return ctl_error();
	if (!password)
		return ctl_fail("no password was given: nothing is changed");
	if (account_set_password(ctl->db, account.id, password, 0, 0) != OK)
		return ctl_error();
	(void)printf("%s has a new password\n", account.email);
	return 0;
}

static enum err print_account(void *context, const struct directory_account *account)
{
	(void)context;
	print_cell(account->email, '\t');
	print_cell(account->name, '\t');
	print_cell(role_code(account->role), '\t');
	print_cell(account->organisation, '\t');
	print_cell(!account->is_active	    ? "disabled"
		   : !account->has_password ? "no password"
		   : account->is_manager    ? "manager"
					    : "",
	    '\n');
	return OK;
}

int command_user_list(struct ctl *ctl, const struct arguments *arguments)
{
	(void)arguments;
	return directory_accounts(ctl->db, print_account, NULL) == OK ? 0 : ctl_error();
}
