/*
 * message.h: what is said on a ticket.
 */
#ifndef DOCKET_MODEL_MESSAGE_H
#define DOCKET_MODEL_MESSAGE_H

#include <stddef.h>

#include "db/db.h"
#include "model/ticket.h"
#include "model/viewer.h"
#include "xml/markup.h"

/* The order is that of the ENUMs in the table. */
enum message_kind { MESSAGE_PUBLIC = 1, MESSAGE_NOTE, MESSAGE_SOLUTION };
enum message_side { SIDE_CLIENT = 1, SIDE_STAFF };

enum { MESSAGE_LENGTH = 200 * 1024 }; /* bytes of a body */

struct message {
	int64_t id;
	enum message_kind kind;
	enum message_side side;
	int64_t author_id;
	const char *author; /* name, or "" */
	int64_t author_organisation_id;
	enum ticket_source source;
	const char *html;
	timestamp at;
};

struct message_new {
	const char *ref; /* NULL unless imported */
	int64_t ticket_id;
	enum message_kind kind;
	enum message_side side;
	int64_t author_id; /* 0: unknown */
	enum ticket_source source;
	enum markup_format format;
	const char *body;
	const char *html; /* safe already; NULL: made from the body */
	timestamp at;
};

/* Stores it with its HTML. Inside the transaction of the change. */
enum err message_add(
    struct db *db, struct arena *arena, const struct message_new *message, int64_t *id);

/* The conversation, oldest first, at most 1,000; notes for staff alone. The caller has checked that
 * the viewer may see the ticket. */
enum err message_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct message **messages, size_t *count);

/* The text of one message that is no note. The caller has checked that the viewer may see the
 * ticket. */
enum err message_html(
    struct db *db, struct arena *arena, int64_t ticket_id, int64_t id, const char **html);

/* For statements that read messages with something else: what they select of `message m`, and the
 * messages in their rows, from the column `first` on; a row without a message is passed over.
 * Without `clients` their names are kept back. */
#define MESSAGE_COLUMNS                                                                            \
	"m.id, m.kind + 0, m.side + 0, m.author_id, m.source + 0, m.html, m.created_at"
#define MESSAGE_OUT "iiiiist"
enum err messages_from_rows(struct db *db, struct arena *arena, const struct db_rows *rows,
    unsigned first, bool clients, struct message **messages, size_t *count);

#endif
