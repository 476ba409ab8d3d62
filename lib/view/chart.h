/*
 * chart.h: a column chart as numbers for a template: columns over time, one or two series, with the
 * same numbers for the table behind it. templates/desk/chart.cs draws it as SVG.
 *
 *   Id, Title, Description            of the chart; Description says in words what it shows
 *   Series.N.Name, .Class             "Received", "series-0"
 *   Points.N.Label                    "3 November 2026"
 *   Points.N.Values.M.Number, .Class  "1,204", "series-0"
 *   Points.N.Values.M.X, .Y, .Width, .Height     its column, in a picture of CHART_WIDTH by
 *                                     CHART_HEIGHT whose origin is at the top left
 *   Grid.N.Y, .Number                 lines with what they stand for
 *   First, Last                       labels at both ends of the axis
 */
#ifndef DOCKET_VIEW_CHART_H
#define DOCKET_VIEW_CHART_H

#include "view/data.h"

enum { CHART_WIDTH = 1000, CHART_HEIGHT = 240, CHART_SERIES = 2 };

struct chart_point {
	const char *label; /* translated */
	int64_t values[CHART_SERIES];
};

struct chart {
	const char *id;			  /* of the element, unique on the page */
	const char *title, *description;  /* translated */
	const char *series[CHART_SERIES]; /* names, translated; NULL: there is no second one */
	const struct chart_point *points;
	size_t count;
};

void chart_fill(struct data *node, const struct chart *chart);

#endif
