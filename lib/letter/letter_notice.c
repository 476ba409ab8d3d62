/* The kinds "notice" and "acknowledgement": the nine notifications. */
#include "base/message.h"
#include "letter/kinds.h"
#include "letter/notice.h"
#include "letter/render.h"
#include "mail/compose_header.h"

/* Why somebody gets it, for the foot of the message. */
static const char *reason(const struct notice *notice)
{
	switch (notice->row.why) {
	case TOLD_CONTACT:
		return TR("You get this message because the request is yours.");
	case TOLD_FOLLOWER:
		return TR("You get this message because you follow the request.");
	case TOLD_RESPONSIBLE:
		return TR("You get this message because you are, or were, responsible for the "
			  "request.");
	case TOLD_LEAD:
	case TOLD_TEAM:
		return TR("You get this message because your team has the request.");
	case TOLD_EVERYONE:
		return TR("You get this message because nobody has the request yet.");
	case TOLD_COLLEAGUE:
	case TOLD_ADDRESS:
		return TR("You get this message because the request is your organisation's.");
	case TOLD_END:
		break;
	}
	return "";
}

static enum err choose_text(
    const struct letter_context *context, const struct notice *notice, struct notice_text *text)
{
	struct notice_text shipped = notice_default(notice->moment, notice->row.party);

	TRY(notification_text(context->db, context->arena,
	    notification_id(notice->moment, notice->row.party), language_code(context->language),
	    &text->subject, &text->body));
	if (text->subject)
		return OK;
	text->subject = shipped.subject;
	text->body = language_text(context->language, NULL, shipped.body);
	return OK;
}

enum err letter_set_thread(const struct letter_context *context, const struct mail_out *mail,
    int64_t mail_in_id, struct letter *letter)
{
	const char **ids, **references;
	size_t count;

	TRY(notify_thread(
	    context->db, context->arena, mail->ticket_id, mail->address, mail_in_id, &ids, &count));
	references = ARENA_ARRAY(context->arena, const char *, count + 1);
	if (!references)
		return ERROR(ERR_MEMORY, "no memory for a thread");
	if (mail->ticket_id) {
		references[0] = letter_thread(context, mail->ticket_id);
		if (!references[0])
			return ERROR(ERR_MEMORY, "no memory for a thread");
		letter->reference_count = 1;
	}
	for (size_t i = 0; i < count; i++)
		if (header_is_id(ids[i]))
			references[letter->reference_count++] = ids[i];
	letter->references = references;
	if (letter->reference_count)
		letter->in_reply_to = references[letter->reference_count - 1];
	return OK;
}

static void fill_frame(
    const struct letter_context *context, const struct notice *notice, struct data *data)
{
	struct data *node = data_node(data, "Mail");

	data_tr(node, "Why", reason(notice));
	data_text(node, "Signature", letter_signature(context, notice->ticket.id));
	data_text(node, "Title", notice->ticket.subject);
	data_text(node, "Status", notice_status(context, notice));
	data_flag(node, "Follower", notice->row.why == TOLD_FOLLOWER);
	data_flag(node, "CanReply", notice->row.organisation_id == 0);
	data_text(node, "TicketLanguage", notice->ticket.language);
}

enum err letter_notice_with(const struct letter_context *context, const struct mail_out *mail,
    const struct notice_preview *preview, const struct notice_text *text, struct letter *letter)
{
	struct data *data = letter_data(context, mail);
	struct notice_text chosen;
	struct notice notice;

	if (!data)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	TRY(notice_read(context, mail, preview, &notice, &letter->nothing));
	if (letter->nothing)
		return OK;
	if (text)
		chosen = *text;
	else
		TRY(choose_text(context, &notice, &chosen));
	letter->subject = notice_line(context, &notice, mail->name, chosen.subject);
	letter->unsubscribe = notice.stop_link;
	if (!letter->subject)
		return ERROR(ERR_MEMORY, "no memory for a subject");
	TRY(letter_set_thread(context, mail, 0, letter));
	fill_frame(context, &notice, data);
	TRY(notice_expand(context, &notice, mail->name, chosen.body, data));
	return letter_render(context, data, "notice", letter);
}

enum err letter_notice(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	return letter_notice_with(context, mail, NULL, NULL, letter);
}

enum err letter_acknowledgement(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	letter->auto_submitted = "auto-replied";
	return letter_notice_with(context, mail, NULL, NULL, letter);
}

enum err letter_sample(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct notification_sample sample;

	if (!notification_sample_read(context->arena, mail->parameters, &sample))
		return ERROR(ERR_INPUT, "mail %lld holds no sample", (long long)mail->id);
	return letter_notice_with(context, mail,
	    &(struct notice_preview){.moment = (enum notify_moment)((sample.id - 1) / 3 + 1),
		.party = (enum notify_party)((sample.id - 1) % 3 + 1),
		.account_id = sample.account_id,
		.organisation_id = sample.organisation_id},
	    &(struct notice_text){sample.subject, sample.body}, letter);
}
