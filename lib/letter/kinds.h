/*
 * kinds.h: the functions of all kinds of mail, for kinds.c alone.
 */
#ifndef DOCKET_LETTER_KINDS_H
#define DOCKET_LETTER_KINDS_H

#include "letter/letter.h"

/* "Mail from here arrives": what an administrator sends to see whether it does. */
enum err letter_test(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* What happened to a ticket; see notice.h. */
enum err letter_notice(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
/* The same to the one whose request it is, as soon as it is registered. */
enum err letter_acknowledgement(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* What happened in a day, to staff who chose that. */
enum err letter_digest(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
/* A notification that an administrator tries: see notification_sample. */
enum err letter_sample(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
/* To an address that nobody knows: that something came from it, and under which number. */
enum err letter_stranger(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* A person's own account: a link to choose a new password, one to confirm an address, and word to
 * the address that was theirs. */
enum err letter_password(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
enum err letter_email(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
enum err letter_email_changed(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* The link to a subscription to the service's status; and how an incident goes on, for those who
 * have one or said that it affects them. See model/subscription.h. */
enum err letter_subscription(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);
enum err letter_status_update(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

/* --- What several share. */

/* References and In-Reply-To: the ticket's thread, then what went to and fro with that address. */
enum err letter_set_thread(const struct letter_context *context, const struct mail_out *mail,
    int64_t mail_in_id, struct letter *letter);

#endif
