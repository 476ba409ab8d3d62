/*
 * mail_post.c: POST /desk/mail/ID/ticket, /join, /replay and /discard: what staff decide.
 */
#include <string.h>
#include <time.h>

#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "mail.h"
#include "model/mail_intake.h"
#include "model/mail_why.h"
#include "model/ticket.h"
#include "web/input.h"
#include "web/page.h"

enum { LOOKS = 40, PAUSE = 50 /* ms */ };

static enum err find(struct context *context, int64_t *id)
{
	struct mail_in mail;

	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, id))
		return ERROR(ERR_NOT_FOUND, "no mail has such a key");
	return mail_in_load(context->db, context->arena, *id, &mail);
}

static enum err back_to(struct context *context, int64_t id, const char *done)
{
	return page_redirect(
	    context, arena_format(context->arena, "/desk/mail/%lld", (long long)id), done);
}

/* The daemon carries it out, mostly at once: so long the answer waits for it. */
static enum err settle(struct context *context, int64_t id, const char *done)
{
	const struct timespec pause = {0, PAUSE * 1000000L};
	struct mail_in mail = {.state = MAIL_RECEIVED};

	for (int i = 0; i < LOOKS && mail.state == MAIL_RECEIVED; i++) {
		(void)nanosleep(&pause, NULL);
		TRY(mail_in_load(context->db, context->arena, id, &mail));
	}
	if (mail.state == MAIL_RECEIVED)
		return back_to(context, id,
		    TR("It will be taken up as soon as the program for incoming mail runs."));
	if (mail.state == MAIL_DONE && mail.ticket_id)
		return page_redirect(context, ticket_path(context, mail.ticket_id), done);
	return back_to(context, id, NULL);
}

/* Somebody else decided meanwhile: the page shows what. */
static enum err taken(struct context *context, int64_t id, enum err err)
{
	if (err != ERR_CONFLICT)
		return err;
	return back_to(context, id, TR("Somebody has decided on this message meanwhile."));
}

enum err mail_ticket_post(struct context *context)
{
	static const struct input INPUTS[] = {{"organisation", INPUT_NUMBER, .least = 1,
	    .most = INT64_MAX, .label = TR("Organisation")}};
	struct input_value value;
	int64_t id;
	enum err err;

	TRY(find(context, &id));
	if (!input_read(context, INPUTS, 1, &value))
		return mail_page(context, id, value.error, 422);
	err = mail_order_ticket(context->db, &context->viewer, id, value.given ? value.number : 0);
	if (err == ERR_INPUT)
		return mail_page(
		    context, id, page_text(context, TR("There is no such organisation.")), 422);
	if (err != OK)
		return taken(context, id, err);
	return settle(context, id, TR("The message is a ticket now."));
}

enum err mail_join_post(struct context *context)
{
	static const struct input INPUTS[] = {
	    {"number", INPUT_LINE, 40, .required = true, .label = TR("Number of the ticket")}};
	struct input_value value;
	struct ticket ticket;
	int64_t id, ticket_id;
	enum err err;

	TRY(find(context, &id));
	if (!input_read(context, INPUTS, 1, &value))
		return mail_page(context, id, value.error, 422);
	ticket_id = signature_parse(value.text, context_prefix(context));
	err = ticket_id
		  ? ticket_load(context->db, context->arena, &context->viewer, ticket_id, &ticket)
		  : ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND)
		return mail_page(
		    context, id, page_text(context, TR("There is no ticket of that number.")), 422);
	TRY(err);
	err = mail_order_join(context->db, &context->viewer, id, ticket_id);
	if (err != OK)
		return taken(context, id, err);
	return settle(context, id, TR("The message belongs to this ticket now."));
}

enum err mail_replay_post(struct context *context)
{
	int64_t id;
	enum err err;

	TRY(find(context, &id));
	err = mail_order_replay(context->db, &context->viewer, id);
	if (err != OK)
		return taken(context, id, err);
	return settle(context, id, TR("The message is a ticket now."));
}

enum err mail_discard_post(struct context *context)
{
	static const char *const CHOICES[] = {WHY_SPAM, WHY_MISTAKE, NULL};
	static const struct input INPUTS[] = {{"why", INPUT_CHOICE, .choices = CHOICES,
	    .required = true, .label = TR("Why is it set aside?")}};
	struct input_value value;
	int64_t id;
	enum err err;

	TRY(find(context, &id));
	if (!input_read(context, INPUTS, 1, &value))
		return mail_page(context, id, value.error, 422);
	err = mail_order_discard(context->db, &context->viewer, id, value.text);
	if (err != OK)
		return taken(context, id, err);
	return page_redirect(context, "/desk/mail", TR("The message is set aside."));
}
