/*
 * mail.h: what a raw e-mail says, as values.
 *
 * Whatever the bytes are, a caller gets a struct mail: what can be read is readable, well-formed
 * UTF-8 without control characters, and what can't be read carries the reason in `quarantine`. An
 * error is only ours: no memory, no process. All of a mail lives in the arena.
 *
 * mail_parse works in this process; mail_parse_isolated in a child that may do nothing but read the
 * message and answer, for everything that comes from outside. Neither knows tickets, people or the
 * database.
 */
#ifndef DOCKET_MAIL_MAIL_H
#define DOCKET_MAIL_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/err.h"
#include "base/timestamp.h"

enum {
	MAIL_SIZE_MOST = 40 * 1024 * 1024, /* bytes of a message; beyond: quarantine */
	MAIL_HEADERS_MOST = 1024 * 1024,   /* bytes of its own headers; beyond: quarantine */
	MAIL_DEPTH_MOST = 50,		   /* parts in parts; what lies deeper is an attachment */
	MAIL_PARTS_MOST = 1000,		   /* beyond: quarantine */
	MAIL_TEXT_MOST = 2 * 1024 * 1024,  /* bytes of a text that are read; see attachments */
	MAIL_SUBJECT_MOST = 4096,	   /* bytes; cut there */
	MAIL_NAME_MOST = 1024,		   /* bytes of a name, an address, a file name; cut there */
	MAIL_ADDRESSES_MOST = 1000,	   /* of one header; the rest is left out */
	MAIL_IDS_MOST = 200,		   /* of References; the first and the last are kept */
	MAIL_RAW_HEADERS_MOST = 50,	   /* Authentication-Results */
};

struct mail_address {
	const char *name;  /* "" for none */
	const char *email; /* as it was written, the domain in lower case; "" where there is none */
};

struct mail_addresses {
	struct mail_address *at;
	size_t count;
};

struct mail_texts {
	const char **at;
	size_t count;
};

/* Who or what sent it, as far as its headers tell. Anything but MAIL_PERSON must not be answered by
 * a machine (RFC 3834, section 2). */
enum mail_automatic {
	MAIL_PERSON,
	MAIL_OWN_LOOP,	     /* passed through this system before */
	MAIL_BOUNCE,	     /* a delivery report, or sent with an empty return path */
	MAIL_AUTO_REPLY,     /* an out-of-office answer, an acknowledgement */
	MAIL_AUTO_GENERATED, /* sent by a program */
	MAIL_LIST,	     /* through a mailing list */
	MAIL_BULK,	     /* a newsletter, an advertisement */
};

struct mail_attachment {
	const char *name;	/* as declared, without folders; "" for none */
	const char *type;	/* as declared, in lower case: "image/png" */
	const char *content_id; /* without <>; "" for none */
	bool is_inline;		/* meant to be shown within the text */
	size_t size;
	unsigned char sha256[SHA256_SIZE];
	const unsigned char *bytes; /* NULL when they were not asked for */
};

/* A delivery report (RFC 3464), or what old mailers send instead. */
struct mail_report {
	bool is_report;
	const char *action;	/* "failed", "delayed"…; "" when not told */
	const char *status;	/* "5.1.1"; "" when not told */
	const char *recipient;	/* whom it could not reach; "" when not told */
	const char *diagnostic; /* what the server said; "" when not told */
	const char *message_id; /* of the message it speaks of, without <>; "" when not told */
};

struct mail_list {
	const char *id;		      /* List-Id, "" for none */
	const char *post;	      /* List-Post */
	const char *unsubscribe;      /* List-Unsubscribe */
	const char *unsubscribe_post; /* List-Unsubscribe-Post */
};

struct mail {
	const char *quarantine; /* why it could not be read; NULL when it could */

	struct mail_address from, sender;
	struct mail_addresses all_from, reply_to, to, cc;
	const char *subject;
	timestamp date;		       /* as claimed; TIMESTAMP_NONE when unreadable */
	const char *message_id;	       /* without <>; "" for none */
	struct mail_texts references;  /* ids without <>, the oldest first */
	struct mail_texts in_reply_to; /* the same */
	const char *return_path;       /* "<>" for the empty one; "" when not told */

	enum mail_automatic automatic;
	const char *automatic_reason; /* what tells so: "Auto-Submitted: auto-replied"; "" */
	struct mail_report report;
	struct mail_list list;
	struct mail_texts authentication; /* Authentication-Results (RFC 8601), the topmost first */

	const char *text;  /* the whole body as plain text */
	const char *reply; /* the new text alone, without quotes and signature */
	const char *html;  /* the body as safe HTML where it had HTML, else ""; the places of its
			      pictures are marked (MARKUP_MAIL in xml/markup.h) */
	struct mail_attachment *attachments;
	size_t attachment_count;
};

enum mail_content { MAIL_WITH_BYTES, MAIL_WITHOUT_BYTES };

/* Opens what later can't be opened any more: call once, before the first of the others, in a
 * program that uses mail_parse_isolated. ERR_INTERNAL. */
enum err mail_prepare(void);

/* *out is never NULL after OK. ERR_MEMORY. An arena for a message of MAIL_SIZE_MOST with its bytes
 * needs twice that. */
enum err mail_parse(struct arena *arena, const void *raw, size_t length, enum mail_content content,
    struct mail **out);

/* The same in a child process without rights: 2 s of processor, a few MiB of memory beside the
 * message, no files, no network. What ends the child becomes the reason for quarantine. `raw` is
 * not copied. The child is a copy of this process: call from one that holds no secrets, or early.
 * ERR_MEMORY, ERR_IO (no process to be had). */
enum err mail_parse_isolated(struct arena *arena, const void *raw, size_t length,
    enum mail_content content, struct mail **out);

/* A mail of which nothing is known but why it can't be read. NULL: no memory. */
struct mail *mail_unreadable(struct arena *arena, const char *reason);

/* "bounce", "list"…, for people who look at a log; "" for MAIL_PERSON. */
const char *mail_automatic_name(enum mail_automatic automatic);

#endif
