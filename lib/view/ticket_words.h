/*
 * ticket_words.h: what stands on a ticket as words for people, in English to be translated.
 */
#ifndef DOCKET_VIEW_TICKET_WORDS_H
#define DOCKET_VIEW_TICKET_WORDS_H

#include "model/ticket.h"

/* "" for none. */
const char *priority_name(int64_t priority);
const char *source_name(enum ticket_source source);
const char *audience_name(enum audience audience);

#endif
