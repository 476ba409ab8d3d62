#include "mail/compose.h"

#include <string.h>

#include "base/buffer.h"
#include "base/crypto.h"
#include "base/text.h"
#include "mail/compose_header.h"
#include "mail/dkim.h"
#include "mail/encode.h"

enum { BOUNDARY = 32, REFERENCES_MOST = 30, LINE = 76 };

/* Unlike any line of a text in quoted-printable or base64, as "=_" is in neither (RFC 2045, 6.7).
 */
static enum err make_boundary(char boundary[static BOUNDARY])
{
	unsigned char bytes[12];

	TRY(random_bytes(bytes, sizeof bytes));
	memcpy(boundary, "=_", 3);
	text_hex(bytes, sizeof bytes, boundary + 2);
	return OK;
}

/* --- Checks. */

static bool is_given(const char *text)
{
	return text && *text;
}

static enum err check(const struct compose *compose)
{
	if (!header_is_address(compose->from.email) || !header_is_address(compose->to.email) ||
	    (is_given(compose->reply_to.email) && !header_is_address(compose->reply_to.email)))
		return ERROR(ERR_INPUT, "an address of the message can't be written to");
	if (!compose->message_id || !header_is_id(compose->message_id) ||
	    (is_given(compose->in_reply_to) && !header_is_id(compose->in_reply_to)))
		return ERROR(ERR_INPUT, "an id of the message is none");
	for (size_t i = 0; i < compose->reference_count; i++)
		if (!header_is_id(compose->references[i]))
			return ERROR(ERR_INPUT, "an id of the message is none");
	if ((is_given(compose->list_id) && !header_is_token(compose->list_id)) ||
	    (is_given(compose->auto_submitted) && !header_is_token(compose->auto_submitted)) ||
	    (is_given(compose->loop) && !header_is_token(compose->loop)) ||
	    (is_given(compose->unsubscribe) && (!header_is_token(compose->unsubscribe) ||
						   !text_starts(compose->unsubscribe, "https://"))))
		return ERROR(ERR_INPUT, "a header of the message can't be written");
	return compose->text ? OK : ERROR(ERR_INPUT, "the message has no text");
}

/* --- Headers. */

static void write_thread(struct buffer *out, const struct compose *compose)
{
	size_t count = compose->reference_count;

	if (is_given(compose->in_reply_to))
		header_ids(out, "In-Reply-To", &compose->in_reply_to, 1);
	if (!count)
		return;
	/* Of a long thread the first, by which programs gather it, and the last ones. */
	if (count > REFERENCES_MOST) {
		const char *ids[REFERENCES_MOST];

		ids[0] = compose->references[0];
		memcpy(ids + 1, compose->references + count - (REFERENCES_MOST - 1),
		    (REFERENCES_MOST - 1) * sizeof *ids);
		header_ids(out, "References", ids, REFERENCES_MOST);
	} else {
		header_ids(out, "References", compose->references, count);
	}
}

