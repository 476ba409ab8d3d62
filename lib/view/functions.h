/*
 * functions.h: the functions that templates call (tr, tr1, tr2, trn), for lib/view.
 *
 * Their results are plain text and escaped like any value. What language they speak follows from
 * the set being rendered: one at a time in a process.
 */
#ifndef DOCKET_VIEW_FUNCTIONS_H
#define DOCKET_VIEW_FUNCTIONS_H

#include <ClearSilver.h>

struct set;

NEOERR *functions_register(CSPARSE *parse);

void functions_begin(struct set *set);
void functions_end(void);

#endif
