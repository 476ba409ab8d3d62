#include "model/feed_list.h"

#include "model/article.h"
#include "model/visibility.h"

enum { ARTICLES_MOST = 100 };

#define TEXT_MOST "100000"
_Static_assert(FEED_TEXT_MOST == 100000, "the statements say the same");

#define ARTICLE_LIST(index, condition)                                                             \
	"SELECT a.id, a.title, a.summary, a.language, COALESCE(k.name, ''),"                       \
	" COALESCE(k.code, ''), IF(LENGTH(a.html) <= " TEXT_MOST ", a.html, NULL),"                \
	" a.published_at, a.updated_at"                                                            \
	" FROM article a FORCE INDEX (" index ") LEFT JOIN category k ON k.id = a.category_id"     \
	" WHERE " condition ARTICLE_READABLE " AND (? IS NULL OR a.language = ?)"                  \
	" AND a.published_at <= ? AND (a.published_at < ? OR a.id < ?)"                            \
	" ORDER BY a.published_at DESC, a.id DESC LIMIT ?"
#define ARTICLE_LIST_IN ARTICLE_READABLE_IN "ssttii"
#define ARTICLE_LIST_OUT                                                                           \
	"issssss"                                                                                  \
	"tt"

static const struct db_statement ARTICLES_ALL = {
    .name = "feed_articles",
    .sql = ARTICLE_LIST("article_newest", ""),
    .in = ARTICLE_LIST_IN,
    .out = ARTICLE_LIST_OUT,
};

static const struct db_statement ARTICLES_CATEGORY = {
    .name = "feed_articles_category",
    .sql = ARTICLE_LIST("article_category", "a.category_id = ? AND "),
    .in = "i" ARTICLE_LIST_IN,
    .out = ARTICLE_LIST_OUT,
};

/* A ticket's messages lie beside each other, in the order of their keys. */
static const struct db_statement LAST_MESSAGES = {
    .name = "feed_last_messages",
    .sql = "SELECT m.ticket_id, m.id, m.kind + 0, m.side + 0, m.author_id, m.source + 0,"
	   " IF(LENGTH(m.html) <= " TEXT_MOST ", m.html, ''), m.created_at"
	   " FROM ticket t JOIN message m ON m.ticket_id = t.id AND m.id ="
	   "  (SELECT l.id FROM message l WHERE l.ticket_id = t.id AND (? OR l.kind <> 'note')"
	   "   ORDER BY l.id DESC LIMIT 1)"
	   " WHERE t.id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    .in = "iiiiiiiiiiiiiiiiiiiii",
    .out = "i" MESSAGE_OUT,
};

#define DUE_LIST(index, where)                                                                     \
	"SELECT t.id, t.version, t.subject, t.due_at, t.updated_at"                                \
	" FROM ticket t FORCE INDEX (" index ")"                                                   \
	" WHERE t.is_open = 1 AND t.due_at IS NOT NULL AND " where                                 \
	" ORDER BY t.due_at, t.id LIMIT 500"
#define DUE_OUT "iistt"

