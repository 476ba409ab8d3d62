#include "web/context.h"

const char *context_prefix(const struct context *context)
{
	return settings_text(context->settings, "ticket.prefix", "H");
}

const char *context_signature(const struct context *context, int64_t ticket_id)
{
	const char *text =
	    arena_format(context->arena, "%s%lld", context_prefix(context), (long long)ticket_id);

	return text ? text : "";
}
