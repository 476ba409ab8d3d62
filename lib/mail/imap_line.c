/* The lines of the IMAP protocol (RFC 3501, section 2.2), literals included. */
#include "mail/imap_line.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/text.h"
#include "base/utf8.h"

static int64_t now_ms(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * INT64_C(1000) + at.tv_nsec / 1000000;
}

/* --- Bytes. */

static enum err wait_for(struct imap *imap, short events, int milliseconds, bool *ready)
{
	struct pollfd socket = {.fd = imap->socket, .events = events};
	int64_t until = now_ms() + milliseconds;
	int got;

	do {
		int64_t left = until - now_ms();

		got = poll(&socket, 1, left > 0 ? (int)left : 0);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return ERROR(
		    ERR_UNAVAILABLE, "the connection can't be waited for: %s", strerror(errno));
	*ready = got > 0;
	return OK;
}

/* Whatever is there now; *got is 0 when nothing is. */
static enum err take(struct imap *imap, size_t *got)
{
	CURLcode code = curl_easy_recv(imap->curl, imap->room, sizeof imap->room, got);

	imap->begin = imap->end = 0;
	if (code == CURLE_AGAIN) {
		*got = 0;
		return OK;
	}
	if (code != CURLE_OK || *got == 0)
		return ERROR(ERR_UNAVAILABLE, "the mail server has closed the connection");
	imap->end = *got;
	return OK;
}

enum err imap_readable(struct imap *imap, int milliseconds, bool *readable)
{
	size_t got;

	*readable = imap->begin < imap->end;
	if (*readable)
		return OK;
	/* (TLS may hold what the socket has given away already.) */
	TRY(take(imap, &got));
	if (!got) {
		TRY(wait_for(imap, POLLIN, milliseconds, readable));
		if (*readable)
			TRY(take(imap, &got));
	}
	*readable = got > 0;
	return OK;
}

static enum err fill(struct imap *imap, int milliseconds)
{
	int64_t until = now_ms() + milliseconds;
	bool readable = false;

	while (!readable) {
		int64_t left = until - now_ms();

		if (left <= 0)
			return ERROR(ERR_UNAVAILABLE, "the mail server does not answer");
		TRY(imap_readable(imap, (int)left, &readable));
	}
	return OK;
}

enum err imap_send_raw(struct imap *imap, const char *bytes, size_t length)
{
	while (length > 0) {
		size_t sent = 0;
		CURLcode code = curl_easy_send(imap->curl, bytes, length, &sent);
		bool ready;

		if (code == CURLE_AGAIN) {
			TRY(wait_for(imap, POLLOUT, imap->timeout, &ready));
			if (!ready)
				return ERROR(ERR_UNAVAILABLE, "the mail server takes no commands");
			continue;
		}
		if (code != CURLE_OK)
			return ERROR(ERR_UNAVAILABLE, "the mail server has closed the connection");
		bytes += sent;
		length -= sent;
	}
	return OK;
}

/* --- Responses. */

/* Up to and with a line's end, which is taken off. */
static enum err read_line(struct imap *imap, int milliseconds)
{
	for (;;) {
		unsigned char *from, *newline;
		size_t length;

		if (imap->begin == imap->end)
			TRY(fill(imap, milliseconds));
		from = imap->room + imap->begin;
		newline = memchr(from, '\n', imap->end - imap->begin);
		length = newline ? (size_t)(newline - from) : imap->end - imap->begin;
		buffer_append(&imap->text, from, length);
		imap->begin += length + (newline != NULL);
		if (buffer_err(&imap->text) != OK)
			return ERROR(ERR_LIMIT, "the mail server's answer is too long");
		if (newline)
			break;
	}
	if (imap->text.length && imap->text.data[imap->text.length - 1] == '\r')
		imap->text.data[--imap->text.length] = '\0';
	return OK;
}

/* Does the text end in "{123}"? Then it is taken off. */
static bool take_literal_mark(struct buffer *text, int64_t *size)
{
	size_t at = text->length;
	char digits[20];

	if (!at || text->data[at - 1] != '}')
		return false;
	for (at--; at > 0 && text->data[at - 1] >= '0' && text->data[at - 1] <= '9';)
		at--;
	if (!at || text->data[at - 1] != '{' || text->length - 1 - at >= sizeof digits)
		return false;
	memcpy(digits, text->data + at, text->length - 1 - at);
	digits[text->length - 1 - at] = '\0';
	if (!text_to_int(digits, 0, INT64_MAX, size))
		return false;
	text->length = at - 1;
	text->data[text->length] = '\0';
	return true;
}

static bool ends_in_body(const struct buffer *text)
{
	static const char BODY[] = "BODY[] ";
	size_t length = strlen(BODY);

	return text->length >= length &&
	       !strncasecmp(text->data + text->length - length, BODY, length);
}

static enum err read_literal(struct imap *imap, int64_t size)
{
	bool keep = ends_in_body(&imap->text);

