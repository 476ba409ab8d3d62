/* Delivery reports (RFC 3464): whom a message of ours did not reach, and which message that was. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/content.h"
#include "mail/reading.h"
#include "mail/words.h"

enum { VALUE_MOST = 500 };

/* The value of a field in a text of header lines, unfolded; NULL where it is not there. */
static char *field(struct arena *arena, const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *p = text; *p;) {
		size_t end = strcspn(p, "\n");

		if (!strncasecmp(p, name, length) && p[length] == ':') {
			while (p[end] == '\n' && (p[end + 1] == ' ' || p[end + 1] == '\t'))
				end += 1 + strcspn(p + end + 1, "\n");
			return words_text(arena, p + length + 1, end - length - 1, VALUE_MOST);
		}
		p += end + (p[end] != '\0');
	}
	return NULL;
}

/* "rfc822; someone@example.org" without the kind before the semicolon. */
static const char *without_kind(char *value)
{
	char *mark = value ? strchr(value, ';') : NULL;

	return value ? text_trim(mark ? mark + 1 : value) : "";
}

static const char *or_empty(const char *value)
{
	return value ? value : "";
}

enum err report_read_status(struct reading *reading, GMimeObject *part)
{
	struct mail_report *report = &reading->mail->report;
	struct arena *arena = reading->arena;
	const char *text, *recipient;
	size_t length;
	bool cut;

	TRY(content_text(arena, part, &text, &length, &cut));
	report->is_report = true;
	if (*report->recipient)
		return OK;
	recipient = without_kind(field(arena, text, "Final-Recipient"));
	if (!*recipient)
		recipient = without_kind(field(arena, text, "Original-Recipient"));
	report->recipient = recipient;
	report->action = or_empty(field(arena, text, "Action"));
	report->status = or_empty(field(arena, text, "Status"));
	report->diagnostic = without_kind(field(arena, text, "Diagnostic-Code"));
	return OK;
}

static enum err keep_id(struct reading *reading, const char *text)
{
	char *id = field(reading->arena, text, "Message-ID");

	if (!id || *reading->mail->report.message_id)
		return OK;
	if (*id == '<')
		id++;
	id[strcspn(id, "> ")] = '\0';
	reading->mail->report.message_id = id;
	return OK;
}

/* Of the message that came back, whole or its headers. */
enum err report_read_original(struct reading *reading, GMimeObject *part)
{
	const char *text, *id;
	size_t length;
	bool cut;

	if (GMIME_IS_MESSAGE_PART(part)) {
		GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)part);

		id = message ? g_mime_message_get_message_id(message) : NULL;
		if (!id || *reading->mail->report.message_id)
			return OK;
		reading->mail->report.message_id =
		    words_text(reading->arena, id, strlen(id), MAIL_NAME_MOST);
		return reading->mail->report.message_id ? OK : ERR_MEMORY;
	}
	TRY(content_text(reading->arena, part, &text, &length, &cut));
	return keep_id(reading, text);
}
