#include "model/archive.h"

#include <stdio.h>
#include <string.h>

#include "model/counter.h"
#include "model/names.h"
#include "model/visibility.h"

/*
 * The page is joined from one short walk along an index for each audience that the viewer may read:
 * so it costs the same however large the archive is. Each branch is switched by its first value.
 */
#define BRANCH(index, condition)                                                                   \
	"(SELECT t.id, t.archived_at FROM ticket t FORCE INDEX (" index ") WHERE ? AND " condition \
	" AND t.archived_at <= ? AND IF(t.archived_at = ?, t.id < ?, TRUE)"                        \
	" ORDER BY t.archived_at DESC, t.id DESC LIMIT ?)"
#define BRANCH_IN "ttii"

#define PAGE_OF(branches)                                                                          \
	"SELECT t.id, t.type_id, t.subject, k.name, t.language, t.archived_at,"                    \
	" t.solution_id IS NOT NULL FROM (" branches                                               \
	" ORDER BY archived_at DESC, id DESC LIMIT ?) page"                                        \
	" JOIN ticket t ON t.id = page.id LEFT JOIN category k ON k.id = t.category_id"            \
	" WHERE " ARCHIVE_VISIBLE " ORDER BY t.archived_at DESC, t.id DESC"
#define PAGE_OUT "iisssti"

#define RELEASED(audience_) BRANCH("ticket_archive", "t.audience = '" audience_ "'")
#define RELEASED_IN	    "i" BRANCH_IN

#define IN_CATEGORY(audience_)                                                                     \
	BRANCH("ticket_archive_category", "t.category_id = ? AND t.audience = '" audience_ "'")
#define IN_CATEGORY_IN "ii" BRANCH_IN

/* A client's own, and their organisation's without those. */
#define OWN                                                                                        \
	BRANCH("ticket_archive_contact",                                                           \
	    "t.contact_id = ? AND t.audience = 'participants' AND (? = 0 OR t.category_id = ?)")
#define OWN_IN "iiii" BRANCH_IN
#define COLLEAGUES                                                                                 \
	BRANCH("ticket_archive_organisation",                                                      \
	    "t.organisation_id = ? AND t.audience = 'participants' AND NOT t.contact_id <=> ?"     \
	    " AND (? = 0 OR t.category_id = ?)")
#define COLLEAGUES_IN "iiiii" BRANCH_IN

#define UNION " UNION ALL "

