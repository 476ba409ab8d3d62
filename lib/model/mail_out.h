/*
 * mail_out.h: mail on its way out: one row for each recipient.
 *
 * Whoever changes something adds its mail in the same transaction, so that it is sent if and only
 * if the change happened. What it says is composed later, by the daemon mailout, from the row's
 * kind and parameters (daemons/mailout/kind.h); trying again sends the same bytes.
 */
#ifndef DOCKET_MODEL_MAIL_OUT_H
#define DOCKET_MODEL_MAIL_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/job.h"

/* The queue itself, for job_claim and its kin. */
extern const struct job_queue MAIL_OUT;

/* What to add. Texts that are NULL count as "". */
struct mail_new {
	const char *kind;	/* a name in daemons/mailout/kinds.c */
	const char *address;	/* made lower case */
	const char *name;	/* of the person */
	const char *language;	/* "nb"; "" for the site's */
	int64_t account_id;	/* 0: none */
	int64_t ticket_id;	/* 0: none */
	const char *parameters; /* a JSON object as text; NULL for {} */
	bool is_secret;		/* has a link that signs in: nobody on the way may read it */
	timestamp not_before;	/* 0: at once */
};

/* *id may be NULL. ERR_INPUT where the address is none. */
enum err mail_out_add(struct db *db, const struct mail_new *mail, int64_t *id);

/* Several changes become one message: adds a row that waits for `window` microseconds (or until
 * not_before, where that is given), or joins the one of the same kind, ticket and address that
 * waits already, without making it wait longer. The row's parameters are a JSON array of what each
 * call gave, the oldest first. A row that waits for nothing but its time is never sent twice. */
enum err mail_out_gather(struct db *db, const struct mail_new *mail, timestamp window);

/* --- Rows as staff and the daemon see them. */

struct mail_out {
	int64_t id, account_id, ticket_id;
	const char *kind, *address, *name, *language;
	const char *parameters; /* JSON: an object, or an array where it was gathered */
	bool is_secret, is_automatic;
	enum job_state state;
	timestamp not_before, due_at, created_at, sent_at;
	int64_t attempts, fence;
	const char *error;		  /* "" for none */
	const char *message_id, *subject; /* "" before it is composed */
	const char *raw; /* the message as composed, CRLF line ends; NULL: none, or in a list */
	size_t raw_length;
};

/* With all of it. ERR_NOT_FOUND. */
enum err mail_out_get(struct db *db, struct arena *arena, int64_t id, struct mail_out *mail);

/* The row that was sent under this Message-ID (without <>), for a report of its failure.
 * ERR_NOT_FOUND. */
enum err mail_out_by_message_id(
    struct db *db, struct arena *arena, const char *message_id, struct mail_out *mail);

/* The newest first, in that state (0: all), those before `before` (0: from the newest). Without
 * parameters and raw. */
struct mail_out_page {
	struct mail_out *rows;
	size_t count;
	bool has_more;
};
enum err mail_out_list(struct db *db, struct arena *arena, enum job_state state, int64_t before,
    size_t limit, struct mail_out_page *page);

/* Staff's hand; each leaves an event. ERR_CONFLICT: see job_again and job_discard; a secret message
 * that was sent is forgotten and can't be sent again. */
enum err mail_out_again(struct db *db, int64_t id, int64_t actor_id);
enum err mail_out_discard(struct db *db, int64_t id, int64_t actor_id);

/* The same for all that failed, at most 1,000 of them; *count tells. */
enum err mail_out_again_failed(struct db *db, int64_t actor_id, int64_t *count);
enum err mail_out_discard_failed(struct db *db, int64_t actor_id, int64_t *count);

/* After a backup was restored: what waits fails until staff have looked at it, as most of it was
 * sent since. OK also where the backup knows no such table. */
enum err mail_out_hold(struct db *db, struct arena *arena, int64_t *count);

/* --- Addresses that take no mail: nothing is sent there until staff clear them. */

/* The order is that of the ENUM in the table. */
enum mail_mark_kind { MAIL_MARK_REFUSED = 1, MAIL_MARK_BOUNCED };

struct mail_mark {
	const char *address, *reason;
	enum mail_mark_kind kind;
	int64_t mail_out_id; /* 0: not kept any more */
	timestamp at;
};

/* Marks it, or brings its mark up to date. `mail_out_id` 0: not known. */
enum err mail_mark(struct db *db, const char *address, enum mail_mark_kind kind, const char *reason,
    int64_t mail_out_id);
/* *marked tells whether it is; then *mark is filled. */
enum err mail_mark_get(
    struct db *db, struct arena *arena, const char *address, bool *marked, struct mail_mark *mark);
/* The newest first, at most `limit`. */
enum err mail_mark_list(
    struct db *db, struct arena *arena, size_t limit, struct mail_mark **marks, size_t *count);
/* ERR_NOT_FOUND. Leaves an event. */
enum err mail_mark_clear(struct db *db, const char *address, int64_t actor_id);

/* --- For the daemon. */

struct mail_composed {
	const char *message_id, *subject, *raw;
	size_t raw_length;
	bool is_automatic;
};
/* What composing gave is kept, all in one transaction; composed[i] NULL: nothing new. ours[i] is
 * false where the row isn't ours any more. */
enum err mail_out_composed(struct db *db, const struct job *jobs,
    const struct mail_composed *const *composed, bool *ours, size_t count);

/* All of these were sent: recorded in one transaction, secrets are forgotten. What isn't ours any
 * more is passed over; *lost counts it. */
enum err mail_out_sent(struct db *db, const struct job *jobs, size_t count, size_t *lost);

/* How many automatic messages that address was sent since then, and the first of them. */
enum err mail_out_recent(struct db *db, struct arena *arena, const char *address, timestamp since,
    int64_t *count, timestamp *first);

/* Forgets what was sent or dropped before then, at most 1,000 rows; *deleted tells. */
enum err mail_out_sweep(struct db *db, timestamp before, int64_t *deleted);

#endif
