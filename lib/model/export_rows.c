#include "model/export_rows.h"

#include "model/visibility.h"

#define TEN(x)	 x "," x "," x "," x "," x "," x "," x "," x "," x "," x
#define FIFTY(x) TEN(x) "," TEN(x) "," TEN(x) "," TEN(x) "," TEN(x)
#define IDS	 FIFTY("?") "," FIFTY("?") "," FIFTY("?") "," FIFTY("?")
#define TEN_IN	 "iiiiiiiiii"
#define FIFTY_IN TEN_IN TEN_IN TEN_IN TEN_IN TEN_IN
#define IDS_IN	 FIFTY_IN FIFTY_IN FIFTY_IN FIFTY_IN

_Static_assert(sizeof(IDS_IN) - 1 == EXPORT_PAGE, "a parameter for each ticket of a page");

#define COLUMNS(key)                                                                               \
	"SELECT t.id, " key ", t.type_id, t.status_id, t.priority, t.source, t.language,"          \
	" t.subject, f.code, k.code, k.name, t.organisation_id, o.name, t.contact_id, c.name,"     \
	" c.email, m.name, r.name, t.created_at, t.updated_at, t.changed_at, t.accepted_at,"       \
	" t.started_at, t.answered_at, t.due_at, t.solved_at, t.closed_at, t.reopen_count,"        \
	" t.rating, t.rating_comment, t.rated_at, t.audience, t.file_count, t.version, t.ref"
#define COLUMNS_OUT                                                                                \
	"itiiissssssisissssttttttttt"                                                              \
	"iistsiis"

#define TABLES(index)                                                                              \
	" FROM ticket t FORCE INDEX (" index ")"                                                   \
	" LEFT JOIN form f ON f.id = t.form_id"                                                    \
	" LEFT JOIN category k ON k.id = t.category_id"                                            \
	" LEFT JOIN organisation o ON o.id = t.organisation_id"                                    \
	" LEFT JOIN account c ON c.id = t.contact_id"                                              \
	" LEFT JOIN team m ON m.id = t.team_id"                                                    \
	" LEFT JOIN account r ON r.id = t.responsible_id"

/* Of staff any change counts, of a manager those that clients see. */
#define FITS                                                                                       \
	" IF(?, t.changed_at, t.updated_at) >= ? AND t.created_at >= ? AND t.created_at < ?"       \
	" AND (? = 0 OR t.type_id = ?) AND (? = 0 OR t.status_id = ?)"                             \
	" AND (? = 0 OR t.category_id = ?) AND (? = 0 OR t.organisation_id = ?)"                   \
	" AND (? = 0 OR t.team_id = ?) AND " TICKET_VISIBLE
#define FITS_IN                                                                                    \
	"ittt"                                                                                     \
	"iiiiiiiiii" TICKET_VISIBLE_IN

static const struct db_statement PAGE_BY_NUMBER = {
    .name = "export_by_number",
    .sql = COLUMNS("t.created_at") TABLES("PRIMARY") " WHERE t.id > ? AND" FITS
						     " ORDER BY t.id LIMIT ?",
    .in = "i" FITS_IN "i",
    .out = COLUMNS_OUT,
};

/* Only the first condition bounds the index. */
#define BEHIND(key)                                                                                \
	key " >= ? AND IF(" key " = ?, t.id > ?, TRUE) AND" FITS " ORDER BY " key ", t.id LIMIT ?"
#define BEHIND_IN "tti" FITS_IN "i"

