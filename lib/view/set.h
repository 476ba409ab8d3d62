/*
 * set.h: the inside of a data set, for lib/view alone.
 *
 * ClearSilver reads a tree of HDF nodes. Ours are carved from the request's arena and linked by
 * hand: three allocations, three frees and a hash a value are saved, a page of 50 rows is filled in
 * a third of the time. ClearSilver itself adds nodes and values of its own when a template says
 * `set:`; those come from malloc and are freed with the set.
 */
#ifndef DOCKET_VIEW_SET_H
#define DOCKET_VIEW_SET_H

#include <ClearSilver.h>

#include "view/data.h"

struct data {
	HDF hdf; /* first: an HDF that is_ours() is a struct data */
	struct set *set;
	struct data *last; /* of the children, or some time before it */
	size_t items;	   /* numbered children made by data_item */
};

struct set {
	struct arena *arena;
	const struct language *language;
	struct civil_time now; /* one moment for the whole page */
	enum err failed;
	struct data top;
	struct data nowhere; /* swallows what is set after a failure */
};

#endif
