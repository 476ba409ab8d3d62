/*
 * archive.h: the archive of solved and closed tickets, as far as its audience goes.
 */
#ifndef DOCKET_MODEL_ARCHIVE_H
#define DOCKET_MODEL_ARCHIVE_H

#include <stddef.h>

#include "db/db.h"
#include "model/message.h"
#include "model/ticket_list.h"
#include "model/viewer.h"

struct archive_category {
	int64_t id;
	const char *code, *name;
	int64_t
	    count; /* tickets in it that the viewer's kind of reader may see, from the counters */
};

struct archive_line {
	int64_t id, type_id;
	const char *subject, *category, *language;
	timestamp archived_at;
	bool has_solution;
};

/* What its page tells of a ticket: nothing of the people in it. */
struct archive_ticket {
	int64_t id, type_id, status_id, solution_id;
	const char *subject, *category, *language;
	timestamp created_at, archived_at;
};

struct archive_page {
	struct archive_line *lines;
	size_t count;
	bool has_more;
	struct cursor next; /* over archived_at and id */
};

/* Categories with something to read, by name; *total over all, with and without category. Counts
 * what was released to everyone, to clients, to staff: a client's own tickets, which only they can
 * see, are listed but not counted. */
enum err archive_categories(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct archive_category **categories, size_t *count, int64_t *total);

/* *total of archive_categories alone. */
enum err archive_total(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t *total);

/* ERR_NOT_FOUND where there is none of that code. */
enum err archive_category_by_code(
    struct db *db, struct arena *arena, const char *code, struct archive_category *category);

/* A ticket that the viewer may read in the archive. ERR_NOT_FOUND else. */
enum err archive_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct archive_ticket *ticket);

/* The same with its conversation, notes only for staff. Who isn't signed in gets no client's name.
 */
enum err archive_read(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct archive_ticket *ticket, struct message **messages, size_t *count);

/* Newest first. category_id 0: all. limit at most 100. */
enum err archive_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t category_id, struct cursor after, size_t limit, struct archive_page *page);

#endif
