/*
 * imap_line.h: the inside of a connection to an IMAP server, shared by the files of lib/mail.
 */
#ifndef DOCKET_MAIL_IMAP_LINE_H
#define DOCKET_MAIL_IMAP_LINE_H

#include <curl/curl.h>

#include "base/buffer.h"
#include "mail/imap.h"

enum { IMAP_ROOM = 64 * 1024, IMAP_LINE_MOST = 32 * 1024 * 1024 };

struct imap {
	CURL *curl;
	curl_socket_t socket;
	int timeout; /* ms */
	unsigned tag;
	bool can_idle, can_move;
	char problem[CURL_ERROR_SIZE];

	unsigned char room[IMAP_ROOM]; /* received, from `begin` to `end` not taken yet */
	size_t begin, end;

	struct buffer text;    /* a response without the content of its literals */
	struct buffer literal; /* the one behind BODY[], its first `literal_most` bytes */
	size_t literal_most;
	bool has_literal;
};

/* An untagged response ("* …", without the star) as it comes. */
typedef enum err (*imap_untagged)(struct imap *imap, const char *text, void *context);

/* Reads one response into text and literal. *tagged: it ends the command of `tag`. */
enum err imap_response(struct imap *imap, int milliseconds);

/* Sends a command, its tag before it and CRLF behind it. */
enum err imap_send(struct imap *imap, const char *command);
enum err imap_send_raw(struct imap *imap, const char *bytes, size_t length);

/* Sends it and takes responses until it is done. *said: "OK", "NO" or "BAD" and what follows, valid
 * until the next command. */
enum err imap_command(struct imap *imap, const char *command, imap_untagged untagged, void *context,
    const char **said);

/* Waits until the server has something to say; false when the time is over. */
enum err imap_readable(struct imap *imap, int milliseconds, bool *readable);

/* A mailbox's name as a quoted string in modified UTF-7 (RFC 3501, section 5.1.3). ERR_INPUT. */
enum err imap_name(const char *folder, char *out, size_t room);

#endif
