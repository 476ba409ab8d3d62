/*
 * calendar.h: iCalendar (RFC 5545): events for the calendars of others.
 *
 * Lines end in CR LF and are folded after at most 75 bytes, never within a character (section 3.1);
 * texts are escaped (3.3.11), and what is no text becomes U+FFFD. Times are in UTC.
 */
#ifndef DOCKET_XML_CALENDAR_H
#define DOCKET_XML_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"
#include "base/timestamp.h"

#define CALENDAR_MEDIA_TYPE "text/calendar; charset=utf-8"

struct calendar_event {
	const char *uid;			 /* never changes: a UUID (RFC 7986, section 5.3) */
	int64_t sequence;			 /* grows with each change */
	const char *summary, *description, *url; /* description, url: "" or NULL for none */
	timestamp start, end;			 /* end: TIMESTAMP_NONE for a moment */
	timestamp changed;			 /* last change */
	bool cancelled;
	bool busy; /* takes its time, instead of only standing in the calendar */
};

struct calendar {
	const char *name;      /* as the calendar is called */
	const char *url, *uid; /* the page; of the calendar itself */
	const struct calendar_event *events;
	size_t count;
};

enum err calendar_write(struct arena *arena, const struct calendar *calendar, struct buffer *out);

#endif
