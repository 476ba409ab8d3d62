/*
 * status.h: the service status on the desk: incidents, maintenance, components.
 */
#ifndef DOCKET_DESK_STATUS_H
#define DOCKET_DESK_STATUS_H

#include "model/incident_ticket.h"
#include "web/input.h"

/* --- Pages. */

enum err status_list_show(struct context *context);
enum err status_new_show(struct context *context);
enum err status_new_post(struct context *context);
enum err status_incident_show(struct context *context);
enum err status_update_post(struct context *context);
enum err status_move_post(struct context *context);
enum err status_edit_post(struct context *context);
enum err status_tie_post(struct context *context);
enum err status_untie_post(struct context *context);
enum err status_setup_show(struct context *context);
enum err status_component_post(struct context *context);
enum err status_component_remove_post(struct context *context);
enum err status_group_post(struct context *context);
enum err status_webhooks_show(struct context *context);
enum err status_webhook_post(struct context *context);
enum err status_webhook_change_post(struct context *context);
enum err status_call_again_post(struct context *context);

/* --- What they share. */

/* The number in the address. ERR_NOT_FOUND. */
enum err status_read_id(const struct context *context, int64_t *id);

/* Components that the form says are touched: inputs "component-12", with the code of a state or "".
 * ERR_INPUT for anything else. *given: there was such an input at all. */
enum err status_read_parts(struct context *context, const struct component *components,
    size_t component_count, struct incident_part **parts, size_t *count, bool *given);

/* Components.N.Id, .Name, .Group, .Input ("component-12") and .Value: what the form says, or, where
 * it says nothing, what `parts` say. */
void status_fill_parts(struct context *context, const struct component *components,
    size_t component_count, const struct incident_part *parts, size_t count);

/* Choices.Audiences, Choices.Organisations, Choices.Impacts, Choices.Works (states of components)
 * and Choices.States: those that may follow `from` (0: those to begin with). */
enum err status_fill_choices(struct context *context, enum incident_state from);

/* The incident's page as it is now, with what was typed into the form `values` and could not be
 * taken: its inputs are filled already, and `problem` says why. */
enum err status_incident_page(struct context *context, int64_t id, const char *problem, int status);

#endif
