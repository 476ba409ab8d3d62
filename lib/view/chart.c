#include "view/chart.h"

#include <stdio.h>

enum { LINES = 4 };

static const char *const CLASSES[CHART_SERIES] = {"series-0", "series-1"};

static size_t series_count(const struct chart *chart)
{
	size_t count = 1;

	while (count < CHART_SERIES && chart->series[count])
		count++;
	return count;
}

/* The largest value, made round: LINES equal steps of 1, 2 or 5 times a power of ten. */
static int64_t top_of(const struct chart *chart, size_t series)
{
	int64_t most = 0, step = 1;

	for (size_t i = 0; i < chart->count; i++)
		for (size_t s = 0; s < series; s++)
			if (chart->points[i].values[s] > most)
				most = chart->points[i].values[s];
	for (int turn = 0; step * LINES < most; turn++)
		step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
	return step * LINES;
}

/* A length with one digit behind the point, whatever the locale. */
static void put_length(struct data *node, const char *name, int64_t tenths)
{
	char text[40];

	(void)snprintf(
	    text, sizeof text, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
	data_text(node, name, text);
}

/* Columns of a point share four fifths of its place. */
static void fill_point(
    struct data *item, const struct chart *chart, size_t at, size_t series, int64_t top)
{
	int64_t place = CHART_WIDTH * 10 / (int64_t)chart->count;
	int64_t width = place * 4 / 5 / (int64_t)series;
	int64_t x = CHART_WIDTH * 10 * (int64_t)at / (int64_t)chart->count + place / 10;

	data_text(item, "Label", chart->points[at].label);
	for (size_t s = 0; s < series; s++) {
		struct data *value = data_item(item, "Values");
		int64_t height = chart->points[at].values[s] * CHART_HEIGHT * 10 / top;

		data_text(value, "Class", CLASSES[s]);
		data_number(value, "Number", chart->points[at].values[s]);
		put_length(value, "X", x + (int64_t)s * width);
		put_length(value, "Y", CHART_HEIGHT * 10 - height);
		put_length(value, "Width", width > 1 ? width : 1);
		put_length(value, "Height", height);
	}
}

void chart_fill(struct data *node, const struct chart *chart)
{
	size_t series = series_count(chart);
	int64_t top = top_of(chart, series);

	data_text(node, "Id", chart->id);
	data_text(node, "Title", chart->title);
	data_text(node, "Description", chart->description);
	for (size_t s = 0; s < series; s++) {
		struct data *item = data_item(node, "Series");

		data_text(item, "Name", chart->series[s]);
		data_text(item, "Class", CLASSES[s]);
	}
	for (size_t i = 0; i < chart->count; i++)
		fill_point(data_item(node, "Points"), chart, i, series, top);
	for (int64_t i = LINES; i >= 0; i--) {
		struct data *line = data_item(node, "Grid");

		put_length(line, "Y", CHART_HEIGHT * 10 * (LINES - i) / LINES);
		data_number(line, "Number", top / LINES * i);
	}
	if (chart->count) {
		data_text(node, "First", chart->points[0].label);
		data_text(node, "Last", chart->points[chart->count - 1].label);
	}
}
