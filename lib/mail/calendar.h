/*
 * calendar.h: an invitation (iCalendar, RFC 5545) as text that people can read, for lib/mail.
 */
#ifndef DOCKET_MAIL_CALENDAR_H
#define DOCKET_MAIL_CALENDAR_H

#include "base/arena.h"
#include "base/err.h"

/* *text: what the first event says, a line each: title, when, where, who asks; then its
 * description. "" when there is no event. ERR_MEMORY. */
enum err calendar_text(struct arena *arena, const char *calendar, const char **text);

#endif
