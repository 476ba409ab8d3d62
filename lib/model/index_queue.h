/*
 * index_queue.h: what the search index has to read anew.
 *
 * A row is written in the transaction of the change, one a document however often it changes, and
 * deleted only as it was read: a change that comes meanwhile stays. The indexer claims rows with a
 * lease; what fails comes again later, and after INDEX_ATTEMPTS waits for staff.
 */
#ifndef DOCKET_MODEL_INDEX_QUEUE_H
#define DOCKET_MODEL_INDEX_QUEUE_H

#include <stddef.h>

#include "db/db.h"

/* The order is that of the ENUM in the table. */
enum document_kind { DOCUMENT_TICKET = 1, DOCUMENT_ARTICLE };

enum { INDEX_ATTEMPTS = 10 };

struct index_entry {
	enum document_kind kind;
	int64_t id, version;
};

/* Inside the transaction of the change. */
enum err index_queue_add(struct db *db, enum document_kind kind, int64_t id);

/* For what changes a document's rank a little, and often: it is read once in INDEX_LATER_MINUTES
 * however often that happens. */
enum { INDEX_LATER_MINUTES = 3 };
enum err index_queue_add_later(struct db *db, enum document_kind kind, int64_t id);

/* Up to `most` rows that are due, oldest first; nobody else gets them for `lease` microseconds. */
enum err index_queue_claim(struct db *db, struct arena *arena, size_t most, int64_t lease,
    struct index_entry **entries, size_t *count);

/* Ends all leases: for a process that knows that no other one works on the queue. */
enum err index_queue_release(struct db *db);

/* The document is in the index (or out of it) as it was when claimed. */
enum err index_queue_done(struct db *db, const struct index_entry *entry);

/* It could not be read: comes again after a pause that doubles each time, up to an hour. */
enum err index_queue_failed(struct db *db, const struct index_entry *entry, const char *why);

/* *waiting rows in all, *failed of them for good, *oldest when the first became due
 * (TIMESTAMP_NONE: none). */
enum err index_queue_state(
    struct db *db, struct arena *arena, int64_t *waiting, int64_t *failed, timestamp *oldest);

#endif
