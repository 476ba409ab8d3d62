#include "mail/content.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/charset.h"
#include "mail/mail.h"
#include "mail/words.h"

enum { BLOCK = 32 * 1024 };

/* The encoding by what the header begins with, as "base64;" and "8 bit" are seen in the wild. */
static GMimeContentEncoding encoding_of(GMimeObject *part)
{
	const char *value = g_mime_object_get_header(part, "Content-Transfer-Encoding");
	static const struct {
		const char *prefix;
		GMimeContentEncoding encoding;
	} ENCODINGS[] = {
	    {"base64", GMIME_CONTENT_ENCODING_BASE64},
	    {"quoted-printable", GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE},
	    {"quoted", GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE},
	    {"x-uu", GMIME_CONTENT_ENCODING_UUENCODE},
	    {"uu", GMIME_CONTENT_ENCODING_UUENCODE},
	};

	while (value && (*value == ' ' || *value == '"' || *value == '\t'))
		value++;
	for (size_t i = 0; value && i < sizeof ENCODINGS / sizeof ENCODINGS[0]; i++)
		if (!strncasecmp(value, ENCODINGS[i].prefix, strlen(ENCODINGS[i].prefix)))
			return ENCODINGS[i].encoding;
	return GMIME_CONTENT_ENCODING_DEFAULT;
}

static enum err read_leaf(GMimePart *part, content_sink *sink, void *context)
{
	GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
	GMimeStream *stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
	GMimeEncoding state;
	char raw[BLOCK], decoded[2 * BLOCK + 64];
	enum err err = OK;
	ssize_t got;

	if (!stream)
		return OK;
	g_mime_encoding_init_decode(&state, encoding_of((GMimeObject *)part));
	if (g_mime_stream_reset(stream) != 0)
		return OK;
	while (err == OK && (got = g_mime_stream_read(stream, raw, sizeof raw)) > 0) {
		size_t length = g_mime_encoding_step(&state, raw, (size_t)got, decoded);

		err = length ? sink(context, decoded, length) : OK;
	}
	return err;
}

/* What GMime writes when it writes a part as it was. */
static enum err read_written(GMimeObject *part, content_sink *sink, void *context)
{
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;
	enum err err = OK;

	if (GMIME_IS_MESSAGE_PART(part)) {
		GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)part);

		part = message ? (GMimeObject *)message : part;
	}
	(void)g_mime_object_write_to_stream(part, NULL, stream);
	bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
	for (size_t at = 0; bytes && at < bytes->len && err == OK; at += BLOCK)
		err = sink(context, bytes->data + at,
		    bytes->len - at < BLOCK ? bytes->len - at : (size_t)BLOCK);
	g_object_unref(stream);
	return err;
}

enum err content_read(GMimeObject *part, content_sink *sink, void *context)
{
	if (GMIME_IS_PART(part))
		return read_leaf((GMimePart *)part, sink, context);
	return read_written(part, sink, context);
}

struct gathering {
	struct buffer bytes;
	bool cut;
};

static enum err gather(void *context, const void *bytes, size_t length)
{
	struct gathering *gathering = context;
	size_t room = MAIL_TEXT_MOST - gathering->bytes.length;

	if (length > room) {
		gathering->cut = true;
		length = room;
	}
	buffer_append(&gathering->bytes, bytes, length);
	if (gathering->cut)
		return ERR_LIMIT; /* enough: no error of anyone's */
	return buffer_err(&gathering->bytes);
}

enum err content_text(
    struct arena *arena, GMimeObject *part, const char **text, size_t *length, bool *cut)
{
	struct gathering gathering = {.bytes = BUFFER(MAIL_TEXT_MOST)};
	enum err err = content_read(part, gather, &gathering);
	const char *charset = content_type_parameter(arena, part, "charset");

	*text = NULL;
	*cut = gathering.cut;
	if (err == OK || err == ERR_LIMIT)
		*text = charset_text(arena, charset,
		    gathering.bytes.data ? gathering.bytes.data : "", gathering.bytes.length);
	buffer_free(&gathering.bytes);
	if (!*text)
		return ERR_MEMORY;
	*length = strlen(*text);
	return OK;
}

const char *content_type_parameter(struct arena *arena, GMimeObject *part, const char *name)
{
	const char *value = g_mime_object_get_content_type_parameter(part, name);

	if (!value)
		return "";
	return words_text(arena, value, strlen(value), MAIL_NAME_MOST);
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* Of filename="?.txt" and filename*=UTF-8''… that stand side by side (RFC 6266, section 4.3, tells
 * so for the web) the second, in any order. */
static const char *best_parameter(GMimeParamList *list, const char *name)
{
	int count = list ? g_mime_param_list_length(list) : 0;
	const char *best = NULL;

	for (int i = 0; i < count && i < 100; i++) {
		GMimeParam *parameter = g_mime_param_list_get_parameter_at(list, i);
		const char *value = g_mime_param_get_value(parameter);

		if (strcasecmp(g_mime_param_get_name(parameter), name) != 0 || !value || !*value)
			continue;
		if (!best || (is_ascii(best) && !is_ascii(value)))
			best = value;
	}
	return best;
}

/* "C:\\Users\\anna\\x.txt", "../x.txt" and "x.txt/" are x.txt. */
static const char *without_folders(char *name)
{
	size_t length = strlen(name);

	while (length > 0 && strchr("/\\ ", name[length - 1]))
		name[--length] = '\0';
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	name = text_trim(name);
	return strcmp(name, ".") && strcmp(name, "..") ? name : "";
}

const char *content_file_name(struct arena *arena, GMimeObject *part)
{
	GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(part);
	const char *value =
	    disposition
		? best_parameter(g_mime_content_disposition_get_parameters(disposition), "filename")
		: NULL;
	char *name;

	if (!value)
		value = best_parameter(
		    g_mime_content_type_get_parameters(g_mime_object_get_content_type(part)),
		    "name");
	if (!value)
		return "";
	name = words_text(arena, value, strlen(value), MAIL_NAME_MOST);
	if (!name)
		return NULL;
	return without_folders(name);
}
