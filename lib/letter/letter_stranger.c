/* The kind "stranger": an acknowledgement that could go to anybody, as anybody can write any sender
 * into a mail. It repeats nothing of it. */
#include "base/message.h"
#include "letter/kinds.h"
#include "letter/render.h"
#include "model/notify.h"

enum err letter_stranger(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct data *data = letter_data(context, mail);
	int64_t mail_in_id = notify_stranger_mail(mail->parameters);
	const char *number = mail->ticket_id
				 ? letter_signature(context, mail->ticket_id)
				 : arena_format(context->arena, "%lld", (long long)mail_in_id);

	if (!data || !number)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	letter->subject = mail->ticket_id ? language_fill(context->arena, context->language,
						TR("[%1] We have your message"), number, NULL)
					  : language_fill(context->arena, context->language,
						TR("We have your message (no. %1)"), number, NULL);
	letter->auto_submitted = "auto-replied";
	data_text(data_node(data, "Mail"), "Number", number);
	TRY(letter_set_thread(context, mail, mail_in_id, letter));
	return letter_render(context, data, "stranger", letter);
}
