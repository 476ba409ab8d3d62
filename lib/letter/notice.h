/*
 * notice.h: a notification about a ticket: what it tells, and how its text is filled in.
 *
 * notice_read asks the model as the recipient: what they may not see isn't there. notice_expand
 * puts it into a text with placeholders, which becomes blocks for the templates.
 */
#ifndef DOCKET_LETTER_NOTICE_H
#define DOCKET_LETTER_NOTICE_H

#include "letter/letter.h"
#include "model/event.h"
#include "model/message.h"
#include "model/notify.h"
#include "view/data.h"

enum { NOTICE_REMARKS = 20 };

struct notice {
	struct notify_row row; /* what the queue says */

	/* What the database says. */
	struct viewer viewer;
	struct ticket ticket;
	enum notify_moment moment;
	const struct event **events; /* those to be told, the oldest first */
	size_t event_count;
	const struct message *description;	       /* the first message; NULL: none */
	const struct message *solution;		       /* the present one; NULL: none */
	const struct message *remarks[NOTICE_REMARKS]; /* what was said in those changes */
	size_t remark_count;
	const char *actor; /* who did the last of it, under the name that the recipient may know */
	bool may_rate;

	/* Addresses for the recipient. */
	const char *link, *rate_link, *stop_link; /* "" where there is none */
};

/* A notification as it would be, for administrators. */
struct notice_preview {
	enum notify_moment moment;
	enum notify_party party;
	int64_t account_id, organisation_id; /* who would get it: one of the two */
};

/* `preview` stands for the row where it isn't NULL: then consent and switches aren't asked, and the
 * last that happened to the ticket is told, and links end nothing. *nothing (English) tells why
 * nothing is to be sent, else NULL. */
enum err notice_read(const struct letter_context *context, const struct mail_out *mail,
    const struct notice_preview *preview, struct notice *notice, const char **nothing);

/* The person's or organisation's name as the ticket's reader may know it. */
const char *notice_actor(
    const struct letter_context *context, const struct notice *notice, const struct event *event);
const char *notice_author(const struct letter_context *context, const struct notice *notice,
    const struct message *message);
const char *notice_responsible(const struct letter_context *context, const struct notice *notice);
/* "" where the recipient may not know. */
const char *notice_contact(const struct letter_context *context, const struct notice *notice);
const char *notice_status(const struct letter_context *context, const struct notice *notice);

/* The text that ships, in English to be translated. */
struct notice_text {
	const char *subject, *body;
};
struct notice_text notice_default(enum notify_moment moment, enum notify_party party);

/* The kind's function with another text, or as a preview of what isn't in the queue: then `mail` is
 * made up of name, address, language, account and ticket. */
enum err letter_notice_with(const struct letter_context *context, const struct mail_out *mail,
    const struct notice_preview *preview, const struct notice_text *text, struct letter *letter);

/* A line: placeholders of one line replaced. NULL: no memory. */
const char *notice_line(const struct letter_context *context, const struct notice *notice,
    const char *name, const char *text);

/* Fills `data` with Blocks.N:
 *     .Kind      "text": .Lines.N.Parts.N.Text, .Link ("https://…" where it is an address)
 *                "changes": .Items.N.Text
 *                "facts": .Items.N.Label, .Text
 *                "quote": .Title or nothing, .Author, .At.*, .Lines.N.Text (plain), .Trusted.Html,
 *                    .Solution, .Note ("1" or nothing)
 *                "link": .Link, .Text, .Rate ("1" or nothing): one address alone
 *                "stop": .Link, .Text
 * A line whose placeholders are all empty is left out, and a paragraph without lines. */
enum err notice_expand(const struct letter_context *context, const struct notice *notice,
    const char *name, const char *text, struct data *data);

#endif
