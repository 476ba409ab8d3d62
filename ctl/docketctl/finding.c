#include "finding.h"

#include <jansson.h>
#include <stdio.h>

#include "base/text.h"
#include "model/find.h"
#include "model/reindex.h"

enum { LIMIT = 10, LIMIT_MOST = 100 };

/* With --as the account's own view, else that of staff. */
static int read_viewer(struct ctl *ctl, const struct arguments *arguments, struct viewer *viewer)
{
	const char *email = argument_value(arguments, "--as");

	*viewer = (struct viewer){.role = ROLE_AGENT, .language = ""};
	if (email && find_viewer(ctl->db, ctl->arena, email, viewer) != OK)
		return ctl_error();
	return 0;
}

static const char *number_of(struct ctl *ctl, const struct found *found)
{
	if (found->kind == SEARCH_ARTICLE)
		return arena_format(ctl->arena, "%lld", (long long)found->id);
	return arena_format(ctl->arena, "%s%lld",
	    settings_text(ctl->settings, "ticket.prefix", "H"), (long long)found->id);
}

static const char *url_of(struct ctl *ctl, const struct found *found, const char *number)
{
	const char *slug;

	if (found->kind == SEARCH_TICKET)
		return arena_format(ctl->arena, "/t/%s", number);
	slug = text_slug(ctl->arena, found->title);
	return arena_format(
	    ctl->arena, "/kb/%s%s%s", number, slug && *slug ? "-" : "", slug ? slug : "");
}

/* False: no memory. */
static bool print_object(struct ctl *ctl, const struct found *found)
{
	const char *number = number_of(ctl, found);
	const char *url = number ? url_of(ctl, found, number) : NULL;
	json_t *object = json_object();
	bool good = object && url;

	good = good && !json_object_set_new(object, "kind",
			   json_string(found->kind == SEARCH_ARTICLE ? "article" : "ticket"));
	good = good && !json_object_set_new(object, "number", json_string(number));
	good = good && !json_object_set_new(
			   object, "ref", *found->ref ? json_string(found->ref) : json_null());
	good = good && !json_object_set_new(object, "title", json_string(found->title));
	good = good && !json_object_set_new(object, "url", json_string(url));
	good = good &&
	       !json_object_set_new(object, "score", json_real(found->hit ? found->hit->score : 0));
	good = good && !json_object_set_new(
			   object, "snippet", json_string(found->hit ? found->hit->snippet : ""));
	good = good && !json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
	json_decref(object);
	(void)putchar('\n');
	return good;
}

static void print_line(struct ctl *ctl, const struct found *found)
{
	const char *number = number_of(ctl, found);

	(void)printf("%7.2f  ", found->hit ? found->hit->score : 0);
	print_cell(found->kind == SEARCH_ARTICLE ? "article" : "ticket", ' ');
	print_cell(number ? number : "", ' ');
	(void)putchar(' ');
	print_cell(found->title, '\n');
}

static int print_all(
    struct ctl *ctl, const struct arguments *arguments, const struct find_result *result)
{
	bool json = argument_given(arguments, "--json");

	if (result->plain)
		(void)ctl_fail("the index can't be read: titles alone were looked through");
	for (size_t i = 0; i < result->count; i++) {
		if (!json)
			print_line(ctl, &result->found[i]);
		else if (!print_object(ctl, &result->found[i]))
			return ctl_fail("no memory for a result");
	}
	if (!json && !result->count)
		(void)printf("nothing found\n");
	return 0;
}

int finding_print(struct ctl *ctl, const struct arguments *arguments, struct search_query *query)
{
	const char *limit = argument_value(arguments, "--limit");
	const char *folder = search_folder(ctl->settings);
	struct search *search = NULL;
	struct search_reader reader;
	struct find_result result;
	struct viewer viewer;
	int64_t most = LIMIT;
	int status = read_viewer(ctl, arguments, &viewer);

	if (status)
		return status;
	if (limit && !text_to_int(limit, 1, LIMIT_MOST, &most))
		return ctl_usage("--limit is a number from 1 to %d", LIMIT_MOST);
	if (!folder || search_open(folder, &search) != OK)
		return ctl_error();
	query->limit = (size_t)most;
	query->snippets = true;
	reader = find_reader(&viewer, viewer.language);
	if (find(ctl->db, ctl->arena, search, &viewer, &reader, query, &result) != OK)
		status = ctl_error();
	else
		status = print_all(ctl, arguments, &result);
	search_close(search);
	return status;
}
