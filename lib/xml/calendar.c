#include "xml/calendar.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "xml/feed.h"

enum { LINE_BYTES = 75, STAMP_SIZE = 17 + 60 };

/* A calendar holds one component at least (section 3.4): without events, the zone it is in. */
#define NOTHING                                                                                    \
	"BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"             \
	"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

/* Writes one content line, folded: a line that goes on begins with a blank, which counts. */
static void put_line(struct buffer *out, const char *line, size_t length)
{
	size_t room = LINE_BYTES;

	while (length > room) {
		size_t cut = room;

		while (cut > 0 && ((unsigned char)line[cut] & 0xc0) == 0x80)
			cut--;
		buffer_append(out, line, cut);
		buffer_text(out, "\r\n ");
		line += cut;
		length -= cut;
		room = LINE_BYTES - 1;
	}
	buffer_append(out, line, length);
	buffer_text(out, "\r\n");
}

static enum err put(struct buffer *out, struct arena *arena, const char *name, const char *value)
{
	const char *line = arena_format(arena, "%s:%s", name, value);

	if (!line)
		return ERROR(ERR_MEMORY, "no memory for a line");
	put_line(out, line, strlen(line));
	return OK;
}

/* A text, escaped. "" and NULL leave it out. */
static enum err put_text(
    struct buffer *out, struct arena *arena, const char *name, const char *value)
{
	const char *good;
	char *escaped, *to;

	if (!value || !*value)
		return OK;
	good = feed_text(arena, value);
	escaped = good ? arena_bytes(arena, 2 * strlen(good) + 1) : NULL;
	if (!escaped)
		return ERROR(ERR_MEMORY, "no memory for a text");
	to = escaped;
	for (; *good; good++) {
		if (*good == '\\' || *good == ';' || *good == ',' || *good == '\n')
			*to++ = '\\';
		*to++ = *good == '\n' ? 'n' : *good;
	}
	*to = '\0';
	return put(out, arena, name, escaped);
}

static enum err put_time(struct buffer *out, struct arena *arena, const char *name, timestamp at)
{
	struct civil_time t = timestamp_civil(at);
	char text[STAMP_SIZE];

	(void)snprintf(text, sizeof text, "%04d%02d%02dT%02d%02d%02dZ", t.year, t.month, t.day,
	    t.hour, t.minute, t.second);
	return put(out, arena, name, text);
}

static enum err put_event(
    struct buffer *out, struct arena *arena, const struct calendar_event *event)
{
	char number[24];

	(void)snprintf(number, sizeof number, "%" PRId64, event->sequence);
	TRY(put(out, arena, "BEGIN", "VEVENT"));
	TRY(put_text(out, arena, "UID", event->uid));
	TRY(put_time(out, arena, "DTSTAMP", event->changed));
	TRY(put_time(out, arena, "LAST-MODIFIED", event->changed));
	TRY(put(out, arena, "SEQUENCE", number));
	TRY(put_time(out, arena, "DTSTART", event->start));
	if (event->end != TIMESTAMP_NONE && event->end > event->start)
		TRY(put_time(out, arena, "DTEND", event->end));
	TRY(put_text(out, arena, "SUMMARY", event->summary));
	TRY(put_text(out, arena, "DESCRIPTION", event->description));
	if (event->url && *event->url)
		TRY(put(out, arena, "URL", event->url));
	TRY(put(out, arena, "STATUS", event->cancelled ? "CANCELLED" : "CONFIRMED"));
	TRY(put(out, arena, "TRANSP", event->busy ? "OPAQUE" : "TRANSPARENT"));
	return put(out, arena, "END", "VEVENT");
}

enum err calendar_write(struct arena *arena, const struct calendar *calendar, struct buffer *out)
{
	TRY(put(out, arena, "BEGIN", "VCALENDAR"));
	TRY(put(out, arena, "VERSION", "2.0"));
	TRY(put(out, arena, "PRODID", "-//Docket//Docket//EN"));
	TRY(put(out, arena, "CALSCALE", "GREGORIAN"));
	TRY(put_text(out, arena, "UID", calendar->uid));
	TRY(put_text(out, arena, "NAME", calendar->name));
	TRY(put_text(out, arena, "X-WR-CALNAME", calendar->name));
	TRY(put(out, arena, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H"));
	TRY(put(out, arena, "X-PUBLISHED-TTL", "PT1H"));
	if (calendar->url && *calendar->url)
		TRY(put(out, arena, "URL", calendar->url));
	if (!calendar->count)
		buffer_text(out, NOTHING);
	for (size_t i = 0; i < calendar->count; i++)
		TRY(put_event(out, arena, &calendar->events[i]));
	TRY(put(out, arena, "END", "VCALENDAR"));
	return buffer_err(out);
}
