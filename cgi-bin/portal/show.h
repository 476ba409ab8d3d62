/*
 * show.h: pieces of the data set that several pages of the portal fill alike.
 */
#ifndef DOCKET_PORTAL_SHOW_H
#define DOCKET_PORTAL_SHOW_H

#include "model/ticket.h"
#include "model/ticket_list.h"
#include "web/context.h"

/* Status.Code, .Name, .Class; to clients "Waiting for you" instead of "Waiting for client". */
void show_status(const struct context *context, struct data *node, int64_t status_id);

/* Type, Icon. */
void show_type(struct data *node, int64_t type_id);

/* A ticket of a list: Number, Subject, Type, Icon, Status.*, Responsible, Author, Created.*,
 * Updated.*, Due.*, Done.*, Rating, MayRate. */
void show_line(const struct context *context, struct data *node, const struct ticket_line *line);

/* Where it stands, as parcel trackers show it: Tracker.N.Name, .State ("done", "now", "next",
 * "stopped"), .Current, .Done, .Who, .Note, .At.*, .Due.*. Names and rating are left out unless
 * `for_participants`. */
void show_tracker(struct context *context, const struct ticket *ticket, bool for_participants);

/* Limits.File, .FileBytes: for the macro upload_area. */
void show_limits(struct context *context);

#endif
