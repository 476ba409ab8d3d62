#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/charset.h"
#include "mail/content.h"
#include "mail/reading.h"

enum { WARM_UP_CAP = 8 * 1024 * 1024 };

/* Has a bit of everything. */
static const char SAMPLE[] =
    "Date: Mon, 3 Jun 2024 09:15:00 +0200\nFrom: =?utf-8?Q?A?= <a@example.org>\nSubject: x\n"
    "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n\n<p class=3Dx>x</p>\n--b\n"
    "Content-Type: image/png; name*=utf-8''x\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n";

/* What libraries do once, at their first use, is done here: a child that is forked for each message
 * would do it for each, and some of it would be refused there. */
static enum err warm_up(void)
{
	struct arena *arena = arena_new(WARM_UP_CAP);
	struct mail *mail;
	enum err err;

	if (!arena)
		return ERR_MEMORY;
	err = mail_parse(arena, SAMPLE, sizeof SAMPLE - 1, MAIL_WITH_BYTES, &mail);
	arena_free(arena);
	return err;
}

enum err mail_prepare(void)
{
	static bool prepared;

	if (prepared)
		return OK;
	g_mime_init();
	TRY(charset_prepare());
	prepared = true;
	return warm_up();
}

static struct mail *new_mail(struct arena *arena)
{
	static const struct mail_report NO_REPORT = {false, "", "", "", "", ""};
	static const struct mail_address NOBODY = {"", ""};
	struct mail *mail = ARENA_NEW(arena, struct mail);

	if (!mail)
		return NULL;
	mail->from = mail->sender = NOBODY;
	mail->subject = mail->message_id = mail->return_path = mail->automatic_reason = "";
	mail->date = TIMESTAMP_NONE;
	mail->report = NO_REPORT;
	mail->list = (struct mail_list){"", "", "", ""};
	mail->text = mail->reply = mail->html = "";
	return mail;
}

struct mail *mail_unreadable(struct arena *arena, const char *reason)
{
	struct mail *mail = new_mail(arena);

	if (mail)
		mail->quarantine = arena_text(arena, reason);
	return mail && mail->quarantine ? mail : NULL;
}

void reading_quarantine(struct reading *reading, const char *reason)
{
	if (!reading->mail->quarantine)
		reading->mail->quarantine = reason;
}

/* Bytes up to the first empty line. */
static size_t headers_length(const char *raw, size_t length)
{
	size_t most = length < MAIL_HEADERS_MOST + 1 ? length : MAIL_HEADERS_MOST + 1;
	const char *p = raw, *end = raw + most;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		if (p == end)
			break;
		if (*p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n'))
			return (size_t)(p - raw);
	}
	return most;
}

/* Reasons that can be seen without reading it; NULL for none. */
static const char *refusal(const char *raw, size_t length)
{
	if (length > MAIL_SIZE_MOST)
		return "it is larger than 40 MiB";
	if (length == 0)
		return "it is empty";
	if (headers_length(raw, length) > MAIL_HEADERS_MOST)
		return "its headers are larger than 1 MiB";
	return NULL;
}

enum err reading_start(struct reading *reading, struct arena *arena, const void *raw, size_t length)
{
	/* GMime reads from the bytes where they are; it is told not to free or change them. */
	GByteArray *bytes;
	GMimeStream *stream;
	GMimeParser *parser;
	const char *reason = refusal(raw, length);

	memset(reading, 0, sizeof *reading);
	reading->arena = arena;
	reading->mail = reason ? mail_unreadable(arena, reason) : new_mail(arena);
	bytes = ARENA_NEW(arena, GByteArray);
	if (!reading->mail || !bytes)
		return ERR_MEMORY;
	if (reason)
		return OK;
	TRY(mail_prepare());
	bytes->data = (guint8 *)raw;
	bytes->len = (guint)length;
	stream = g_mime_stream_mem_new_with_byte_array(bytes);
	g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	if (length > 5 && !memcmp(raw, "From ", 5)) /* the line of a mailbox file in front of it */
		g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	reading->message = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	if (!reading->message || !g_mime_message_get_mime_part(reading->message))
		reading_quarantine(reading, "it is no e-mail message");
	return OK;
}

void reading_end(struct reading *reading)
{
	if (reading->message)
		g_object_unref(reading->message);
	reading->message = NULL;
}

enum err reading_all(struct reading *reading)
{
	struct mail *mail = reading->mail;

	if (mail->quarantine)
		return OK;
	TRY(headers_read(reading));
	TRY(parts_read(reading));
	TRY(body_read(reading));
	TRY(automatic_detect(reading));
	if (!*mail->from.email && !*mail->from.name && !*mail->subject && !*mail->text &&
	    !mail->attachment_count)
		reading_quarantine(reading, "it has no sender, no subject and no content");
	return OK;
}

struct filling {
	unsigned char *at;
	size_t left;
};

static enum err fill(void *context, const void *bytes, size_t length)
{
	struct filling *filling = context;

	if (length > filling->left)
		return ERROR(ERR_INTERNAL, "an attachment has grown while it was read");
	memcpy(filling->at, bytes, length);
	filling->at += length;
	filling->left -= length;
	return OK;
}

static enum err load_bytes(struct reading *reading)
{
	for (size_t i = 0; i < reading->mail->attachment_count; i++) {
		struct mail_attachment *attachment = &reading->mail->attachments[i];
		struct filling filling = {
		    arena_bytes(reading->arena, attachment->size + 1), attachment->size};

		if (!filling.at)
			return ERR_MEMORY;
		attachment->bytes = filling.at;
		TRY(content_read(reading->sources[i], fill, &filling));
	}
	return OK;
}

enum err mail_parse(struct arena *arena, const void *raw, size_t length, enum mail_content content,
    struct mail **out)
{
	struct reading *reading = ARENA_NEW(arena, struct reading);
	enum err err;

	if (!reading)
		return ERR_MEMORY;
	err = reading_start(reading, arena, raw, length);
	if (err == OK)
		err = reading_all(reading);
	if (err == OK && content == MAIL_WITH_BYTES)
		err = load_bytes(reading);
	reading_end(reading);
	*out = reading->mail;
	return err;
}
