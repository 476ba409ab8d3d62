/*
 * ticket_list.h: lists of tickets, newest change first, paged by key.
 */
#ifndef DOCKET_MODEL_TICKET_LIST_H
#define DOCKET_MODEL_TICKET_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/ticket.h"
#include "model/viewer.h"

/* Where a page begins: after this row. The zero cursor is the beginning. */
struct cursor {
	timestamp at; /* 0: the beginning */
	int64_t id;
};

/* A cursor as text for an address ("1700000000000000-1042") and back; false when it is none. */
enum { CURSOR_TEXT = 48 };
void cursor_text(struct cursor cursor, char out[static CURSOR_TEXT]);
bool cursor_parse(const char *text, struct cursor *cursor); /* NULL or "" is the beginning */

struct ticket_line {
	int64_t id, type_id, status_id, priority, contact_id, organisation_id, responsible_id;
	const char *subject, *contact, *responsible; /* names, or "" */
	const char *organisation;		     /* in queues alone */
	timestamp created_at, updated_at, due_at, solved_at;
	int64_t rating;
	int64_t solution_id; /* the message; 0 for none */
};

struct ticket_page {
	struct ticket_line *lines;
	size_t count;
	bool has_more;
	struct cursor next; /* for the following page, when has_more */
};

enum list_state { LIST_OPEN, LIST_DONE, LIST_ALL };

/* What a client asks for. */
struct client_filter {
	bool whole_organisation; /* else only the viewer's own; as far as their scope allows */
	enum list_state state;
	int64_t type_id; /* 0: all */
	struct cursor after;
	size_t limit; /* at most 100 */
};
enum err ticket_list_client(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct client_filter *filter, struct ticket_page *page);

/* What staff asks for. */
enum queue { QUEUE_MINE, QUEUE_UNASSIGNED, QUEUE_OPEN, QUEUE_STATUS, QUEUE_TEAM };
struct queue_filter {
	enum queue queue;
	int64_t key; /* QUEUE_STATUS: the status; QUEUE_TEAM: the team */
	struct cursor after;
	size_t limit;
};
/* A queue as addresses name it: mine, unassigned, open, status-CODE, team-ID. False for a name of
 * none. Whether there is such a team is not asked. */
bool queue_parse(const char *name, struct queue_filter *filter);
/* ERR_DENIED unless the viewer is staff. */
enum err ticket_list_queue(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct queue_filter *filter, struct ticket_page *page);

#endif
