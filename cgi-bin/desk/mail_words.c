#include <string.h>

#include "base/message.h"
#include "mail.h"
#include "mail/authentication.h"
#include "model/mail_why.h"
#include "web/page.h"

static const struct reason {
	const char *why, *words;
} REASONS[] = {
    {WHY_ANSWER, TR("It answers a message that we sent about this ticket.")},
    {WHY_ADDRESS, TR("It was sent to this ticket's own address.")},
    {WHY_SUBJECT, TR("Its subject quotes %1, and its sender takes part in that ticket.")},
    {WHY_THREAD, TR("It answers another person's mail in this ticket, and its sender takes part.")},
    {WHY_AUTOMATIC_ANSWER, TR("A machine answered a message of ours (%1).")},
    {WHY_REPORT, TR("A message of ours to %1 could not be delivered.")},
    {WHY_ORDER, TR("Somebody of the staff put it here.")},
    {WHY_CLIENT, TR("A new message from a known client, %1.")},
    {WHY_DOMAIN, TR("A new message from an address of %1.")},
    {WHY_LATE, TR("It answers %1, which had been closed for long: so it is a ticket of its own.")},
    {WHY_ANYONE, TR("Everybody may write to us, and %1 did.")},
    {WHY_STRANGER, TR("Nobody here knows its sender, %1.")},
    {WHY_NOBODY, TR("It has no sender who could be answered.")},
    {WHY_FORGED, TR("It says that it comes from %1, and that domain says it does not.")},
    {WHY_OFF, TR("The account of its sender, %1, is switched off.")},
    {WHY_STAFF, TR("One of the staff wrote it, %1, and it answers nothing of ours.")},
    {WHY_STAFF_UNSIGNED,
	TR("It is in the name of staff, but only quotes %1: anybody could write that.")},
    {WHY_FOREIGN, TR("It answers %1, and its sender belongs to another organisation.")},
    {WHY_OFTEN, TR("%1 has sent too many requests within an hour.")},
    {WHY_AUTOMATIC, TR("A machine sent it (%1), and nobody here knows the address.")},
    {WHY_TWIN, TR("The same message came by another way: see %1.")},
    {WHY_SAME, TR("The same words came from the same sender shortly before: see %1.")},
    {WHY_LOOP, TR("We sent it ourselves.")},
    {WHY_STRAY_REPORT, TR("It reports on a message that is not ours.")},
    {WHY_AUTO_REPLY, TR("An out-of-office answer to nothing of ours (%1).")},
    {WHY_SPAM, TR("Somebody of the staff said that it is spam.")},
    {WHY_MISTAKE, TR("Somebody of the staff said that it was sent here by mistake.")},
};

const char *mail_why(const struct context *context, const char *why, const char *data)
{
	for (size_t i = 0; i < sizeof REASONS / sizeof REASONS[0]; i++)
		if (!strcmp(REASONS[i].why, why))
			return language_fill(context->arena, context->language, REASONS[i].words,
			    *data ? data : "–", NULL);
	return "";
}

const char *mail_trust_words(const struct context *context, int64_t trust)
{
	if (trust == TRUST_PASS)
		return page_text(context, TR("The sender's domain vouches for the address."));
	if (trust == TRUST_FAIL)
		return page_text(context, TR("The sender's domain did not send this message."));
	return "";
}
