/* The kind "digest": a day's changes in one mail, for staff who chose that. */
#include "base/message.h"
#include "letter/kinds.h"
#include "letter/render.h"
#include "model/account.h"
#include "model/catalogue.h"
#include "model/consent.h"
#include "model/digest.h"
#include "model/mail_link.h"

static const char *group_name(enum digest_group group)
{
	switch (group) {
	case DIGEST_MINE:
		return TR("Yours");
	case DIGEST_FOLLOWED:
		return TR("You follow them");
	case DIGEST_TEAM:
		return TR("Your teams'");
	case DIGEST_NOBODYS:
		return TR("Nobody has them yet");
	case DIGEST_GROUPS:
		break;
	}
	return "";
}

static void fill_line(
    const struct letter_context *context, struct data *group, const struct digest_line *line)
{
	const char *signature = letter_signature(context, line->ticket_id);
	const char *path = signature ? arena_format(context->arena, "/desk/t/%s", signature) : NULL;
	const struct status *status = status_by_id(line->status_id);
	struct data *item = data_item(group, "Tickets");

	data_text(item, "Number", signature);
	data_text(item, "Subject", line->subject);
	data_text(item, "Contact", line->contact);
	data_text(item, "Link", path ? letter_url(context, path) : NULL);
	if (status)
		data_tr(item, "Status", status->name);
	data_text(item, "Changes",
	    language_count(
		context->arena, context->language, "%d change", "%d changes", line->changes));
	data_flag(item, "Late", line->due_at != TIMESTAMP_NONE && line->due_at < timestamp_now());
}

static void fill(const struct letter_context *context, struct data *data,
    const struct digest_line *lines, size_t count)
{
	struct data *group = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!group || lines[i].group != lines[i - 1].group) {
			group = data_item(data, "Groups");
			data_tr(group, "Title", group_name(lines[i].group));
		}
		fill_line(context, group, &lines[i]);
	}
}

/* *is_wanted: they are staff still, agreed, and chose it. */
static enum err check(
    const struct letter_context *context, const struct mail_out *mail, bool *is_wanted)
{
	const struct consent_owner owner = {.account_id = mail->account_id};
	struct viewer viewer;
	bool is_given, is_daily;

	*is_wanted = false;
	TRY(account_viewer(context->db, context->arena, mail->account_id, &viewer));
	if (!viewer_is_staff(&viewer))
		return OK;
	TRY(consent_given(context->db, context->arena, owner, &is_given));
	TRY(consent_digest(context->db, context->arena, mail->account_id, &is_daily));
	*is_wanted = is_given && is_daily;
	return OK;
}

enum err letter_digest(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct data *data = letter_data(context, mail);
	struct digest_line *lines;
	timestamp since, until;
	const char *stop;
	bool is_wanted;
	size_t count;

	if (!data)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	if (!digest_period(mail->parameters, &since, &until))
		return ERROR(ERR_INPUT, "mail %lld tells of no time", (long long)mail->id);
	TRY(check(context, mail, &is_wanted));
	if (!is_wanted) {
		letter->nothing = "they don't want it any more";
		return OK;
	}
	TRY(digest_read(
	    context->db, context->arena, mail->account_id, since, until, &lines, &count));
	if (!count) {
		letter->nothing = "nothing happened";
		return OK;
	}
	stop = stop_path(context->arena, context->sender->secret.bytes,
	    &(struct stop_link){.account_id = mail->account_id});
	letter->subject = language_count(context->arena, context->language,
	    "Your day: news on %d ticket", "Your day: news on %d tickets", (int64_t)count);
	letter->unsubscribe = stop ? letter_url(context, stop) : NULL;
	data_flag(data_node(data, "Mail"), "Cut", count == DIGEST_TICKETS);
	fill(context, data, lines, count);
	return letter_render(context, data, "digest", letter);
}
