/*
 * records_inside.h: what the writers of the formats share. For lib/xml/records*.c alone.
 */
#ifndef DOCKET_XML_RECORDS_INSIDE_H
#define DOCKET_XML_RECORDS_INSIDE_H

#include "base/buffer.h"
#include "xml/records.h"

/* Pieces in which text goes through a writer, so that a long one needs no memory of its length. */
enum { RECORDS_PIECE = 8 * 1024, RECORDS_FLUSH = 64 * 1024 };

struct records {
	const struct records_plan *plan;
	records_sink *sink;
	void *context;
	const struct records_writer *writer;
	struct buffer out;   /* not handed over yet */
	struct buffer clean; /* a piece of text, made right */
	struct buffer line;  /* CSV: the cells of the record, for each line of its details */
	struct buffer *cell; /* CSV: where cells go: line, or out */
	size_t details;	     /* of the present record */
	bool begun;	     /* a record or the line of names was written */
	void *xml;	     /* an xmlTextWriter */
	enum err failed;
};

struct records_writer {
	enum err (*open)(struct records *records);
	enum err (*begin)(struct records *records, const struct record_value *values);
	enum err (*detail)(struct records *records, const struct record_value *values);
	enum err (*end)(struct records *records);
	enum err (*finish)(struct records *records);
	void (*free)(struct records *records);
};

extern const struct records_writer RECORDS_WRITER_XML, RECORDS_WRITER_CSV, RECORDS_WRITER_JSONL;

/* Hands over what was written once it is worth it. */
enum err records_flush(struct records *records, bool all);

/* Calls `put` with the text in pieces that are well-formed and have no character that XML refuses;
 * each ends in NUL. */
enum err records_text(struct records *records, const char *text, size_t length,
    enum err (*put)(struct records *records, const char *piece, size_t length));

#endif
