/*
 * submission.h: a form that is sent twice (a double click, a reload, a lost answer) counts once.
 */
#ifndef DOCKET_MODEL_SUBMISSION_H
#define DOCKET_MODEL_SUBMISSION_H

#include <stdbool.h>

#include "base/crypto.h"
#include "db/db.h"

/* The stored form of a form's one-time key, bound to who sends it. */
enum err submission_hash(
    int64_t account_id, const char *once, unsigned char hash[static SHA256_SIZE]);

/* *ticket_id of an earlier sending, or 0. */
enum err submission_find(
    struct db *db, struct arena *arena, const unsigned char *hash, int64_t *ticket_id);

/* Notes it, inside the transaction. ERR_CONFLICT: noted by another that was quicker. */
enum err submission_add(struct db *db, const unsigned char *hash, int64_t ticket_id);

/* Deletes what is older than a week, at most 1,000 rows. */
enum err submission_sweep(struct db *db);

#endif
