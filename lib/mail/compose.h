/*
 * compose.h: writes a message that is ready to be sent.
 *
 * The result is a whole message with CRLF line ends, all ASCII (quoted-printable or base64, encoded
 * words), lines of at most 76 characters, as RFC 5322 and RFC 2045 want them. Whatever the texts
 * are, none can add a header: line ends and controls in them become blanks, and addresses that are
 * none are refused.
 */
#ifndef DOCKET_MAIL_COMPOSE_H
#define DOCKET_MAIL_COMPOSE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/signature.h"
#include "mail/mail.h"

struct compose_file {
	const char *name, *type;
	const void *bytes;
	size_t size;
};

/* RFC 6376: who signs, and with what. */
struct compose_dkim {
	const char *domain, *selector;
	const struct signing_key *key;
};

/* What is NULL or empty is left out; `from`, `to`, `message_id` and `text` have to be there. */
struct compose {
	struct mail_address from, to, reply_to;
	const char *subject;
	timestamp date;
	const char *message_id; /* without <>, as all ids here */
	const char *in_reply_to;
	const char *const *references; /* the oldest first */
	size_t reference_count;
	const char *auto_submitted; /* RFC 3834: "auto-generated", "auto-replied" */
	const char *list_id;	    /* RFC 2919: "h1010.tickets.example.org" */
	const char *list_name;	    /* a phrase before it */
	const char *unsubscribe;    /* https address for one click (RFC 8058) */
	const char *loop;	    /* the instance's mark, X-Docket-Loop: we never answer it */
	const char *text;	    /* UTF-8 */
	const char *html;	    /* UTF-8; with it the message is multipart/alternative */
	const struct compose_file *files;
	size_t file_count;
	const struct compose_dkim *dkim; /* NULL: not signed */
};

/* *message: in the arena, ended by a NUL that is not counted. ERR_INPUT where an address or an id
 * is none, ERR_LIMIT beyond MAIL_SIZE_MOST, ERR_MEMORY. */
enum err compose_message(
    struct arena *arena, const struct compose *compose, const char **message, size_t *length);

#endif
