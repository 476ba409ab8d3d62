/*
 * status_webhooks.c: GET /desk/status/webhooks: for administrators, other systems that are told,
 * and the log of calls to them.
 */
#include "base/message.h"
#include "base/text.h"
#include "model/webhook.h"
#include "net/call.h"
#include "status.h"
#include "web/page.h"

static const char HERE[] = "/desk/status/webhooks";

static const char *state_words(enum job_state state)
{
	static const char *const WORDS[] = {
	    "", TR("waiting"), TR("being sent"), TR("delivered"), TR("failed"), TR("dropped")};

	return WORDS[state];
}

static enum err fill_calls(struct context *context)
{
	struct webhook_call *calls;
	size_t count;

	TRY(webhook_calls(context->db, context->arena, &context->viewer, &calls, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page_data(context), "Calls");

		data_int(item, "Id", calls[i].id);
		data_text(item, "Url", calls[i].url);
		data_text(item, "State", job_state_code(calls[i].state));
		data_tr(item, "StateName", state_words(calls[i].state));
		data_int(item, "Attempts", calls[i].attempts);
		if (calls[i].answer)
			data_int(item, "Answer", calls[i].answer);
		data_int(item, "Took", calls[i].took_ms);
		data_text(item, "Error", calls[i].error);
		data_time(item, "Created", calls[i].created_at);
		if (calls[i].state == JOB_WAITING)
			data_time(item, "Due", calls[i].due_at);
		data_flag(item, "Again", calls[i].state != JOB_SENDING);
	}
	return OK;
}

static enum err show(struct context *context, const char *url, const char *problem, int status)
{
	struct data *page = page_data(context);
	struct webhook *hooks;
	size_t count;

	TRY(webhook_list(context->db, context->arena, &context->viewer, &hooks, &count));
	for (size_t i = 0; i < count; i++) {
		struct data *item = data_item(page, "Hooks");

		data_int(item, "Id", hooks[i].id);
		data_text(item, "Url", hooks[i].url);
		data_text(item, "Secret", hooks[i].secret);
		data_text(item, "Author", hooks[i].author);
		data_flag(item, "Active", hooks[i].is_active);
		data_flag(item, "Private", hooks[i].includes_private);
		data_time(item, "Created", hooks[i].created_at);
	}
	TRY(fill_calls(context));
	data_text(page, "Url", url);
	data_text(page, "Problem", problem);
	data_text(page, "Page.Section", "status");
	return page_send(
	    context, "desk/status_webhooks.cs", status, page_text(context, TR("Webhooks")));
}

enum err status_webhooks_show(struct context *context)
{
	return show(context, "", NULL, 200);
}

enum err status_webhook_post(struct context *context)
{
	static const struct input INPUTS[] = {
	    {.name = "url", .kind = INPUT_LINE, .most_characters = WEBHOOK_URL, .required = true},
	    {.name = "private", .kind = INPUT_FLAG},
	};
	struct input_value v[2];
	int64_t id;

	if (!input_read(context, INPUTS, 2, v) || !net_url_is_good(v[0].text))
		return show(context, v[0].text,
		    page_text(context, TR("Give an address that begins with https:// or http://, "
					  "without a name and "
					  "password in it.")),
		    422);
	TRY(webhook_add(context->db, &context->viewer, v[0].text, v[1].number, &id));
	return page_redirect(context, HERE, TR("Saved. It is called from the next update on."));
}

enum err status_webhook_change_post(struct context *context)
{
	static const char *const CHANGES[] = {"on", "off", "remove", NULL};
	static const struct input INPUTS[] = {
	    {.name = "do", .kind = INPUT_CHOICE, .choices = CHANGES, .required = true}};
	struct input_value v[1];
	int64_t id;

	TRY(status_read_id(context, &id));
	if (!input_read(context, INPUTS, 1, v))
		return ERROR(ERR_INPUT, "nothing to do");
	if (v[0].number == 2)
		TRY(webhook_remove(context->db, context->arena, &context->viewer, id));
	else
		TRY(webhook_set_active(
		    context->db, context->arena, &context->viewer, id, v[0].number == 0));
	return page_redirect(context, HERE, TR("Saved."));
}

enum err status_call_again_post(struct context *context)
{
	int64_t id;

	TRY(status_read_id(context, &id));
	TRY(webhook_again(context->db, &context->viewer, id));
	return page_redirect(context, HERE, TR("It is tried again at once."));
}
