/*
 * work.h: what staff typed on a ticket's page.
 *
 * The page is one form with a button for each thing that can be done, so that whatever is done,
 * all that was typed arrives, and what was not used is shown again.
 *
 * Each property (status, team …) travels with what it was when the page was made ("was_status"):
 * only what a person changed is written. So the second of two colleagues never undoes the first
 * one's change by sending a page that is older.
 */
#ifndef DOCKET_DESK_WORK_H
#define DOCKET_DESK_WORK_H

#include "model/ticket.h"
#include "model/ticket_change.h"
#include "web/input.h"
#include "web/uploads.h"

enum property { TYPE, STATUS, PRIORITY, RESPONSIBLE, TEAM, CATEGORY, DUE, PROPERTIES };

/* The inputs beside the properties. */
enum work_input {
	WORK_VERSION,
	WORK_ONCE,
	WORK_BODY,
	WORK_KIND,
	WORK_THEN,
	WORK_AUDIENCE,
	WORK_INPUTS
};

struct work {
	int64_t ticket_id;
	struct input_value properties[PROPERTIES];
	bool touched[PROPERTIES]; /* differs from what it was */
	struct input_value values[WORK_INPUTS];
	bool good; /* no input is wrong */
	struct uploads uploads;
	enum err uploads_err; /* OK, or ERR_LIMIT: some were left out */
	const char *problem;  /* what is wrong as a whole, translated; NULL for nothing */
	bool conflict;	      /* somebody changed the ticket since the page was made */
	bool is_draft;	      /* nothing is wrong: it was not asked to be sent yet */
};

/* Reads the form and keeps its files. ERR_NOT_FOUND: no ticket has such a number. */
enum err work_read(struct context *context, struct work *work);

/* The edit that sets what was touched; writing and kind are the caller's. */
struct ticket_edit work_edit(const struct work *work);

/* Something is typed that only reply or solve would use. */
bool work_has_draft(const struct work *work);
bool work_has_touched(const struct work *work);

/* Fills the inputs of the ticket's page: what is now, and over it what was typed (may be NULL). */
enum err work_fill(struct context *context, const struct ticket *ticket, const struct work *work);

/* What may be chosen, below Choices. */
enum err choices_fill(struct context *context, const struct ticket *ticket);

#endif
