/* Records as CSV (RFC 4180). */
#include <stdio.h>
#include <string.h>

#include "xml/records_inside.h"

/* Would a spreadsheet take it for a formula? They look behind blanks, too. */
static bool is_formula(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && text[at] == ' ')
		at++;
	return at < length && memchr("=+-@\t\r", text[at], 6) != NULL;
}

/* A piece of a quoted cell. */
static enum err put_quoted(struct records *records, const char *piece, size_t length)
{
	const char *quote;

	while ((quote = memchr(piece, '"', length))) {
		size_t part = (size_t)(quote - piece) + 1;

		buffer_append(records->cell, piece, part);
		buffer_append(records->cell, "\"", 1);
		piece += part;
		length -= part;
	}
	buffer_append(records->cell, piece, length);
	TRY(buffer_err(records->cell));
	return records_flush(records, false);
}

/* A text that is the whole cell. */
static enum err put_cell(struct records *records, const char *text, size_t length)
{
	bool quoted = length && (text[0] == ' ' || text[length - 1] == ' ');

	for (size_t i = 0; i < length && !quoted; i++)
		quoted = text[i] == ',' || text[i] == '"' || text[i] == '\r' || text[i] == '\n';
	if (quoted || is_formula(text, length))
		buffer_append(records->cell, "\"", 1);
	if (is_formula(text, length))
		buffer_append(records->cell, "'", 1);
	TRY(records_text(records, text, length, put_quoted));
	if (quoted || is_formula(text, length))
		buffer_append(records->cell, "\"", 1);
	return OK;
}

/* Several texts in lines of one cell, which the first of them might make a formula. */
static enum err put_items(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	const struct record_item *first = value->items;

	buffer_append(records->cell, "\"", 1);
	if (value->count &&
	    (column->kind == RECORD_MAP ? is_formula(first->label, strlen(first->label))
					: is_formula(first->text, first->length)))
		buffer_append(records->cell, "'", 1);
	for (size_t i = 0; i < value->count; i++) {
		const struct record_item *item = &value->items[i];

		if (i)
			buffer_append(records->cell, "\n", 1);
		if (column->kind == RECORD_MAP) {
			TRY(records_text(records, item->label, strlen(item->label), put_quoted));
			buffer_append(records->cell, ": ", 2);
		}
		TRY(records_text(records, item->text, item->length, put_quoted));
	}
	buffer_append(records->cell, "\"", 1);
	return OK;
}

static enum err put_value(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	char text[TIMESTAMP_TEXT];

	if (!value->given)
		return OK;
	switch (column->kind) {
	case RECORD_TEXT:
		return put_cell(records, value->text, value->length);
	case RECORD_NUMBER:
		(void)snprintf(text, sizeof text, "%lld", (long long)value->number);
		buffer_text(records->cell, text);
		break;
	case RECORD_TIME:
		timestamp_format(value->number, text);
		text[10] = ' ';
		buffer_append(records->cell, text, sizeof "2026-11-21 20:46:00" - 1);
		break;
	case RECORD_LIST:
	case RECORD_MAP:
		if (value->count)
			return put_items(records, column, value);
		break;
	}
	return OK;
}

static enum err put_values(struct records *records, const struct record_shape *shape,
    const struct record_value *values, bool first)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (i || !first)
			buffer_append(records->cell, ",", 1);
		if (values)
			TRY(put_value(records, &shape->columns[i], &values[i]));
	}
	return buffer_err(records->cell);
}

/* Details have columns of their own behind the record's, under names that tell them apart. */
static enum err csv_open(struct records *records)
{
	const struct record_shape *shape = records->plan->record, *detail = records->plan->detail;

	if (records->plan->mark)
		buffer_text(&records->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < shape->count; i++)
		buffer_format(&records->out, "%s%s", i ? "," : "", shape->columns[i].name);
	for (size_t i = 0; detail && i < detail->count; i++)
		buffer_format(&records->out, ",%s_%s", detail->name, detail->columns[i].name);
	buffer_text(&records->out, "\r\n");
	return buffer_err(&records->out);
}

static enum err csv_begin(struct records *records, const struct record_value *values)
{
	buffer_reset(&records->line, RECORDS_FLUSH);
	records->cell = &records->line;
	return put_values(records, records->plan->record, values, true);
}

/* The record's cells, and behind them those of a detail, or none. */
static enum err put_line(struct records *records, const struct record_value *values)
{
	buffer_append(&records->out, records->line.data, records->line.length);
	records->cell = &records->out;
	if (records->plan->detail)
		TRY(put_values(records, records->plan->detail, values, false));
	buffer_append(&records->out, "\r\n", 2);
	return buffer_err(&records->out);
}

static enum err csv_detail(struct records *records, const struct record_value *values)
{
	return put_line(records, values);
}

static enum err csv_end(struct records *records)
{
	return records->details ? OK : put_line(records, NULL);
}

static enum err csv_finish(struct records *records)
{
	(void)records;
	return OK;
}

const struct records_writer RECORDS_WRITER_CSV = {
    csv_open, csv_begin, csv_detail, csv_end, csv_finish, NULL};
