/*
 * incident.h: what is or was wrong with the service, and work on it that is planned: reading and
 * changing.
 *
 * Incidents and maintenance are one thing with two kinds: both have a title, components, an
 * audience, updates, and tickets that hang on them. Each change writes an event, and what follows
 * from it (mails, webhooks, answers to tickets) into its queue, in one transaction.
 */
#ifndef DOCKET_MODEL_INCIDENT_H
#define DOCKET_MODEL_INCIDENT_H

#include "model/component.h"
#include "model/ticket_list.h"

/* The order is that of the ENUMs in the tables. */
enum incident_kind { INCIDENT_INCIDENT = 1, INCIDENT_MAINTENANCE };
enum incident_impact { IMPACT_NONE = 1, IMPACT_MINOR, IMPACT_MAJOR, IMPACT_CRITICAL };
enum incident_state {
	INCIDENT_SCHEDULED = 1, /* of maintenance, as the next three */
	INCIDENT_IN_PROGRESS,
	INCIDENT_COMPLETED,
	INCIDENT_CANCELLED,
	INCIDENT_INVESTIGATING, /* of incidents, as the rest */
	INCIDENT_IDENTIFIED,
	INCIDENT_MONITORING,
	INCIDENT_RESOLVED,
};

enum { INCIDENT_TITLE = 200, INCIDENT_BODY = 20000, INCIDENT_COMPONENTS = 100 };
/* (characters) */

struct incident_update {
	int64_t id;
	enum incident_state state;
	const char *body, *html; /* Markdown; safe HTML, "" where the clock wrote it */
	const char *author;	 /* for staff; "": the clock */
	timestamp at;
};

struct incident_part {
	int64_t component_id;
	const char *name; /* when read */
	enum component_state state;
};

struct incident {
	int64_t id, version;
	enum incident_kind kind;
	enum incident_impact impact;
	enum incident_state state;
	bool is_open; /* going on now */
	enum article_audience audience;
	int64_t organisation_id;
	const char *title, *organisation;
	timestamp begins_at, ends_at; /* ends_at: TIMESTAMP_NONE while nobody knows */
	timestamp created_at, updated_at;
	int64_t affected, tickets;	 /* people who said "me too"; tickets tied to it */
	struct incident_update *updates; /* newest first */
	size_t update_count;
	struct incident_part *parts; /* those of its components that the viewer may see */
	size_t part_count;
};

const char *incident_kind_code(enum incident_kind kind);
enum incident_kind incident_kind_named(const char *code); /* 0 for others; so the next two */
const char *incident_impact_code(enum incident_impact impact);
enum incident_impact incident_impact_named(const char *code);
const char *incident_state_code(enum incident_state state);
enum incident_state incident_state_named(const char *code);

/* May an update set that state? The same one again says how it goes on. */
bool incident_state_allowed(enum incident_state from, enum incident_state to);
bool incident_state_is_open(enum incident_state state);

/* --- Reading: each with updates and components, as far as the viewer may see them. */

/* What goes on now, incidents first, newest first; at most 50. */
enum err incident_list_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident **incidents, size_t *count);
/* Maintenance that is planned, the next first; at most 50. */
enum err incident_list_planned(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident **incidents, size_t *count);
/* All that began in that time and is not just planned, newest first; at most 200. */
enum err incident_list_between(struct db *db, struct arena *arena, const struct viewer *viewer,
    timestamp from, timestamp before, struct incident **incidents, size_t *count);
/* Last changed first, of all components or one (0: all), after the cursor (over updated_at and id);
 * for feeds. limit at most 100. */
enum err incident_list_changed(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t component_id, struct cursor after, size_t limit, struct incident **incidents,
    size_t *count);
/* When maintenance lies within a span, by its begin, cancelled ones too; for calendars. At most
 * 500. */
enum err incident_list_calendar(struct db *db, struct arena *arena, const struct viewer *viewer,
    timestamp from, timestamp before, struct incident **incidents, size_t *count);

/* ERR_NOT_FOUND unless the viewer may see it. */
enum err incident_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct incident *incident);

/* The least a banner needs: what is open and touches the viewer, the worst first. *count is how
 * many there are in all; `first` is filled without updates and components where *count > 0. */
enum err incident_banner(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct incident *first, size_t *count);

/* --- Changing: staff. ERR_DENIED for others. */

struct incident_new {
	enum incident_kind kind;
	const char *title, *body; /* body: the first update, Markdown */
	enum incident_impact impact;
	enum incident_state state; /* of incidents; maintenance begins scheduled */
	enum article_audience audience;
	int64_t organisation_id;
	timestamp begins_at, ends_at; /* incidents: TIMESTAMP_NONE is now; NONE */
	const struct incident_part *parts;
	size_t part_count;
	const char *once; /* the form's one-time key, or NULL */
};
/* A form sent twice gives the first one's id again. ERR_INPUT: no title or first update, an end
 * before its begin, unknown components. */
enum err incident_open(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident_new *new, int64_t *id);

struct incident_post {
	int64_t id, version; /* version 0: whatever it is by now */
	enum incident_state state;
	enum incident_impact impact; /* 0: as it is */
	const char *body;
	const struct incident_part *parts; /* NULL: as they are */
	size_t part_count;
	bool answers;	       /* the update goes to all tied tickets that are open, too */
	const int64_t *solves; /* tied tickets that it solves */
	size_t solve_count;
	const char *once;
};
/* Posts an update: says how it goes on, resolves, completes, cancels. *update_id is the new
 * update's, or that of the same form sent before. ERR_CONFLICT: somebody changed it since. */
enum err incident_update(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct incident_post *post, int64_t *update_id);

/* Maintenance that has not begun gets another time. `body` may be empty. */
enum err incident_reschedule(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t id, int64_t version, timestamp begins_at, timestamp ends_at, const char *body);

/* Title, audience. */
enum err incident_edit(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    int64_t version, const char *title, enum article_audience audience, int64_t organisation_id);

/* For the clock: maintenance begins and ends when its time has come; at most 100 each. */
enum err incident_run_schedule(struct db *db, struct arena *arena, int64_t *changed);

#endif
