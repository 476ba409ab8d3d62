#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "mail/wire.h"
#include "mail/wire_tags.h"

/* Where a frame is in its arena, with a NUL behind it. */
struct frame {
	enum wire_tag tag;
	size_t length;
	char *bytes;
};

struct source {
	struct arena *arena;
	int descriptor;
	int64_t deadline; /* milliseconds of the monotonic clock */
	size_t total;	  /* read so far */
	enum mail_content content;
	struct mail *mail;
	size_t filled; /* of the last attachment's bytes */
};

enum { TOTAL_MOST = 256 * 1024 * 1024, SHORT_MOST = 16 * 1024 };

static int64_t now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static bool read_exactly(struct source *source, void *to, size_t length)
{
	char *at = to;

	while (length > 0) {
		struct pollfd ready = {.fd = source->descriptor, .events = POLLIN};
		int64_t left = source->deadline - now();
		ssize_t got;

		if (left <= 0)
			return false;
		if (poll(&ready, 1, (int)left) <= 0) {
			if (errno == EINTR)
				continue;
			return false;
		}
		got = read(source->descriptor, at, length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		length -= (size_t)got;
	}
	return true;
}

static size_t most_of(enum wire_tag tag)
{
	switch (tag) {
	case WIRE_END:
		return 0;
	case WIRE_TEXT:
	case WIRE_REPLY:
	case WIRE_HTML:
		return (size_t)16 * MAIL_TEXT_MOST;
	default:
		return (size_t)SHORT_MOST;
	}
}

/* Cuts a frame at its NULs into exactly `count` texts, each well-formed. */
static bool cut(const struct frame *frame, const char **texts, size_t count)
{
	const char *at = frame->bytes, *end = frame->bytes + frame->length;

	for (size_t i = 0; i < count; i++) {
		const char *stop = memchr(at, '\0', (size_t)(end - at) + 1);

		if (!stop || (stop == end) != (i + 1 == count) ||
		    !text_is_utf8(at, (size_t)(stop - at)))
			return false;
		texts[i] = at;
		at = stop + 1;
	}
	return true;
}

static bool take_text(const struct frame *frame, const char **text)
{
	return cut(frame, text, 1);
}

static bool take_address(const struct frame *frame, struct mail_address *address)
{
	const char *texts[2];

	if (!cut(frame, texts, 2))
		return false;
	*address = (struct mail_address){texts[0], texts[1]};
	return true;
}

static bool add_address(
    struct source *source, const struct frame *frame, struct mail_addresses *list)
{
	if (!list->at)
		list->at = ARENA_ARRAY(source->arena, struct mail_address, MAIL_ADDRESSES_MOST);
	return list->at && list->count < MAIL_ADDRESSES_MOST &&
	       take_address(frame, &list->at[list->count++]);
}

static bool add_text(struct source *source, const struct frame *frame, struct mail_texts *list)
{
	if (!list->at)
		list->at = ARENA_ARRAY(source->arena, const char *, MAIL_IDS_MOST);
	return list->at && list->count < MAIL_IDS_MOST &&
	       take_text(frame, &list->at[list->count++]);
}

static bool take_number(const struct frame *frame, int64_t least, int64_t most, int64_t *value)
{
	const char *text;

	return take_text(frame, &text) && text_to_int(text, least, most, value);
}

static bool take_report(struct mail *mail, const struct frame *frame)
{
	const char *texts[5];

	if (!cut(frame, texts, 5))
		return false;
	mail->report = (struct mail_report){true, texts[0], texts[1], texts[2], texts[3], texts[4]};
	return true;
}

static bool take_list(struct mail *mail, const struct frame *frame)
{
	const char *texts[4];

	if (!cut(frame, texts, 4))
		return false;
	mail->list = (struct mail_list){texts[0], texts[1], texts[2], texts[3]};
	return true;
}

/* Have all bytes of the last attachment come? */
static bool is_complete(const struct source *source)
{
	const struct mail *mail = source->mail;

	return source->content == MAIL_WITHOUT_BYTES || !mail->attachment_count ||
	       source->filled == mail->attachments[mail->attachment_count - 1].size;
}

static bool take_attachment(struct source *source, const struct frame *frame)
{
	struct mail *mail = source->mail;
	struct mail_attachment *attachment;
	const char *texts[6];
	int64_t size;

	if (!mail->attachments)
		mail->attachments =
		    ARENA_ARRAY(source->arena, struct mail_attachment, MAIL_PARTS_MOST);
	if (!mail->attachments || mail->attachment_count == MAIL_PARTS_MOST || !is_complete(source))
		return false;
	attachment = &mail->attachments[mail->attachment_count];
	if (!cut(frame, texts, 6) || !text_to_int(texts[4], 0, 2 * MAIL_SIZE_MOST, &size) ||
	    !text_unhex(texts[5], attachment->sha256, SHA256_SIZE))
		return false;
	attachment->name = texts[0];
	attachment->type = texts[1];
	attachment->content_id = texts[2];
	attachment->is_inline = *texts[3] == '1';
	attachment->size = (size_t)size;
	mail->attachment_count++;
	source->filled = 0;
	if (source->content == MAIL_WITHOUT_BYTES)
		return true;
	attachment->bytes = arena_bytes(source->arena, attachment->size + 1);
	return attachment->bytes != NULL;
}

/* Straight into the place that the attachment's size has room for. */
static bool read_bytes(struct source *source, size_t length)
{
	struct mail *mail = source->mail;
	struct mail_attachment *attachment;

	if (!mail->attachment_count)
		return false;
	attachment = &mail->attachments[mail->attachment_count - 1];

	if (!attachment->bytes || length > attachment->size - source->filled)
		return false;
	if (!read_exactly(source, (void *)(attachment->bytes + source->filled), length))
		return false;
	source->filled += length;
	return true;
}

static bool take_header(struct source *source, const struct frame *frame)
{
	struct mail *mail = source->mail;
	int64_t number;

	/* clang-format off */
	switch (frame->tag) {
	case WIRE_FROM: return take_address(frame, &mail->from);
	case WIRE_SENDER: return take_address(frame, &mail->sender);
	case WIRE_ALL_FROM: return add_address(source, frame, &mail->all_from);
	case WIRE_REPLY_TO: return add_address(source, frame, &mail->reply_to);
	case WIRE_TO: return add_address(source, frame, &mail->to);
	case WIRE_CC: return add_address(source, frame, &mail->cc);
	case WIRE_SUBJECT: return take_text(frame, &mail->subject);
	case WIRE_DATE: return take_number(frame, INT64_MIN + 1, INT64_MAX, &mail->date);
	case WIRE_MESSAGE_ID: return take_text(frame, &mail->message_id);
	case WIRE_REFERENCE: return add_text(source, frame, &mail->references);
	case WIRE_IN_REPLY_TO: return add_text(source, frame, &mail->in_reply_to);
	case WIRE_RETURN_PATH: return take_text(frame, &mail->return_path);
	case WIRE_AUTOMATIC:
		if (!take_number(frame, MAIL_PERSON, MAIL_BULK, &number))
			return false;
		mail->automatic = (enum mail_automatic)number;
		return true;
	case WIRE_AUTOMATIC_REASON: return take_text(frame, &mail->automatic_reason);
	case WIRE_REPORT: return take_report(mail, frame);
	case WIRE_LIST: return take_list(mail, frame);
	case WIRE_AUTHENTICATION: return add_text(source, frame, &mail->authentication);
	default: return false;
	}
	/* clang-format on */
}

static bool take(struct source *source, const struct frame *frame)
{
	switch (frame->tag) {
	case WIRE_QUARANTINE:
		return take_text(frame, &source->mail->quarantine);
	case WIRE_TEXT:
		return take_text(frame, &source->mail->text);
	case WIRE_REPLY:
		return take_text(frame, &source->mail->reply);
	case WIRE_HTML:
		return take_text(frame, &source->mail->html);
	case WIRE_ATTACHMENT:
		return take_attachment(source, frame);
	default:
		return take_header(source, frame);
	}
}

/* One frame; *end after the last. False when it is not what it should be. */
static bool read_frame(struct source *source, bool *end)
{
	unsigned char head[WIRE_HEAD];
	struct frame frame;

	if (!read_exactly(source, head, sizeof head) || head[0] >= WIRE_TAGS)
		return false;
	frame.tag = (enum wire_tag)head[0];
	frame.length =
	    (size_t)head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 | (size_t)head[4] << 24;
	source->total += frame.length + WIRE_HEAD;
	if (source->total > TOTAL_MOST)
		return false;
	if (frame.tag == WIRE_BYTES)
		return read_bytes(source, frame.length);
	if (frame.length > most_of(frame.tag))
		return false;
	*end = frame.tag == WIRE_END;
	if (*end)
		return true;
	frame.bytes = arena_bytes(source->arena, frame.length + 1);
	if (!frame.bytes || !read_exactly(source, frame.bytes, frame.length))
		return false;
	frame.bytes[frame.length] = '\0';
	return take(source, &frame);
}

enum err wire_read(
    struct arena *arena, int descriptor, int patience, enum mail_content content, struct mail **out)
{
	struct source source = {.arena = arena,
	    .descriptor = descriptor,
	    .content = content,
	    .deadline = now() + patience};
	bool end = false;

	*out = NULL;
	source.mail = mail_unreadable(arena, "");
	if (!source.mail)
		return ERR_MEMORY;
	source.mail->quarantine = NULL;
	while (!end)
		if (!read_frame(&source, &end))
			return OK;
	if (is_complete(&source))
		*out = source.mail;
	return OK;
}
