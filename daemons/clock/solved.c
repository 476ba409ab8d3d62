#include "clock.h"

#include "base/log.h"
#include "model/catalogue.h"
#include "model/overdue.h"
#include "model/ticket_change.h"

enum { DAYS_DEFAULT = 14, DAYS_MOST = 3660 };

/* Whoever changed it meanwhile is right: it is looked at again when its time has come. */
static enum err close_one(struct clock *clock, int64_t id)
{
	enum err err = ticket_close_solved(clock->db, clock->arena, id);

	return err == ERR_CONFLICT || err == ERR_NOT_FOUND ? OK : err;
}

static enum err close_in_status(
    struct clock *clock, const struct status *status, timestamp before, struct cursor *from)
{
	int64_t ids[OVERDUE_MOST];
	struct cursor reached = *from;
	size_t count;

	TRY(overdue_list(clock->db, clock->arena, status->id, before, &reached, ids, &count));
	for (size_t i = 0; i < count; i++)
		TRY(close_one(clock, ids[i]));
	*from = reached; /* only now: after an error the same tickets are tried again */
	if (count)
		log_info("closed %zu tickets that stayed %s", count, status->code);
	return OK;
}

enum err clock_close_solved(struct clock *clock)
{
	int64_t days =
	    settings_int(clock->settings, "ticket.close_days", 0, DAYS_MOST, DAYS_DEFAULT);
	timestamp before = timestamp_now() - days * TIMESTAMP_DAY;
	const struct status *statuses;
	size_t count, solved = 0;

	if (!days)
		return OK;
	TRY(catalogue_ready(clock->db));
	count = catalogue_statuses(&statuses);
	for (size_t i = 0; i < count && solved < CLOCK_STATUSES; i++)
		if (statuses[i].class == CLASS_SOLVED)
			TRY(close_in_status(clock, &statuses[i], before, &clock->solved[solved++]));
	return OK;
}