	if (keep) {
		buffer_reset(&imap->literal, IMAP_ROOM);
		imap->has_literal = true;
	}
	while (size > 0) {
		size_t length, kept;

		if (imap->begin == imap->end)
			TRY(fill(imap, imap->timeout));
		length = imap->end - imap->begin;
		if ((int64_t)length > size)
			length = (size_t)size;
		kept = keep && imap->literal.length < imap->literal_most
			   ? imap->literal_most - imap->literal.length
			   : 0;
		if (kept > length)
			kept = length;
		if (kept)
			buffer_append(&imap->literal, imap->room + imap->begin, kept);
		imap->begin += length;
		size -= (int64_t)length;
	}
	return buffer_err(&imap->literal) == OK ? OK : ERROR(ERR_MEMORY, "no memory for a message");
}

enum err imap_response(struct imap *imap, int milliseconds)
{
	int64_t size;

	buffer_reset(&imap->text, IMAP_ROOM);
	imap->has_literal = false;
	TRY(read_line(imap, milliseconds));
	while (take_literal_mark(&imap->text, &size)) {
		TRY(read_literal(imap, size));
		TRY(read_line(imap, imap->timeout));
	}
	return OK;
}

/* --- Commands. */

enum err imap_send(struct imap *imap, const char *command)
{
	char tag[32];
	int length = snprintf(tag, sizeof tag, "D%u ", ++imap->tag);

	TRY(imap_send_raw(imap, tag, (size_t)length));
	TRY(imap_send_raw(imap, command, strlen(command)));
	return imap_send_raw(imap, "\r\n", 2);
}

static enum err take_untagged(struct imap *imap, imap_untagged untagged, void *context)
{
	const char *text = imap->text.data + 2;

	if (!strncasecmp(text, "BYE", 3))
		return ERROR(
		    ERR_UNAVAILABLE, "the mail server ended the connection:%.200s", text + 3);
	return untagged ? untagged(imap, text, context) : OK;
}

enum err imap_command(struct imap *imap, const char *command, imap_untagged untagged, void *context,
    const char **said)
{
	char tag[32];
	size_t length;

	TRY(imap_send(imap, command));
	length = (size_t)snprintf(tag, sizeof tag, "D%u ", imap->tag);
	for (;;) {
		TRY(imap_response(imap, imap->timeout));
		if (!imap->text.length)
			continue;
		if (!strncmp(imap->text.data, tag, length)) {
			*said = imap->text.data + length;
			return OK;
		}
		if (imap->text.data[0] == '*' && imap->text.length > 2)
			TRY(take_untagged(imap, untagged, context));
	}
}

/* --- Names of folders. */

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

struct name {
	char *out;
	size_t length, room;
	unsigned bits, held;
	bool shifted;
};

static void put(struct name *name, char c)
{
	if (name->length + 1 < name->room)
		name->out[name->length++] = c;
	else
		name->room = 0;
}

static void put_unit(struct name *name, unsigned unit)
{
	name->held = name->held << 16 | unit;
	for (name->bits += 16; name->bits >= 6; name->bits -= 6)
		put(name, BASE64[name->held >> (name->bits - 6) & 63]);
	name->held &= (1U << name->bits) - 1;
}

static void shift_back(struct name *name)
{
	if (!name->shifted)
		return;
	if (name->bits)
		put(name, BASE64[name->held << (6 - name->bits) & 63]);
	put(name, '-');
	name->shifted = false;
	name->bits = name->held = 0;
}

static void put_character(struct name *name, uint32_t c)
{
	if (c >= ' ' && c < 0x7f) {
		shift_back(name);
		if (c == '"' || c == '\\')
			put(name, '\\');
		put(name, (char)c);
		if (c == '&')
			put(name, '-');
		return;
	}
	if (!name->shifted)
		put(name, '&');
	name->shifted = true;
	if (c >= 0x10000) {
		put_unit(name, 0xd800 + ((c - 0x10000) >> 10));
		put_unit(name, 0xdc00 + ((c - 0x10000) & 0x3ff));
	} else {
		put_unit(name, c);
	}
}

enum err imap_name(const char *folder, char *out, size_t room)
{
	struct name name = {.out = out, .room = room};

	if (!*folder || !text_is_utf8(folder, strlen(folder)) || strpbrk(folder, "\r\n"))
		return ERROR(ERR_INPUT, "this is no name of a folder");
	put(&name, '"');
	for (size_t left = strlen(folder), size; left > 0; left -= size, folder += size) {
		uint32_t character;

		size = utf8_decode(folder, left, &character);
		put_character(&name, character);
	}
	shift_back(&name);
	put(&name, '"');
	if (!name.room)
		return ERROR(ERR_INPUT, "the folder's name is too long");
	out[name.length] = '\0';
	return OK;
}
