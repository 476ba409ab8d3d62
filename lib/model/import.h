/*
 * import.h: brings archives of other systems in: JSON Lines, a ticket a line.
 *
 * A ticket is known by its ref, a message by its own: what is there already is left as it is, so
 * the same file twice adds nothing, and a longer one adds what is new. A broken line is told and
 * left out; the rest goes on. Memory stays constant whatever the file's size.
 */
#ifndef DOCKET_MODEL_IMPORT_H
#define DOCKET_MODEL_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "db/db.h"
#include "model/message.h"
#include "model/ticket.h"

enum import_state { IMPORT_OPEN = 1, IMPORT_SOLVED, IMPORT_CLOSED };

struct import_message {
	const char *ref;
	enum message_side side;
	timestamp at;
	enum markup_format format;
	const char *body;
	bool is_solution;
};

/* Everything fits its column. NULL where something was not given. */
struct import_ticket {
	const char *ref, *category, *language, *subject;
	int64_t type_id, category_id;
	enum import_state state;
	timestamp at;
	const char *organisation, *contact_name, *contact_email;
	enum markup_format format;
	const char *body;
	const char **tags;
	size_t tag_count;
	struct import_message *messages;
	size_t message_count;
};

struct import_result {
	int64_t lines;		   /* without blank ones */
	int64_t tickets, messages; /* added; a new ticket's own text is no message */
	int64_t unchanged;	   /* tickets that were known, with nothing new */
	int64_t broken;		   /* lines left out */
};

struct import_options {
	enum audience audience; /* of what is solved or closed */
	/* A line was left out; err_message says why. */
	void (*broken)(void *context, int64_t line);
	/* Now and then: how many bytes of the file are done. May be NULL. */
	void (*progress)(void *context, int64_t bytes, const struct import_result *result);
	void *context;
};

/* Imports a file that is open for reading, plain or gzip; closes it. What is stored when an error
 * ends it stays: the next run goes on. ERR_IO for a file that can't be read or is cut short. */
enum err import_archive(
    struct db *db, int file, const struct import_options *options, struct import_result *result);

/* Reads one line into a ticket in the arena. ERR_INPUT says what is wrong with it. The catalogue
 * must be ready. */
enum err import_read(
    struct arena *arena, const char *line, size_t length, struct import_ticket *ticket);

enum { IMPORT_BATCH = 200, IMPORT_CATEGORIES = 8 };

/* Tickets that are stored in one transaction. */
struct import_batch {
	struct import_ticket tickets[IMPORT_BATCH];
	int64_t lines[IMPORT_BATCH]; /* where each stood */
	size_t count, bytes;
	int64_t categories[IMPORT_CATEGORIES]; /* those that are in it */
	size_t category_count;
};

/* Stores a batch: all of it, or, where the database refuses a ticket, each by itself, so that only
 * that one is left out and told. Empties it. */
enum err import_store(struct db *db, struct arena *arena, struct import_batch *batch,
    const struct import_options *options, struct import_result *result);

#endif
