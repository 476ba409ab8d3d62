#include "view/event_words.h"

#include <string.h>

#include "base/message.h"
#include "view/ticket_words.h"

/* For whom. */
struct words {
	struct arena *arena;
	const struct language *language;
	bool for_client;
};

static const char *translated(const struct words *w, const char *message)
{
	return language_text(w->language, NULL, message);
}

/* A value of an event as people read it; codes become names. In the page's language. */
typedef const char *reader(const struct words *w, const char *value);

static const char *as_is(const struct words *w, const char *value)
{
	(void)w;
	return value;
}

static const char *as_status(const struct words *w, const char *value)
{
	const struct status *status = status_by_code(value);

	if (status && status->class == CLASS_WAITING_CLIENT && w->for_client)
		return translated(w, TR("Waiting for you"));
	return status ? translated(w, status->name) : value;
}

static const char *as_type(const struct words *w, const char *value)
{
	const struct ticket_type *type = ticket_type_by_code(value);

	return type ? translated(w, type->name) : value;
}

static const char *as_priority(const struct words *w, const char *value)
{
	int64_t priority = priority_named(value);

	return priority ? translated(w, priority_name(priority)) : value;
}

static const char *as_audience(const struct words *w, const char *value)
{
	enum audience audience = audience_named(value);

	return audience ? translated(w, audience_name(audience)) : value;
}

static const char *as_time(const struct words *w, const char *value)
{
	timestamp at;

	if (!timestamp_parse(value, &at))
		return value;
	return language_date(w->arena, w->language, at, timestamp_now(), DATE_FULL);
}

/* "4 Quick and friendly": the points, and what the client said. */
static const char *as_rating(const struct words *w, const char *value)
{
	const char *points = arena_text_n(w->arena, value, strcspn(value, " "));
	const char *comment = value + strcspn(value, " ");

	comment += *comment == ' ';
	if (!*comment)
		return points;
	return language_fill(w->arena, w->language, TR("%1 (“%2”)"), points, comment);
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
    {"follower", TR("Follows it no longer: %1"), TR("Follows it now: %2"), as_is},
    {"contact", TR("Client: %1 → %2"), TR("Client: %2"), as_is},
    {"team", TR("Team: %1 → %2"), TR("Team: %2"), as_is},
    {"category", TR("Category: %1 → %2"), TR("Category: %2"), as_is},
    {"due", TR("Due: %1 → %2"), TR("Due: %2"), as_time},
    {"audience", TR("Readers in the archive: %1 → %2"), TR("Readers in the archive: %2"),
	as_audience},
    {"rating", TR("Rating: %1 → %2"), TR("Rating: %2"), as_rating},
};

/* A kind that a newer release has written: better its code than nothing. */
static const char *unknown_kind(const struct words *w, const struct event *event)
{
	const char *text = arena_format(w->arena, "%s: %s → %s", event->kind,
	    event->before ? event->before : "–", event->after ? event->after : "–");

	return text ? text : event->kind;
}

const char *event_words(struct arena *arena, const struct language *language,
    const struct event *event, bool for_client)
{
	const struct words w = {arena, language, for_client};

	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
		const struct kind *kind = &KINDS[i];
		const char *words = !event->before && kind->set ? kind->set : kind->words;

		if (strcmp(kind->kind, event->kind) != 0)
			continue;
		return language_fill(arena, language, words,
		    event->before ? kind->read(&w, event->before) : "–",
		    event->after ? kind->read(&w, event->after) : "–");
	}
	return unknown_kind(&w, event);
}
