/* body.c: request_read_body: forms of both kinds, and the files that come with them. */

#include <string.h>

#include "base/buffer.h"
#include "http/header.h"
#include "http/multipart.h"
#include "http/request.h"
#include "http/source.h"
#include "http/spool.h"
#include "http/upload_name.h"

enum { READ_SIZE = 64 * 1024, PART_HEAD = 8 * 1024 };

/* What is known while a multipart body comes in. */
struct form_reader {
	struct request *request;
	const struct request_limits *limits;
	struct spool *spool;
	struct upload **next; /* where the next upload is linked in */

	/* The part in hand. */
	const char *field;
	bool is_file, named; /* named: the file's name was not empty */
	const char *filename;
	struct upload *upload; /* NULL until its file is open */
	bool refused;	       /* the rest of the file is passed over */
	struct buffer value;

	int64_t text_left; /* bytes that fields may still take */
	enum err file_err; /* of the first file refused */
};

static enum err take_text(struct form_reader *reader, int64_t length)
{
	reader->text_left -= length;
	return reader->text_left >= 0 ? OK : ERROR(ERR_LIMIT, "the form's text is too long");
}

static enum err part_begin(void *context, const char *name, const char *filename, const char *type)
{
	struct form_reader *reader = context;

	(void)type; /* what a file is, its bytes tell */
	reader->is_file = filename != NULL;
	reader->named = filename && *filename;
	reader->upload = NULL;
	reader->refused = false;
	buffer_reset(&reader->value, READ_SIZE);
	TRY(take_text(reader, (int64_t)(strlen(name) + (filename ? strlen(filename) : 0))));
	reader->field = arena_text(reader->request->arena, name);
	reader->filename = filename ? upload_name(reader->request->arena, filename) : "";
	if (!reader->field || !reader->filename)
		return ERROR(ERR_MEMORY, "no memory for a part");
	return OK;
}

/* The file is lost, the form is not: reading goes on behind it. */
static void refuse_file(struct form_reader *reader, enum err err)
{
	spool_abandon(reader->spool);
	reader->refused = true;
	if (reader->file_err != OK)
		return;
	reader->file_err = err;
	reader->request->refused_file = reader->filename;
	reader->request->refused_because = err;
}

static enum err open_file(struct form_reader *reader)
{
	struct upload *upload = ARENA_NEW(reader->request->arena, struct upload);

	if (!upload)
		return ERROR(ERR_MEMORY, "no memory for an upload");
	upload->field = reader->field;
	upload->name = reader->filename;
	reader->upload = upload;
	return spool_open(reader->spool, upload);
}

static enum err file_data(struct form_reader *reader, const char *bytes, size_t length)
{
	if (!reader->upload)
		TRY(open_file(reader));
	if ((int64_t)length > reader->limits->upload_file - reader->upload->size)
		return ERROR(ERR_LIMIT, "a file of more than %lld bytes",
		    (long long)reader->limits->upload_file);
	return spool_write(reader->spool, bytes, length);
}

static enum err part_data(void *context, const char *bytes, size_t length)
{
	struct form_reader *reader = context;
	enum err err;

	if (!reader->is_file) {
		TRY(take_text(reader, (int64_t)length));
		buffer_append(&reader->value, bytes, length);
		return buffer_err(&reader->value);
	}
	if (reader->refused)
		return OK;
	err = file_data(reader, bytes, length);
	if (err != OK)
		refuse_file(reader, err);
	return OK;
}

static enum err file_end(struct form_reader *reader)
{
	if (!reader->upload)
		TRY(open_file(reader));
	TRY(spool_finish(reader->spool));
	*reader->next = reader->upload;
	reader->next = &reader->upload->next;
	return OK;
}

static enum err field_end(struct form_reader *reader)
{
	struct request *request = reader->request;
	const char *value = reader->value.data ? reader->value.data : "";

