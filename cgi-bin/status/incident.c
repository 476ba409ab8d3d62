/*
 * incident.c: GET /status/12-words-of-its-title, and POST /status/12/affected: "this affects me
 * too".
 */
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "model/incident_ticket.h"
#include "pages.h"
#include "web/guard.h"
#include "web/incidents.h"
#include "web/page.h"

/* "12" of "12-mail-is-late". */
static enum err read_id(const struct context *context, int64_t *id)
{
	const char *given = context_parameter(context, 0);
	const char *number = arena_text_n(context->arena, given, strcspn(given, "-"));

	*id = 0;
	if (!number || *number == '0' || !text_to_int(number, 1, INT64_MAX, id))
		return ERROR(ERR_NOT_FOUND, "no incident's number: %s", given);
	return OK;
}

/* The words have changed since somebody wrote the address down. */
static enum err redirect(struct context *context, const char *path)
{
	const char *query = strchr(context->request->target, '?');
	const char *whole = arena_format(context->arena, "%s%s", path, query ? query : "");

	if (!whole)
		return ERROR(ERR_MEMORY, "no memory for an address");
	TRY(response_redirect(context->response, whole));
	context->response->status = 301;
	return OK;
}

enum err incident_show(struct context *context)
{
	struct data *page = page_data(context);
	struct incident incident;
	const char *path;
	int64_t id;
	bool affected = false;

	TRY(read_id(context, &id));
	TRY(incident_load(context->db, context->arena, &context->viewer, id, &incident));
	path = incident_path(context, id, incident.title);
	if (!path)
		return ERROR(ERR_MEMORY, "no memory for an address");
	if (strcmp(context_parameter(context, 0), path + strlen("/status/")) != 0)
		return redirect(context, path);
	incident_fill(context, data_node(page, "Incident"), &incident);
	if (viewer_is_known(&context->viewer)) {
		TRY(incident_is_affected(
		    context->db, context->arena, &context->viewer, id, &affected));
		data_flag(page, "IsAffected", affected);
	}
	data_flag(page, "MayBeAffected", incident.is_open && incident.kind == INCIDENT_INCIDENT);
	data_text(page, "AffectedPath",
	    arena_format(context->arena, "/status/%lld/affected", (long long)id));
	data_text(page, "Page.Canonical",
	    arena_format(
		context->arena, "%s%s", settings_text(context->settings, "site.url", ""), path));
	return shared_send(context, "status/incident.cs", incident.title);
}

enum err affected_post(struct context *context)
{
	struct incident incident;
	bool counted;
	int64_t id;
	enum err err;

	TRY(read_id(context, &id));
	TRY(incident_load(context->db, context->arena, &context->viewer, id, &incident));
	err = incident_affects(context->db, context->arena, &context->viewer, id, &counted);
	if (err != ERR_INPUT)
		TRY(err);
	return page_redirect(context, incident_path(context, id, incident.title),
	    err == ERR_INPUT
		? TR("This is over by now. If it still affects you, please write to us.")
	    : counted ? TR("Thank you, we have counted you. We will mail you how it goes on: there "
			   "is nothing else you need to do.")
		      : TR("You are counted already. We will mail you how it goes on."));
}
