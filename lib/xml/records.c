#include "xml/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "xml/clean.h"
#include "xml/records_inside.h"

static const struct {
	const char *code, *media_type;
} FORMATS[] = {
    [RECORDS_XML] = {"xml", "application/xml; charset=utf-8"},
    [RECORDS_CSV] = {"csv", "text/csv; charset=utf-8; header=present"},
    [RECORDS_JSONL] = {"jsonl", "application/x-ndjson; charset=utf-8"},
};

const char *records_code(enum records_format format)
{
	return FORMATS[format].code;
}

enum records_format records_named(const char *code)
{
	for (enum records_format f = RECORDS_XML; f <= RECORDS_JSONL; f++)
		if (code && !strcmp(code, FORMATS[f].code))
			return f;
	return 0;
}

const char *records_media_type(enum records_format format)
{
	return FORMATS[format].media_type;
}

enum err records_flush(struct records *records, bool all)
{
	TRY(buffer_err(&records->out));
	if (!records->out.length || (!all && records->out.length < RECORDS_FLUSH))
		return OK;
	TRY(records->sink(records->context, records->out.data, records->out.length));
	buffer_reset(&records->out, 4 * RECORDS_FLUSH);
	return OK;
}

/* The longest piece up to RECORDS_PIECE that cuts no character. */
static size_t piece_of(const char *text, size_t left)
{
	size_t length = left < RECORDS_PIECE ? left : RECORDS_PIECE;

	if (length == left)
		return length;
	for (size_t back = 0; back < UTF8_MAX && back < length; back++)
		if (((unsigned char)text[length - back] & 0xc0) != 0x80)
			return length - back;
	return length;
}

enum err records_text(struct records *records, const char *text, size_t length,
    enum err (*put)(struct records *records, const char *piece, size_t length))
{
	while (length) {
		size_t piece = piece_of(text, length);

		if (piece == length && xml_sound(text, length) == length && !text[length])
			return put(records, text, length);
		buffer_reset(&records->clean, RECORDS_FLUSH);
		xml_clean(&records->clean, text, piece);
		TRY(buffer_err(&records->clean));
		TRY(put(records, records->clean.data, records->clean.length));
		text += piece;
		length -= piece;
	}
	return OK;
}

enum err records_open(
    const struct records_plan *plan, records_sink *sink, void *context, struct records **out)
{
	static const struct records_writer *const WRITERS[] = {
	    [RECORDS_XML] = &RECORDS_WRITER_XML,
	    [RECORDS_CSV] = &RECORDS_WRITER_CSV,
	    [RECORDS_JSONL] = &RECORDS_WRITER_JSONL,
	};
	struct records *records = calloc(1, sizeof *records);

	*out = records;
	if (!records)
		return ERROR(ERR_MEMORY, "no memory for a writer of records");
	records->plan = plan;
	records->sink = sink;
	records->context = context;
	records->writer = WRITERS[plan->format];
	records->out = BUFFER(RECORDS_FLUSH * 64);
	records->clean = BUFFER(RECORDS_PIECE * 4);
	records->line = BUFFER(RECORDS_FLUSH * 16);
	return records->writer->open(records);
}

enum err records_begin(struct records *records, const struct record_value *values)
{
	records->details = 0;
	TRY(records->writer->begin(records, values));
	records->begun = true;
	return OK;
}

enum err records_detail(struct records *records, const struct record_value *values)
{
	TRY(records->writer->detail(records, values));
	records->details++;
	return records_flush(records, false);
}

enum err records_end(struct records *records)
{
	TRY(records->writer->end(records));
	return records_flush(records, false);
}

enum err records_finish(struct records *records)
{
	TRY(records->writer->finish(records));
	return records_flush(records, true);
}

void records_free(struct records *records)
{
	if (!records)
		return;
	if (records->writer->free)
		records->writer->free(records);
	buffer_free(&records->out);
	buffer_free(&records->clean);
	buffer_free(&records->line);
	free(records);
}
