/*
 * reply_words.h: what mail programs write around quotes, in the languages they speak, for lib/mail.
 *
 * All are compared with text in lower case (text_fold).
 */
#ifndef DOCKET_MAIL_REPLY_WORDS_H
#define DOCKET_MAIL_REPLY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* A label of a quoted header: "from:", "von:", "*Від:*". */
enum label { LABEL_NONE, LABEL_FROM, LABEL_DATE, LABEL_TO, LABEL_SUBJECT, LABEL_OTHER };

/* The label that a line begins with, its colon included; *strong for those which no one writes by
 * accident ("sent:", "gesendet:"). */
enum label words_label(const char *line, bool *strong);

/* Has it a word that says someone wrote something: "wrote", "napisał", "schrieb"? *at: behind it;
 * the last one counts. */
bool words_wrote(const char *line, const char **at);

/* Does it begin as such a line does: "on ", "am ", "w dniu ", "le "? */
bool words_begins(const char *line);

/* Between dashes: "original message"; "forwarded message". */
bool words_original(const char *line);
bool words_forwarded(const char *line);

/* "sent from my iphone", "wysłane z …": a line that a device adds. */
bool words_device(const char *line);

/* Has it a date or a time of day? */
bool words_date(const char *line);

/* Does it begin with a date: "2016-10-24 15:36", "30.09.2017", "ср, 30 апр."? */
bool words_begins_with_date(const char *line);

/* Subjects of messages that pass another one on: "fw:", "wg:", "pd:". */
bool words_forward_subject(const char *subject);

#endif
