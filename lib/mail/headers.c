/* The header fields of a message (RFC 5322, section 3.6). */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/address.h"
#include "mail/reading.h"
#include "mail/words.h"

static GMimeHeaderList *headers_of(struct reading *reading)
{
	return g_mime_object_get_header_list((GMimeObject *)reading->message);
}

static const char *raw_header(struct reading *reading, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(headers_of(reading), name);

	return header ? g_mime_header_get_raw_value(header) : NULL;
}

/* A field as one line, "" where it is not there. */
static enum err line(struct reading *reading, const char *name, size_t most, const char **out)
{
	const char *raw = raw_header(reading, name);

	*out = raw ? words_text(reading->arena, raw, strlen(raw), most) : "";
	return *out ? OK : ERR_MEMORY;
}

/* All fields of that name: a list that was broken over two fields is one list. */
static enum err addresses(struct reading *reading, const char *name, struct mail_addresses *list)
{
	GMimeHeaderList *headers = headers_of(reading);
	int count = g_mime_header_list_get_count(headers);

	for (int i = 0; i < count; i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
		const char *raw;

		if (strcasecmp(g_mime_header_get_name(header), name) != 0)
			continue;
		raw = g_mime_header_get_raw_value(header);
		TRY(address_list(reading->arena, raw, strlen(raw), list));
	}
	return OK;
}

/* --- Message ids (RFC 5322, section 3.6.4). */

/* The next id in a field's value: what stands in <…>, or a word with an @. */
static const char *next_id(struct arena *arena, const char **at)
{
	const char *p = *at, *end;

	p += strspn(p, " \t\r\n,;");
	if (!*p)
		return NULL;
	if (*p == '<') {
		p++;
		end = p + strcspn(p, ">");
		*at = *end ? end + 1 : end;
	} else {
		end = p + strcspn(p, " \t\r\n<");
		*at = end;
		if (!memchr(p, '@', (size_t)(end - p)))
			return "";
	}
	return words_text(arena, p, (size_t)(end - p), MAIL_NAME_MOST);
}

static enum err ids(struct reading *reading, const char *name, struct mail_texts *list)
{
	const char *at = raw_header(reading, name), *id;

	if (!at)
		return OK;
	list->at = ARENA_ARRAY(reading->arena, const char *, MAIL_IDS_MOST);
	if (!list->at)
		return ERR_MEMORY;
	while (*at && (id = next_id(reading->arena, &at)) != NULL) {
		if (!*id)
			continue;
		/* Of a very long thread the first is kept, and the last ones. */
		if (list->count == MAIL_IDS_MOST) {
			memmove(list->at + 1, list->at + 2, (MAIL_IDS_MOST - 2) * sizeof *list->at);
			list->count--;
		}
		list->at[list->count++] = id;
	}
	return OK;
}

static enum err message_id(struct reading *reading)
{
	const char *raw = raw_header(reading, "Message-ID"), *id;

	if (!raw)
		return OK;
	id = next_id(reading->arena, &raw);
	reading->mail->message_id = id ? id : "";
	return OK;
}

/* --- The rest. */

static timestamp date_of(struct reading *reading)
{
	const char *raw = raw_header(reading, "Date");
	GDateTime *date;
	timestamp at;

	while (raw && (*raw == ' ' || *raw == '\t'))
		raw++;
	if (!raw || strlen(raw) > 200)
		return TIMESTAMP_NONE;
	date = g_mime_utils_header_decode_date(raw);
	if (!date)
		return TIMESTAMP_NONE;
	at = g_date_time_to_unix(date) * TIMESTAMP_SECOND;
	g_date_time_unref(date);
	return at;
}

static enum err authentication(struct reading *reading)
{
	GMimeHeaderList *headers = headers_of(reading);
	struct mail_texts *results = &reading->mail->authentication;
	int count = g_mime_header_list_get_count(headers);

	results->at = ARENA_ARRAY(reading->arena, const char *, MAIL_RAW_HEADERS_MOST);
	if (!results->at)
		return ERR_MEMORY;
	for (int i = 0; i < count && results->count < MAIL_RAW_HEADERS_MOST; i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
		const char *raw;

		if (strcasecmp(g_mime_header_get_name(header), "Authentication-Results") != 0)
			continue;
		raw = g_mime_header_get_raw_value(header);
		results->at[results->count] =
		    words_text(reading->arena, raw, strlen(raw), MAIL_SUBJECT_MOST);
		if (!results->at[results->count++])
			return ERR_MEMORY;
	}
	return OK;
}

static enum err return_path(struct reading *reading)
{
	struct mail *mail = reading->mail;
	char *path;

	TRY(line(reading, "Return-Path", MAIL_NAME_MOST, &mail->return_path));
	if (!*mail->return_path || !strcmp(mail->return_path, "<>"))
		return OK;
	path = arena_text(reading->arena, mail->return_path + (*mail->return_path == '<'));
	if (!path)
		return ERR_MEMORY;
	path[strcspn(path, ">")] = '\0';
	mail->return_path = path;
	return OK;
}

static void choose_from(struct mail *mail)
{
	/* Of several the first with an address is the one to answer (RFC 5322, section 3.6.2, would
	 * have it the Sender, whom nobody sees). */
	for (size_t i = 0; i < mail->all_from.count; i++) {
		if (strchr(mail->all_from.at[i].email, '@')) {
			mail->from = mail->all_from.at[i];
			return;
		}
	}
	if (mail->all_from.count > 0)
		mail->from = mail->all_from.at[0];
	if (*mail->from.email)
		return;
	/* Somebody has to be answered. */
	if (mail->reply_to.count > 0 && *mail->reply_to.at[0].email)
		mail->from = mail->reply_to.at[0];
	else if (*mail->sender.email)
		mail->from = mail->sender;
}

enum err headers_read(struct reading *reading)
{
	struct mail *mail = reading->mail;
	struct mail_addresses sender = {.count = 0};

	TRY(addresses(reading, "From", &mail->all_from));
	TRY(addresses(reading, "Sender", &sender));
	if (sender.count > 0)
		mail->sender = sender.at[0];
	TRY(addresses(reading, "Reply-To", &mail->reply_to));
	choose_from(mail);
	TRY(addresses(reading, "To", &mail->to));
	TRY(addresses(reading, "Cc", &mail->cc));
	TRY(line(reading, "Subject", MAIL_SUBJECT_MOST, &mail->subject));
	mail->date = date_of(reading);
	TRY(message_id(reading));
	TRY(ids(reading, "References", &mail->references));
	TRY(ids(reading, "In-Reply-To", &mail->in_reply_to));
	TRY(return_path(reading));
	TRY(line(reading, "List-Id", MAIL_SUBJECT_MOST, &mail->list.id));
	TRY(line(reading, "List-Post", MAIL_SUBJECT_MOST, &mail->list.post));
	TRY(line(reading, "List-Unsubscribe", MAIL_SUBJECT_MOST, &mail->list.unsubscribe));
	TRY(line(
	    reading, "List-Unsubscribe-Post", MAIL_SUBJECT_MOST, &mail->list.unsubscribe_post));
	return authentication(reading);
}
