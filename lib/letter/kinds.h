/*
 * kinds.h: the functions of all kinds of mail, for kinds.c alone.
 */
#ifndef DOCKET_LETTER_KINDS_H
#define DOCKET_LETTER_KINDS_H

#include "letter/letter.h"

/* "Mail from here arrives": what an administrator sends to see whether it does. */
enum err letter_test(
    const struct letter_context *context, const struct mail_out *mail, struct letter *letter);

#endif
