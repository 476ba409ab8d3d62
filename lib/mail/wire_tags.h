/* wire_tags.h: what the frames of wire.h carry. */
#ifndef DOCKET_MAIL_WIRE_TAGS_H
#define DOCKET_MAIL_WIRE_TAGS_H

enum wire_tag {
	WIRE_END,
	WIRE_QUARANTINE, /* texts: their bytes */
	WIRE_FROM,	 /* name NUL address, as all to WIRE_CC */
	WIRE_SENDER,
	WIRE_ALL_FROM,
	WIRE_REPLY_TO,
	WIRE_TO,
	WIRE_CC,
	WIRE_SUBJECT,
	WIRE_DATE, /* decimal microseconds */
	WIRE_MESSAGE_ID,
	WIRE_REFERENCE,
	WIRE_IN_REPLY_TO,
	WIRE_RETURN_PATH,
	WIRE_AUTOMATIC, /* decimal */
	WIRE_AUTOMATIC_REASON,
	WIRE_REPORT, /* five texts with NUL between */
	WIRE_LIST,   /* four texts */
	WIRE_AUTHENTICATION,
	WIRE_TEXT,
	WIRE_REPLY,
	WIRE_HTML,
	WIRE_ATTACHMENT, /* name, type, Content-ID, "0" or "1", size, SHA-256 in hexadecimal */
	WIRE_BYTES,	 /* a piece of the attachment before */
	WIRE_TAGS,
};

enum { WIRE_HEAD = 5, WIRE_TEXTS = 6 };

#endif
