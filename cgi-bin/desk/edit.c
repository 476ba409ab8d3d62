#include "desk.h"

#include "base/message.h"
#include "model/account.h"
#include "web/page.h"
#include "work.h"

/* Shows the page again with all that was typed. Whoever else changed the ticket meanwhile is told
 * of at once, as the page that is shown now carries the new version. */
static enum err refuse(struct context *context, struct work *work, int status)
{
	struct ticket ticket;

	TRY(ticket_load(context->db, context->arena, &context->viewer, work->ticket_id, &ticket));
	work->conflict = !work->values[WORK_VERSION].error &&
			 work->values[WORK_VERSION].number != ticket.version;
	return ticket_page(context, &ticket, work, status);
}

static enum err refuse_input(struct context *context, struct work *work)
{
	return refuse(context, work, work->uploads.status);
}

/* Why the workflow or a value forbids it, beside the input where it can be told. */
static enum err explain(struct context *context, struct work *work, const struct ticket_edit *edit)
{
	const struct status *to =
	    edit->status_id == TICKET_KEEP ? NULL : status_by_id(edit->status_id);
	struct ticket ticket;
	const char *from;

	TRY(ticket_load(context->db, context->arena, &context->viewer, work->ticket_id, &ticket));
	from = page_text(context, status_by_id(ticket.status_id)->name);
	if (to && to->class == CLASS_SOLVED)
		work->problem = page_text(context,
		    TR("A ticket is solved by its solution: write it as the answer and choose "
		       "“Solve”."));
	else if (to && !status_allowed(ticket.type_id, ticket.status_id, to->id))
		work->problem = language_fill(context->arena, context->language,
		    TR("The workflow has no way from “%1” to “%2”. Nothing was changed."), from,
		    page_text(context, to->name));
	else if (edit->kind == MESSAGE_SOLUTION)
		work->problem = language_fill(context->arena, context->language,
		    TR("The workflow has no way from “%1” to solved. Set another status first."),
		    from, NULL);
	else
		work->problem = page_text(context,
		    TR("Something here can't be taken as it is. Nothing was changed: please "
		       "check it."));
	return refuse(context, work, 422);
}

/* What was typed beside what was done is shown again, and said to be unsent. */
static enum err show_draft(struct context *context, struct work *work, const char *done)
{
	struct ticket ticket;

	TRY(ticket_load(context->db, context->arena, &context->viewer, work->ticket_id, &ticket));
	data_text(page_data(context), "Flash.Text", page_text(context, done));
	data_text(page_data(context), "Flash.Kind", "done");
	work->is_draft = true;
	return ticket_page(context, &ticket, work, 200);
}

static enum err redirect(struct context *context, const struct work *work, const char *done)
{
	return page_redirect(context, ticket_path(context, work->ticket_id), done);
}

/* Somebody from outside the staff can't be made responsible. */
static enum err check_responsible(struct context *context, struct work *work)
{
	struct input_value *value = &work->properties[RESPONSIBLE];
	struct account account;
	enum err err;

	if (!work->touched[RESPONSIBLE] || value->error || !value->number)
		return OK;
	err = account_by_id(context->db, context->arena, value->number, &account);
	if (err != OK && err != ERR_NOT_FOUND)
		return err;
	if (err == OK && account.is_active && account.role != ROLE_CLIENT)
		return OK;
	value->error = page_text(context, TR("This person is not on the staff any more."));
	work->good = false;
	return OK;
}

static void need_text(struct context *context, struct work *work, bool files_do)
{
	if (work->values[WORK_BODY].given || (files_do && work->uploads.count))
		return;
	work->values[WORK_BODY].error = page_text(context, TR("Please write something first."));
	work->good = false;
}

static bool is_fine(const struct work *work)
{
	return work->good && work->uploads_err == OK;
}

static struct writing writing_of(const struct context *context, const struct work *work)
{
	return (struct writing){
	    .body = work->values[WORK_BODY].text,
	    .uploads = work->uploads.tokens,
	    .upload_count = work->uploads.count,
	    .once = work->values[WORK_ONCE].given ? work->values[WORK_ONCE].text : NULL,
	    .site = settings_text(context->settings, "site.url", NULL),
	};
}

/* Asks the model. *answered: it refused, and the page says why. */
static enum err apply(
    struct context *context, struct work *work, const struct ticket_edit *edit, bool *answered)
{
	enum err err = ticket_edit(context->db, context->arena, &context->viewer, edit);

