#include "mail/calendar.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"

enum { LINE_MOST = 16 * 1024, TEXT_MOST = 128 * 1024 };

struct event {
	struct buffer title, start, end, zone, place, organiser, description;
	bool cancelled;
};

/* Undoes the escapes of a text (RFC 5545, section 3.3.11). */
static void unescape(struct buffer *to, const char *value)
{
	buffer_reset(to, TEXT_MOST);
	for (const char *p = value; *p; p++) {
		if (*p == '\\' && p[1]) {
			p++;
			buffer_append(to, *p == 'n' || *p == 'N' ? "\n" : p, 1);
		} else {
			buffer_append(to, p, 1);
		}
	}
}

/* "20240501T100000Z" as "2024-05-01 10:00 UTC", "20240501" as "2024-05-01". */
static void read_time(struct buffer *to, const char *value)
{
	size_t digits = strspn(value, "0123456789");

	buffer_reset(to, TEXT_MOST);
	if (digits != 8) {
		buffer_text(to, value);
		return;
	}
	buffer_format(to, "%.4s-%.2s-%.2s", value, value + 4, value + 6);
	value += 8;
	if (*value == 'T' && strspn(value + 1, "0123456789") >= 4) {
		buffer_format(to, " %.2s:%.2s", value + 1, value + 3);
		if (strchr(value, 'Z'))
			buffer_text(to, " UTC");
	}
}

/* TZID=… and CN=… among the parameters of a line. */
static void read_parameter(struct buffer *to, const char *parameters, const char *name)
{
	size_t length = strlen(name);

	for (const char *p = strchr(parameters, ';'); p; p = strchr(p, ';')) {
		size_t end;

		p++;
		if (strncasecmp(p, name, length) != 0 || p[length] != '=')
			continue;
		p += length + 1;
		end = *p == '"' ? strcspn(++p, "\"") : strcspn(p, ";");
		buffer_reset(to, TEXT_MOST);
		buffer_append(to, p, end);
		return;
	}
}

static void read_organiser(struct event *event, const char *parameters, const char *value)
{
	buffer_reset(&event->organiser, TEXT_MOST);
	read_parameter(&event->organiser, parameters, "CN");
	if (!strncasecmp(value, "mailto:", 7))
		value += 7;
	if (event->organiser.length)
		buffer_format(&event->organiser, " <%s>", value);
	else
		buffer_text(&event->organiser, value);
}

/* One unfolded line: NAME;PARAMETER=VALUE:VALUE (RFC 5545, section 3.1). */
static void read_line(struct event *event, char *line)
{
	char *value = line;
	bool quoted = false;

	for (; *value && (quoted || *value != ':'); value++)
		quoted ^= *value == '"';
	if (!*value)
		return;
	*value++ = '\0';
	if (!strncasecmp(line, "SUMMARY", 7)) {
		unescape(&event->title, value);
	} else if (!strncasecmp(line, "DTSTART", 7)) {
		read_time(&event->start, value);
		read_parameter(&event->zone, line, "TZID");
	} else if (!strncasecmp(line, "DTEND", 5)) {
		read_time(&event->end, value);
	} else if (!strncasecmp(line, "LOCATION", 8)) {
		unescape(&event->place, value);
	} else if (!strncasecmp(line, "DESCRIPTION", 11)) {
		unescape(&event->description, value);
	} else if (!strncasecmp(line, "ORGANIZER", 9)) {
		read_organiser(event, line, value);
	} else if (!strcasecmp(line, "STATUS")) {
		event->cancelled = !strcasecmp(value, "CANCELLED");
	}
}

/* The lines of the first VEVENT, unfolded; what is nested in it (alarms) is left out. */
static bool read_event(struct event *event, const char *p)
{
	struct buffer line = BUFFER(LINE_MOST);
	bool within = false, found = false;
	int nested = 0;

	while (*p && !(found && !within)) {
		size_t length;

		buffer_reset(&line, LINE_MOST);
		do {
			length = strcspn(p, "\n");
			buffer_append(&line, p, length < LINE_MOST / 2 ? length : LINE_MOST / 2);
			p += length + (p[length] != '\0');
		} while ((*p == ' ' || *p == '\t') && *p++);
		if (!line.data || buffer_err(&line) != OK)
			continue;
		if (!strcasecmp(line.data, "BEGIN:VEVENT"))
			within = found = true;
		else if (!strcasecmp(line.data, "END:VEVENT"))
			within = false;
		else if (within && !strncasecmp(line.data, "BEGIN:", 6))
			nested++;
		else if (within && !strncasecmp(line.data, "END:", 4))
			nested--;
		else if (within && nested == 0)
			read_line(event, line.data);
	}
	buffer_free(&line);
	return found;
}

static void write_event(struct buffer *out, const struct event *event)
{
	const char *end = event->end.data;

	buffer_format(out, "%s%s\n", event->cancelled ? "Cancelled: " : "",
	    event->title.length ? event->title.data : "Invitation");
	if (event->start.length) {
		buffer_format(out, "When: %s", event->start.data);
		/* The day is not said twice. */
		if (event->end.length > 11 && event->start.length > 11 &&
		    !strncmp(end, event->start.data, 11))
			end += 11;
		if (event->end.length && strcmp(event->end.data, event->start.data) != 0)
			buffer_format(out, " \xe2\x80\x93 %s", end);
		if (event->zone.length)
			buffer_format(out, " (%s)", event->zone.data);
		buffer_text(out, "\n");
	}
	if (event->place.length)
		buffer_format(out, "Where: %s\n", event->place.data);
	if (event->organiser.length)
		buffer_format(out, "Organiser: %s\n", event->organiser.data);
	if (event->description.length)
		buffer_format(out, "\n%s\n", event->description.data);
}

enum err calendar_text(struct arena *arena, const char *calendar, const char **text)
{
	struct event event = {BUFFER(TEXT_MOST), BUFFER(TEXT_MOST), BUFFER(TEXT_MOST),
	    BUFFER(TEXT_MOST), BUFFER(TEXT_MOST), BUFFER(TEXT_MOST), BUFFER(TEXT_MOST), false};
	struct buffer *parts[] = {&event.title, &event.start, &event.end, &event.zone, &event.place,
	    &event.organiser, &event.description};
	struct buffer out = BUFFER(4 * TEXT_MOST);

	if (read_event(&event, calendar))
		write_event(&out, &event);
	*text = text_repair(arena, out.data ? out.data : "", out.length);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		buffer_free(parts[i]);
	buffer_free(&out);
	return *text ? OK : ERR_MEMORY;
}