static const struct db_statement DUE_OWN = {
    .name = "feed_due_own",
    .sql = DUE_LIST("ticket_contact", "t.contact_id = ? AND " TICKET_VISIBLE),
    .in = "i" TICKET_VISIBLE_IN,
    .out = DUE_OUT,
};
static const struct db_statement DUE_ORGANISATION = {
    .name = "feed_due_organisation",
    .sql = DUE_LIST("ticket_organisation", "t.organisation_id = ? AND " TICKET_VISIBLE),
    .in = "i" TICKET_VISIBLE_IN,
    .out = DUE_OUT,
};
/* For the scope "all": every organisation's, whatever the first parameter. */
static const struct db_statement DUE_ALL = {
    .name = "feed_due_all",
    .sql = DUE_LIST("ticket_queue_open", "? IS NOT NULL AND " TICKET_VISIBLE),
    .in = "i" TICKET_VISIBLE_IN,
    .out = DUE_OUT,
};
static const struct db_statement DUE_PERSON = {
    .name = "feed_due_person",
    .sql = DUE_LIST("ticket_queue_person", "t.responsible_id = ?"),
    .in = "i",
    .out = DUE_OUT,
};
static const struct db_statement DUE_NOBODY = {
    .name = "feed_due_unassigned",
    .sql = DUE_LIST("ticket_queue_person", "? IS NOT NULL AND t.responsible_id IS NULL"),
    .in = "i",
    .out = DUE_OUT,
};
static const struct db_statement DUE_OPEN = {
    .name = "feed_due_open",
    .sql = DUE_LIST("ticket_queue_open", "? IS NOT NULL"),
    .in = "i",
    .out = DUE_OUT,
};
static const struct db_statement DUE_STATUS = {
    .name = "feed_due_status",
    .sql = DUE_LIST("ticket_queue_status", "t.status_id = ?"),
    .in = "i",
    .out = DUE_OUT,
};
static const struct db_statement DUE_TEAM = {
    .name = "feed_due_team",
    .sql = DUE_LIST("ticket_queue_team", "t.team_id = ?"),
    .in = "i",
    .out = DUE_OUT,
};

DB_STATEMENTS(feed_list, &ARTICLES_ALL, &ARTICLES_CATEGORY, &LAST_MESSAGES, &DUE_OWN,
    &DUE_ORGANISATION, &DUE_ALL, &DUE_PERSON, &DUE_NOBODY, &DUE_OPEN, &DUE_STATUS, &DUE_TEAM);

static enum err page_from_rows(
    struct arena *arena, const struct db_rows *rows, size_t limit, struct feed_article_page *page)
{
	size_t count = rows->count > limit ? limit : rows->count;

	*page = (struct feed_article_page){.count = count, .has_more = rows->count > limit};
	page->articles = ARENA_ARRAY(arena, struct feed_article, count);
	if (!page->articles)
		return ERROR(ERR_MEMORY, "no memory for %zu articles", count);
	for (size_t i = 0; i < count; i++)
		page->articles[i] = (struct feed_article){
		    .id = db_int_at(rows, i, 0),
		    .title = db_text_at(rows, i, 1),
		    .summary = db_text_at(rows, i, 2),
		    .language = db_text_at(rows, i, 3),
		    .category = db_text_at(rows, i, 4),
		    .category_code = db_text_at(rows, i, 5),
		    .html = db_null_at(rows, i, 6) ? NULL : db_text_at(rows, i, 6),
		    .published_at = db_time_at(rows, i, 7),
		    .updated_at = db_time_at(rows, i, 8),
		};
	if (page->has_more)
		page->next = (struct cursor){
		    page->articles[count - 1].published_at, page->articles[count - 1].id};
	return OK;
}

enum err feed_articles(struct db *db, struct arena *arena, int64_t category_id,
    const char *language, struct cursor after, size_t limit, struct feed_article_page *page)
{
	static const struct viewer EVERYBODY = {.role = ROLE_NOBODY};
	const size_t lines = limit > ARTICLES_MOST ? ARTICLES_MOST : limit;
	const struct db_value in = db_text(language), id = db_int(after.id);
	/* From the end of the year 9999 on. */
	const struct db_value at = db_time(after.at ? after.at : INT64_C(253402300799999999));
	const struct db_value most = db_int((int64_t)lines + 1);
	struct db_rows rows;

	if (category_id)
		TRY(db_query(db, arena, &ARTICLES_CATEGORY,
		    DB_VALUES(
			db_int(category_id), ARTICLE_VALUES(&EVERYBODY), in, in, at, at, id, most),
		    &rows));
	else
		TRY(db_query(db, arena, &ARTICLES_ALL,
		    DB_VALUES(ARTICLE_VALUES(&EVERYBODY), in, in, at, at, id, most), &rows));
	return page_from_rows(arena, &rows, lines, page);
}

