#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ctl.h"
#include "model/directory.h"
#include "model/organisation.h"

const struct option ORG_ADD_OPTIONS[] = {
    {"--name", "NAME", OPTION_REQUIRED, "as its people call it"},
    {"--scope", "SCOPE", OPTION_TEXT,
	"tickets its clients see: own (the default), organisation or all"},
    {"--domain", "DOMAIN", OPTION_LIST, "an e-mail domain of its people, such as example.org"},
    {"--language", "LANGUAGE", OPTION_TEXT, "en, pl, nb or ru, for its people who chose none"},
    {NULL},
};

enum { NAME_MOST = 200, DOMAIN_MOST = 190 };

static const char *const LANGUAGES[] = {"en", "pl", "nb", "ru"};
static const char *const SCOPES[] = {
    [SCOPE_OWN] = "own", [SCOPE_ORGANISATION] = "organisation", [SCOPE_ALL] = "all"};

/* 0 for an unknown word. */
static int scope_named(const char *word)
{
	for (int scope = SCOPE_OWN; scope <= SCOPE_ALL; scope++)
		if (!strcmp(word, SCOPES[scope]))
			return scope;
	return 0;
}

static bool is_language(const char *word)
{
	for (size_t i = 0; i < sizeof LANGUAGES / sizeof LANGUAGES[0]; i++)
		if (!strcmp(word, LANGUAGES[i]))
			return true;
	return false;
}

/* A domain is what may stand behind the @ of an address. */
static bool is_domain(struct arena *arena, const char *word)
{
	const char *address = arena_format(arena, "x@%s", word);

	return address && strlen(word) <= DOMAIN_MOST && !strchr(word, '@') &&
	       text_is_email(address);
}

static int check(struct ctl *ctl, const struct organisation_new *new)
{
	if (text_is_blank(new->name) || !text_is_utf8(new->name, strlen(new->name)))
		return ctl_usage("--name needs a name");
	if (text_characters(new->name) > NAME_MOST)
		return ctl_usage("a name has at most %d characters", NAME_MOST);
	if (new->language && !is_language(new->language))
		return ctl_usage("there is no language \"%s\": en, pl, nb or ru", new->language);
	for (size_t i = 0; i < new->domain_count; i++)
		if (!is_domain(ctl->arena, new->domains[i]))
			return ctl_usage("\"%s\" is no e-mail domain", new->domains[i]);
	return 0;
}

int command_org_add(struct ctl *ctl, const struct arguments *arguments)
{
	const char *domains[VALUES_MOST], *scope = argument_value(arguments, "--scope");
	struct organisation_new new = {.name = argument_value(arguments, "--name"),
	    .language = argument_value(arguments, "--language"),
	    .domains = domains};
	int64_t id;
	enum err err;
	int status;

	argument_values(arguments, "--domain", domains, &new.domain_count);
	new.scope = scope ? (enum client_scope)scope_named(scope) : SCOPE_OWN;
	if (!new.scope)
		return ctl_usage("there is no scope \"%s\": own, organisation or all", scope);
	status = check(ctl, &new);
	if (status)
		return status;
	err = organisation_add(ctl->db, ctl->arena, &new, 0, &id);
	if (err == ERR_CONFLICT)
		return ctl_fail("there is an organisation of that name, or one with that domain");
	if (err != OK)
		return ctl_error();
	(void)printf("%s added\n", new.name);
	return 0;
}

static enum err print_organisation(void *context, const struct directory_organisation *o)
{
	(void)context;
	print_cell(o->name, '\t');
	print_cell(SCOPES[o->scope], '\t');
	print_cell(o->domains, '\t');
	print_cell(o->language, '\t');
	(void)printf("%lld\n", (long long)o->accounts);
	return OK;
}

int command_org_list(struct ctl *ctl, const struct arguments *arguments)
{
	(void)arguments;
	return directory_organisations(ctl->db, print_organisation, NULL) == OK ? 0 : ctl_error();
}
