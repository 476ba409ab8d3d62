#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ctl.h"
#include "model/mailbox.h"
#include "model/organisation.h"

const struct option MAILBOX_ADD_OPTIONS[] = {
    {"--name", "NAME", OPTION_REQUIRED, "as staff call it"},
    {"--address", "EMAIL", OPTION_REQUIRED, "what people write to"},
    {"--host", "HOST", OPTION_REQUIRED, "the IMAP server"},
    {"--port", "PORT", OPTION_TEXT, "993, or 143 without TLS from the start"},
    {"--security", "WAY", OPTION_TEXT, "tls (the default), starttls, or plain on this machine"},
    {"--user", "USER", OPTION_TEXT, "to sign in with (default: the address)"},
    {"--token", NULL, OPTION_FLAG, "sign in with what intake.token_command prints, not a password"},
    {"--folder", "FOLDER", OPTION_TEXT, "where new messages are (default: INBOX)"},
    {"--afterwards", "WHAT", OPTION_TEXT,
	"keyword (the default: marked as read), keep, or move, to what is stored here"},
    {"--move-to", "FOLDER", OPTION_TEXT, "the folder for --afterwards move"},
    {"--organisation", "NAME", OPTION_TEXT, "whose people write there"},
    {"--team", "NAME", OPTION_TEXT, "whose queue its tickets come into"},
    {"--password-stdin", NULL, OPTION_FLAG,
	"take the first line of standard input as the password"},
    {NULL},
};

static const char *const SECURITIES[] = {"", "tls", "starttls", "plain"};
static const char *const AFTERWARDS[] = {"", "keep", "keyword", "move"};

/* The place of a word in a list that begins with ""; 0 for none. */
static int place_of(const char *word, const char *const *words, int count)
{
	for (int i = 1; i < count; i++)
		if (!strcmp(word, words[i]))
			return i;
	return 0;
}

static const char *value_or(
    const struct arguments *arguments, const char *option, const char *otherwise)
{
	const char *value = argument_value(arguments, option);

	return value ? value : otherwise;
}

static int read_options(const struct arguments *arguments, struct mailbox *mailbox)
{
	int security = place_of(value_or(arguments, "--security", "tls"), SECURITIES, 4);
	int afterwards = place_of(value_or(arguments, "--afterwards", "keyword"), AFTERWARDS, 4);
	const char *port = value_or(arguments, "--port", security == IMAP_TLS ? "993" : "143");

	*mailbox = (struct mailbox){
	    .name = argument_value(arguments, "--name"),
	    .address = argument_value(arguments, "--address"),
	    .host = argument_value(arguments, "--host"),
	    .user = value_or(arguments, "--user", argument_value(arguments, "--address")),
	    .folder = value_or(arguments, "--folder", "INBOX"),
	    .move_to = value_or(arguments, "--move-to", ""),
	    .security = (enum imap_security)security,
	    .sign_in = argument_given(arguments, "--token") ? SIGN_IN_TOKEN : SIGN_IN_PASSWORD,
	    .afterwards = (enum mailbox_afterwards)afterwards,
	    .is_active = true,
	};
	if (!security)
		return ctl_usage("--security is tls, starttls or plain");
	if (!afterwards)
		return ctl_usage("--afterwards is keyword, keep or move");
	if (!text_to_int(port, 1, 65535, &mailbox->port))
		return ctl_usage("\"%s\" is no port", port);
	return 0;
}

static enum err find_places(
    struct ctl *ctl, const struct arguments *arguments, struct mailbox *mailbox)
{
	const char *organisation = argument_value(arguments, "--organisation");
	const char *team = argument_value(arguments, "--team");

	if (organisation)
		TRY(organisation_by_name(
		    ctl->db, ctl->arena, organisation, &mailbox->organisation_id));
	return team ? team_ensure(ctl->db, ctl->arena, team, &mailbox->team_id) : OK;
}

int command_mailbox_add(struct ctl *ctl, const struct arguments *arguments)
{
	struct mailbox mailbox;
	const char *password = NULL;
	int64_t id;
	int status = read_options(arguments, &mailbox);

	if (status)
		return status;
	if (mailbox.sign_in == SIGN_IN_PASSWORD &&
	    password_ask(ctl->arena, argument_given(arguments, "--password-stdin"), &password) !=
		OK)
		return ctl_error();
	if (find_places(ctl, arguments, &mailbox) != OK ||
	    mailbox_save(ctl->db, ctl->arena, ctl->settings, NULL, &mailbox, password, &id) != OK)
		return ctl_error();
	return 0;
}

int command_mailbox_list(struct ctl *ctl, const struct arguments *arguments)
{
	struct mailbox *mailboxes;
	size_t count;

	(void)arguments;
	if (mailbox_list(ctl->db, ctl->arena, &mailboxes, &count) != OK)
		return ctl_error();
	for (size_t i = 0; i < count; i++) {
		const struct mailbox *m = &mailboxes[i];

		print_cell(m->name, '\t');
		print_cell(m->address, '\t');
		print_cell(m->host, '\t');
		print_cell(!m->is_active		     ? "off"
			   : *m->error			     ? m->error
			   : m->reached_at == TIMESTAMP_NONE ? "not reached yet"
							     : "ok",
		    '\n');
	}
	return 0;
}