	*answered = err == ERR_CONFLICT || err == ERR_INPUT;
	if (err == ERR_CONFLICT)
		return refuse(context, work, 409);
	return err == ERR_INPUT ? explain(context, work, edit) : err;
}

enum err take_post(struct context *context)
{
	struct work work;
	struct ticket_edit edit;
	bool answered;

	TRY(work_read(context, &work));
	if (work.values[WORK_VERSION].error)
		return refuse_input(context, &work);
	edit = TICKET_EDIT(work.ticket_id, work.values[WORK_VERSION].number);
	edit.responsible_id = context->viewer.account_id;
	edit.writing.once = work.values[WORK_ONCE].given ? work.values[WORK_ONCE].text : NULL;
	TRY(apply(context, &work, &edit, &answered));
	if (answered)
		return OK;
	work.touched[RESPONSIBLE] = false;
	if (work_has_draft(&work) || work_has_touched(&work))
		return show_draft(context, &work, TR("This ticket is yours now."));
	return redirect(context, &work, TR("This ticket is yours now."));
}

enum err edit_post(struct context *context)
{
	struct work work;
	struct ticket_edit edit;
	bool answered = false;
	const char *done = TR("Saved.");

	TRY(work_read(context, &work));
	TRY(check_responsible(context, &work));
	if (!is_fine(&work))
		return refuse_input(context, &work);
	edit = work_edit(&work);
	if (work_has_touched(&work))
		TRY(apply(context, &work, &edit, &answered));
	else
		done = TR("There was nothing to save.");
	if (answered)
		return OK;
	for (size_t i = 0; i < PROPERTIES; i++)
		work.touched[i] = false;
	return work_has_draft(&work) ? show_draft(context, &work, done)
				     : redirect(context, &work, done);
}

enum err reply_post(struct context *context)
{
	struct work work;
	struct ticket_edit edit;
	bool answered, is_note;

	TRY(work_read(context, &work));
	TRY(check_responsible(context, &work));
	need_text(context, &work, true);
	if (!is_fine(&work))
		return refuse_input(context, &work);
	is_note = work.values[WORK_KIND].number == 1;
	edit = work_edit(&work);
	edit.kind = is_note ? MESSAGE_NOTE : MESSAGE_PUBLIC;
	edit.writing = writing_of(context, &work);
	if (work.values[WORK_THEN].number)
		edit.status_id = work.values[WORK_THEN].number;
	TRY(apply(context, &work, &edit, &answered));
	if (answered)
		return OK;
	if (!is_note)
		reuse_remember(context, work.ticket_id);
	return redirect(context, &work,
	    is_note ? TR("Your note is kept. Only staff see it.") : TR("Your answer is sent."));
}

enum err solve_post(struct context *context)
{
	struct work work;
	struct ticket_edit edit;
	bool answered;

	TRY(work_read(context, &work));
	TRY(check_responsible(context, &work));
	need_text(context, &work, false);
	if (!is_fine(&work))
		return refuse_input(context, &work);
	edit = work_edit(&work);
	edit.status_id = TICKET_KEEP; /* the solution sets it */
	edit.kind = MESSAGE_SOLUTION;
	edit.writing = writing_of(context, &work);
	edit.audience = work.values[WORK_AUDIENCE].given
			    ? audience_named(work.values[WORK_AUDIENCE].text)
			    : AUDIENCE_PARTICIPANTS;
	TRY(apply(context, &work, &edit, &answered));
	if (answered)
		return OK;
	reuse_remember(context, work.ticket_id);
	return redirect(context, &work,
	    TR("Solved. The client sees the solution and can say whether it works."));
}

enum err audience_post(struct context *context)
{
	struct work work;
	enum audience audience;
	enum err err;

	TRY(work_read(context, &work));
	audience = audience_named(work.values[WORK_AUDIENCE].text);
	if (work.values[WORK_VERSION].error || audience == AUDIENCE_NONE)
		return refuse_input(context, &work);
	err = ticket_set_audience(context->db, context->arena, &context->viewer, work.ticket_id,
	    work.values[WORK_VERSION].number, audience);
	if (err == ERR_CONFLICT)
		return refuse(context, &work, 409);
	if (err == ERR_INPUT)
		return refuse(context, &work, 422);
	if (err != OK)
		return err;
	if (work_has_draft(&work) || work_has_touched(&work))
		return show_draft(context, &work, TR("Saved."));
	return redirect(context, &work, TR("Saved."));
}