enum err feed_last_messages(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct ticket_line *lines, size_t count, struct last_message **messages,
    size_t *message_count)
{
	struct db_value values[FEED_TICKETS + 1] = {db_int(viewer_is_staff(viewer))};
	struct message *read;
	struct db_rows rows;
	size_t read_count;

	for (size_t i = 0; i < FEED_TICKETS; i++)
		values[i + 1] = db_id(i < count ? lines[i].id : 0);
	TRY(db_query(db, arena, &LAST_MESSAGES,
	    (struct db_values){values, sizeof values / sizeof values[0]}, &rows));
	TRY(messages_from_rows(db, arena, &rows, 1, true, &read, &read_count));
	*messages = ARENA_ARRAY(arena, struct last_message, read_count);
	if (!*messages)
		return ERROR(ERR_MEMORY, "no memory for %zu messages", read_count);
	*message_count = read_count;
	for (size_t i = 0; i < read_count; i++) {
		(*messages)[i].message = read[i];
		for (size_t row = 0; row < rows.count; row++)
			if (db_int_at(&rows, row, 1) == read[i].id)
				(*messages)[i].ticket_id = db_int_at(&rows, row, 0);
	}
	return OK;
}

static enum err due_from_rows(
    struct arena *arena, const struct db_rows *rows, struct due_ticket **tickets, size_t *count)
{
	*tickets = ARENA_ARRAY(arena, struct due_ticket, rows->count);
	if (!*tickets)
		return ERROR(ERR_MEMORY, "no memory for %zu tickets", rows->count);
	*count = rows->count;
	for (size_t i = 0; i < rows->count; i++)
		(*tickets)[i] = (struct due_ticket){
		    .id = db_int_at(rows, i, 0),
		    .version = db_int_at(rows, i, 1),
		    .subject = db_text_at(rows, i, 2),
		    .due_at = db_time_at(rows, i, 3),
		    .updated_at = db_time_at(rows, i, 4),
		};
	return OK;
}

enum err feed_due_client(struct db *db, struct arena *arena, const struct viewer *viewer,
    bool whole_organisation, struct due_ticket **tickets, size_t *count)
{
	const struct db_statement *statement = &DUE_OWN;
	int64_t key = viewer->account_id;
	struct db_rows rows;

	if (!viewer_is_known(viewer))
		return ERROR(ERR_DENIED, "nobody has no tickets");
	if (whole_organisation && viewer->scope >= SCOPE_ORGANISATION) {
		statement = viewer->scope == SCOPE_ALL ? &DUE_ALL : &DUE_ORGANISATION;
		key = viewer->organisation_id;
	}
	TRY(db_query(
	    db, arena, statement, DB_VALUES(db_int(key), VISIBILITY_VALUES(viewer)), &rows));
	return due_from_rows(arena, &rows, tickets, count);
}

enum err feed_due_queue(struct db *db, struct arena *arena, const struct viewer *viewer,
    const struct queue_filter *filter, struct due_ticket **tickets, size_t *count)
{
	static const struct db_statement *const STATEMENTS[] = {
	    [QUEUE_MINE] = &DUE_PERSON,
	    [QUEUE_UNASSIGNED] = &DUE_NOBODY,
	    [QUEUE_OPEN] = &DUE_OPEN,
	    [QUEUE_STATUS] = &DUE_STATUS,
	    [QUEUE_TEAM] = &DUE_TEAM,
	};
	int64_t key = filter->queue == QUEUE_MINE ? viewer->account_id : filter->key;
	struct db_rows rows;

	if (!viewer_is_staff(viewer))
		return ERROR(ERR_DENIED, "queues are for staff");
	TRY(db_query(db, arena, STATEMENTS[filter->queue], DB_VALUES(db_int(key)), &rows));
	return due_from_rows(arena, &rows, tickets, count);
}
