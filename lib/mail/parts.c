/* From the tree of parts to texts and attachments (RFC 2045, 2046, 2183, 2387). */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/calendar.h"
#include "mail/content.h"
#include "mail/reading.h"
#include "mail/words.h"

static enum err walk(struct reading *reading, GMimeObject *part, int depth);

static bool is_type(GMimeObject *part, const char *type, const char *subtype)
{
	return g_mime_content_type_is_type(g_mime_object_get_content_type(part), type, subtype);
}

static bool is_attachment(GMimeObject *part)
{
	const char *disposition = g_mime_object_get_disposition(part);

	return disposition && !strcasecmp(disposition, "attachment");
}

/* --- Attachments. */

struct measure {
	struct sha256 *digest;
	size_t size;
};

static enum err measure_piece(void *context, const void *bytes, size_t length)
{
	struct measure *measure = context;

	measure->size += length;
	return sha256_update(measure->digest, bytes, length);
}

static enum err measure_part(GMimeObject *part, struct mail_attachment *attachment)
{
	struct measure measure = {.size = 0};
	enum err err = sha256_start(&measure.digest);

	if (err == OK)
		err = content_read(part, measure_piece, &measure);
	if (err == OK)
		err = sha256_finish(measure.digest, attachment->sha256);
	sha256_free(measure.digest);
	attachment->size = measure.size;
	return err;
}

static const char *type_of(struct arena *arena, GMimeObject *part)
{
	char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
	char *copy = type ? words_text(arena, type, strlen(type), MAIL_NAME_MOST)
			  : arena_text(arena, "application/octet-stream");

	g_free(type);
	if (copy)
		text_lower(copy);
	return copy;
}

static const char *id_of(struct arena *arena, GMimeObject *part)
{
	const char *id = g_mime_object_get_content_id(part);
	char *copy = id ? words_text(arena, id, strlen(id), MAIL_NAME_MOST) : arena_text(arena, "");

	if (copy && *copy == '<') {
		copy++;
		copy[strcspn(copy, ">")] = '\0';
	}
	return copy;
}

/* An attached message is named by its subject. */
static const char *message_name(struct arena *arena, GMimeObject *part)
{
	GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)part);
	GMimeHeader *subject =
	    message ? g_mime_header_list_get_header(
			  g_mime_object_get_header_list((GMimeObject *)message), "Subject")
		    : NULL;
	const char *raw = subject ? g_mime_header_get_raw_value(subject) : "";
	char *name = words_text(arena, raw, strlen(raw), 200);

	if (!name)
		return NULL;
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			*p = '-';
	return arena_format(arena, "%s.eml", *name ? name : "message");
}

static enum err add_attachment(struct reading *reading, GMimeObject *part, bool is_inline)
{
	struct mail *mail = reading->mail;
	struct mail_attachment *attachment;

	if (!mail->attachments)
		mail->attachments =
		    ARENA_ARRAY(reading->arena, struct mail_attachment, MAIL_PARTS_MOST);
	if (!mail->attachments)
		return ERR_MEMORY;
	if (mail->attachment_count == MAIL_PARTS_MOST)
		return OK; /* parts_read has set it aside */
	attachment = &mail->attachments[mail->attachment_count];
	attachment->name = content_file_name(reading->arena, part);
	if (attachment->name && !*attachment->name && GMIME_IS_MESSAGE_PART(part))
		attachment->name = message_name(reading->arena, part);
	attachment->type = type_of(reading->arena, part);
	attachment->content_id = id_of(reading->arena, part);
	if (!attachment->name || !attachment->type || !attachment->content_id)
		return ERR_MEMORY;
	attachment->is_inline = is_inline && !is_attachment(part);
	TRY(measure_part(part, attachment));
	reading->sources[mail->attachment_count++] = part;
	return OK;
}

/* --- Texts. */

static enum err add_text(struct reading *reading, GMimeObject *part)
{
	struct body_text *text = &reading->texts[reading->text_count];
	bool cut;

	if (reading->text_count == BODY_TEXTS_MOST || reading->text_length >= MAIL_TEXT_MOST)
		return add_attachment(reading, part, false);
	TRY(content_text(reading->arena, part, &text->text, &text->length, &cut));
	text->is_html = is_type(part, "text", "html");
	reading->text_count++;
	reading->text_length += text->length;
	/* What is too long to be shown is kept whole. */
	return cut ? add_attachment(reading, part, false) : OK;
}

static enum err add_calendar(struct reading *reading, GMimeObject *part)
{
	const char *text;
	size_t length;
	bool cut;

