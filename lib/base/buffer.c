#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Bool reserve(struct buffer *buffer, size_t more)
{
	size_t need, size = buffer->size ? buffer->size : 4096;
	char *data;

	if (buffer->failed)
		return 0;
	if (more > buffer->cap - buffer->length) {
		buffer->failed = ERROR(ERR_LIMIT, "buffer over its cap of %zu bytes", buffer->cap);
		return 0;
	}
	need = buffer->length + more + 1;
	if (need <= buffer->size)
		return 1;
	while (size < need)
		size *= 2;
	data = realloc(buffer->data, size);
	if (!data) {
		buffer->failed = ERROR(ERR_MEMORY, "no memory for a buffer of %zu bytes", size);
		return 0;
	}
	buffer->data = data;
	buffer->size = size;
	return 1;
}

void buffer_append(struct buffer *buffer, const void *data, size_t length)
{
	if (!reserve(buffer, length))
		return;
	if (length)
		memcpy(buffer->data + buffer->length, data, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0) {
		buffer->failed = ERROR(ERR_INTERNAL, "format not usable: %s", format);
		return;
	}
	if (!reserve(buffer, (size_t)length))
		return;
	va_start(args, format);
	(void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, args);
	va_end(args);
	buffer->length += (size_t)length;
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&#34;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void buffer_html(struct buffer *buffer, const char *text, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i < length; i++) {
		const char *replacement = entity(text[i]);

		if (!replacement)
			continue;
		buffer_append(buffer, text + start, i - start);
		buffer_text(buffer, replacement);
		start = i + 1;
	}
	buffer_append(buffer, text + start, length - start);
}

enum err buffer_err(const struct buffer *buffer)
{
	return buffer->failed;
}

void buffer_reset(struct buffer *buffer, size_t keep)
{
	if (buffer->size > keep) {
		free(buffer->data);
		buffer->data = NULL;
		buffer->size = 0;
	}
	buffer->length = 0;
	buffer->failed = OK;
	if (buffer->data)
		buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
	buffer_reset(buffer, 0);
}
