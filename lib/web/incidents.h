/*
 * incidents.h: incidents in pages: what templates are given of one, and the banner on every page
 * while something is wrong.
 */
#ifndef DOCKET_WEB_INCIDENTS_H
#define DOCKET_WEB_INCIDENTS_H

#include "model/incident.h"
#include "web/context.h"

/* "/status/12-mail-is-late"; "/desk/status/12". NULL: no memory. */
const char *incident_path(const struct context *context, int64_t id, const char *title);
const char *incident_desk_path(const struct context *context, int64_t id);

/* Id, Path, Desk (for staff), Title, Kind ("incident", "maintenance"), Open, State.Code, .Name,
 * Impact.Code, .Name, Audience (for staff, where it is not for everybody), Begins.*, Ends.*,
 * Lasted (a span), Updated.*, Affected, Tickets (for staff); Parts.N.Name, .State.Code,
 * .State.Name; Updates.N.State.*, .At.*, .Author (for staff), .Trusted.Html */
void incident_fill(struct context *context, struct data *item, const struct incident *incident);

/* NODE.Code and .Name. */
void incident_state_fill(struct data *node, enum incident_state state);
void component_state_fill(struct data *node, enum component_state state);

/* Is anything open, be it for this viewer or not? Known to two seconds; false where nothing can be
 * asked. Spares pages their questions while all is well. */
bool incidents_any(struct context *context);

/* Incidents.N.Title, .Path, .AffectedPath, .State.*, .Begins.*: open incidents, for who is about to
 * write of one; at most three, the worst first. */
enum err incidents_offer(struct context *context);

/* TiedTo.N.Title, .Path, .Desk, .Open, .State.*: incidents of a ticket that the viewer sees, while
 * anything is open. */
enum err incidents_of_ticket(struct context *context, int64_t ticket_id);

/* Banner.Title, .Path, .Kind, .Impact.Code and .More ("2": so many others) on the page, where
 * something is open that the viewer may see. Asks the database once in two seconds while nothing is
 * open, else once a page; whatever fails leaves the page without it. */
void incidents_banner(struct context *context);

#endif
