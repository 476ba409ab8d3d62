#include "model/import.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "model/organisation.h"

enum {
	ARENA_CAP = 256 * 1024 * 1024,
	LINE_MOST = 16 * 1024 * 1024,
	LINE_KEEP = 1024 * 1024,
	BATCH_BYTES = 2 * 1024 * 1024,
	CHUNK = 256 * 1024,
	CACHE = 256,
	CODE = 321, /* 80 characters of UTF-8 and a NUL */
};

/* An import on its way. */
struct run {
	struct db *db;
	struct arena *arena; /* of the batch */
	const struct import_options *options;
	struct import_result *result;
	struct import_batch *batch;
	gzFile file;
	struct buffer line;
	int64_t number; /* of the line in hand */
	struct {
		char code[CODE];
		int64_t id;
	} categories[CACHE]; /* seen before */
	size_t category_count;
};

/* Makes it outside the batch's transaction, so that the cache stays true when that is undone. */
static enum err find_category(struct run *run, struct import_ticket *ticket)
{
	if (!ticket->category)
		return OK;
	for (size_t i = 0; i < run->category_count; i++) {
		if (!strcmp(run->categories[i].code, ticket->category)) {
			ticket->category_id = run->categories[i].id;
			return OK;
		}
	}
	TRY(category_ensure(run->db, run->arena, ticket->category, &ticket->category_id));
	if (run->category_count < CACHE && strlen(ticket->category) < CODE) {
		size_t at = run->category_count++;

		memcpy(run->categories[at].code, ticket->category, strlen(ticket->category) + 1);
		run->categories[at].id = ticket->category_id;
	}
	return OK;
}

static enum err flush(struct run *run)
{
	enum err err = import_store(run->db, run->arena, run->batch, run->options, run->result);

	arena_reset(run->arena);
	if (run->options->progress)
		run->options->progress(
		    run->options->context, (int64_t)gzoffset(run->file), run->result);
	return err;
}

static bool is_in_batch(const struct import_batch *batch, int64_t category)
{
	for (size_t i = 0; i < batch->category_count; i++)
		if (batch->categories[i] == category)
			return true;
	return false;
}

static enum err take_line(struct run *run, const char *line, size_t length)
{
	struct import_batch *batch = run->batch;
	struct import_ticket *ticket = &batch->tickets[batch->count];

	TRY(import_read(run->arena, line, length, ticket));
	TRY(find_category(run, ticket));
	/* A transaction counts only so many names (counter.h), hence so many categories. */
	if (!is_in_batch(batch, ticket->category_id))
		batch->categories[batch->category_count++] = ticket->category_id;
	batch->lines[batch->count++] = run->number;
	return OK;
}

/* One line of the file. What is wrong with it is told; an error is of the server or the file. */
static enum err each_line(struct run *run, const char *line, size_t length)
{
	struct import_batch *batch = run->batch;
	enum err err;

	run->number++;
	if (run->number == 1 && length >= 3 && !memcmp(line, "\xef\xbb\xbf", 3)) {
		line += 3;
		length -= 3;
	}
	while (length && strchr(" \t\r", line[length - 1]))
		length--;
	if (!length)
		return OK;
	run->result->lines++;
	batch->bytes +=
	    length; /* also of a line that is left out: it takes memory until the flush */
	err = buffer_err(&run->line) == OK
		  ? take_line(run, line, length)
		  : ERROR(ERR_LIMIT, "is longer than %d MiB", LINE_MOST / 1024 / 1024);
	if (err == ERR_INPUT || err == ERR_LIMIT || err == ERR_MEMORY || err == ERR_CONFLICT) {
		run->options->broken(run->options->context, run->number);
		run->result->broken++;
		err = OK;
	}
	TRY(err);
	if (batch->count == IMPORT_BATCH || batch->category_count == IMPORT_CATEGORIES ||
	    batch->bytes >= BATCH_BYTES)
		return flush(run);
	return OK;
}

/* The line collected so far, which may be empty, ends here. */
static enum err end_line(struct run *run)
{
	enum err err = each_line(run, run->line.data ? run->line.data : "", run->line.length);

	buffer_reset(&run->line, LINE_KEEP);
	return err;
}

static enum err take_chunk(struct run *run, const char *chunk, size_t length)
{
	while (length) {
		const char *end = memchr(chunk, '\n', length);
		size_t part = end ? (size_t)(end - chunk) : length;

		buffer_append(&run->line, chunk, part);
		if (!end)
			return OK;
		TRY(end_line(run));
		chunk = end + 1;
		length -= part + 1;
	}
	return OK;
}

/* What zlib says, or the system through it. */
static enum err file_error(gzFile file)
{
	int code;
	const char *text = gzerror(file, &code);

	if (code == Z_BUF_ERROR)
		text = "is cut short";
	else if (code == Z_ERRNO)
		text = strerror(errno);
	return ERROR(ERR_IO, "%s", text);
}

static enum err read_file(struct run *run)
{
	static char chunk[CHUNK];
	int got, code;

	while ((got = gzread(run->file, chunk, sizeof chunk)) > 0)
		TRY(take_chunk(run, chunk, (size_t)got));
	(void)gzerror(run->file, &code);
	if (got < 0 || code != Z_OK) {
		/* Whole lines before the damage are good. */
		TRY(flush(run));
		return file_error(run->file);
	}
	if (run->line.length || buffer_err(&run->line) != OK)
		TRY(end_line(run));
	return flush(run);
}

enum err import_archive(
    struct db *db, int file, const struct import_options *options, struct import_result *result)
{
	static struct run run;
	static struct import_batch batch;
	enum err err;

	*result = (struct import_result){0};
	run = (struct run){.db = db,
	    .options = options,
	    .result = result,
	    .batch = &batch,
	    .line = BUFFER(LINE_MOST),
	    .arena = arena_new(ARENA_CAP),
	    .file = gzdopen(file, "rb")};
	batch = (struct import_batch){.count = 0};
	if (!run.file)
		(void)close(file);
	if (!run.file || !run.arena)
		err = ERROR(ERR_MEMORY, "no memory to read the archive");
	else
		err = catalogue_ready(db);
	if (err == OK)
		err = read_file(&run);
	if (run.file)
		(void)gzclose_r(run.file);
	if (run.arena)
		arena_free(run.arena);
	buffer_free(&run.line);
	return err;
}
