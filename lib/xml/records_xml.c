/* Records as XML, by libxml2's text writer. */
#include <libxml/xmlwriter.h>
#include <string.h>

#include "xml/records_inside.h"

/* libxml2's names are bytes without a sign. */
static const xmlChar *name_of(const char *text)
{
	return (const xmlChar *)text;
}

/* What libxml2 hands over; -1 makes its calls fail. */
static int take(void *context, const char *bytes, int length)
{
	struct records *records = context;

	buffer_append(&records->out, bytes, (size_t)length);
	records->failed = buffer_err(&records->out);
	if (records->failed == OK)
		records->failed = records_flush(records, false);
	return records->failed == OK ? length : -1;
}

static int closed(void *context)
{
	(void)context;
	return 0;
}

/* What a call of libxml2 says, as an error. */
static enum err said(const struct records *records, int result)
{
	if (records->failed != OK)
		return records->failed;
	return result < 0 ? ERROR(ERR_INTERNAL, "libxml2 could not write") : OK;
}

static enum err xml_open(struct records *records)
{
	const struct records_plan *plan = records->plan;
	xmlOutputBufferPtr out = xmlOutputBufferCreateIO(take, closed, records, NULL);
	xmlTextWriterPtr writer = out ? xmlNewTextWriter(out) : NULL;

	if (!writer) {
		if (out)
			(void)xmlOutputBufferClose(out);
		return ERROR(ERR_MEMORY, "no memory for an XML writer");
	}
	records->xml = writer;
	(void)xmlTextWriterSetIndent(writer, 0);
	TRY(said(records, xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL)));
	TRY(said(records, xmlTextWriterStartElementNS(
			      writer, NULL, name_of(plan->root), name_of(plan->namespace))));
	return OK;
}

enum err records_attribute(struct records *records, const char *name, const char *value)
{
	if (records->plan->format != RECORDS_XML)
		return OK;
	return said(
	    records, xmlTextWriterWriteAttribute(records->xml, name_of(name), name_of(value)));
}

static enum err put_text(struct records *records, const char *piece, size_t length)
{
	(void)length;
	return said(records, xmlTextWriterWriteString(records->xml, name_of(piece)));
}

/* The same for a value that may hold anything. */
static enum err put_attribute(struct records *records, const char *name, const char *value)
{
	TRY(said(records, xmlTextWriterStartAttribute(records->xml, name_of(name))));
	TRY(records_text(records, value, strlen(value), put_text));
	return said(records, xmlTextWriterEndAttribute(records->xml));
}

static enum err begin_element(struct records *records, const char *name)
{
	return said(records, xmlTextWriterStartElement(records->xml, name_of(name)));
}

static enum err end_element(struct records *records)
{
	return said(records, xmlTextWriterEndElement(records->xml));
}

static enum err write_items(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	TRY(begin_element(records, column->name));
	for (size_t i = 0; i < value->count; i++) {
		const struct record_item *item = &value->items[i];

		TRY(begin_element(records, column->item));
		if (column->kind == RECORD_MAP) {
			TRY(put_attribute(records, "code", item->code));
			TRY(put_attribute(records, "label", item->label));
		}
		TRY(records_text(records, item->text, item->length, put_text));
		TRY(end_element(records));
	}
	return end_element(records);
}

static enum err write_value(
    struct records *records, const struct record_column *column, const struct record_value *value)
{
	char text[TIMESTAMP_TEXT];
	int length;

	if (!value->given)
		return OK;
	if (column->kind == RECORD_LIST || column->kind == RECORD_MAP)
		return write_items(records, column, value);
	TRY(begin_element(records, column->name));
	if (column->kind == RECORD_TEXT) {
		TRY(records_text(records, value->text, value->length, put_text));
	} else if (column->kind == RECORD_TIME) {
		timestamp_format(value->number, text);
		TRY(put_text(records, text, 0));
	} else {
		length = snprintf(text, sizeof text, "%lld", (long long)value->number);
		TRY(put_text(records, text, (size_t)length));
	}
	return end_element(records);
}

static enum err write_shape(
    struct records *records, const struct record_shape *shape, const struct record_value *values)
{
	TRY(begin_element(records, shape->name));
	for (size_t i = 0; i < shape->count; i++)
		TRY(write_value(records, &shape->columns[i], &values[i]));
	return OK;
}

static enum err new_line(struct records *records)
{
	return said(records, xmlTextWriterWriteRaw(records->xml, name_of("\n")));
}

static enum err xml_begin(struct records *records, const struct record_value *values)
{
	TRY(new_line(records));
	return write_shape(records, records->plan->record, values);
}

static enum err xml_detail(struct records *records, const struct record_value *values)
{
	if (!records->details)
		TRY(begin_element(records, records->plan->details));
	TRY(write_shape(records, records->plan->detail, values));
	return end_element(records);
}

static enum err xml_end(struct records *records)
{
	if (records->details)
		TRY(end_element(records));
	return end_element(records);
}

static enum err xml_finish(struct records *records)
{
	TRY(new_line(records));
	TRY(said(records, xmlTextWriterEndDocument(records->xml)));
	return said(records, xmlTextWriterFlush(records->xml));
}

static void xml_free(struct records *records)
{
	/* What libxml2 still holds is of no use to anybody. */
	records->failed = ERR_INTERNAL;
	buffer_reset(&records->out, 0);
	if (records->xml)
		xmlFreeTextWriter(records->xml);
}

const struct records_writer RECORDS_WRITER_XML = {
    xml_open, xml_begin, xml_detail, xml_end, xml_finish, xml_free};