static void write_list(struct buffer *out, const struct compose *compose)
{
	if (is_given(compose->list_id)) {
		buffer_text(out, "List-Id: ");
		if (is_given(compose->list_name)) {
			header_phrase(out, compose->list_name);
			buffer_text(out, "\r\n ");
		}
		buffer_format(out, "<%s>\r\n", compose->list_id);
	}
	if (is_given(compose->unsubscribe)) {
		buffer_format(out, "List-Unsubscribe: <%s>\r\n", compose->unsubscribe);
		header_plain(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
	}
}

static void write_headers(struct buffer *out, const struct compose *compose)
{
	header_date(out, compose->date);
	header_address(out, "From", &compose->from);
	header_address(out, "To", &compose->to);
	if (is_given(compose->reply_to.email))
		header_address(out, "Reply-To", &compose->reply_to);
	header_text(out, "Subject", compose->subject ? compose->subject : "");
	header_ids(out, "Message-ID", &compose->message_id, 1);
	write_thread(out, compose);
	if (is_given(compose->auto_submitted)) {
		header_plain(out, "Auto-Submitted", compose->auto_submitted);
		/* Exchange knows this one only. */
		header_plain(out, "X-Auto-Response-Suppress", "All");
	}
	if (is_given(compose->loop))
		header_plain(out, "X-Docket-Loop", compose->loop);
	write_list(out, compose);
	header_plain(out, "MIME-Version", "1.0");
}

/* --- Body. */

/* Mostly ASCII is readable as quoted-printable; base64 is shorter for the rest. */
static bool prefers_base64(const char *text)
{
	size_t high = 0, length = 0;

	for (; *text; text++, length++)
		high += (unsigned char)*text >= 0x80;
	return high * 4 > length;
}

static void write_text(
    struct buffer *headers, struct buffer *body, const char *type, const char *text)
{
	bool base64 = prefers_base64(text);

	buffer_format(headers, "Content-Type: %s; charset=utf-8\r\n", type);
	buffer_format(
	    headers, "Content-Transfer-Encoding: %s\r\n", base64 ? "base64" : "quoted-printable");
	if (base64)
		encode_base64(body, text, strlen(text), LINE);
	else
		encode_quoted(body, text, strlen(text));
}

static enum err write_alternative(
    struct buffer *headers, struct buffer *body, const struct compose *compose)
{
	char boundary[BOUNDARY];
	const struct {
		const char *type, *text;
	} parts[] = {{"text/plain", compose->text}, {"text/html", compose->html}};

	if (!is_given(compose->html)) {
		write_text(headers, body, "text/plain", compose->text);
		return OK;
	}
	TRY(make_boundary(boundary));
	buffer_format(
	    headers, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n", boundary);
	for (size_t i = 0; i < 2; i++) {
		struct buffer head = BUFFER(4096), content = BUFFER((size_t)MAIL_SIZE_MOST);

		write_text(&head, &content, parts[i].type, parts[i].text);
		buffer_format(body, "--%s\r\n%s\r\n", boundary, head.data ? head.data : "");
		buffer_append(body, content.data, content.length);
		if (buffer_err(&content) != OK)
			body->failed = buffer_err(&content);
		buffer_free(&head);
		buffer_free(&content);
	}
	buffer_format(body, "--%s--\r\n", boundary);
	return OK;
}

static bool is_type(const char *type)
{
	return header_is_token(type) && strchr(type, '/') && !strpbrk(type, ";\",()@:\\[]?=");
}

static void write_file(struct buffer *body, const struct compose_file *file)
{
	buffer_format(body, "Content-Type: %s",
	    file->type && is_type(file->type) ? file->type : "application/octet-stream");
	header_file_name(body, "name", file->name);
	buffer_text(body, "\r\nContent-Disposition: attachment");
	header_file_name(body, "filename", file->name);
	buffer_text(body, "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	encode_base64(body, file->bytes, file->size, LINE);
}

static enum err write_mixed(
    struct buffer *headers, struct buffer *body, const struct compose *compose)
{
	struct buffer head = BUFFER(4096), text = BUFFER((size_t)MAIL_SIZE_MOST);
	char boundary[BOUNDARY];
	enum err err = make_boundary(boundary);

	if (err == OK)
		err = write_alternative(&head, &text, compose);
	if (err == OK)
		err = buffer_err(&text);
	if (err == OK) {
		buffer_format(
		    headers, "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n", boundary);
		buffer_format(body, "--%s\r\n%s\r\n", boundary, head.data);
		buffer_append(body, text.data, text.length);
		for (size_t i = 0; i < compose->file_count; i++) {
			buffer_format(body, "--%s\r\n", boundary);
			write_file(body, &compose->files[i]);
		}
		buffer_format(body, "--%s--\r\n", boundary);
	}
	buffer_free(&head);
	buffer_free(&text);
	return err;
}

/* --- Together. */

static enum err assemble(struct arena *arena, const struct buffer *signature,
    const struct buffer *headers, const struct buffer *body, const char **message, size_t *length)
{
	char *to;

	*length = signature->length + headers->length + 2 + body->length;
	if (*length > MAIL_SIZE_MOST)
		return ERROR(ERR_LIMIT, "the message is larger than 40 MiB");
	to = arena_bytes(arena, *length + 1);
	*message = to;
	if (!to)
		return ERR_MEMORY;
	if (signature->length)
		memcpy(to, signature->data, signature->length);
	to += signature->length;
	memcpy(to, headers->data, headers->length);
	to += headers->length;
	memcpy(to, "\r\n", 2);
	to += 2;
	if (body->length)
		memcpy(to, body->data, body->length);
	to[body->length] = '\0';
	return OK;
}

enum err compose_message(
    struct arena *arena, const struct compose *compose, const char **message, size_t *length)
{
	struct buffer headers = BUFFER(256 * 1024), body = BUFFER((size_t)MAIL_SIZE_MOST);
	struct buffer signature = BUFFER(16 * 1024);
	enum err err = check(compose);

	*message = NULL;
	if (err == OK) {
		write_headers(&headers, compose);
		err = compose->file_count ? write_mixed(&headers, &body, compose)
					  : write_alternative(&headers, &body, compose);
	}
	if (err == OK)
		err = buffer_err(&headers) != OK ? buffer_err(&headers) : buffer_err(&body);
	if (err == OK && compose->dkim)
		err = dkim_sign(compose->dkim, compose->date, &headers, &body, &signature);
	if (err == OK)
		err = assemble(arena, &signature, &headers, &body, message, length);
	buffer_free(&headers);
	buffer_free(&body);
	buffer_free(&signature);
	return err;
}