	if (!reading->calendar) {
		TRY(content_text(reading->arena, part, &text, &length, &cut));
		TRY(calendar_text(reading->arena, text, &reading->calendar));
	}
	return add_attachment(reading, part, false);
}

/* A text that is part of the body, not a file that happens to be text. */
static bool is_body(struct reading *reading, GMimeObject *part)
{
	const char *name = content_file_name(reading->arena, part);

	if (is_attachment(part) ||
	    !(is_type(part, "text", "plain") || is_type(part, "text", "html")))
		return false;
	return !name || !*name;
}

static enum err walk_leaf(struct reading *reading, GMimeObject *part)
{
	if (is_body(reading, part))
		return add_text(reading, part);
	if (is_type(part, "text", "calendar"))
		return add_calendar(reading, part);
	if (is_type(part, "message", "delivery-status"))
		TRY(report_read_status(reading, part));
	if (is_type(part, "text", "rfc822-headers"))
		TRY(report_read_original(reading, part));
	/* A text without a name that only says so by another subtype is still to be read. */
	if (is_type(part, "text", "*") && !is_attachment(part) && !reading->text_count &&
	    !*content_file_name(reading->arena, part) && !is_type(part, "text", "rfc822-headers"))
		return add_text(reading, part);
	return add_attachment(reading, part,
	    g_mime_object_get_content_id(part) != NULL ||
		(g_mime_object_get_disposition(part) != NULL && !is_attachment(part) &&
		    is_type(part, "image", "*")));
}

/* --- Multiparts. */

static bool holds_text(GMimeObject *part, const char *subtype, int depth)
{
	if (is_type(part, "text", subtype))
		return !is_attachment(part);
	if (!GMIME_IS_MULTIPART(part) || depth > 4)
		return false;
	for (int i = 0; i < g_mime_multipart_get_count((GMimeMultipart *)part) && i < 8; i++)
		if (holds_text(
			g_mime_multipart_get_part((GMimeMultipart *)part, i), subtype, depth + 1))
			return true;
	return false;
}

/* multipart/alternative: the HTML is shown, the plain text beside it kept for the reply; what is
 * neither is kept whole (RFC 2046, section 5.1.4). */
static enum err walk_alternative(struct reading *reading, GMimeMultipart *multipart, int depth)
{
	int count = g_mime_multipart_get_count(multipart), html = -1, plain = -1;

	for (int i = 0; i < count; i++) {
		GMimeObject *part = g_mime_multipart_get_part(multipart, i);

		if (holds_text(part, "html", 0))
			html = i;
		else if (holds_text(part, "plain", 0) && plain < 0)
			plain = i;
	}
	for (int i = 0; i < count; i++) {
		GMimeObject *part = g_mime_multipart_get_part(multipart, i);
		bool cut;
		size_t length;

		if (i == plain && html >= 0 && GMIME_IS_PART(part) && !reading->alternative &&
		    !reading->text_count) {
			reading->parts++;
			TRY(content_text(
			    reading->arena, part, &reading->alternative, &length, &cut));
		} else if (i != plain || html < 0) {
			TRY(walk(reading, part, depth));
		}
	}
	return OK;
}

static enum err walk_multipart(struct reading *reading, GMimeMultipart *multipart, int depth)
{
	if (is_type((GMimeObject *)multipart, "multipart", "alternative"))
		return walk_alternative(reading, multipart, depth);
	for (int i = 0; i < g_mime_multipart_get_count(multipart); i++) {
		if (reading->parts > MAIL_PARTS_MOST)
			return OK;
		TRY(walk(reading, g_mime_multipart_get_part(multipart, i), depth));
	}
	return OK;
}

static enum err walk(struct reading *reading, GMimeObject *part, int depth)
{
	if (!part || ++reading->parts > MAIL_PARTS_MOST)
		return OK;
	if (depth >= MAIL_DEPTH_MOST)
		return add_attachment(reading, part, false);
	if (GMIME_IS_MULTIPART(part) && g_mime_multipart_get_count((GMimeMultipart *)part) > 0)
		return walk_multipart(reading, (GMimeMultipart *)part, depth + 1);
	if (GMIME_IS_MESSAGE_PART(part)) {
		TRY(report_read_original(reading, part));
		return add_attachment(reading, part, false);
	}
	if (GMIME_IS_MULTIPART(part))
		return OK; /* an empty one */
	return walk_leaf(reading, part);
}

enum err parts_read(struct reading *reading)
{
	TRY(walk(reading, g_mime_message_get_mime_part(reading->message), 0));
	if (reading->parts > MAIL_PARTS_MOST)
		reading_quarantine(reading, "it has more than 1000 parts");
	return OK;
}
