/*
 * incident_change.h: the inside of a change to an incident; only for lib/model.
 */
#ifndef DOCKET_MODEL_INCIDENT_CHANGE_H
#define DOCKET_MODEL_INCIDENT_CHANGE_H

#include "model/incident.h"

struct incident_change {
	struct db *db;
	struct arena *arena;
	int64_t actor_id; /* 0: the clock */
	timestamp now;
	struct incident before; /* without names, updates and components */
};

/* Locks and reads it. version 0: whatever it is by now; ERR_CONFLICT, ERR_NOT_FOUND. */
enum err incident_change_begin(struct incident_change *change, struct db *db, struct arena *arena,
    int64_t actor_id, int64_t id, int64_t version);

/* One event; nothing when both are the same. NULL is "". */
enum err incident_change_note(
    const struct incident_change *change, const char *kind, const char *before, const char *after);

/* Writes state, impact and times, raises the version. */
enum err incident_change_write(const struct incident_change *change, const struct incident *after);

/* An update; body may be "". `once_hash` NULL: none. */
enum err incident_change_say(const struct incident_change *change, enum incident_state state,
    const char *body, const char *html, const unsigned char *once_hash, int64_t *update_id);

/* Makes components and their spans of outage what they are from `from` on. parts NULL: the
 * components stay as they are; when it is no longer open its spans end. ERR_INPUT: unknown. */
enum err incident_change_parts(const struct incident_change *change, bool is_open,
    const struct incident_part *parts, size_t count, timestamp from);

/* Who waits to hear of an update is told: mails and webhooks get rows in their queues. */
enum err incident_change_tell(const struct incident_change *change, int64_t update_id);

#endif
