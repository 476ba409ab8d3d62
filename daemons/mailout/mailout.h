/*
 * mailout.h: sends what waits in mail_out.
 *
 * A round claims a group of rows, composes those that are new and keeps what was composed, then
 * sends one after the other over one connection, and records what the server took. Each step is
 * safe to be cut off: see journal.h for what is known of a process that was killed.
 */
#ifndef DOCKET_MAILOUT_MAILOUT_H
#define DOCKET_MAILOUT_MAILOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/settings.h"
#include "db/db.h"
#include "journal.h"
#include "letter/delivery.h"
#include "letter/letter.h"
#include "model/mail_out.h"

enum { MAILOUT_GROUP = 50 };

/* A claimed row on its way. */
struct parcel {
	struct job job;
	struct mail_out mail;
	const struct mail_composed *composed; /* what is new; NULL: it was composed before */
	const char *raw;		      /* NULL: it has been dealt with */
	size_t raw_length;
	bool counts; /* towards the limit of its address */
};

struct mailout {
	const struct settings *settings;
	struct db *db;
	struct arena *arena; /* of a group, emptied after it */
	struct letter_sender sender;
	struct delivery delivery;
	struct journal *journal;
	struct job_queue queue; /* MAIL_OUT, with this instance's pauses */
	int64_t hourly;		/* automatic messages to one address; 0: any number */
	bool (*stop)(void);
	const char *waiting; /* what it waits for, when last looked: so the log tells it once */

	/* What this process holds in the database: */
	struct job held[JOURNAL_JOBS]; /* claimed, with no outcome yet */
	struct job sent[JOURNAL_JOBS]; /* taken by the server, not recorded yet */
	size_t held_count, sent_count;
	bool returning; /* held: claimed by a process that was killed */
	timestamp lease_end;

	/* How the server fares: */
	unsigned troubles;    /* in a row */
	timestamp not_before; /* it is left alone until then */
	char trouble[SMTP_REPLY_MOST];
	int64_t total; /* sent by this process */
};

/* Opens all but the database, which connects at its first use; takes up what an earlier process
 * left. */
enum err mailout_open(struct mailout *mailout);
void mailout_close(struct mailout *mailout);

/* One group; *count tells how many rows were claimed. ERR_UNAVAILABLE: the database. While the
 * server is left alone nothing is claimed. */
enum err mailout_round(struct mailout *mailout, size_t *count);

/* Records what is not recorded yet and gives back what was claimed and not begun. */
enum err mailout_settle(struct mailout *mailout);

/* --- Inside a round. */

/* Makes a claimed row ready to be sent, or ends it: its address is marked, its kind has nothing to
 * say, it has to wait. `before` are those of the same group, not recorded yet. */
enum err mailout_prepare(struct mailout *mailout, const struct job *job,
    const struct parcel *before, size_t count, struct parcel *parcel);

/* Sends it and tells the database of anything but success. *go_on: the server can be asked for the
 * next one. */
enum err mailout_send(struct mailout *mailout, struct parcel *parcel, bool *go_on);

/* The job has an outcome. */
void mailout_forget(struct mailout *mailout, const struct job *job);

#endif
