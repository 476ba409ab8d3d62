/*
 * ticket_change.h: every way in which a ticket changes.
 *
 * A change locks the ticket, compares what it becomes with what it was, and writes in one
 * transaction: the row, an event for each difference, message and attachments, and the counters.
 *
 * Each of these may return ERR_NOT_FOUND (not visible to the viewer), ERR_DENIED (visible, but not
 * theirs to do), ERR_INPUT (the workflow or a value forbids it), ERR_CONFLICT (somebody changed the
 * ticket since `version`).
 */
#ifndef DOCKET_MODEL_TICKET_CHANGE_H
#define DOCKET_MODEL_TICKET_CHANGE_H

#include "db/db.h"
#include "model/message.h"
#include "model/ticket.h"

struct mail_writing; /* mail_message.h */

enum { UPLOADS_MOST = 20 };

/* What somebody wrote with a change. */
struct writing {
	const char *body;	    /* NULL or blank: nothing */
	const char *const *uploads; /* tokens of upload.h */
	size_t upload_count;
	const char *once; /* the form's one-time key, or NULL: the same key twice counts once */
	const char *site; /* "https://help.example.com", or NULL: links to its articles are noted */
};

/* A new ticket, from a form or from a mail. */
struct ticket_new {
	const struct form *form; /* NULL for a mail */
	const char *subject, *body, *language;
	int64_t priority; /* 0: normal */
	const struct form_answer {
		int64_t field_id;
		const char *value;
	} * answers;
	size_t answer_count;
	const char *const *uploads;
	size_t upload_count;
	const char *once;
	/* With a mail: */
	const struct mail_writing *mail;
	int64_t type_id, team_id;
	int64_t contact_id, organisation_id; /* whose ticket it is, whoever opens it */
	const char *stranger; /* the address where it is the first that came from there, or NULL */
};

/* Opens a ticket of the viewer. A form sent twice gives the first one's id again. */
enum err ticket_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_new *new, int64_t *id);

/* What a member of staff sets; TICKET_KEEP leaves a value as it is, 0 takes a reference away. */
#define TICKET_KEEP INT64_C(-1)
struct ticket_edit {
	int64_t id, version; /* version 0: whatever it is by now */
	int64_t type_id, status_id, priority, category_id, team_id, responsible_id;
	int64_t contact_id;	/* with it the ticket becomes one of their organisation */
	timestamp due_at;	/* TICKET_KEEP, TIMESTAMP_NONE or a time */
	enum message_kind kind; /* of the writing: public, note or solution */
	enum audience audience; /* with a solution; AUDIENCE_NONE keeps the default */
	struct writing writing;
};
#define TICKET_EDIT(id_, version_)                                                                 \
	((struct ticket_edit){.id = (id_),                                                         \
	    .version = (version_),                                                                 \
	    .type_id = TICKET_KEEP,                                                                \
	    .status_id = TICKET_KEEP,                                                              \
	    .priority = TICKET_KEEP,                                                               \
	    .category_id = TICKET_KEEP,                                                            \
	    .team_id = TICKET_KEEP,                                                                \
	    .responsible_id = TICKET_KEEP,                                                         \
	    .contact_id = TICKET_KEEP,                                                             \
	    .due_at = TICKET_KEEP,                                                                 \
	    .kind = MESSAGE_PUBLIC})

/* Staff: properties, answer, note or solution in one go. A solution sets the status solved. The
 * first public answer to a ticket that nobody has makes its writer responsible. */
enum err ticket_edit(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_edit *edit);

/* A participant writes. A ticket that waited for the client goes on. */
enum err ticket_reply(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const struct writing *writing);

/* Adds what came by mail, whoever acts: its sender, or staff who found where it belongs. The viewer
 * need not see the ticket, as the mail's own signature may speak for it; NULL is the program. */
struct ticket_mail {
	int64_t id;
	const char *body;
	enum message_kind kind; /* public or note */
	const struct mail_writing *mail;
	bool reopen; /* a solved, closed or rejected ticket goes on */
};
enum err ticket_mail(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_mail *mail);

/* The client says that the solution doesn't work: with their reason, the ticket goes on. */
enum err ticket_contest(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    const struct writing *writing);

/* The client says that it works: closed. */
enum err ticket_confirm(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id);

/* The contact rates a solved or closed ticket, 1 to 5; again within a week of the first time. */
enum err ticket_rate(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t rating, const char *comment);
bool ticket_may_rate(const struct viewer *viewer, const struct ticket *ticket, timestamp now);

/* Staff: who sees an archived ticket. */
enum err ticket_set_audience(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, enum audience audience);

/* For the clock: closes a ticket that stayed solved. ERR_CONFLICT when it isn't solved any more. */
enum err ticket_close_solved(struct db *db, struct arena *arena, int64_t id);

#endif
