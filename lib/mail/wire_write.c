#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "mail/content.h"
#include "mail/wire.h"
#include "mail/wire_tags.h"

enum { ROOM = 32 * 1024 };

struct pipe {
	int descriptor;
	size_t used;
	enum err failed;
	unsigned char bytes[ROOM];
};

static void flush(struct pipe *pipe)
{
	for (size_t at = 0; at < pipe->used && pipe->failed == OK;) {
		ssize_t put = write(pipe->descriptor, pipe->bytes + at, pipe->used - at);

		if (put > 0)
			at += (size_t)put;
		else if (errno != EINTR)
			pipe->failed = ERROR(ERR_IO, "the answer's pipe: %s", strerror(errno));
	}
	pipe->used = 0;
}

static void put(struct pipe *pipe, const void *data, size_t length)
{
	const unsigned char *from = data;

	while (length > 0 && pipe->failed == OK) {
		size_t room = ROOM - pipe->used, some = length < room ? length : room;

		memcpy(pipe->bytes + pipe->used, from, some);
		pipe->used += some;
		from += some;
		length -= some;
		if (pipe->used == ROOM)
			flush(pipe);
	}
}

static void put_head(struct pipe *pipe, enum wire_tag tag, size_t length)
{
	unsigned char head[WIRE_HEAD] = {(unsigned char)tag, (unsigned char)length,
	    (unsigned char)(length >> 8), (unsigned char)(length >> 16),
	    (unsigned char)(length >> 24)};

	put(pipe, head, sizeof head);
}

static void put_text(struct pipe *pipe, enum wire_tag tag, const char *text)
{
	size_t length = strlen(text);

	if (!length)
		return; /* the reader's default */
	put_head(pipe, tag, length);
	put(pipe, text, length);
}

/* Several texts with a NUL between them. */
static void put_texts(struct pipe *pipe, enum wire_tag tag, const char *const *texts, size_t count)
{
	size_t length = count - 1;

	for (size_t i = 0; i < count; i++)
		length += strlen(texts[i]);
	put_head(pipe, tag, length);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			put(pipe, "", 1);
		put(pipe, texts[i], strlen(texts[i]));
	}
}

static void put_address(struct pipe *pipe, enum wire_tag tag, const struct mail_address *address)
{
	const char *texts[] = {address->name, address->email};

	put_texts(pipe, tag, texts, 2);
}

static void put_addresses(
    struct pipe *pipe, enum wire_tag tag, const struct mail_addresses *addresses)
{
	for (size_t i = 0; i < addresses->count; i++)
		put_address(pipe, tag, &addresses->at[i]);
}

static void put_list(struct pipe *pipe, enum wire_tag tag, const struct mail_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		put_text(pipe, tag, texts->at[i]);
}

static void put_headers(struct pipe *pipe, const struct mail *mail)
{
	const char *report[] = {mail->report.action, mail->report.status, mail->report.recipient,
	    mail->report.diagnostic, mail->report.message_id};
	const char *list[] = {
	    mail->list.id, mail->list.post, mail->list.unsubscribe, mail->list.unsubscribe_post};
	char number[32];

	put_address(pipe, WIRE_FROM, &mail->from);
	put_address(pipe, WIRE_SENDER, &mail->sender);
	put_addresses(pipe, WIRE_ALL_FROM, &mail->all_from);
	put_addresses(pipe, WIRE_REPLY_TO, &mail->reply_to);
	put_addresses(pipe, WIRE_TO, &mail->to);
	put_addresses(pipe, WIRE_CC, &mail->cc);
	put_text(pipe, WIRE_SUBJECT, mail->subject);
	if (mail->date != TIMESTAMP_NONE) {
		(void)snprintf(number, sizeof number, "%" PRId64, mail->date);
		put_text(pipe, WIRE_DATE, number);
	}
	put_text(pipe, WIRE_MESSAGE_ID, mail->message_id);
	put_list(pipe, WIRE_REFERENCE, &mail->references);
	put_list(pipe, WIRE_IN_REPLY_TO, &mail->in_reply_to);
	put_text(pipe, WIRE_RETURN_PATH, mail->return_path);
	(void)snprintf(number, sizeof number, "%d", (int)mail->automatic);
	put_text(pipe, WIRE_AUTOMATIC, number);
	put_text(pipe, WIRE_AUTOMATIC_REASON, mail->automatic_reason);
	if (mail->report.is_report)
		put_texts(pipe, WIRE_REPORT, report, 5);
	put_texts(pipe, WIRE_LIST, list, 4);
	put_list(pipe, WIRE_AUTHENTICATION, &mail->authentication);
}

static enum err put_piece(void *context, const void *bytes, size_t length)
{
	struct pipe *pipe = context;

	put_head(pipe, WIRE_BYTES, length);
	put(pipe, bytes, length);
	return pipe->failed;
}

static enum err put_attachment(
    struct pipe *pipe, struct reading *reading, size_t i, enum mail_content content)
{
	const struct mail_attachment *attachment = &reading->mail->attachments[i];
	char size[32], sha256[2 * SHA256_SIZE + 1];
	const char *texts[] = {attachment->name, attachment->type, attachment->content_id,
	    attachment->is_inline ? "1" : "0", size, sha256};

	(void)snprintf(size, sizeof size, "%zu", attachment->size);
	text_hex(attachment->sha256, SHA256_SIZE, sha256);
	put_texts(pipe, WIRE_ATTACHMENT, texts, 6);
	return content == MAIL_WITH_BYTES ? content_read(reading->sources[i], put_piece, pipe)
					  : pipe->failed;
}

enum err wire_write(int descriptor, struct reading *reading, enum mail_content content)
{
	struct pipe pipe = {.descriptor = descriptor};
	const struct mail *mail = reading->mail;

	put_headers(&pipe, mail);
	put_text(&pipe, WIRE_TEXT, mail->text);
	put_text(&pipe, WIRE_REPLY, mail->reply);
	put_text(&pipe, WIRE_HTML, mail->html);
	for (size_t i = 0; i < mail->attachment_count; i++)
		TRY(put_attachment(&pipe, reading, i, content));
	if (mail->quarantine)
		put_text(&pipe, WIRE_QUARANTINE, mail->quarantine);
	put_head(&pipe, WIRE_END, 0);
	flush(&pipe);
	return pipe.failed;
}
