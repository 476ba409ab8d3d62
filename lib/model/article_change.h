/*
 * article_change.h: the inside of a change to an article; only for lib/model.
 *
 * begin locks the row and reads it; the caller writes and notes an event for each difference;
 * finish asks for the search index where readers may see it.
 */
#ifndef DOCKET_MODEL_ARTICLE_CHANGE_H
#define DOCKET_MODEL_ARTICLE_CHANGE_H

#include "model/article.h"

struct article_change {
	struct db *db;
	struct arena *arena;
	int64_t actor_id; /* 0: the program */
	timestamp now;
	int64_t version;       /* that the change makes: of its events */
	struct article before; /* without names and HTML */
	int notes;	       /* events so far: 0 means that nothing differs */
};

/* Inside a transaction. `version` 0: whatever it is by now; ERR_CONFLICT, ERR_NOT_FOUND. */
enum err article_change_begin(struct article_change *change, struct db *db, struct arena *arena,
    int64_t actor_id, int64_t id, int64_t version);

/* One event; nothing when both are the same. NULL is "". */
enum err article_change_note(
    struct article_change *change, const char *kind, const char *before, const char *after);

/* Files and related articles change beside the text: the version stays, so that who is writing can
 * still save. */
void article_change_beside(struct article_change *change);

/* Raises the version, and queues it for the search index when readers see it or `shown`. */
enum err article_change_finish(const struct article_change *change, bool shown);

#endif
