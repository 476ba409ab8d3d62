/*
 * guard.h: what is checked once, before any handler: who sends the request, whether they may, and
 * whether it comes from a page of ours.
 */
#ifndef DOCKET_WEB_GUARD_H
#define DOCKET_WEB_GUARD_H

#include "web/route.h"

/* The cookie of a session, and of a visitor who has a form to send before signing in. */
#define SESSION_COOKIE "docket"
#define VISITOR_COOKIE "docket_visitor"

/* Finds out who sends the request: fills context->viewer. */
enum err guard_viewer(struct context *context);

/* Did the browser send a session's cookie, be it a good one or not? */
bool guard_had_session(const struct context *context);

/* May this viewer use the route? */
enum guard_answer { GUARD_PASS, GUARD_SIGN_IN, GUARD_HIDE };
enum guard_answer guard_route(const struct context *context, const struct route *route);

/* Does the Origin header (RFC 6454), where there is one, name this site? */
bool guard_origin(const struct context *context);

/* Is the form's token that of this session (or visitor)? */
bool guard_csrf(const struct context *context);

/* For a form on pages that everybody without a session gets alike, and that caches keep: no cookie
 * can bind its token. It is bound to the form's address and the day, and good for a week. As anyone
 * can fetch it, it is the Origin header, which browsers send with every POST, that tells whether
 * the form is ours: without that header nobody's open form is taken. */
enum err guard_open_token(struct context *context, const char *path, const char **token);
bool guard_open_form(const struct context *context);

/* The token for this page's forms; for nobody with `visitor` one bound to a cookie that is set with
 * this answer. NULL where there is nothing to bind it to. */
enum err guard_make_csrf(struct context *context, bool visitor);

#endif
