/*
 * document.h: a ticket or an article as the search index reads it.
 *
 * What is in a document is what its readers see on its page: subject and messages of an archived
 * ticket without notes, names and the form's other answers; a published article. Everything else
 * is ERR_NOT_FOUND: it does not belong into the index.
 */
#ifndef DOCKET_MODEL_DOCUMENT_H
#define DOCKET_MODEL_DOCUMENT_H

#include "db/db.h"
#include "model/index_queue.h"
#include "search/writer.h"

/* The document as it is now, all of it in the arena; its stamp is the row's version. What changes
 * while it is read is in index_queue again by then. ERR_NOT_FOUND: take it out of the index. */
enum err document_ticket(
    struct db *db, struct arena *arena, int64_t id, struct search_document *document);
enum err document_article(
    struct db *db, struct arena *arena, int64_t id, struct search_document *document);
enum err document_read(struct db *db, struct arena *arena, enum document_kind kind, int64_t id,
    struct search_document *document);

enum search_kind document_search_kind(enum document_kind kind);
enum document_kind document_kind_of(enum search_kind kind);

/* The next of those that belong into the index, by id, at most DOCUMENT_IDS behind `after`. */
enum { DOCUMENT_IDS = 500 };
enum err document_ids(struct db *db, struct arena *arena, enum document_kind kind, int64_t after,
    int64_t ids[static DOCUMENT_IDS], size_t *count);

/* How many there are of both kinds. */
enum err document_count(struct db *db, struct arena *arena, int64_t *count);

/* Calls `each` for every document that belongs into the index, by kind and id, with the version it
 * has now. The connection may not be used meanwhile. */
enum err document_each(struct db *db,
    enum err (*each)(void *context, enum search_kind kind, int64_t id, int64_t version),
    void *context);

#endif
