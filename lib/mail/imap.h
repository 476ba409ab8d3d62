/*
 * imap.h: fetches messages from a mail server (RFC 3501), without altering anything there before
 * the caller says so.
 *
 * libcurl makes the connection, with TLS and sign-in; all else is spoken here, as its own FETCH
 * marks messages as read and drops literals.
 *
 * Errors of all: ERR_UNAVAILABLE (not reached, cut off, too slow), ERR_DENIED (sign-in, or the
 * certificate is not good), ERR_INPUT (the server does not do as asked; a name that is none),
 * ERR_NOT_FOUND (no such folder), ERR_LIMIT (an answer beyond all measure), ERR_MEMORY. Behind any
 * of them but ERR_NOT_FOUND and ERR_INPUT the connection is of no use. Their messages are sentences
 * that an administrator can read.
 */
#ifndef DOCKET_MAIL_IMAP_H
#define DOCKET_MAIL_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* The order is that of the ENUM in the table mailbox. */
enum imap_security {
	IMAP_TLS = 1,  /* encrypted from its begin (RFC 8314) */
	IMAP_STARTTLS, /* the connection becomes an encrypted one, or is not used */
	IMAP_PLAIN,    /* not at all: for a server on this machine */
};

struct imap_server {
	const char *host;
	int port;
	enum imap_security security;
	const char *user, *password;
	const char *token;   /* OAuth2, in place of the password; NULL */
	const char *ca_file; /* who may have signed its certificate; NULL: the system's */
	int timeout;	     /* seconds without an answer; 0: 60 */
};

struct imap;

/* Connects and signs in. */
enum err imap_open(const struct imap_server *server, struct imap **out);
void imap_close(struct imap *imap);

struct imap_folder {
	int64_t uid_validity;
	int64_t messages;
	bool keeps_keywords; /* imap_mark can leave a keyword */
};

/* `folder` in UTF-8, as people read it. */
enum err imap_select(struct imap *imap, const char *folder, struct imap_folder *state);

/* The UIDs from `first` on, ascending. */
enum err imap_search(
    struct imap *imap, struct arena *arena, int64_t first, int64_t **uids, size_t *count);

/* Asks for these messages, and hands each to `each` as it comes: at most `most` bytes of it, valid
 * during the call. What vanished meanwhile is left out. The first error of `each` ends it and is
 * returned. ERR_INPUT: the server refuses one of them; those before it came. */
enum err imap_fetch(struct imap *imap, const int64_t *uids, size_t count, size_t most,
    enum err (*each)(void *context, int64_t uid, const void *bytes, size_t length), void *context);

/* \Seen, and the keyword $Docket where the folder keeps keywords. */
enum err imap_mark(struct imap *imap, const int64_t *uids, size_t count, bool keyword);

/* Into another folder (RFC 6851; where the server does not know that, copied, then deleted). */
enum err imap_move(struct imap *imap, const int64_t *uids, size_t count, const char *folder);

/* Waits until the server has news of the folder, or the time is over. A server without IDLE (RFC
 * 2177) is asked at the end of `poll` milliseconds. */
enum err imap_wait(struct imap *imap, int milliseconds, int poll, bool *news);

#endif
