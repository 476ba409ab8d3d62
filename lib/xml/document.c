#include "xml/document.h"

#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xml/clean.h"

enum { VALUE_MOST = 64 * 1024 };

struct document {
	xmlTextWriterPtr writer;
	struct buffer clean; /* a value, made right */
	enum err failed;
};

static int take(void *context, const char *bytes, int length)
{
	buffer_append(context, bytes, (size_t)length);
	return buffer_err(context) == OK ? length : -1;
}

static int closed(void *context)
{
	(void)context;
	return 0;
}

/* libxml2's names are bytes without a sign. */
static const xmlChar *name_of(const char *text)
{
	return (const xmlChar *)text;
}

static void said(struct document *document, int result)
{
	if (result < 0 && document->failed == OK)
		document->failed = ERROR(ERR_INTERNAL, "libxml2 could not write");
}

struct document *document_open(struct buffer *out, const char *root, const char *namespace)
{
	struct document *document = calloc(1, sizeof *document);
	xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(take, closed, out, NULL);

	if (document && buffer)
		document->writer = xmlNewTextWriter(buffer);
	if (!document || !document->writer) {
		if (buffer)
			(void)xmlOutputBufferClose(buffer);
		free(document);
		return NULL;
	}
	document->clean = BUFFER(VALUE_MOST);
	said(document, xmlTextWriterSetIndent(document->writer, 1));
	said(document, xmlTextWriterStartDocument(document->writer, NULL, "UTF-8", NULL));
	said(document,
	    xmlTextWriterStartElementNS(document->writer, NULL, name_of(root), name_of(namespace)));
	return document;
}

void document_begin(struct document *document, const char *name)
{
	said(document, xmlTextWriterStartElement(document->writer, name_of(name)));
}

void document_end(struct document *document)
{
	said(document, xmlTextWriterEndElement(document->writer));
}

void document_text(struct document *document, const char *name, const char *value)
{
	if (!value)
		return;
	buffer_reset(&document->clean, VALUE_MOST);
	xml_clean(&document->clean, value, strlen(value));
	if (document->failed == OK)
		document->failed = buffer_err(&document->clean);
	if (document->failed == OK)
		said(document, xmlTextWriterWriteAttribute(document->writer, name_of(name),
				   name_of(document->clean.length ? document->clean.data : "")));
}

void document_number(struct document *document, const char *name, int64_t value)
{
	char text[32];

	(void)snprintf(text, sizeof text, "%lld", (long long)value);
	document_text(document, name, text);
}

void document_decimal(struct document *document, const char *name, int64_t thousandths)
{
	char text[40];

	(void)snprintf(text, sizeof text, "%lld.%03lld", (long long)(thousandths / 1000),
	    (long long)(thousandths % 1000));
	document_text(document, name, text);
}

void document_time(struct document *document, const char *name, timestamp at)
{
	char text[TIMESTAMP_TEXT];

	if (at == TIMESTAMP_NONE)
		return;
	timestamp_format(at, text);
	document_text(document, name, text);
}

enum err document_finish(struct document *document)
{
	enum err err;

	if (!document)
		return ERROR(ERR_MEMORY, "no memory for an XML document");
	said(document, xmlTextWriterEndDocument(document->writer));
	xmlFreeTextWriter(document->writer);
	err = document->failed;
	buffer_free(&document->clean);
	free(document);
	return err;
}
