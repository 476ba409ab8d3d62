/*
 * records.h: writes records into a stream, as XML, CSV or JSON Lines, in constant memory.
 *
 * What a record consists of is declared once, as columns, for all three formats. A record may have
 * details (a ticket's messages): in XML and JSON they stand inside it, in CSV each makes a line
 * that repeats the record's own cells.
 *
 * Texts may hold anything: broken UTF-8, lone surrogates and characters that XML 1.0 can't carry
 * (section 2.2) become U+FFFD, in all formats alike.
 *
 *   XML    a value that is not given has no element. Times are xs:dateTime in UTC.
 *   JSON   an object a line (RFC 8259), null for what is not given.
 *   CSV    RFC 4180: a line of names, CR LF, quotes where they are needed, UTF-8. Times are
 *          "2026-11-21 20:46:00" in UTC, as spreadsheets read them. A text at whose beginning a
 *          spreadsheet would see a formula gets an apostrophe before it.
 */
#ifndef DOCKET_XML_RECORDS_H
#define DOCKET_XML_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/timestamp.h"

enum records_format { RECORDS_XML = 1, RECORDS_CSV, RECORDS_JSONL };

/* "xml", "csv", "jsonl" and back; 0 for any other word. Media types for an answer's header. */
const char *records_code(enum records_format format);
enum records_format records_named(const char *code);
const char *records_media_type(enum records_format format);

enum record_kind {
	RECORD_TEXT,
	RECORD_NUMBER, /* a whole number */
	RECORD_TIME,
	RECORD_LIST, /* texts; in CSV lines of one cell */
	RECORD_MAP,  /* texts with a code and a label each; in CSV lines "label: text" */
};

struct record_column {
	const char *name; /* of the element, the member, the column: letters, digits, '_' */
	enum record_kind kind;
	const char *item; /* of LIST and MAP: name of the element of each */
};

struct record_item {
	const char *code, *label; /* of a MAP */
	const char *text;
	size_t length;
};

/* What stands in a column. The zero value is "not given". */
struct record_value {
	bool given;
	int64_t number;	  /* NUMBER; TIME: a timestamp */
	const char *text; /* TEXT */
	size_t length;
	const struct record_item *items; /* LIST, MAP */
	size_t count;
};

struct record_shape {
	const char *name; /* "ticket" */
	const struct record_column *columns;
	size_t count;
};

struct records_plan {
	enum records_format format;
	bool mark;	       /* CSV begins with a byte order mark */
	const char *root;      /* XML: name of the document's element */
	const char *namespace; /* XML: and its namespace */
	const struct record_shape *record;
	const struct record_shape *detail; /* NULL: there are none */
	const char *details;		   /* XML, JSON: what they stand in */
};

struct records;

/* Takes what was written; its error ends the writing and is returned by the call that met it. */
typedef enum err records_sink(void *context, const char *bytes, size_t length);

/* The plan and all it points to must live as long as the writer. */
enum err records_open(
    const struct records_plan *plan, records_sink *sink, void *context, struct records **out);
/* An attribute of the document, before the first record; the other formats have none. */
enum err records_attribute(struct records *records, const char *name, const char *value);
/* As many values as the shape has columns. */
enum err records_begin(struct records *records, const struct record_value *values);
enum err records_detail(struct records *records, const struct record_value *values);
enum err records_end(struct records *records);
/* Ends the document and hands over the rest. */
enum err records_finish(struct records *records);
/* Also after an error, and for NULL. */
void records_free(struct records *records);

#endif
