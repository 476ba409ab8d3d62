/*
 * consents.h: the record of a consent to mail, for pages that show it.
 */
#ifndef DOCKET_WEB_CONSENTS_H
#define DOCKET_WEB_CONSENTS_H

#include "model/consent.h"
#include "web/context.h"

/* Consents.N.On ("1" or nothing), .Way ("on the account page"), .Actor (a name or ""), .At.* */
enum err consents_fill(struct context *context, struct consent_owner owner);

#endif
