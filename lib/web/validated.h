/*
 * validated.h: pages that everybody without a session gets alike, with validators (RFC 9110,
 * section 8.8), so that browsers and crawlers that have them already are answered 304.
 */
#ifndef DOCKET_WEB_VALIDATED_H
#define DOCKET_WEB_VALIDATED_H

#include "web/context.h"

/* Like page_send with 200, and for nobody: ETag (of the page's bytes), Last-Modified (`modified`,
 * TIMESTAMP_NONE: none), Vary and Cache-Control: no-cache, so that each use asks again; 304 without
 * a body for who has it. Who is signed in, or gets a cookie with it, gets a plain private page. */
enum err validated_send(
    struct context *context, const char *template, const char *title, timestamp modified);

/* The same for an answer that stands whole in the response, and is for everybody alike. */
enum err validated_answer(struct context *context, timestamp modified);

#endif
