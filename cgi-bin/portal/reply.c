/*
 * reply.c: POST /t/:number/reply, /contest and /confirm: what a client says to an answer.
 */
#include "base/message.h"
#include "model/ticket_change.h"
#include "pages.h"
#include "ticket_page.h"
#include "web/input.h"
#include "web/page.h"

enum { TEXT_MOST = 20000 };

static const struct input TEXT = {
    .name = "body", .kind = INPUT_TEXT, .most_characters = TEXT_MOST, .label = TR("Write to us")};

struct letter {
	int64_t id; /* the ticket's */
	struct input_value text;
	struct uploads uploads;
	bool is_good;
};

/* Takes text and files; a letter needs one of them, one with a reason needs its text. */
static enum err take(struct context *context, bool needs_text, struct letter *letter)
{
	enum err err;

	TRY(ticket_page_id(context, &letter->id));
	err = uploads_take(context, &letter->uploads);
	if (err != OK && err != ERR_LIMIT)
		return err;
	letter->is_good = input_check(
	    context, &TEXT, params_get(&context->request->form, TEXT.name), &letter->text);
	if (letter->is_good && !letter->text.given && (needs_text || !letter->uploads.count)) {
		letter->text.error =
		    page_text(context, needs_text ? TR("Please say what is still wrong.")
						  : TR("Please write something first."));
		letter->is_good = false;
	}
	if (err == ERR_LIMIT)
		letter->is_good = false;
	return OK;
}

static enum err show_again(struct context *context, const struct letter *letter, int status)
{
	struct ticket_page_form form = {
	    .text = letter->text.text,
	    .text_error = letter->text.error,
	    .uploads = letter->uploads,
	};

	return ticket_page_send(context, letter->id, &form, status);
}

static struct writing writing(const struct context *context, const struct letter *letter)
{
	return (struct writing){
	    .body = letter->text.text,
	    .uploads = letter->uploads.tokens,
	    .upload_count = letter->uploads.count,
	    .once = params_get(&context->request->form, "once"),
	};
}

static enum err go_on(struct context *context, int64_t id, const char *place, const char *done)
{
	const char *path = ticket_page_path(context, id, place);

	return path ? page_redirect(context, path, done)
		    : ERROR(ERR_MEMORY, "no memory for an address");
}

enum err reply_post(struct context *context)
{
	struct letter letter;
	struct writing said;

	TRY(take(context, false, &letter));
	if (!letter.is_good)
		return show_again(context, &letter, letter.uploads.status);
	said = writing(context, &letter);
	TRY(ticket_reply(context->db, context->arena, &context->viewer, letter.id, &said));
	return go_on(context, letter.id, "", TR("Your message is sent."));
}

enum err contest_post(struct context *context)
{
	struct letter letter;
	struct writing said;
	enum err err;

	TRY(take(context, true, &letter));
	if (!letter.is_good)
		return show_again(context, &letter, letter.uploads.status);
	said = writing(context, &letter);
	err = ticket_contest(context->db, context->arena, &context->viewer, letter.id, &said);
	if (err == ERR_INPUT) { /* open again already, by somebody else */
		letter.text.error = page_text(context,
		    TR("This request is open again already. Send your words as a message."));
		return show_again(context, &letter, 409);
	}
	TRY(err);
	return go_on(context, letter.id, "",
	    TR("Thank you for telling us. The request is open again and we look into it."));
}

enum err confirm_post(struct context *context)
{
	int64_t id;
	enum err err;

	TRY(ticket_page_id(context, &id));
	err = ticket_confirm(context->db, context->arena, &context->viewer, id);
	if (err == ERR_CONFLICT)
		return go_on(context, id, "",
		    TR("This request is open again meanwhile: see what was said last."));
	TRY(err);
	return go_on(context, id, "#rating", TR("Good to hear. The request is closed."));
}
