#include "web/flash.h"

#include <string.h>

#include "base/crypto.h"
#include "base/text.h"

#define FLASH_COOKIE "docket_flash"

enum { SIGNATURE = 32 }; /* hexadecimal digits before the message */

static enum err sign(
    const struct context *context, const char *message, char out[static SIGNATURE + 1])
{
	unsigned char mac[SHA256_SIZE];

	TRY(hmac_sha256(settings_secret(context->settings), SECRET_SIZE, "flash", message,
	    strlen(message), mac));
	text_hex(mac, SIGNATURE / 2, out);
	return OK;
}

static enum err set_cookie(struct context *context, const char *value, int64_t max_age)
{
	return response_cookie(context->response,
	    &(struct cookie){.name = FLASH_COOKIE, .value = value, .max_age = max_age},
	    context->request->https);
}

enum err flash_keep(struct context *context, const char *message)
{
	char signature[SIGNATURE + 1];
	size_t length = strlen(message);
	char *value = arena_alloc(context->arena, SIGNATURE + 2 * length + 1);

	if (!value)
		return ERROR(ERR_MEMORY, "no memory for a message");
	TRY(sign(context, message, signature));
	memcpy(value, signature, SIGNATURE);
	text_hex((const unsigned char *)message, length, value + SIGNATURE);
	return set_cookie(context, value, 60);
}

enum err flash_show(struct context *context, struct data *page)
{
	const char *name = cookie_name(context->arena, FLASH_COOKIE, context->request->https);
	const char *value = params_get(&context->request->cookies, name);
	char right[SIGNATURE + 1];
	char *message;
	size_t length;

	if (!value || strlen(value) <= SIGNATURE)
		return OK;
	TRY(set_cookie(context, "", 0));
	length = (strlen(value) - SIGNATURE) / 2;
	message = arena_alloc(context->arena, length + 1);
	if (!message)
		return ERROR(ERR_MEMORY, "no memory for a message");
	if (!text_unhex(value + SIGNATURE, (unsigned char *)message, length) ||
	    !text_is_utf8(message, length))
		return OK;
	TRY(sign(context, message, right));
	if (!equal_bytes(right, value, SIGNATURE))
		return OK;
	data_text(
	    data_node(page, "Flash"), "Text", language_text(context->language, NULL, message));
	data_text(data_node(page, "Flash"), "Kind", "done");
	return OK;
}
