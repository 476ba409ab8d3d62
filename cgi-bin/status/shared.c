#include "pages.h"
#include "web/page.h"
#include "web/validated.h"

/* To the minute: two renderings within one are the same, byte for byte, for who has it already. */
enum err shared_send(struct context *context, const char *template, const char *title)
{
	timestamp now = timestamp_now();

	data_time(page_data(context), "AsOf", now - now % TIMESTAMP_MINUTE);
	data_text(page_data(context), "Page.Section", "status");
	TRY(validated_send(context, template, title, TIMESTAMP_NONE));
	/* nginx takes it off; it keeps nothing that sets a cookie. */
	return viewer_is_known(&context->viewer)
		   ? OK
		   : response_header(context->response, "X-Accel-Expires", "2");
}