	if (strlen(value) != reader->value.length)
		return ERROR(ERR_INPUT, "a field's value with a NUL");
	return params_add(
	    &request->form, request->arena, &reader->limits->form, reader->field, value);
}

static enum err part_end(void *context)
{
	struct form_reader *reader = context;
	enum err err;

	if (!reader->is_file)
		return field_end(reader);
	/* A browser sends a file input that was left empty as a file without name and bytes. */
	if (reader->refused || (!reader->named && !reader->upload))
		return OK;
	err = file_end(reader);
	if (err != OK)
		refuse_file(reader, err);
	return OK;
}

static const struct multipart_events FORM_EVENTS = {part_begin, part_data, part_end};

/* Up to `most` bytes, never none: a body that ends too early is an error. */
static enum err read_some(
    struct http_source *source, char *bytes, int64_t left, size_t most, size_t *got)
{
	TRY(source->read(source, bytes, left < (int64_t)most ? (size_t)left : most, got));
	if (*got == 0)
		return ERROR(ERR_INPUT, "the body was cut short by %lld bytes", (long long)left);
	return OK;
}

static enum err push_body(struct request *request, struct multipart *multipart)
{
	int64_t left = request->content_length;
	char *bytes = arena_alloc(request->arena, READ_SIZE);
	size_t got;

	if (!bytes)
		return ERROR(ERR_MEMORY, "no memory to read a body");
	while (left > 0) {
		TRY(read_some(request->source, bytes, left, READ_SIZE, &got));
		left -= (int64_t)got;
		TRY(multipart_push(multipart, bytes, got));
	}
	return multipart_finish(multipart);
}

static enum err read_multipart(struct request *request, const struct request_limits *limits)
{
	const struct multipart_limits part_limits = {
	    .parts = limits->form.count,
	    .header_length = PART_HEAD,
	    .name_length = limits->form.name_length,
	};
	struct form_reader reader = {
	    .request = request,
	    .limits = limits,
	    .next = &request->uploads,
	    .value = BUFFER(limits->form.value_length),
	    .text_left = limits->body,
	};
	struct multipart *multipart;
	enum err err;

	TRY(multipart_start(request->arena, request->content_type, &part_limits, &FORM_EVENTS,
	    &reader, &multipart));
	reader.spool = spool_new(request->arena, limits->spool);
	if (!reader.spool)
		return ERROR(ERR_MEMORY, "no memory for the spool");
	err = push_body(request, multipart);
	spool_abandon(reader.spool);
	buffer_free(&reader.value);
	return err != OK ? err : reader.file_err;
}

static enum err read_urlencoded(struct request *request, const struct request_limits *limits)
{
	size_t length = (size_t)request->content_length, done = 0, got;
	char *text = arena_alloc(request->arena, length + 1);

	if (!text)
		return ERROR(ERR_MEMORY, "no memory for a form of %zu bytes", length);
	while (done < length) {
		TRY(read_some(
		    request->source, text + done, (int64_t)(length - done), length, &got));
		done += got;
	}
	return params_read_urlencoded(&request->form, request->arena, &limits->form, text, length);
}

enum err request_read_body(struct request *request, const struct request_limits *limits)
{
	const char *type = request->content_type;
	bool multipart = header_begins(type, "multipart/form-data");
	int64_t most = multipart ? limits->upload_body : limits->body;

	/* No length is no body: RFC 3875, section 4.1.2. */
	if (request->content_length <= 0 && !multipart)
		return OK;
	if (request->content_length > most)
		return ERROR(ERR_LIMIT, "a body of %lld bytes where %lld are allowed",
		    (long long)request->content_length, (long long)most);
	if (multipart)
		return read_multipart(request, limits);
	if (!header_begins(type, "application/x-www-form-urlencoded"))
		return ERROR(ERR_INPUT, "a body of another type: %.80s", type);
	return read_urlencoded(request, limits);
}
