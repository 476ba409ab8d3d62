/*
 * tickets.c: GET /tickets: one's requests, and the organisation's as far as its scope goes.
 */
#include <string.h>

#include "base/message.h"
#include "model/message.h"
#include "model/ticket_list.h"
#include "pages.h"
#include "show.h"
#include "web/page.h"

enum { PAGE_ROWS = 20 };

/* What the address asks for, in its own words: unknown ones count as the first. */
struct choice {
	const char *state, *type, *whose; /* "open", "" or a type's code, "own" */
};

static const struct {
	const char *code, *name;
	enum list_state state;
} STATES[] = {
    {"open", TR("Open"), LIST_OPEN}, {"done", TR("Done"), LIST_DONE}, {"all", TR("All"), LIST_ALL}};
enum { STATE_COUNT = sizeof STATES / sizeof STATES[0] };

static const char *asked(const struct context *context, const char *name)
{
	const char *value = params_get(&context->request->query, name);

	return value ? value : "";
}

static enum err read_filter(
    const struct context *context, struct choice *choice, struct client_filter *filter)
{
	const struct ticket_type *type = ticket_type_by_code(asked(context, "type"));
	bool whole = !strcmp(asked(context, "whose"), "organisation") &&
		     context->viewer.scope >= SCOPE_ORGANISATION;

	*choice =
	    (struct choice){STATES[0].code, type ? type->code : "", whole ? "organisation" : "own"};
	*filter = (struct client_filter){
	    .whole_organisation = whole, .type_id = type ? type->id : 0, .limit = PAGE_ROWS};
	for (size_t i = 0; i < STATE_COUNT; i++) {
		if (!strcmp(STATES[i].code, asked(context, "state"))) {
			choice->state = STATES[i].code;
			filter->state = STATES[i].state;
		}
	}
	if (!cursor_parse(asked(context, "after"), &filter->after))
		return ERROR(ERR_INPUT, "no cursor: %s", asked(context, "after"));
	return OK;
}

static const char *address(const struct context *context, const struct choice *choice,
    const char *state, const char *after)
{
	return arena_format(context->arena, "/tickets?state=%s&type=%s&whose=%s%s%s", state,
	    choice->type, choice->whose, *after ? "&after=" : "", after);
}

static void fill_filter(struct context *context, const struct choice *choice)
{
	const enum client_scope scope = context->viewer.scope;
	struct data *filter = data_node(page_data(context), "Filter");
	const struct ticket_type *types;
	size_t count = catalogue_types(&types);

	data_text(filter, "State", choice->state);
	data_text(filter, "Type", choice->type);
	data_text(filter, "Whose", choice->whose);
	data_flag(filter, "Organisation", scope == SCOPE_ORGANISATION);
	data_flag(filter, "Everyone", scope == SCOPE_ALL);
	for (size_t i = 0; i < STATE_COUNT; i++) {
		struct data *tab = data_item(filter, "States");

		data_text(tab, "Path", address(context, choice, STATES[i].code, ""));
		data_tr(tab, "Name", STATES[i].name);
		data_flag(tab, "Current", !strcmp(STATES[i].code, choice->state));
	}
	for (size_t i = 0; i < count; i++) {
		struct data *type = data_item(filter, "Types");

		data_text(type, "Code", types[i].code);
		data_tr(type, "Name", types[i].name);
	}
}

static void fill_pager(
    struct context *context, const struct choice *choice, const struct ticket_page *tickets)
{
	struct data *page = page_data(context);
	char after[CURSOR_TEXT];

	if (*asked(context, "after"))
		data_text(page, "First", address(context, choice, choice->state, ""));
	if (!tickets->has_more)
		return;
	cursor_text(tickets->next, after);
	data_text(page, "Next", address(context, choice, choice->state, after));
}

/* A solution is fetched for the row that was unfolded, and for no other: twenty would cost more
 * than the list. */
static enum err fill_solution(struct context *context, const struct choice *choice,
    const struct ticket_line *line, int64_t unfolded, struct data *node)
{
	const char *html, *signature = context_signature(context, line->id);

	if (!line->solution_id)
		return OK;
	if (line->id == unfolded) {
		TRY(message_html(context->db, context->arena, line->id, line->solution_id, &html));
		data_trusted_html(node, "Html", html);
		return OK;
	}
	data_text(node, "Unfold",
	    arena_format(context->arena, "%s&unfold=%s#%s",
		address(context, choice, choice->state, asked(context, "after")), signature,
		signature));
	return OK;
}

enum err tickets_show(struct context *context)
{
	int64_t unfolded = signature_parse(asked(context, "unfold"), context_prefix(context));
	struct choice choice;
	struct client_filter filter;
	struct ticket_page tickets;

	TRY(read_filter(context, &choice, &filter));
	TRY(ticket_list_client(context->db, context->arena, &context->viewer, &filter, &tickets));
	data_text(page_data(context), "Page.Section", "tickets");
	fill_filter(context, &choice);
	for (size_t i = 0; i < tickets.count; i++) {
		struct data *item = data_item(page_data(context), "Tickets");

		show_line(context, item, &tickets.lines[i]);
		TRY(fill_solution(context, &choice, &tickets.lines[i], unfolded, item));
	}
	fill_pager(context, &choice, &tickets);
	return page_send(context, "portal/tickets.cs", 200, page_text(context, TR("My requests")));
}
