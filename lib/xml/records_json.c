/* Records as JSON Lines: an object (RFC 8259) a line. */
#include <stdio.h>
#include <string.h>

#include "xml/records_inside.h"

static enum err put_escaped(struct records *records, const char *piece, size_t length)
{
	size_t from = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)piece[i];
		const char *escape;

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		escape = c == '"'    ? "\\\""
			 : c == '\\' ? "\\\\"
			 : c == '\n' ? "\\n"
			 : c == '\t' ? "\\t"
				     : "\\r";
		buffer_append(&records->out, piece + from, i - from);
		buffer_append(&records->out, escape, 2);
		from = i + 1;
	}
	buffer_append(&records->out, piece + from, length - from);
	return records_flush(records, false);
}

static enum err put_string(struct records *records, const char *text, size_t length)
{
	buffer_append(&records->out, "\"", 1);
	TRY(records_text(records, text, length, put_escaped));
	buffer_append(&records->out, "\"", 1);
	return OK;
}

static enum err put_items(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	buffer_append(&records->out, "[", 1);
	for (size_t i = 0; i < value->count; i++) {
		const struct record_item *item = &value->items[i];

		if (i)
			buffer_append(&records->out, ",", 1);
		if (column->kind == RECORD_MAP) {
			buffer_text(&records->out, "{\"code\":");
			TRY(put_string(records, item->code, strlen(item->code)));
			buffer_text(&records->out, ",\"label\":");
			TRY(put_string(records, item->label, strlen(item->label)));
			buffer_text(&records->out, ",\"value\":");
		}
		TRY(put_string(records, item->text, item->length));
		if (column->kind == RECORD_MAP)
			buffer_append(&records->out, "}", 1);
	}
	buffer_append(&records->out, "]", 1);
	return OK;
}

static enum err put_value(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	char text[TIMESTAMP_TEXT];

	if (!value->given) {
		buffer_append(&records->out, "null", 4);
		return OK;
	}
	switch (column->kind) {
	case RECORD_TEXT:
		return put_string(records, value->text, value->length);
	case RECORD_NUMBER:
		(void)snprintf(text, sizeof text, "%lld", (long long)value->number);
		buffer_text(&records->out, text);
		return OK;
	case RECORD_TIME:
		timestamp_format(value->number, text);
		return put_string(records, text, strlen(text));
	case RECORD_LIST:
	case RECORD_MAP:
		return put_items(records, column, value);
	}
	return OK;
}

static enum err put_members(
    struct records *records, const struct record_shape *shape, const struct record_value *values)
{
	buffer_append(&records->out, "{", 1);
	for (size_t i = 0; i < shape->count; i++) {
		if (i)
			buffer_append(&records->out, ",", 1);
		buffer_append(&records->out, "\"", 1);
		buffer_text(&records->out, shape->columns[i].name);
		buffer_append(&records->out, "\":", 2);
		TRY(put_value(records, &shape->columns[i], &values[i]));
	}
	return buffer_err(&records->out);
}

static enum err json_open(struct records *records)
{
	(void)records;
	return OK;
}

static enum err json_begin(struct records *records, const struct record_value *values)
{
	TRY(put_members(records, records->plan->record, values));
	if (records->plan->detail)
		buffer_format(&records->out, ",\"%s\":[", records->plan->details);
	return OK;
}

static enum err json_detail(struct records *records, const struct record_value *values)
{
	if (records->details)
		buffer_append(&records->out, ",", 1);
	TRY(put_members(records, records->plan->detail, values));
	buffer_append(&records->out, "}", 1);
	return OK;
}

static enum err json_end(struct records *records)
{
	buffer_text(&records->out, records->plan->detail ? "]}\n" : "}\n");
	return buffer_err(&records->out);
}

static enum err json_finish(struct records *records)
{
	(void)records;
	return OK;
}

const struct records_writer RECORDS_WRITER_JSONL = {
    json_open, json_begin, json_detail, json_end, json_finish, NULL};
