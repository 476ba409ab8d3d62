#include "base/message.h"
#include "letter/kinds.h"
#include "letter/render.h"

enum err letter_test(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter)
{
	struct data *data = letter_data(context, mail);

	if (!data)
		return ERROR(ERR_MEMORY, "no memory for a mail");
	letter->subject = language_fill(context->arena, context->language,
	    TR("Test message from %1"), context->sender->site_name, NULL);
	data_text(data_node(data, "Mail"), "Address", mail->address);
	data_time(data_node(data, "Mail"), "At", mail->created_at);
	return letter_render(context, data, "test", letter);
}
