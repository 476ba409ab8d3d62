/*
 * export_rows.h: what an export reads, a page of tickets at a time. For lib/model/export*.c alone.
 */
#ifndef DOCKET_MODEL_EXPORT_ROWS_H
#define DOCKET_MODEL_EXPORT_ROWS_H

#include "model/export.h"

enum { EXPORT_PAGE = 200 };

/* Columns of a ticket's row. */
enum {
	ROW_ID,
	ROW_KEY, /* what the pages go by beside the number */
	ROW_TYPE,
	ROW_STATUS,
	ROW_PRIORITY,
	ROW_SOURCE,
	ROW_LANGUAGE,
	ROW_SUBJECT,
	ROW_FORM,
	ROW_CATEGORY,
	ROW_CATEGORY_NAME,
	ROW_ORGANISATION_ID,
	ROW_ORGANISATION,
	ROW_CONTACT_ID,
	ROW_CONTACT,
	ROW_CONTACT_EMAIL,
	ROW_TEAM,
	ROW_RESPONSIBLE,
	ROW_CREATED,
	ROW_UPDATED,
	ROW_CHANGED,
	ROW_ACCEPTED,
	ROW_STARTED,
	ROW_ANSWERED,
	ROW_DUE,
	ROW_SOLVED,
	ROW_CLOSED,
	ROW_REOPENED,
	ROW_RATING,
	ROW_RATING_COMMENT,
	ROW_RATED,
	ROW_AUDIENCE,
	ROW_FILES,
	ROW_VERSION,
	ROW_REF,
	ROW_COLUMNS
};

/* Columns of a message's row. */
enum {
	MESSAGE_TICKET,
	MESSAGE_ID,
	MESSAGE_KIND,
	MESSAGE_SIDE,
	MESSAGE_AUTHOR_ID,
	MESSAGE_AUTHOR,
	MESSAGE_AUTHOR_ORGANISATION,
	MESSAGE_SOURCE,
	MESSAGE_FORMAT,
	MESSAGE_BODY,
	MESSAGE_CREATED,
};

/* Where a page begins: behind this ticket. */
struct export_place {
	timestamp at;
	int64_t id;
};

/* The tickets behind `place`, which moves; none at the end. */
enum err export_rows_next(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct export_filter *filter, struct export_place *place, struct db_rows *rows);

/* What belongs to those tickets, in the order of their numbers: (ticket, text), (ticket, code,
 * label, value), (ticket, name of a file). */
enum err export_tags(struct db *db, struct arena *arena, const int64_t *ids, struct db_rows *rows);
enum err export_fields(
    struct db *db, struct arena *arena, const int64_t *ids, struct db_rows *rows);
enum err export_files(struct db *db, struct arena *arena, const struct viewer *viewer,
    const int64_t *ids, struct db_rows *rows);
/* One by one. */
enum err export_messages(struct db *db, const struct viewer *viewer, const int64_t *ids,
    enum err (*each)(void *context, const struct db_value *row), void *context);

#endif
