#include "desk.h"

#include <string.h>

#include "base/message.h"
#include "web/page.h"

/* A value of an event as people read it; codes become names. In the page's language. */
typedef const char *reader(const struct context *context, const char *value);

static const char *as_is(const struct context *context, const char *value)
{
	(void)context;
	return value;
}

static const char *as_status(const struct context *context, const char *value)
{
	const struct status *status = status_by_code(value);

	return status ? page_text(context, status->name) : value;
}

static const char *as_type(const struct context *context, const char *value)
{
	const struct ticket_type *type = ticket_type_by_code(value);

	return type ? page_text(context, type->name) : value;
}

static const char *as_priority(const struct context *context, const char *value)
{
	int64_t priority = priority_named(value);

	return priority ? page_text(context, priority_name(priority)) : value;
}

static const char *as_audience(const struct context *context, const char *value)
{
	enum audience audience = audience_named(value);

	return audience ? page_text(context, audience_name(audience)) : value;
}

static const char *as_time(const struct context *context, const char *value)
{
	timestamp at;

	if (!timestamp_parse(value, &at))
		return value;
	return language_date(context->arena, context->language, at, timestamp_now(), DATE_FULL);
}

/* "4 Quick and friendly": the points, and what the client said. */
static const char *as_rating(const struct context *context, const char *value)
{
	const char *points = arena_text_n(context->arena, value, strcspn(value, " "));
	const char *comment = value + strcspn(value, " ");

	comment += *comment == ' ';
	if (!*comment)
		return points;
	return language_fill(context->arena, context->language, TR("%1 (“%2”)"), points, comment);
}

static const struct kind {
	const char *kind;
	const char *words; /* %1 what it was, %2 what it became */
	const char *set;   /* when it was nothing before; NULL: as `words` */
	reader *read;
} KINDS[] = {
    {"created", TR("Received"), NULL, as_is},
    {"message", TR("Message"), NULL, as_is},
    {"note", TR("Internal note"), NULL, as_is},
    {"solution", TR("Solution"), NULL, as_is},
    {"status", TR("Status: %1 → %2"), TR("Status: %2"), as_status},
    {"type", TR("Type: %1 → %2"), TR("Type: %2"), as_type},
    {"priority", TR("Priority: %1 → %2"), TR("Priority: %2"), as_priority},
    {"responsible", TR("Responsible: %1 → %2"), TR("Responsible: %2"), as_is},
    {"team", TR("Team: %1 → %2"), TR("Team: %2"), as_is},
    {"category", TR("Category: %1 → %2"), TR("Category: %2"), as_is},
    {"due", TR("Due: %1 → %2"), TR("Due: %2"), as_time},
    {"audience", TR("Readers in the archive: %1 → %2"), TR("Readers in the archive: %2"),
	as_audience},
    {"rating", TR("Rating: %1 → %2"), TR("Rating: %2"), as_rating},
};

/* A kind that a newer release has written: better its code than nothing. */
static const char *unknown_kind(const struct context *context, const struct event *event)
{
	const char *text = arena_format(context->arena, "%s: %s → %s", event->kind,
	    event->before ? event->before : "–", event->after ? event->after : "–");

	return text ? text : event->kind;
}

const char *event_words(const struct context *context, const struct event *event)
{
	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
		const struct kind *kind = &KINDS[i];
		const char *words = !event->before && kind->set ? kind->set : kind->words;

		if (strcmp(kind->kind, event->kind) != 0)
			continue;
		return language_fill(context->arena, context->language, words,
		    event->before ? kind->read(context, event->before) : "–",
		    event->after ? kind->read(context, event->after) : "–");
	}
	return unknown_kind(context, event);
}
