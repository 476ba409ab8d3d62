/* A whole message: it never fails but for memory, what it gives is well-formed text and safe HTML,
 * and its parts are what they say. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/mail.h"
#include "safe_html.h"

static void refuse(const char *what, const char *text)
{
	fprintf(stderr, "%s: %s\n", what, text);
	abort();
}

static void check_text(const char *what, const char *text)
{
	if (!text || !text_is_utf8(text, strlen(text)))
		refuse(what, "no UTF-8");
}

static void check_addresses(const struct mail_addresses *addresses)
{
	for (size_t i = 0; i < addresses->count; i++) {
		check_text("name", addresses->at[i].name);
		check_text("address", addresses->at[i].email);
		if (strpbrk(addresses->at[i].email, "\r\n <>"))
			refuse("address", addresses->at[i].email);
	}
}

static void check_attachments(const struct mail *mail)
{
	for (size_t i = 0; i < mail->attachment_count; i++) {
		const struct mail_attachment *attachment = &mail->attachments[i];
		unsigned char digest[SHA256_SIZE];

		check_text("file name", attachment->name);
		check_text("type", attachment->type);
		check_text("Content-ID", attachment->content_id);
		if (strpbrk(attachment->name, "/\\"))
			refuse("file name with a folder", attachment->name);
		if (sha256(attachment->bytes, attachment->size, digest) != OK ||
		    memcmp(digest, attachment->sha256, sizeof digest) != 0)
			refuse("attachment", "its bytes are not those that were measured");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(256 << 20);
	struct mail *mail;

	if (!arena || mail_prepare() != OK)
		return 0;
	if (mail_parse(arena, data, size, MAIL_WITH_BYTES, &mail) != OK)
		refuse("failed", err_message());
	check_text("subject", mail->subject);
	check_text("text", mail->text);
	check_text("reply", mail->reply);
	check_text("html", mail->html);
	check_text("sender", mail->from.name);
	check_text("Message-ID", mail->message_id);
	if (strpbrk(mail->subject, "\r\n"))
		refuse("subject", mail->subject);
	if (safe_html_fault(mail->html))
		refuse(safe_html_fault(mail->html), mail->html);
	check_addresses(&mail->all_from);
	check_addresses(&mail->to);
	check_addresses(&mail->cc);
	check_attachments(mail);
	arena_free(arena);
	return 0;
}
