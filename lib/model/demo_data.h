/*
 * demo_data.h: what the demo is made of; only for the files of the demo.
 */
#ifndef DOCKET_MODEL_DEMO_DATA_H
#define DOCKET_MODEL_DEMO_DATA_H

#include <stddef.h>

#include "db/db.h"
#include "model/ticket.h"
#include "model/viewer.h"

enum demo_person {
	NOBODY,
	KARI,
	LARS,
	PRIYA,
	JAMES,
	MARTA,
	IGOR,
	ANNA,
	DANIEL,
	MAJA,
	DEMO_PEOPLE,
};

enum demo_act {
	ACT_END,
	ACT_REPLY,   /* a client or a member of staff writes `text` */
	ACT_NOTE,    /* a note for staff */
	ACT_SOLVE,   /* a solution; `number` is the audience */
	ACT_STATUS,  /* the status of the code `text` */
	ACT_ASSIGN,  /* `number` is the person who has it from now on */
	ACT_TEAM,    /* the team called `text` */
	ACT_URGENCY, /* the priority `number` */
	ACT_DUE,     /* due `number` hours after the step */
	ACT_RATE,    /* `number` stars, with `text` */
	ACT_CONFIRM,
	ACT_CONTEST,
};

enum { DEMO_STEPS = 10, DEMO_ANSWERS = 5 };

/* Times are minutes before now. */
#define DEMO_DAYS(days, minutes) ((days)*1440 + (minutes))

struct demo_step {
	enum demo_act act;
	enum demo_person who;
	int ago;
	const char *text;
	int64_t number;
};

struct demo_ticket {
	const char *ref; /* by which it is known when the demo is loaded again */
	const char *form, *category, *language;
	enum demo_person client;
	int ago;
	const char *subject, *body;
	struct {
		const char *field, *value;
	} answers[DEMO_ANSWERS];
	struct demo_step steps[DEMO_STEPS];
};

extern const struct demo_ticket *const DEMO_TICKETS[]; /* ended by NULL */

/* Tells a ticket's story, unless it was told before; *added counts it. */
enum err demo_story(struct db *db, struct arena *arena, const struct viewer people[DEMO_PEOPLE],
    const struct demo_ticket *ticket, int *added);

/* Archived tickets for the public; *added counts the new ones. */
enum err demo_archive(struct db *db, struct arena *arena, int *added);

#endif
