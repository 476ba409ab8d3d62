/*
 * letter.h: what our mail says. A kind of mail is a function that makes subject and texts of a row
 * of mail_out; the daemon mailout asks for it when the row is claimed, an administrator's page for
 * a preview.
 *
 * A new kind is a file letter_NAME.c with one such function and a line in kinds.c. Its templates
 * stand in templates/mail: NAME.html.cs and NAME.text.cs (see render.h).
 */
#ifndef DOCKET_LETTER_LETTER_H
#define DOCKET_LETTER_LETTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/settings.h"
#include "db/db.h"
#include "mail/compose.h"
#include "mail/token.h"
#include "model/mail_out.h"
#include "view/language.h"

/* Who sends: from docket.conf, read once a process. All texts live as long as the settings. */
struct letter_sender {
	const struct settings *settings;
	struct mail_address from;
	const char *reply_to;		  /* the mailbox that answers come to */
	bool reply_plus;		  /* does it take user+detail@domain? */
	const char *bounces;		  /* the envelope's sender: reports of failure go there */
	const char *site_name, *site_url; /* the address without a slash at its end, or "" */
	const char *domain;		  /* on the right of our Message-IDs */
	struct mail_secret secret;
	char loop[24];			 /* the instance's mark, X-Docket-Loop */
	const struct language *language; /* of those who have none */
	struct compose_dkim dkim;	 /* domain NULL: not signed */
	struct arena *memory;
};

/* ERR_INPUT names the setting that is wrong, ERR_IO the key that can't be read. The languages are
 * loaded already. */
enum err letter_sender_open(const struct settings *settings, struct letter_sender *sender);
void letter_sender_close(struct letter_sender *sender);

/* What a kind's function gets. */
struct letter_context {
	const struct letter_sender *sender;
	struct db *db;			 /* to read from: it may be asked, never changed */
	struct arena *arena;		 /* of this message: all that is given back lives there */
	const struct language *language; /* the recipient's */
};

/* What it gives. All is zero before. */
struct letter {
	/* Set: nothing is sent, and the row is dropped with this reason (in English, for staff):
	 * the ticket is gone, the change was undone, the person has switched it off meanwhile. */
	const char *nothing;

	const char *subject; /* required, as text and html (see letter_render) */
	const char *text, *html;

	const char *from_name; /* NULL: the site's name */
	const char *reply_to;  /* NULL: the ticket's reply address, or the mailbox */
	/* Message-IDs without <>. NULL: the ticket's thread (letter_thread). */
	const char *in_reply_to;
	const char *const *references; /* the oldest first */
	size_t reference_count;
	const char *auto_submitted; /* NULL: "auto-generated"; "auto-replied"; "no": by a person */
	const char *unsubscribe;    /* https address for one click (RFC 8058), or NULL */
};

/* More mail than the limit of one address and hour: */
enum letter_limit {
	LETTER_WAIT, /* it waits until there is room */
	LETTER_DROP, /* it is dropped: an acknowledgement, which only makes sense at once */
	LETTER_FREE, /* it isn't counted and always goes out: somebody asked for it just now */
};

struct letter_kind {
	const char *name; /* as in mail_out.kind: at most 40 of a–z and _ */
	/* Any error but ERR_MEMORY, ERR_RETRY and ERR_UNAVAILABLE gives the row up. */
	enum err (*compose)(const struct letter_context *context, const struct mail_out *mail,
	    struct letter *letter);
	enum letter_limit limit;
};

/* NULL where there is no such kind. */
const struct letter_kind *letter_kind_named(const char *name);

/* Fills the context for one row: its language and, in `arena`, all else. */
void letter_context_for(const struct letter_sender *sender, struct db *db, struct arena *arena,
    const struct mail_out *mail, struct letter_context *context);

/* --- Help for kinds. What can't be made for lack of memory is NULL. */

/* The id by which all mail about a ticket is one thread: never sent, always referred to. */
const char *letter_thread(const struct letter_context *context, int64_t ticket_id);

/* The address that answers to a ticket go to: signed, where the mailbox takes a detail. */
const char *letter_reply_address(const struct letter_context *context, int64_t ticket_id);

/* The whole address of a path of this site: "https://support.example.com/t/H1010". */
const char *letter_url(const struct letter_context *context, const char *path);

/* "H1010". */
const char *letter_signature(const struct letter_context *context, int64_t ticket_id);

/* --- For the daemon, and a preview. */

/* Runs the kind's function. ERR_NOT_FOUND: no such kind. */
enum err letter_compose(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* Makes the message of it. Its Message-ID is new each time. */
enum err letter_assemble(const struct letter_context *context, const struct mail_out *mail,
    const struct letter *letter, struct mail_composed *composed);

#endif
