/*
 * reading.h: a message on its way from bytes to values, shared by the files of lib/mail.
 */
#ifndef DOCKET_MAIL_READING_H
#define DOCKET_MAIL_READING_H

#include <gmime/gmime.h>

#include "mail/mail.h"

/* A piece of the body, in the order in which they are shown. */
struct body_text {
	const char *text;
	size_t length;
	bool is_html;
};

enum { BODY_TEXTS_MOST = 64 };

struct reading {
	struct arena *arena;
	struct mail *mail;
	GMimeMessage *message;
	size_t parts;	    /* seen so far */
	size_t text_length; /* read so far, of all body texts */

	struct body_text texts[BODY_TEXTS_MOST];
	size_t text_count;
	const char *alternative; /* the plain text beside an HTML one; NULL for none */
	const char *calendar;	 /* an invitation as text; NULL for none */

	GMimeObject *sources[MAIL_PARTS_MOST]; /* of the attachments */
};

/* Reads all but the bytes of the attachments. The message is read, and freed, by GMime: it must
 * outlive `reading`. ERR_MEMORY. */
enum err reading_start(
    struct reading *reading, struct arena *arena, const void *raw, size_t length);
void reading_end(struct reading *reading);

/* Reads headers, parts and body of what was started. ERR_MEMORY. */
enum err reading_all(struct reading *reading);

/* The headers, into reading->mail. ERR_MEMORY. */
enum err headers_read(struct reading *reading);

/* The parts: texts and attachments. ERR_MEMORY; sets mail->quarantine beyond the limits. */
enum err parts_read(struct reading *reading);

/* text, reply and html from the body texts. ERR_MEMORY. */
enum err body_read(struct reading *reading);

/* The report that a multipart/report carries, or that an old mailer's bounce tells in its text.
 * ERR_MEMORY. */
enum err report_read_status(struct reading *reading, GMimeObject *part);
enum err report_read_original(struct reading *reading, GMimeObject *part);

/* Who sent it: automatic and its reason. ERR_MEMORY. */
enum err automatic_detect(struct reading *reading);

/* Why a mail is set aside. */
void reading_quarantine(struct reading *reading, const char *reason);

#endif
