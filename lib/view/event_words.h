/*
 * event_words.h: what an event says, as a line for people: "Status: New → In progress".
 */
#ifndef DOCKET_VIEW_EVENT_WORDS_H
#define DOCKET_VIEW_EVENT_WORDS_H

#include <stdbool.h>

#include "model/event.h"
#include "view/language.h"

/* In that language, in the arena. `for_client`: a client reads it, who is waited for in person. */
const char *event_words(struct arena *arena, const struct language *language,
    const struct event *event, bool for_client);

#endif
