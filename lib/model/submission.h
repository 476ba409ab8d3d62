/*
 * submission.h: a form that is sent twice (a double click, a reload, a lost answer) counts once.
 * One that says something else is another: who goes back in the browser and writes more finds the
 * key of before in the form.
 */
#ifndef DOCKET_MODEL_SUBMISSION_H
#define DOCKET_MODEL_SUBMISSION_H

#include <stdbool.h>

#include "base/crypto.h"
#include "db/db.h"

struct submission {
	int64_t account_id; /* who sends it */
	const char *once;   /* the form's one-time key */
	const char *fields; /* what it says, but for its text: "reply 2" */
	const char *text;   /* or NULL */
};

/* The stored form of the key, bound to who sends it and to what is said. */
enum err submission_hash(
    const struct submission *submission, unsigned char hash[static SHA256_SIZE]);

/* *ticket_id of an earlier sending, or 0. */
enum err submission_find(
    struct db *db, struct arena *arena, const unsigned char *hash, int64_t *ticket_id);

/* Notes it, inside the transaction. ERR_CONFLICT: noted by another that was quicker. */
enum err submission_add(struct db *db, const unsigned char *hash, int64_t ticket_id);

/* Deletes what is older than a week, at most 1,000 rows. */
enum err submission_sweep(struct db *db);

#endif