static const struct db_statement PAGE_BY_CHANGE = {
    .name = "export_by_change",
    .sql = COLUMNS("t.changed_at") TABLES("ticket_changed_any") " WHERE " BEHIND("t.changed_at"),
    .in = BEHIND_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement PAGE_BY_CREATION = {
    .name = "export_by_creation",
    .sql = COLUMNS("t.created_at") TABLES("ticket_created") " WHERE " BEHIND("t.created_at"),
    .in = BEHIND_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement PAGE_BY_ORGANISATION = {
    .name = "export_by_organisation",
    .sql = COLUMNS("t.updated_at") TABLES(
	"ticket_organisation_all") " WHERE t.organisation_id = ? AND " BEHIND("t.updated_at"),
    .in = "i" BEHIND_IN,
    .out = COLUMNS_OUT,
};

static const struct db_statement COUNT_ALL = {
    .name = "export_count",
    .sql = "SELECT COUNT(*) FROM (SELECT 1 FROM ticket t WHERE" FITS " LIMIT ?) x",
    .in = FITS_IN "i",
    .out = "i",
};

static const struct db_statement TAGS = {
    .name = "export_tags",
    .sql = "SELECT ticket_id, tag FROM ticket_tag WHERE ticket_id IN (" IDS
	   ") ORDER BY ticket_id, tag",
    .in = IDS_IN,
    .out = "is",
};

static const struct db_statement FIELDS = {
    .name = "export_fields",
    .sql = "SELECT v.ticket_id, q.code, q.label, COALESCE(c.label, v.value)"
	   " FROM ticket_field v JOIN form_field q ON q.id = v.field_id"
	   " LEFT JOIN form_choice c ON c.field_id = v.field_id AND c.code = v.value"
	   " WHERE v.ticket_id IN (" IDS ") ORDER BY v.ticket_id, q.sort, q.id",
    .in = IDS_IN,
    .out = "isss",
};

static const struct db_statement FILES = {
    .name = "export_files",
    .sql = "SELECT a.ticket_id, a.name FROM attachment a JOIN message m ON m.id = a.message_id"
	   " WHERE a.ticket_id IN (" IDS ") AND (? OR m.kind <> 'note')"
	   " ORDER BY a.ticket_id, a.id",
    .in = IDS_IN "i",
    .out = "is",
};

static const struct db_statement MESSAGES = {
    .name = "export_messages",
    .sql = "SELECT m.ticket_id, m.id, m.kind, m.side, m.author_id, a.name, a.organisation_id,"
	   " m.source, m.format, m.body, m.created_at"
	   " FROM message m FORCE INDEX (PRIMARY) LEFT JOIN account a ON a.id = m.author_id"
	   " WHERE m.ticket_id IN (" IDS ") AND (? OR m.kind <> 'note')"
	   " ORDER BY m.ticket_id, m.id",
    .in = IDS_IN "i",
    .out = "iissisisss"
	   "t",
};

DB_STATEMENTS(export_rows, &PAGE_BY_NUMBER, &PAGE_BY_CHANGE, &PAGE_BY_CREATION,
    &PAGE_BY_ORGANISATION, &COUNT_ALL, &TAGS, &FIELDS, &FILES, &MESSAGES);

enum { FITS_VALUES = 20, VALUES_MOST = EXPORT_PAGE + 8 };

#define LAST_TIME  INT64_C(253402300799999999)	    /* the end of the year 9999 */
#define FIRST_TIME (-2208988800 * TIMESTAMP_SECOND) /* the year 1900 */

static timestamp time_or(timestamp at, timestamp otherwise)
{
	return at == TIMESTAMP_NONE ? otherwise : at;
}

/* The values of FITS; returns how many. */
static size_t fits_values(
    const struct viewer *viewer, const struct export_filter *filter, struct db_value *out)
{
	const int64_t keys[] = {filter->type_id, filter->status_id, filter->category_id,
	    filter->organisation_id, filter->team_id};
	const struct db_value rights[] = {VISIBILITY_VALUES(viewer)};
	size_t n = 0;

	out[n++] = db_int(viewer_is_staff(viewer));
	out[n++] = db_time(time_or(filter->since, FIRST_TIME));
	out[n++] = db_time(time_or(filter->created_from, FIRST_TIME));
	out[n++] = db_time(time_or(filter->created_before, LAST_TIME));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		out[n++] = db_int(keys[i]);
		out[n++] = db_int(keys[i]);
	}
	for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
		out[n++] = rights[i];
	return n;
}

/* The index that leaves least to be looked through, and from where on. */
static const struct db_statement *statement_for(
    const struct viewer *viewer, const struct export_filter *filter, timestamp *from)
{
	*from = FIRST_TIME;
	if (filter->organisation_id) {
		if (!viewer_is_staff(viewer))
			*from = time_or(filter->since, FIRST_TIME);
		return &PAGE_BY_ORGANISATION;
	}
	if (filter->since != TIMESTAMP_NONE) {
		*from = filter->since;
		return &PAGE_BY_CHANGE;
	}
	if (filter->created_from != TIMESTAMP_NONE || filter->created_before != TIMESTAMP_NONE) {
		*from = time_or(filter->created_from, FIRST_TIME);
		return &PAGE_BY_CREATION;
	}
	return &PAGE_BY_NUMBER;
}

enum err export_rows_next(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct export_filter *filter, struct export_place *place, struct db_rows *rows)
{
	struct db_value values[VALUES_MOST];
	timestamp from;
	const struct db_statement *statement = statement_for(viewer, filter, &from);
	struct db_value at = db_time(place->id ? place->at : from);
	size_t n = 0;

	if (statement == &PAGE_BY_ORGANISATION)
		values[n++] = db_int(filter->organisation_id);
	if (statement != &PAGE_BY_NUMBER) {
		values[n++] = at;
		values[n++] = at;
	}
	values[n++] = db_int(place->id);
	n += fits_values(viewer, filter, values + n);
	values[n++] = db_int(EXPORT_PAGE);
	TRY(db_query(db, arena, statement, (struct db_values){values, n}, rows));
	if (rows->count)
		*place = (struct export_place){db_time_at(rows, rows->count - 1, ROW_KEY),
		    db_int_at(rows, rows->count - 1, ROW_ID)};
	return OK;
}

enum err export_count(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct export_filter filter, int64_t most, int64_t *count)
{
	struct db_value values[VALUES_MOST];
	struct db_rows rows;
	size_t n;

	TRY(export_allow(viewer, &filter));
	n = fits_values(viewer, &filter, values);
	values[n++] = db_int(most);
	TRY(db_query(db, arena, &COUNT_ALL, (struct db_values){values, n}, &rows));
	*count = db_int_at(&rows, 0, 0);
	return OK;
}

/* Values of IDS, and one for whether notes are meant. */
static struct db_values id_values(
    const int64_t *ids, struct db_value values[static VALUES_MOST], const struct viewer *viewer)
{
	for (size_t i = 0; i < EXPORT_PAGE; i++)
		values[i] = db_int(ids[i]);
	if (viewer)
		values[EXPORT_PAGE] = db_int(viewer_is_staff(viewer));
	return (struct db_values){values, EXPORT_PAGE + (viewer ? 1 : 0)};
}

enum err export_tags(struct db *db, struct arena *arena, const int64_t *ids, struct db_rows *rows)
{
	struct db_value values[VALUES_MOST];

	return db_query(db, arena, &TAGS, id_values(ids, values, NULL), rows);
}

enum err export_fields(struct db *db, struct arena *arena, const int64_t *ids, struct db_rows *rows)
{
	struct db_value values[VALUES_MOST];

	return db_query(db, arena, &FIELDS, id_values(ids, values, NULL), rows);
}

enum err export_files(struct db *db, struct arena *arena, const struct viewer *viewer,
    const int64_t *ids, struct db_rows *rows)
{
	struct db_value values[VALUES_MOST];

	return db_query(db, arena, &FILES, id_values(ids, values, viewer), rows);
}

enum err export_messages(struct db *db, const struct viewer *viewer, const int64_t *ids,
    enum err (*each)(void *context, const struct db_value *row), void *context)
{
	struct db_value values[VALUES_MOST];

	return db_each(db, &MESSAGES, id_values(ids, values, viewer), each, context);
}
