/*
 * notify.h: who is told of a change, written to the mail queue in the transaction of the change.
 *
 * One statement finds the recipients: those whom the notification (notification.h) addresses, who
 * agreed (consent.h), may see the ticket (visibility.h) and didn't make the change themselves; each
 * address once. What the message says is composed later from the events of the ticket's version
 * that stands in the row (notice.h); by then everything is checked again.
 */
#ifndef DOCKET_MODEL_NOTIFY_H
#define DOCKET_MODEL_NOTIFY_H

#include "db/db.h"
#include "model/notification.h"

struct settings;

/* Kinds of mail that this writes: see daemons/mailout/kinds.c. */
#define NOTICE_KIND	     "notice"
#define ACKNOWLEDGEMENT_KIND "acknowledgement"

/* Reads mail.gather_seconds, once at the start of a program that changes tickets. Without it a
 * minute is taken. */
void notify_prepare(const struct settings *settings);

/* Nobody is told of what follows, until it is taken back: for imports and the demo. */
void notify_silence(bool silent);

struct notify_change {
	int64_t ticket_id, version;
	int64_t actor_id; /* 0: the program */
	enum notify_moment moment;
	int64_t contact_id, organisation_id, team_id, responsible_id;
	int64_t responsible_before; /* who had it until now is told, too */
	int64_t linked_contact_id;  /* a contact who is new to the ticket: for them it is created */
	bool for_clients;	    /* clients may see something of it; else staff alone is told */
	bool is_message;	    /* with a public message or solution: followers are told */
};

/* Inside the transaction of the change. */
enum err notify_change(struct db *db, const struct notify_change *change);

/* What notify_change wrote into a row of the queue. */
enum { NOTIFY_VERSIONS = 100 };
struct notify_row {
	int64_t versions[NOTIFY_VERSIONS]; /* of the ticket, after each change to be told */
	size_t count;
	enum notify_why why; /* the first reason */
	enum notify_party party;
	int64_t organisation_id; /* 0: it goes to a person */
};
/* From mail_out.parameters. False where they are not ours. */
bool notify_row_read(const char *parameters, struct notify_row *row);

/* The Message-IDs of what went to and fro between us and that address about the ticket, the oldest
 * first, at most 10 of the last; of a stranger's mail with that key where it isn't 0. They are as
 * they were sent to us: some may be no ids at all. */
enum err notify_thread(struct db *db, struct arena *arena, int64_t ticket_id, const char *address,
    int64_t mail_in_id, const char ***ids, size_t *count);

/* The mail that a row of the kind "stranger" answers, or 0. */
int64_t notify_stranger_mail(const char *parameters);

/* The acknowledgement to an address that nobody knows: it carries the number and nothing that was
 * written. One of the two: the ticket, or what waits for staff to decide on it (mail_in). Inside
 * the transaction. */
enum err notify_stranger(struct db *db, const char *address, const char *language,
    int64_t ticket_id, int64_t mail_in_id);

#endif
