/*
 * tracker.c: where a ticket stands, as parcel trackers show a parcel.
 */
#include "base/message.h"
#include "show.h"
#include "web/page.h"
#include "web/people.h"

enum { RECEIVED, TAKEN_UP, IN_PROGRESS, SOLVED, RATED, STEPS };

struct step {
	const char *name; /* English */
	timestamp at;	  /* reached; TIMESTAMP_NONE: not, or unknown when */
	bool is_reached;
};

/* A step counts as reached when a later one is: a ticket may be solved straight away. */
static unsigned reach(struct step steps[static STEPS])
{
	unsigned last = RECEIVED;

	for (unsigned i = RECEIVED; i <= RATED; i++)
		if (steps[i].is_reached)
			last = i;
	for (unsigned i = RECEIVED; i < last; i++)
		steps[i].is_reached = true;
	return last;
}

static const char *waiting_note(enum status_class class)
{
	if (class == CLASS_WAITING_CLIENT)
		return TR("waiting for your answer");
	return class == CLASS_WAITING_OTHER ? TR("waiting for somebody else") : NULL;
}

static struct data *add(struct data *page, const char *name, const char *state, timestamp at)
{
	struct data *item = data_item(page, "Tracker");

	data_tr(item, "Name", name);
	data_text(item, "State", state);
	data_time(item, "At", at);
	return item;
}

/* Said no: received, perhaps taken up, and stopped. */
static void show_rejected(struct context *context, const struct ticket *ticket, bool names)
{
	struct data *page = page_data(context), *item;

	add(page, TR("Received"), "done", ticket->created_at);
	if (ticket->accepted_at != TIMESTAMP_NONE) {
		item = add(page, TR("Taken up"), "done", ticket->accepted_at);
		if (names)
			data_text(item, "Who", person_staff(context, ticket->responsible));
	}
	item = add(page, TR("Rejected"), "stopped", ticket->closed_at);
	data_flag(item, "Current", true);
}

void show_tracker(struct context *context, const struct ticket *ticket, bool for_participants)
{
	const struct status *status = status_by_id(ticket->status_id);
	enum status_class class = status ? status->class : CLASS_NEW;
	bool is_done = class_is_archived(class),
	     is_own = ticket->contact_id && ticket->contact_id == context->viewer.account_id;
	struct step steps[STEPS] = {
	    [RECEIVED] = {TR("Received"), ticket->created_at, true},
	    [TAKEN_UP] = {TR("Taken up"), ticket->accepted_at, class != CLASS_NEW},
	    [IN_PROGRESS] = {TR("In progress"), ticket->started_at,
		ticket->started_at != TIMESTAMP_NONE || class == CLASS_WAITING_CLIENT ||
		    class == CLASS_WAITING_OTHER},
	    [SOLVED] = {TR("Solved"), is_done ? ticket->solved_at : TIMESTAMP_NONE, is_done},
	    [RATED] = {is_own ? TR("Your rating") : TR("Rating"), ticket->rated_at,
		is_done && ticket->rating > 0},
	};
	unsigned last = reach(steps);
	unsigned count = for_participants && (is_own || ticket->rating) ? STEPS : RATED;

	if (class == CLASS_REJECTED) {
		show_rejected(context, ticket, for_participants);
		return;
	}
	for (unsigned i = 0; i < count; i++) {
		bool is_now = i == last && i == IN_PROGRESS;
		struct data *item = add(page_data(context), steps[i].name,
		    is_now		  ? "now"
		    : steps[i].is_reached ? "done"
					  : "next",
		    steps[i].at);

		data_flag(item, "Current", i == last);
		if (i == TAKEN_UP && for_participants)
			data_text(item, "Who", person_staff(context, ticket->responsible));
		if (is_now && waiting_note(class))
			data_tr(item, "Note", waiting_note(class));
		if (i == SOLVED && !is_done)
			data_time(item, "Due", ticket->due_at);
	}
}
