/*
 * status_words.h: how states of components and incidents are called. In English, marked for
 * translation.
 */
#ifndef DOCKET_VIEW_STATUS_WORDS_H
#define DOCKET_VIEW_STATUS_WORDS_H

#include "model/incident.h"

const char *status_component_words(enum component_state state); /* "Partial outage" */
const char *status_state_words(enum incident_state state);	/* "Investigating" */
const char *status_impact_words(enum incident_impact impact);	/* "Major impact" */
/* What a page says of everything, by the worst of it: "All systems work." */
const char *status_summary_words(enum component_state worst);

#endif
