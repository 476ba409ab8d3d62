/* What the intake makes of a message. */
#include "mail/mail.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "ctl.h"
#include "model/catalogue.h"
#include "model/mail_intake.h"
#include "model/notify.h"
#include "model/ticket_link.h"
#include "xml/markup.h"

/* Standard input, up to one byte more than a message may have: the parser says that it is too much.
 * In shared memory, which the parser's process reads without a copy. */
static enum err read_message(unsigned char **message, size_t *length)
{
	size_t room = MAIL_SIZE_MOST + 1;
	unsigned char rest[4096];
	ssize_t got;

	*length = 0;
	*message = mmap(
	    NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (*message == MAP_FAILED)
		return ERROR(ERR_MEMORY, "no memory for the message");
	do {
		/* What is too much is read, so that who writes it is not cut off, and forgotten. */
		if (*length < room)
			got = read(STDIN_FILENO, *message + *length, room - *length);
		else
			got = read(STDIN_FILENO, rest, sizeof rest);
		if (got > 0 && *length < room)
			*length += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0)
		return ERROR(ERR_IO, "standard input: %s", strerror(errno));
	return OK;
}

/* Stored is what counts: what goes wrong afterwards the daemon mends. */
int command_mail_deliver(struct ctl *ctl, const struct arguments *arguments)
{
	struct mail_intake intake = {ctl->db, ctl->arena, ctl->settings, ctl->reader};
	unsigned char *message;
	size_t length;
	int64_t id;
	bool known;

	(void)arguments;
	notify_prepare(ctl->settings);
	ticket_link_site(settings_text(ctl->settings, "site.url", ""),
	    settings_text(ctl->settings, "ticket.prefix", "H"));
	if (read_message(&message, &length) != OK || db_ready(ctl->db) != OK ||
	    mail_in_store(ctl->db, ctl->arena,
		&(struct mail_in_new){.raw = message, .length = length}, &id, &known) != OK) {
		(void)ctl_error();
		return CTL_TRY_AGAIN;
	}
	if (catalogue_ready(ctl->db) != OK || mail_intake_deliver(&intake, id) != OK) {
		(void)mail_in_failed(ctl->db, ctl->arena, id, ctl_message());
		(void)fprintf(
		    stderr, "docketctl: stored, and not looked at yet: %s\n", ctl_message());
	}
	return 0;
}

static json_t *address_json(const struct mail_address *address)
{
	return json_pack("{s:s, s:s}", "name", address->name, "email", address->email);
}

static json_t *addresses_json(const struct mail_addresses *addresses)
{
	json_t *list = json_array();

	for (size_t i = 0; i < addresses->count; i++)
		(void)json_array_append_new(list, address_json(&addresses->at[i]));
	return list;
}

static json_t *texts_json(const struct mail_texts *texts)
{
	json_t *list = json_array();

	for (size_t i = 0; i < texts->count; i++)
		(void)json_array_append_new(list, json_string(texts->at[i]));
	return list;
}

/* One array of the two fields, without doubles: the thread, the oldest first (RFC 5322, section
 * 3.6.4). */
static json_t *thread_json(const struct mail *mail)
{
	json_t *list = texts_json(&mail->references);

	for (size_t i = 0; i < mail->in_reply_to.count; i++) {
		bool known = false;

		for (size_t k = 0; k < mail->references.count; k++)
			known = known || !strcmp(mail->references.at[k], mail->in_reply_to.at[i]);
		if (!known)
			(void)json_array_append_new(list, json_string(mail->in_reply_to.at[i]));
	}
	return list;
}

static json_t *attachments_json(const struct mail *mail)
{
	json_t *list = json_array();

	for (size_t i = 0; i < mail->attachment_count; i++) {
		const struct mail_attachment *attachment = &mail->attachments[i];
		char sha256[2 * SHA256_SIZE + 1];

		text_hex(attachment->sha256, SHA256_SIZE, sha256);
		(void)json_array_append_new(list,
		    json_pack("{s:s, s:s, s:I, s:s, s:b, s:s}", "name", attachment->name, "type",
			attachment->type, "size", (json_int_t)attachment->size, "sha256", sha256,
			"inline", attachment->is_inline, "content_id", attachment->content_id));
	}
	return list;
}

static void add_report(json_t *object, const struct mail_report *report)
{
	if (report->is_report)
		(void)json_object_set_new(object, "report",
		    json_pack("{s:s, s:s, s:s, s:s, s:s}", "action", report->action, "status",
			report->status, "recipient", report->recipient, "diagnostic",
			report->diagnostic, "message_id", report->message_id));
}

/* Without the marks where pictures stand, which are a matter between the parser and the intake. */
static json_t *html_json(const char *html)
{
	char *out = malloc(strlen(html) + 1), *end = out;
	json_t *text;

	if (!out)
		return NULL;
	while (*html) {
		size_t digits = !strncmp(html, MARKUP_PICTURE_BEGIN, 3)
				    ? strspn(html + 3, "0123456789abcdef")
				    : 0;

		if (digits && !strncmp(html + 3 + digits, MARKUP_PICTURE_END, 3))
			html += 6 + digits;
		else
			*end++ = *html++;
	}
	text = json_stringn(out, (size_t)(end - out));
	free(out);
	return text;
}

static void add_texts(json_t *object, const struct mail *mail)
{
	char date[TIMESTAMP_TEXT];

	(void)json_object_set_new(object, "subject", json_string(mail->subject));
	if (mail->date == TIMESTAMP_NONE) {
		(void)json_object_set_new(object, "date", json_null());
	} else {
		timestamp_format(mail->date, date);
		(void)json_object_set_new(object, "date", json_string(date));
	}
	(void)json_object_set_new(object, "message_id", json_string(mail->message_id));
	(void)json_object_set_new(object, "references", thread_json(mail));
	(void)json_object_set_new(
	    object, "automatic", json_boolean(mail->automatic != MAIL_PERSON));
	if (mail->automatic != MAIL_PERSON) {
		(void)json_object_set_new(
		    object, "automatic_kind", json_string(mail_automatic_name(mail->automatic)));
		(void)json_object_set_new(
		    object, "automatic_reason", json_string(mail->automatic_reason));
	}
	(void)json_object_set_new(object, "text", json_string(mail->text));
	(void)json_object_set_new(object, "reply", json_string(mail->reply));
	(void)json_object_set_new(object, "html", html_json(mail->html));
}

static json_t *mail_json(const struct mail *mail)
{
	json_t *object = json_object();

	(void)json_object_set_new(object, "from", address_json(&mail->from));
	(void)json_object_set_new(object, "to", addresses_json(&mail->to));
	(void)json_object_set_new(object, "cc", addresses_json(&mail->cc));
	(void)json_object_set_new(object, "reply_to", addresses_json(&mail->reply_to));
	add_texts(object, mail);
	(void)json_object_set_new(object, "attachments", attachments_json(mail));
	(void)json_object_set_new(
	    object, "authentication_results", texts_json(&mail->authentication));
	add_report(object, &mail->report);
	if (mail->quarantine)
		(void)json_object_set_new(object, "quarantine", json_string(mail->quarantine));
	return object;
}

int command_mail_parse(struct ctl *ctl, const struct arguments *arguments)
{
	unsigned char *message;
	struct mail *mail;
	size_t length;
	json_t *object;
	int failed;

	(void)arguments;
	if (mail_prepare() != OK || read_message(&message, &length) != OK ||
	    mail_parse_isolated(ctl->arena, message, length, MAIL_WITHOUT_BYTES, &mail) != OK)
		return ctl_error();
	object = mail_json(mail);
	failed = json_dumpf(object, stdout, JSON_COMPACT);
	json_decref(object);
	(void)putchar('\n');
	return failed ? ctl_fail("the result could not be written") : 0;
}
