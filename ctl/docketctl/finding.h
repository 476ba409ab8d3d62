/*
 * finding.h: what the commands search and similar share.
 */
#ifndef DOCKET_CTL_FINDING_H
#define DOCKET_CTL_FINDING_H

#include "ctl.h"
#include "search/search.h"

/* Completes the query by the options --json, --limit and --as, asks, prints a line a hit, best
 * first: an object with --json, else for people. Returns the exit status. */
int finding_print(struct ctl *ctl, const struct arguments *arguments, struct search_query *query);

#endif
