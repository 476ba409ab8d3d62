/*
 * resend.h: a form that could not be taken because its page was too old or its sender is no longer
 * signed in. Nothing typed is lost: all of it stands on a page that sends it again.
 */
#ifndef DOCKET_WEB_RESEND_H
#define DOCKET_WEB_RESEND_H

#include "web/context.h"

/* Answers 403 with errors/resend.cs:
 *   Resend.Action            where the form goes
 *   Resend.SignIn            "1": signed out meanwhile
 *   Resend.Fields.N.Name, .Value
 *   Resend.FilesLost         "1": files have to be chosen again
 * Files of a signed-in sender are kept like any upload. */
enum err resend_page(struct context *context);

#endif
