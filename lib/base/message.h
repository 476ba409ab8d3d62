/*
 * message.h: marks a text for translation where it can't be translated on the spot.
 *
 * In a table of messages: { .label = TR("Subject") }. The marker does nothing at run time;
 * po/update finds it, and whoever shows the text passes it through language_text.
 */
#ifndef DOCKET_BASE_MESSAGE_H
#define DOCKET_BASE_MESSAGE_H

#define TR(text) text

#endif
