/*
 * incident_ticket.h: tickets that an incident caused, people who say that it touches them too, and
 * updates that answer many tickets at once.
 */
#ifndef DOCKET_MODEL_INCIDENT_TICKET_H
#define DOCKET_MODEL_INCIDENT_TICKET_H

#include "model/incident.h"

/* "This affects me too": counted once an account, and told of each update from then on. *counted:
 * it was not counted before. ERR_NOT_FOUND unless the viewer may see it, ERR_INPUT when it is over,
 * ERR_DENIED for nobody. */
enum err incident_affects(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool *counted);
enum err incident_is_affected(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id, bool *affected);

struct incident_ticket {
	int64_t ticket_id, status_id;
	const char *subject, *contact; /* contact: a name, or "" */
	timestamp created_at;
	bool is_open;
	bool waits;	   /* an update is on its way to it */
	const char *error; /* why the last answer could not be given, or "" */
};
/* Tickets tied to it, oldest first, at most 500; staff. */
enum err incident_tickets(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, struct incident_ticket **tickets, size_t *count);
/* Ties and unties; staff. Said twice counts once. ERR_NOT_FOUND: no such ticket or incident. */
enum err incident_tie(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t ticket_id, bool tied);
/* Open tickets that are probably about it, the most alike first, at most 12; staff: by the words of
 * both, by the categories of its components, and by the time. */
enum err incident_suggest(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident *incident, struct incident_ticket **tickets, size_t *count);

/* Incidents that a ticket is tied to, newest first, at most 5, without updates and components. The
 * viewer sees the ticket. */
enum err incident_of_ticket(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t ticket_id, struct incident **incidents, size_t *count);

/* Gives answers that are due, each in a transaction of its own, at most `most`: those of one update
 * (update_id), or any (0). What fails comes again later, at most ten times. An answer is never
 * given twice: its one-time key is that of the update. *given tells how many. `site` as in struct
 * writing. */
enum err incident_answer_due(struct db *db, struct arena *arena, int64_t update_id, size_t most,
    const char *site, int64_t *given);

#endif
