/*
 * event.h: every change leaves a row in `event`, written in the transaction of the change. It is
 * the audit log and a ticket's timeline.
 */
#ifndef DOCKET_MODEL_EVENT_H
#define DOCKET_MODEL_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"
#include "model/viewer.h"

/* The order is that of the ENUM in the table. */
enum event_about {
	ABOUT_TICKET = 1,
	ABOUT_ACCOUNT,
	ABOUT_ORGANISATION,
	ABOUT_TEAM,
	ABOUT_INSTANCE,
	ABOUT_ARTICLE,
	ABOUT_COMPONENT,
	ABOUT_INCIDENT,
	ABOUT_WEBHOOK,
};

struct event {
	enum event_about about;
	int64_t about_id;
	int64_t version;   /* of the ticket or article after the change; 0 elsewhere */
	const char *kind;  /* "created", "status", "responsible"… */
	int64_t actor_id;  /* 0: the program itself */
	const char *actor; /* name, when read */
	enum { ACTOR_PROGRAM, ACTOR_CLIENT, ACTOR_STAFF } actor_side; /* when read */
	int64_t message_id;					      /* 0: none */
	const char *before, *after;				      /* may be NULL */
	timestamp at;
};

enum err event_add(struct db *db, const struct event *event);

/* The events of a ticket after `version`, oldest first, at most 500. */
enum err event_list(struct db *db, struct arena *arena, int64_t ticket_id, int64_t version,
    struct event **events, size_t *count);

/* Those of an article, newest first, at most 200; staff. */
enum err event_list_article(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t article_id, struct event **events, size_t *count);

#endif
