#include "work.h"

#include "base/message.h"
#include "desk.h"
#include "model/account.h"
#include "model/organisation.h"
#include "web/page.h"

static struct data *add(struct context *context, const char *list, int64_t code)
{
	struct data *item = data_item(data_node(page_data(context), "Choices"), list);

	data_int(item, "Code", code);
	return item;
}

static void fill_types(struct context *context)
{
	const struct ticket_type *types;
	size_t count = catalogue_types(&types);

	for (size_t i = 0; i < count; i++)
		data_tr(add(context, "Types", types[i].id), "Label", types[i].name);
}

/* Where the workflow lets it go from here. Solving has a button of its own, as it needs a text. */
static void fill_statuses(struct context *context, const struct ticket *ticket)
{
	const struct status *statuses;
	size_t count = catalogue_statuses(&statuses);

	data_tr(add(context, "Then", 0), "Label", TR("leave it as it is"));
	for (size_t i = 0; i < count; i++) {
		const struct status *to = &statuses[i];
		bool is_now = to->id == ticket->status_id;

		if (!status_allowed(ticket->type_id, ticket->status_id, to->id) ||
		    (!is_now && to->class == CLASS_SOLVED))
			continue;
		data_tr(add(context, "Statuses", to->id), "Label", to->name);
		if (!is_now)
			data_tr(add(context, "Then", to->id), "Label", to->name);
	}
}

static void fill_priorities(struct context *context)
{
	for (int64_t p = PRIORITY_LOW; p <= PRIORITY_URGENT; p++)
		data_tr(add(context, "Priorities", p), "Label", priority_name(p));
}

/* Who has it now stays in the list, also when they have left the staff. */
static enum err fill_staff(struct context *context, const struct ticket *ticket)
{
	struct account *staff;
	size_t count;
	bool found = !ticket->responsible_id;

	TRY(account_staff(context->db, context->arena, &staff, &count));
	data_tr(add(context, "Staff", 0), "Label", TR("nobody"));
	for (size_t i = 0; i < count; i++) {
		data_text(add(context, "Staff", staff[i].id), "Label", staff[i].name);
		found = found || staff[i].id == ticket->responsible_id;
	}
	if (!found)
		data_text(
		    add(context, "Staff", ticket->responsible_id), "Label", ticket->responsible);
	return OK;
}

typedef enum err lister(struct db *db, struct arena *arena, struct choice **choices, size_t *count);

static enum err fill_list(struct context *context, const char *name, const char *none, lister *list)
{
	struct choice *choices;
	size_t count;

	TRY(list(context->db, context->arena, &choices, &count));
	data_tr(add(context, name, 0), "Label", none);
	for (size_t i = 0; i < count; i++)
		data_text(add(context, name, choices[i].id), "Label", choices[i].name);
	return OK;
}

/* What each audience means, said plainly: widening it can't be taken back from who has read it. */
static void fill_audiences(struct context *context)
{
	static const struct {
		enum audience audience;
		const char *label;
	} AUDIENCES[] = {
	    {AUDIENCE_PARTICIPANTS, TR("Its own people: who can see the ticket now")},
	    {AUDIENCE_STAFF, TR("Staff alone find it in the knowledge base")},
	    {AUDIENCE_CLIENTS, TR("All clients who are signed in can read it")},
	    {AUDIENCE_PUBLIC, TR("Everybody can read it, search engines too")},
	};

	for (size_t i = 0; i < sizeof AUDIENCES / sizeof AUDIENCES[0]; i++) {
		struct data *item = data_item(page_data(context), "Choices.Audiences");

		data_text(item, "Code", audience_code(AUDIENCES[i].audience));
		data_tr(item, "Label", AUDIENCES[i].label);
		data_tr(item, "Short", audience_name(AUDIENCES[i].audience));
	}
}

enum err choices_fill(struct context *context, const struct ticket *ticket)
{
	fill_types(context);
	fill_statuses(context, ticket);
	fill_priorities(context);
	fill_audiences(context);
	TRY(fill_staff(context, ticket));
	TRY(fill_list(context, "Teams", TR("no team"), team_list));
	return fill_list(context, "Categories", TR("no category"), category_list);
}
