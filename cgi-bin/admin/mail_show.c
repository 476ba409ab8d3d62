/*
 * mail_show.c: GET /admin/mail/ID: one message as it goes out; POST …/again and …/drop.
 */
#include "admin.h"
#include "base/message.h"
#include "base/text.h"
#include "mail.h"
#include "web/page.h"

enum { RAW_SHOWN = 64 * 1024 };

static enum err find(struct context *context, int64_t *id)
{
	if (!text_to_int(context_parameter(context, 0), 1, INT64_MAX, id))
		return ERROR(ERR_NOT_FOUND, "no mail has such a key");
	return OK;
}

enum err mail_show(struct context *context)
{
	struct data *node = data_node(page_data(context), "Mail");
	struct mail_out mail;
	int64_t id;

	TRY(find(context, &id));
	TRY(mail_out_get(context->db, context->arena, id, &mail));
	mail_fill(context, node, &mail);
	data_text(node, "MessageId", mail.message_id);
	data_flag(node, "Secret", mail.is_secret);
	if (mail.raw && !mail.is_secret) {
		size_t length = mail.raw_length < RAW_SHOWN ? mail.raw_length : RAW_SHOWN;

		data_text(node, "Raw", text_repair(context->arena, mail.raw, length));
		data_flag(node, "Cut", length < mail.raw_length);
	}
	return admin_send(context, "admin/mail_show.cs", "mail", TR("A message going out"));
}

static enum err back_to(struct context *context, int64_t id, const char *done)
{
	return page_redirect(
	    context, arena_format(context->arena, "/admin/mail/%lld", (long long)id), done);
}

enum err mail_again_post(struct context *context)
{
	int64_t id;

	TRY(find(context, &id));
	TRY(mail_out_again(context->db, id, context->viewer.account_id));
	return back_to(context, id, TR("The message is sent again."));
}

enum err mail_drop_post(struct context *context)
{
	int64_t id;

	TRY(find(context, &id));
	TRY(mail_out_discard(context->db, id, context->viewer.account_id));
	return back_to(context, id, TR("The message won't be sent."));
}