static const struct db_statement ARCHIVE_PUBLIC = {
    .name = "archive_public",
    .sql = PAGE_OF(RELEASED("public")),
    .in = RELEASED_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

static const struct db_statement ARCHIVE_CLIENT = {
    .name = "archive_client",
    .sql = PAGE_OF(RELEASED("public") UNION RELEASED("clients") UNION OWN UNION COLLEAGUES),
    .in = RELEASED_IN RELEASED_IN OWN_IN COLLEAGUES_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

static const struct db_statement ARCHIVE_STAFF = {
    .name = "archive_staff",
    .sql = PAGE_OF(RELEASED("public") UNION RELEASED("clients") UNION RELEASED("staff")
	    UNION RELEASED("participants")),
    .in = RELEASED_IN RELEASED_IN RELEASED_IN RELEASED_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

static const struct db_statement CATEGORY_PUBLIC = {
    .name = "archive_category_public",
    .sql = PAGE_OF(IN_CATEGORY("public")),
    .in = IN_CATEGORY_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

static const struct db_statement CATEGORY_CLIENT = {
    .name = "archive_category_client",
    .sql = PAGE_OF(IN_CATEGORY("public") UNION IN_CATEGORY("clients") UNION OWN UNION COLLEAGUES),
    .in = IN_CATEGORY_IN IN_CATEGORY_IN OWN_IN COLLEAGUES_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

static const struct db_statement CATEGORY_STAFF = {
    .name = "archive_category_staff",
    .sql = PAGE_OF(IN_CATEGORY("public") UNION IN_CATEGORY("clients") UNION IN_CATEGORY("staff")
	    UNION IN_CATEGORY("participants")),
    .in = IN_CATEGORY_IN IN_CATEGORY_IN IN_CATEGORY_IN IN_CATEGORY_IN "i" ARCHIVE_VISIBLE_IN,
    .out = PAGE_OUT,
};

#define TICKET_COLUMNS                                                                             \
	"t.id, t.type_id, t.status_id, t.solution_id, t.subject, t.category_id,"                   \
	" t.language, t.created_at, t.archived_at"
#define TICKET_FROM " FROM ticket t"
#define TICKET_OUT  "iiiisistt"
enum { TICKET_COLUMN_COUNT = sizeof TICKET_OUT - 1 };

static const struct db_statement ARCHIVE_LOAD = {
    .name = "archive_load",
    .sql = "SELECT " TICKET_COLUMNS TICKET_FROM " WHERE t.id = ? AND " ARCHIVE_VISIBLE,
    .in = "i" ARCHIVE_VISIBLE_IN,
    .out = TICKET_OUT,
};

/* Ticket and conversation in one go, for those who aren't signed in: most readers of the archive.
 * An order here would cost a temporary table on disk; messages_from_rows sorts them. */
static const struct db_statement ARCHIVE_READ_PUBLIC = {
    .name = "archive_read_public",
    .sql = "SELECT " TICKET_COLUMNS ", " MESSAGE_COLUMNS TICKET_FROM
	   " LEFT JOIN message m ON m.ticket_id = t.id AND m.kind <> 'note'"
	   " WHERE t.id = ? AND " ARCHIVE_VISIBLE_TO_NOBODY " LIMIT 1000",
    .in = "i",
    .out = TICKET_OUT MESSAGE_OUT,
};

static const struct db_statement CATEGORIES = {
    .name = "archive_categories",
    .sql = "SELECT id, code, name FROM category ORDER BY name, id LIMIT 500",
    .out = "iss",
};

static const struct db_statement CATEGORY_BY_CODE = {
    .name = "archive_category_by_code",
    .sql = "SELECT id, code, name FROM category WHERE code = ?",
    .in = "s",
    .out = "iss",
};

DB_STATEMENTS(archive, &ARCHIVE_PUBLIC, &ARCHIVE_CLIENT, &ARCHIVE_STAFF, &CATEGORY_PUBLIC,
    &CATEGORY_CLIENT, &CATEGORY_STAFF, &ARCHIVE_LOAD, &ARCHIVE_READ_PUBLIC, &CATEGORIES,
    &CATEGORY_BY_CODE);

/* Does this reader see all that was released to the audience? */
static bool reads(const struct viewer *viewer, enum audience audience)
{
	switch (audience) {
	case AUDIENCE_PUBLIC:
		return true;
	case AUDIENCE_CLIENTS:
		return viewer_is_known(viewer);
	case AUDIENCE_STAFF:
	case AUDIENCE_PARTICIPANTS:
		return viewer_is_staff(viewer);
	case AUDIENCE_NONE:
		break;
	}
	return false;
}

static int64_t total_of(
    const struct viewer *viewer, const struct counter *counters, size_t counter_count)
{
	int64_t total = 0;

	for (enum audience a = AUDIENCE_PARTICIPANTS; a <= AUDIENCE_PUBLIC; a++) {
		char name[COUNTER_NAME];

		(void)snprintf(name, sizeof name, "archive:%s", audience_code(a));
		if (reads(viewer, a))
			total += counter_value(counters, counter_count, name);
	}
	return total;
}

enum err archive_total(
    struct db *db, struct arena *arena, const struct viewer *viewer, int64_t *total)
{
	struct counter *counters;
	size_t count;

	TRY(counter_list(db, arena, "archive", &counters, &count));
	*total = total_of(viewer, counters, count);
	return OK;
}

enum err archive_categories(struct db *db, struct arena *arena, const struct viewer *viewer,
    struct archive_category **categories, size_t *count, int64_t *total)
{
	struct counter *counters;
	size_t counter_count;
	struct db_rows rows;

	TRY(counter_list(db, arena, "archive", &counters, &counter_count));
	TRY(db_query(db, arena, &CATEGORIES, DB_NONE, &rows));
	*categories = ARENA_ARRAY(arena, struct archive_category, rows.count);
	if (!*categories)
		return ERROR(ERR_MEMORY, "no memory for %zu categories", rows.count);
	*count = 0;
	*total = total_of(viewer, counters, counter_count);
	for (size_t i = 0; i < rows.count; i++) {
		struct archive_category c = {
		    db_int_at(&rows, i, 0), db_text_at(&rows, i, 1), db_text_at(&rows, i, 2), 0};

		for (enum audience a = AUDIENCE_PARTICIPANTS; a <= AUDIENCE_PUBLIC; a++) {
			char name[COUNTER_NAME];

			(void)snprintf(name, sizeof name, "archive:%s:%lld", audience_code(a),
			    (long long)c.id);
			if (reads(viewer, a))
				c.count += counter_value(counters, counter_count, name);
		}
		if (c.count > 0)
			(*categories)[(*count)++] = c;
	}
	return OK;
}

enum err archive_category_by_code(
    struct db *db, struct arena *arena, const char *code, struct archive_category *category)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &CATEGORY_BY_CODE, DB_VALUES(db_text(code)), &rows));
	if (!rows.count)
		return ERROR(ERR_NOT_FOUND, "no category %s", code);
	*category = (struct archive_category){
	    db_int_at(&rows, 0, 0), db_text_at(&rows, 0, 1), db_text_at(&rows, 0, 2), 0};
	return OK;
}

/* The values of an archive_list statement, gathered branch by branch. */
struct values {
	struct db_value at[80];
	size_t count;
};

static void put(struct values *v, int64_t number)
{
	v->at[v->count++] = db_int(number);
}

/* The end of a branch: cursor and limit. */
static void put_cursor(struct values *v, struct cursor after, int64_t most)
{
	struct db_value at = db_time(after.at ? after.at : INT64_C(253402300799999999));

	v->at[v->count++] = at;
	v->at[v->count++] = at;
	put(v, after.id);
	put(v, most);
}

static void put_released(
    struct values *v, size_t branches, int64_t category_id, struct cursor after, int64_t most)
{
	for (size_t i = 0; i < branches; i++) {
		put(v, 1);
		if (category_id)
			put(v, category_id);
		put_cursor(v, after, most);
	}
}

static void put_own(struct values *v, const struct viewer *viewer, int64_t category_id,
    struct cursor after, int64_t most)
{
	put(v, 1);
	put(v, viewer->account_id);
	put(v, category_id);
	put(v, category_id);
	put_cursor(v, after, most);
	put(v, viewer->scope >= SCOPE_ORGANISATION);
	put(v, viewer->organisation_id);
	put(v, viewer->account_id);
	put(v, category_id);
	put(v, category_id);
	put_cursor(v, after, most);
}

static void put_visible(struct values *v, const struct viewer *viewer)
{
	const struct db_value values[] = {ARCHIVE_VALUES(viewer)};

	memcpy(v->at + v->count, values, sizeof values);
	v->count += sizeof values / sizeof values[0];
}

static const struct db_statement *page_statement(const struct viewer *viewer, int64_t category_id)
{
	if (viewer_is_staff(viewer))
		return category_id ? &CATEGORY_STAFF : &ARCHIVE_STAFF;
	if (viewer_is_known(viewer))
		return category_id ? &CATEGORY_CLIENT : &ARCHIVE_CLIENT;
	return category_id ? &CATEGORY_PUBLIC : &ARCHIVE_PUBLIC;
}

static enum err page_from_rows(
    struct arena *arena, const struct db_rows *rows, size_t limit, struct archive_page *page)
{
	size_t count = rows->count > limit ? limit : rows->count;

	*page = (struct archive_page){.count = count, .has_more = rows->count > limit};
	page->lines = ARENA_ARRAY(arena, struct archive_line, count);
	if (!page->lines)
		return ERROR(ERR_MEMORY, "no memory for %zu lines", count);
	for (size_t i = 0; i < count; i++)
		page->lines[i] = (struct archive_line){
		    .id = db_int_at(rows, i, 0),
		    .type_id = db_int_at(rows, i, 1),
		    .subject = db_text_at(rows, i, 2),
		    .category = db_text_at(rows, i, 3),
		    .language = db_text_at(rows, i, 4),
		    .archived_at = db_time_at(rows, i, 5),
		    .has_solution = db_int_at(rows, i, 6) != 0,
		};
	if (page->has_more)
		page->next =
		    (struct cursor){page->lines[count - 1].archived_at, page->lines[count - 1].id};
	return OK;
}

enum err archive_list(struct db *db, struct arena *arena, const struct viewer *viewer,
    int64_t category_id, struct cursor after, size_t limit, struct archive_page *page)
{
	const size_t lines = limit > 100 ? 100 : limit;
	const int64_t most = (int64_t)lines + 1; /* one more tells whether there is more */
	struct values v = {.count = 0};
	struct db_rows rows;

	if (viewer_is_staff(viewer)) {
		put_released(&v, 4, category_id, after, most);
	} else if (viewer_is_known(viewer)) {
		put_released(&v, 2, category_id, after, most);
		put_own(&v, viewer, category_id, after, most);
	} else {
		put_released(&v, 1, category_id, after, most);
	}
	put(&v, most);
	put_visible(&v, viewer);
	TRY(db_query(db, arena, page_statement(viewer, category_id),
	    (struct db_values){v.at, v.count}, &rows));
	return page_from_rows(arena, &rows, lines, page);
}

static enum err ticket_from_rows(
    struct db *db, struct arena *arena, const struct db_rows *rows, struct archive_ticket *ticket)
{
	if (!rows->count)
		return ERROR(ERR_NOT_FOUND, "no such ticket in this viewer's archive");
	*ticket = (struct archive_ticket){
	    .id = db_int_at(rows, 0, 0),
	    .type_id = db_int_at(rows, 0, 1),
	    .status_id = db_int_at(rows, 0, 2),
	    .solution_id = db_int_at(rows, 0, 3),
	    .subject = db_text_at(rows, 0, 4),
	    .language = db_text_at(rows, 0, 6),
	    .created_at = db_time_at(rows, 0, 7),
	    .archived_at = db_time_at(rows, 0, 8),
	};
	return name_of(db, arena, NAMED_CATEGORY, db_int_at(rows, 0, 5), &ticket->category);
}

enum err archive_load(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct archive_ticket *ticket)
{
	struct db_rows rows;

	TRY(db_query(
	    db, arena, &ARCHIVE_LOAD, DB_VALUES(db_int(id), ARCHIVE_VALUES(viewer)), &rows));
	return ticket_from_rows(db, arena, &rows, ticket);
}

enum err archive_read(struct db *db, struct arena *arena, const struct viewer *viewer, int64_t id,
    struct archive_ticket *ticket, struct message **messages, size_t *count)
{
	struct db_rows rows;

	if (viewer_is_known(viewer)) {
		TRY(archive_load(db, arena, viewer, id, ticket));
		return message_list(db, arena, viewer, id, messages, count);
	}
	TRY(db_query(db, arena, &ARCHIVE_READ_PUBLIC, DB_VALUES(db_int(id)), &rows));
	TRY(ticket_from_rows(db, arena, &rows, ticket));
	return messages_from_rows(db, arena, &rows, TICKET_COLUMN_COUNT, false, messages, count);
}
